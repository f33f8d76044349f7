"""Words of the findings about documents that the text names, and about blanks."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "law-number": Text(N_("the law is cited by its number"), N_("write its name and its date, without the number")),
    "basis-no-date": Text(
        N_("the basis does not say when {cited} was issued"), N_("add: ngày ... tháng ... năm ... behind the number")
    ),
    "basis-no-issuer": Text(N_("the basis does not say who issued {cited}"), N_("add: của ... behind the date")),
    "basis-no-summary": Text(
        N_("the basis does not say what {cited} is about"), N_("add its summary: về ... behind the issuer")
    ),
    "cited-no-date": Text(
        N_("{cited} is cited for the first time without its date"), N_("add: ngày ... tháng ... năm ... của ...")
    ),
    "cited-no-issuer": Text(
        N_("{cited} is cited for the first time without its issuer"), N_("add: của ... behind the date")
    ),
    "cited-again": Text(
        N_("{cited} has been cited in full before"), N_("from the second time on write its type and number alone")
    ),
    "field-left": Text(
        N_("the document has its number, but a field of a template is still in it"), N_("fill it in or delete it")
    ),
    "blank-left": Text(N_("the document has its number, but '{blank}' is still in it"), N_("fill it in or delete it")),
}

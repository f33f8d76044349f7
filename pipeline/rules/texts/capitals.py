"""Words of the findings about capital letters."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "sentence-start": Text(N_("a sentence begins with the small word '{word}'"), N_("write: {wanted}")),
    "person-name": Text(N_("the name '{written}' has a syllable without its capital"), N_("write: {wanted}")),
    "name-capitals": Text(N_("'{written}' has its capitals in the wrong places"), N_("write: {wanted}")),
    "document-capital": Text(
        N_("'{written}' means one document and begins small"), N_("begin the name of its type with a capital: {wanted}")
    ),
    "citation-capitals": Text(
        N_("'{written}' is cited with the wrong letter"),
        N_("write: {wanted} (Phần, Chương, Mục, Điều with a capital; khoản, điểm without)"),
    ),
}

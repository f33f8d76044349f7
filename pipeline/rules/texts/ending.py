"""Words of the findings about Kính gửi and Nơi nhận."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "not-addressed": Text(N_("a document of type {type} has no Kính gửi"), N_("delete it; list them in Nơi nhận")),
    "addressee-label": Text(N_("the line does not begin with 'Kính gửi:'"), N_("write: Kính gửi: ...")),
    "nobody-addressed": Text(
        N_("nobody is addressed"), N_("write the one addressee on this line, or each on a line with '- '")
    ),
    "one-addressee": Text(N_("a single addressee stands on its own line"), N_("write it after Kính gửi:")),
    "split-addressees": Text(
        N_("addressees stand on the line of Kính gửi and below"), N_("write each on a line with '- ' below")
    ),
    "inline-addressees": Text(
        N_("several addressees stand on the line of Kính gửi"), N_("write each on a line of its own, with '- '")
    ),
    "addressees-aside": Text(
        N_("the hyphen stands {start} mm in from the margin"), N_("put all hyphens under the colon of Kính gửi:")
    ),
    "item-hyphen": Text(N_("the line does not begin with '- '"), N_("begin it with a hyphen and a space")),
    "item-end": Text(N_("the line does not end with '{end}'"), N_("end it with {end}")),
    "underlined": Text(N_("the words are underlined"), N_("remove the underline")),
    "archive-line": Text(
        N_("the last line is not as the decree has it"),
        N_("write: - Lưu: VT, the unit's abbreviation and a full stop"),
    ),
    "archive-not-last": Text(N_("recipients stand below the line Lưu"), N_("move it to the end of the list")),
    "no-archive-line": Text(N_("the list does not end with the line Lưu"), N_("add: - Lưu: VT, ...")),
    "first-recipient": Text(N_("the list does not begin with '- {words}'"), N_("write first: - {words}")),
    "above-without-addressee": Text(
        N_("the list says 'Như trên', but there is no Kính gửi"), N_("name those who receive it")
    ),
}

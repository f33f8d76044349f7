"""The words for what a field may not say, and for how it was read."""

from pipeline.messages import marked as N_
from pipeline.problems.text import Text

FIELDS: dict[str, Text] = {
    "missing-field": Text(N_("{label} is missing"), N_("fill it in")),
    "unknown-field": Text(N_("the key {name} is not known"), N_("check its spelling and its indentation")),
    "not-one-value": Text(N_("{label} must be one value, not several"), N_("write one text here")),
    "not-a-list-of-texts": Text(N_("{label} must be a list of texts"), N_("write one '- text' a line")),
    "empty-section": Text(N_("the section says nothing"), N_("give it a title, a text or items, or delete it")),
    "addressed-to-each": Text(
        N_("'addressed_as' is for one reminder to all late agencies"), N_("write to: all beside it, or delete it")
    ),
    "empty-level": Text(N_("the level says nothing"), N_("give it again, demands or days, or delete it")),
    "forbidden-character": Text(
        N_("{label} holds a character that no document can hold ({code_point})"), N_("delete it and type it anew")
    ),
    "not-a-date": Text(
        N_("{label}: '{value}' is not a date"), N_("write day/month/year, such as 05/01/2026, of a day that exists")
    ),
    "not-a-number": Text(N_("{label}: '{value}' is not a whole number"), N_("write digits only, such as 12")),
    "not-yes-or-no": Text(N_("{label}: '{value}' is neither yes nor no"), N_("write x for yes, leave empty for no")),
    "not-a-choice": Text(N_("{label} must be one of {choices}"), N_("write it just so")),
    "not-an-id": Text(N_("{label}: '{value}' cannot name a file"), N_("use letters and digits, such as CS-001")),
    "id-is-personal": Text(
        N_("{label} looks like a personal number"), N_("ids name files: use numbers of your own, such as CS-001")
    ),
    "not-a-personal-number": Text(
        N_("{label} does not have 12 digits"), N_("format the column as text and type all 12 digits")
    ),
    "old-identity-number": Text(
        N_("{label} has 9 digits: the number of an old identity card"),
        N_("ask for the citizen card, and type its 12 digits"),
    ),
    "number-lost-zeros": Text(
        N_("{label} has lost zeros at its beginning, or digits elsewhere"),
        N_("format the column as text and type all 12 digits"),
    ),
    "zeros-restored": Text(
        N_("{label} had lost its leading zeros, which the year of birth confirms"), N_("format the column as text")
    ),
    "number-not-of-birth": Text(
        N_("{label} is not of somebody born in {year}"), N_("compare the number and the birth with the citizen card")
    ),
    "number-not-of-sex": Text(
        N_("{label} is not of somebody of the sex '{sex}'"), N_("compare the number and the sex with the citizen card")
    ),
    "other-year-of-birth": Text(
        N_("{label} is another year than that of the day of birth, {year}"), N_("correct one of the two")
    ),
    "short-year-of-birth": Text(
        N_("{label}: a year of two digits may be of either century"), N_("write the year with four digits")
    ),
    "serial-day": Text(
        N_("{label}: the number {value} is read as the day {day}, as Excel counts days"),
        N_("format the column as a date"),
    ),
    "only-a-year": Text(N_("{label}: '{value}' is only a year"), N_("write day/month/year, such as 05/01/2026")),
    "only-a-month": Text(N_("{label}: '{value}' is only a month"), N_("write day/month/year, such as 05/01/2026")),
    "not-a-year": Text(N_("{label}: '{value}' is not a year"), N_("write four digits, such as 1985")),
    "impossible-count": Text(N_("{label}: {value} cannot be"), N_("write the count itself, {most} at the most")),
    "not-a-phone": Text(
        N_("{label} is not a telephone number"), N_("write it with its leading zero; part several by a semicolon")
    ),
    "phone-unusual": Text(N_("{label}: no telephone number begins so"), N_("compare it with what was handed in")),
    "phone-retired": Text(
        N_("{label}: numbers that begin with {old} have begun with {new} since 2018"), N_("write the present number")
    ),
    "wrong-check-digit": Text(
        N_("{label}: a digit is wrong, as the check digit of the tax code shows"),
        N_("compare it with the certificate of registration"),
    ),
    "not-a-tax-code": Text(N_("{label} is not a tax code"), N_("write 10, 12 or 13 digits, or leave it empty")),
    "not-a-name": Text(
        N_("{label}: '{value}' is not written as a name"), N_("begin each word with a capital: Nguyễn Văn Mẫu")
    ),
    "no-registration": Text(
        N_("neither a registration number nor a tax code is given"), N_("fill in at least one of the two")
    ),
    "issued-before-birth": Text(
        N_("the citizen card was issued before the date of birth"), N_("check both dates; day comes first")
    ),
    "ends-before-it-begins": Text(N_("it ends before it begins"), N_("check the two dates of validity")),
    "too-small": Text(N_("{label} must be at least 1"), N_("write 1 or more")),
    "wrong-value": Text(
        N_("{label} does not have the form that is asked for"),
        N_("compare it with the dossier of vanban init"),
    ),
}

"""Words of the findings about number, symbol, place and date."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "number-opening": Text(N_("the line does not begin with 'Số: '"), N_("write: Số: 05/KH-UBND")),
    "no-slash": Text(N_("no slash parts number and symbol"), N_("write: Số: 05/KH-UBND")),
    "number-digits": Text(N_("the number has marks or signs in it"), N_("write digits only, such as 05 or 1234")),
    "number-zero": Text(N_("the number has the wrong zeros"), N_("numbers under 10 have one zero: 05; others none")),
    "number-spaces": Text(N_("there are spaces in the number or symbol"), N_("write it without: Số: 05/KH-UBND")),
    "symbol-letters": Text(
        N_("'{group}' is no abbreviation"), N_("use capitals, parted by hyphens, such as UBND-VHXH")
    ),
    "symbol-small": Text(N_("'{group}' has small letters"), N_("write the symbol in capitals")),
    "year-in-number": Text(
        N_("there is a year in the number"), N_("delete it; only legal normative documents have one")
    ),
    "letter-with-type": Text(
        N_("the symbol of a công văn has no '{group}'"), N_("write the issuer and the unit: Số: 12/UBND-VHXH")
    ),
    "letter-without-unit": Text(
        N_("the symbol names no drafting unit"), N_("write the issuer and the unit: Số: 12/UBND-VHXH")
    ),
    "other-type": Text(N_("the symbol says '{group}', not '{wanted}'"), N_("begin it with {wanted}")),
    "type-without-issuer": Text(N_("the symbol names no issuer"), N_("write {wanted}, a hyphen and the issuer")),
    "other-issuer": Text(
        N_("the symbol names '{group}', the head of the page another issuer"), N_("write {wanted} in its place")
    ),
    "not-the-issuer": Text(
        N_("'{group}' is not the issuer that the head of the page names"), N_("write the issuer's own abbreviation")
    ),
    "not-level": Text(N_("number and date are not on one line"), N_("put both into one row of the table")),
    "half-issued": Text(
        N_("only one of number and day is given"), N_("fill in both when it is signed, neither before")
    ),
    "date-form": Text(
        N_("this is no place and date as the decree has it"), N_("write: Hà Nội, ngày 05 tháng 3 năm 2026")
    ),
    "place-small": Text(N_("the place begins with a small letter"), N_("begin it with a capital")),
    "date-comma": Text(N_("no comma stands after the place"), N_("write: Hà Nội, ngày 05 tháng 3 năm 2026")),
    "day-zero": Text(N_("the day does not have two digits"), N_("write a zero before days under 10: ngày 05")),
    "month-zero": Text(N_("month 1 or 2 has no zero"), N_("write: tháng 01, tháng 02")),
    "month-without-zero": Text(N_("the month has a zero"), N_("only months 1 and 2 have one; write tháng 3")),
    "no-such-day": Text(N_("there is no such day"), N_("check day, month and year")),
    "minutes-dated": Text(
        N_("a biên bản has no line of place and date"), N_("delete it; time and place stand in the text")
    ),
}

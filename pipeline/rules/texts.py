"""What each finding says, by its code: the fault, and what to do about it, with `{named}` places."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    # page
    "paper": Text(N_("the page is {width} × {height} mm"), N_("set the paper to A4 ({least} × {most} mm)")),
    "landscape": Text(
        N_("the page lies on its side and holds no table"), N_("turn it upright; only wide tables may lie")
    ),
    "top_mm": Text(N_("the top margin is {value} mm"), N_("set it to {least} to {most} mm")),
    "bottom_mm": Text(N_("the bottom margin is {value} mm"), N_("set it to {least} to {most} mm")),
    "left_mm": Text(N_("the left margin is {value} mm"), N_("set it to {least} to {most} mm")),
    "right_mm": Text(N_("the right margin is {value} mm"), N_("set it to {least} to {most} mm")),
    "lying-top_mm": Text(N_("the top margin of the landscape page is {value} mm"), N_("set it to {least} mm or more")),
    "lying-bottom_mm": Text(
        N_("the bottom margin of the landscape page is {value} mm"), N_("set it to {least} mm or more")
    ),
    "lying-left_mm": Text(
        N_("the left margin of the landscape page is {value} mm"), N_("set it to {least} mm or more")
    ),
    "lying-right_mm": Text(
        N_("the right margin of the landscape page is {value} mm"), N_("set it to {least} mm or more")
    ),
    "page-number-size": Text(N_("the page number has size {size}"), N_("set it to {least} to {most}")),
    "page-number-style": Text(N_("the page number is bold or italic"), N_("set it upright and regular")),
    "page-number-format": Text(N_("pages are not numbered in Arabic digits"), N_("choose the format 1, 2, 3")),
    "no-page-number": Text(
        N_("there is no page number"), N_("insert one in the header, unless the document has a single page")
    ),
    "page-number-below": Text(N_("the page number stands in the footer"), N_("move it into the header, in the middle")),
    "page-number-aside": Text(N_("the page number is not centred"), N_("centre it in the header")),
    "first-page-number": Text(
        N_("the first page shows its number"), N_("choose Different First Page and leave its header empty")
    ),
    "first-page-start": Text(N_("pages are numbered from {start}"), N_("begin with 1")),
    "annex-numbering": Text(
        N_("the pages of the annex are not numbered on their own"),
        N_("begin the annex in a new section whose page numbers start at 1"),
    ),
    "annex-first-page": Text(
        N_("the first page of the annex shows its number"), N_("choose Different First Page in its section")
    ),
    "text-in-header": Text(
        N_("the header holds more than the page number"),
        N_("keep the bare number: no words, no running title"),
    ),
    "text-in-footer": Text(N_("the footer holds text"), N_("empty it; the agency's address may stand on page 1 only")),
    # letters
    "face": Text(N_("text is set in {face}"), N_("set it in {wanted}")),
    "other-face": Text(
        N_("the face for other scripts is {face}"),
        N_("choose {wanted} for all text, in the style too"),
    ),
    "legacy-face": Text(
        N_("text is set in {face}, a face from before Unicode"),
        N_("convert the text to Unicode, in {wanted}"),
    ),
    "private-characters": Text(
        N_("there are characters that are not Unicode's own"), N_("delete them and type them anew")
    ),
    "decomposed": Text(
        N_("letters and their marks are separate characters"),
        N_("type them anew with composed Unicode (Unicode dựng sẵn)"),
    ),
    "color": Text(N_("text has the colour {color}"), N_("set it to black")),
    # look
    "missing": Text(N_("there is no {name}"), N_("add it in its place")),
    "size": Text(N_("{name} has size {size}"), N_("set it to {least} to {most}")),
    "one-size": Text(N_("{name} has size {size}"), N_("set it to {least}")),
    "bold": Text(N_("{name} is bold"), N_("set it regular")),
    "not-bold": Text(N_("{name} is not bold"), N_("set it bold")),
    "italic": Text(N_("{name} is italic"), N_("set it upright")),
    "not-italic": Text(N_("{name} is not italic"), N_("set it italic")),
    "capitals": Text(N_("{name} is all in capitals"), N_("write it in small letters, with capitals at its names")),
    "not-capitals": Text(N_("{name} is not in capitals"), N_("write it in capitals")),
    "align-left": Text(N_("{name} does not begin at the left"), N_("align it left")),
    "align-center": Text(N_("{name} is not centred"), N_("centre it")),
    "align-both": Text(N_("{name} is not justified"), N_("justify it to both margins")),
    # rules under text
    "no-rule": Text(N_("there is no line under {name}"), N_("draw a solid line under it, centred")),
    "rule-typed": Text(N_("the line under {name} is typed in characters"), N_("draw it as a line or a border")),
    "rule-underlined": Text(N_("{name} is underlined"), N_("draw a line below it instead")),
    "rule-length": Text(
        N_("the line under {name} is {share}% of the text"),
        N_("make it {least} to {most}% of the longest line"),
    ),
    "rule-as-text": Text(N_("the line under {name} is {share}% of the text"), N_("make it as long as the text")),
    # head
    "fixed-words": Text(N_("these are not the decree's words"), N_("write: {words}")),
    "repeated-title": Text(N_("Quốc hiệu stands in a header or footer"), N_("leave it on page 1 only")),
    "not-close": Text(N_("it does not stand close under the line above"), N_("single spacing, 0 pt before and after")),
    "smaller-motto": Text(N_("Tiêu ngữ is smaller than Quốc hiệu"), N_("make it as large, or one size larger")),
    "unknown-type": Text(
        N_("this is no type of administrative document"), N_("write the type alone: KẾ HOẠCH, BÁO CÁO, ...")
    ),
    "long-summary": Text(N_("the summary has {letters} characters"), N_("shorten it to {most} at most")),
    "longish-summary": Text(N_("the summary has {letters} characters"), N_("make it one short phrase")),
    "letter-words": Text(N_("V/v belongs to a công văn"), N_("write Về việc ..., or a phrase without these words")),
    "letter-named": Text(N_("a công văn has no name of its type"), N_("delete this line; V/v says what it is about")),
    "letter-opening": Text(N_("the summary of a công văn begins with V/v"), N_("write: V/v ...")),
    "letter-gap": Text(N_("V/v stands {gap} pt below the number"), N_("set {asked} pt before it")),
    # number, symbol, date
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
    "not-level": Text(N_("number and date are not on one line"), N_("put both into one row of the table")),
    "half-issued": Text(
        N_("only one of number and day is given"), N_("fill in both when it is signed, neither before")
    ),
    "date-form": Text(
        N_("this is no place and date as the decree has it"), N_("write: Hà Nội, ngày 05 tháng 3 năm 2026")
    ),
    "date-comma": Text(N_("no comma stands after the place"), N_("write: Hà Nội, ngày 05 tháng 3 năm 2026")),
    "day-zero": Text(N_("the day does not have two digits"), N_("write a zero before days under 10: ngày 05")),
    "month-zero": Text(N_("month 1 or 2 has no zero"), N_("write: tháng 01, tháng 02")),
    "month-without-zero": Text(N_("the month has a zero"), N_("only months 1 and 2 have one; write tháng 3")),
    "no-such-day": Text(N_("there is no such day"), N_("check day, month and year")),
    "minutes-dated": Text(
        N_("a biên bản has no line of place and date"), N_("delete it; time and place stand in the text")
    ),
    # body
    "several-sizes": Text(N_("the text changes its size here"), N_("set all of it in one size")),
    "first-line": Text(N_("the first line is indented by {indent} mm"), N_("indent it by {least} or {most} mm")),
    "first-lines-differ": Text(
        N_("first lines are indented differently"), N_("choose {least} or {most} mm throughout")
    ),
    "gap": Text(N_("paragraphs are {gap} pt apart"), N_("set {least} pt or more before each")),
    "spacer": Text(N_("an empty paragraph keeps paragraphs apart"), N_("delete it and set {least} pt before each")),
    "lines": Text(N_("the line spacing is {line} lines"), N_("set the spacing to {least} to {most} lines")),
    "exact-lines": Text(
        N_("lines have an exact height, which cuts the marks of letters"),
        N_("set the spacing in lines, {least} to {most}"),
    ),
    "basis-item": Text(N_("this item does not end with a semicolon"), N_("end it with ;")),
    "basis-end": Text(N_("the last item does not end with a full stop"), N_("end it with .")),
    "no-closing": Text(N_("the content does not end with ./."), N_("end the last paragraph with ./.")),
    "early-closing": Text(N_("./. stands before the end of the content"), N_("leave it at the very end only")),
    # ending
    "not-addressed": Text(N_("a document of type {type} has no Kính gửi"), N_("delete it; list them in Nơi nhận")),
    "addressee-label": Text(N_("the line does not begin with 'Kính gửi:'"), N_("write: Kính gửi: ...")),
    "nobody-addressed": Text(
        N_("nobody is addressed"), N_("write the one addressee on this line, or each on a line with '- '")
    ),
    "one-addressee": Text(N_("a single addressee stands on its own line"), N_("write it after Kính gửi:")),
    "split-addressees": Text(
        N_("addressees stand on the line of Kính gửi and below"), N_("write each on a line with '- ' below")
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
    "authority-form": Text(
        N_("the authority is not abbreviated as in the decree"),
        N_("write TM., KT., TL., TUQ. or Q. and a space"),
    ),
    "office-after-tm": Text(N_("TM. goes before a body, not an office"), N_("write: TM. ỦY BAN NHÂN DÂN")),
    "body-after-prefix": Text(
        N_("{prefix} goes before the head's office, not a body"), N_("write the office: {prefix} CHỦ TỊCH")
    ),
    "no-office-below": Text(N_("the signer's own office is missing below {prefix}"), N_("add it on the next line")),
    "no-deputy": Text(N_("KT. is not followed by a deputy's office"), N_("write it below: PHÓ CHỦ TỊCH")),
    "tm-not-first": Text(N_("TM. does not come first"), N_("write TM. ..., then KT. ...")),
    "passed-on": Text(N_("TUQ. cannot be passed on with KT."), N_("let the one who was authorised sign")),
    "honorific": Text(N_("'{title}' stands before the signer's name"), N_("write the name alone")),
    # annexes
    "annex-not-named": Text(N_("the text does not speak of the annex"), N_("refer to it: (Phụ lục kèm theo)")),
    "annex-label": Text(N_("the label is not written 'Phụ lục'"), N_("write Phụ lục, in small letters")),
    "annex-alone": Text(N_("the only annex has a number"), N_("write Phụ lục without a number")),
    "annex-roman": Text(N_("the annex is not numbered in order"), N_("write the Roman number: {wanted}")),
    "no-annex-note": Text(
        N_("no note says what the annex belongs to"), N_("add: (Kèm theo Kế hoạch số ... ngày ... của ...)")
    ),
    "annex-note": Text(
        N_("the note is not as the decree has it"),
        N_("write: (Kèm theo Kế hoạch số ... ngày ... tháng ... năm ... của ...)"),
    ),
    "annex-closing": Text(N_("the annex does not end with ./."), N_("end its last paragraph with ./.")),
    "alien-in-annex": Text(N_("an annex has no {name}"), N_("delete it, or make it a document of its own")),
}

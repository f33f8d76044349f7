"""The head of a paper: names, national title, number, date, title, addressees."""

from dataclasses import replace

from docx.oxml import parse_xml
from docx.section import Section
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tests.forms.hand import FONTS, Hand, Look
from tests.forms.layout import Add, filling, layout_table
from tests.forms.sheet import Issuer, Sheet
from tests.forms.strokes import border, line, stamp
from tests.forms.widths import MM, POINT, bold

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
SHARE = 0.42  # of the name's width, for the rule under it
STAMPS = {"HỎA TỐC": 30, "THƯỢNG KHẨN": 40, "KHẨN": 20}  # mm; all 8 mm high
GAP = 40  # twips between a text and the rule under it


class Head:
    """Writes what stands above the text."""

    def __init__(self, hand: Hand, room: int) -> None:
        self.hand = hand
        self.dialect = dialect = hand.dialect
        self.room = room
        self.page: Add = hand.document.add_paragraph
        self.drawn = 0
        self.country = Look(size=dialect.small, bold=True, align="center", name="Quốc hiệu")
        self.motto = Look(size=dialect.motto, bold=True, align="center", name="Tiêu ngữ")
        self.superior = Look(size=dialect.small, align="center", name="Cơ quan chủ quản")
        self.own = Look(size=dialect.small, bold=True, align="center", name="Cơ quan ban hành")
        self.number = Look(size=13, align="center", name="Số ký hiệu")
        self.date = Look(size=dialect.date, italic=True, align="center", name="Địa danh ngày tháng")
        self.spacer = Look(size=6, align="center", name="Dòng kẻ")
        self.heading = Look(size=14, bold=True, align="center", name="Tên loại")
        self.italic = Look(
            size=dialect.size, italic=True, align="both", first=dialect.first_line, before=dialect.before,
            after=dialect.after, line=dialect.line, name="Căn cứ",
        )  # fmt: skip

    def write(self, sheet: Sheet) -> None:
        """All of it, in the order of the page."""
        if sheet.kind == "annex":
            self.annex(sheet.title, sheet.subject, sheet.grounds[0])
            return
        if sheet.kind == "commitment":
            self.national(self.page, self.room)
        else:
            cell = self.names(sheet.issuer, sheet)
            if sheet.urgency:
                self.urgent(cell, sheet.urgency)
        if sheet.title:
            self.title(sheet.title, sheet.subject)
        if sheet.authority:
            self.hand.write(self.page(), replace(self.heading, before=240), sheet.authority)
        for ground in sheet.grounds:
            self.hand.write(self.page(), self.italic, ground)
        if sheet.order:
            self.hand.write(self.page(), replace(self.heading, before=120), sheet.order)
        self.addressees(sheet.addressees)

    def names(self, issuer: Issuer, sheet: Sheet | None = None) -> _Cell:
        """The table of the head, without number and date if there is no sheet; returns the left cell of the last row."""
        margin = 2 * self.dialect.cell_margin
        right = bold(COUNTRY, self.dialect.small) + margin + 60
        left = self.room - right
        how = self.dialect.head
        letter = sheet is not None and sheet.kind == "letter"
        rows = 1 if how in {"column", "breaks"} or sheet is None else 3 if how == "3rows" and letter else 2
        table = layout_table(self.hand, rows, (left, right))
        adds = [[filling(cell) for cell in row.cells] for row in table.rows]
        (self.broken if how == "breaks" else self.issuer)(adds[0][0], issuer, left - margin)
        self.national(adds[0][1], right - margin)
        if sheet is None:
            return table.rows[0].cells[0]
        if rows == 1:  # empty lines, so that number and date stand at one height
            missing = len(issuer.superior) + len(issuer.own) - 2
            for _line in range(abs(missing)):
                self.hand.write(adds[0][int(missing > 0)](), self.superior)
        blank = self.dialect.blank
        row = adds[min(1, rows - 1)]
        self.hand.write(row[0](), self.number, f"Số: {sheet.number if blank is None else blank}{sheet.symbol}")
        if sheet.date is not None:
            day, month, year = sheet.date
            date = f"{issuer.place}, ngày {day if blank is None else blank} tháng {month} năm {year}"
            self.hand.write(row[1](), self.date, date)
        if letter:
            look = Look(size=self.dialect.letter_subject, align="center", before=120, name="Trích yếu công văn")
            self.hand.write(adds[-1][0](), look, "V/v " + sheet.subject[0])
        return table.rows[-1].cells[0]

    def issuer(self, add: Add, issuer: Issuer, room: int) -> None:
        """The names, a paragraph a line, and the rule."""
        for text in issuer.superior:
            self.hand.write(add(), self.superior, text)
        for text in issuer.own:
            last = self.hand.write(add(), self.own, text)
        self.rule(add, last, self.own, self.short(issuer.own, self.own), room)

    def broken(self, add: Add, issuer: Issuer, room: int) -> None:
        """The names in one paragraph with line breaks, and the rule."""
        above = "".join(f"{text}\n" for text in issuer.superior)
        pieces = [(above, self.superior), "\n".join(issuer.own)] if above else ["\n".join(issuer.own)]
        last = self.hand.write(add(), self.own, *pieces)
        lines = len(issuer.superior) + len(issuer.own)
        self.rule(add, last, self.own, self.short(issuer.own, self.own), room, lines=lines)

    def short(self, lines: tuple[str, ...], look: Look) -> int:
        """The length of the rule under these lines: a share of the widest."""
        return round(SHARE * max(bold(line, look.size) for line in lines))

    def national(self, add: Add, room: int) -> None:
        """National title, motto and its rule, as long as the motto."""
        self.hand.write(add(), self.country, COUNTRY)
        width = bold(MOTTO, self.dialect.motto)
        if self.dialect.rule == "own border":
            side = (room - width) // 2 - 10
            border(self.hand.write(add(), replace(self.motto, left=side, right=side), MOTTO), "bottom")
            self.hand.write(add(), self.spacer)
        else:
            self.rule(add, self.hand.write(add(), self.motto, MOTTO), self.motto, width, room)

    def rule(self, add: Add, last: Paragraph, look: Look, length: int, room: int, *, lines: int = 1) -> None:
        """A rule under a paragraph, and the little space which it needs."""
        self.drawn += 1
        if self.dialect.rule == "drawing":
            below = look.before + round(lines * look.size * POINT * 1.15) + GAP
            line(last, "drawing", length, room, below, self.drawn)
            self.hand.write(add(), self.spacer)
        elif self.dialect.rule == "vml":
            line(self.hand.write(add(), self.spacer), "vml", length, room, GAP, self.drawn)
        else:
            side = (room - length) // 2
            border(self.hand.write(add(), replace(self.spacer, left=side, right=side)), "top")

    def title(self, name: str, summary: tuple[str, ...], note: str = "") -> None:
        """Name of the type, summary, note of what it comes with; a rule under the last of them."""
        lines = [(replace(self.heading, before=240), name)]
        lines += [(replace(self.heading, name="Trích yếu"), text) for text in summary]
        if note:
            lines.append((replace(self.italic, align="center", first=0, before=0, after=0, line=240), note))
        for look, text in lines:
            last = self.hand.write(self.page(), look, text)
        length = min(self.short((text,), look), round(self.room * SHARE))
        beneath = 2 if bold(text, look.size) > self.room else 1
        self.rule(self.page, last, look, length, self.room, lines=beneath)

    def annex(self, label: str, title: tuple[str, ...], note: str) -> None:
        """The head of an annex: its word, its title in capitals, the note."""
        look = replace(self.heading, size=14, name="Phụ lục")
        last = self.hand.write(self.page(), look, label)
        for text in title:
            last = self.hand.write(self.page(), replace(self.heading, name="Tên phụ lục"), text)
        italic = replace(self.italic, align="center", first=0, before=0, after=0, line=240, name="Kèm theo")
        last = self.hand.write(self.page(), italic, note)
        lines = 2 if bold(note, italic.size) > self.room else 1
        self.rule(self.page, last, italic, round(self.room * 0.2), self.room, lines=lines)

    def addressees(self, names: tuple[str, ...]) -> None:
        """`Kính gửi`: one on its line, several on lines of their own under the colon."""
        size = self.dialect.size
        start = self.dialect.address_indent
        look = Look(size=size, left=start, before=240, name="Kính gửi")
        if len(names) == 1:
            self.hand.write(self.page(), replace(look, left=0, align="center"), f"Kính gửi: {names[0]}")
        elif names:
            self.hand.write(self.page(), look, "Kính gửi:")
            under = start + bold("Kinh gui", size) - 40  # upright is a little narrower
            for name in names:
                end = "." if name is names[-1] else ";"
                self.hand.write(self.page(), replace(look, left=under, before=0), f"- {name}{end}")

    def urgent(self, cell: _Cell, text: str) -> None:
        """The stamp of urgency, where this maker has shapes."""
        if self.dialect.rule in {"drawing", "vml"}:
            paragraph = self.hand.write(cell.add_paragraph(), replace(self.number, before=60))
            width, height = round(STAMPS[text] * MM), round(8 * MM)
            paragraph._p.append(parse_xml(stamp(self.dialect.spelt(text), width, height, self.dialect.rule, FONTS, 90)))
            self.hand.write(cell.add_paragraph(), self.number)

    def address(self, section: Section, text: str) -> None:
        """The address at the foot of the first page, under a rule as wide as the text."""
        paragraph = section.first_page_footer.paragraphs[0]
        for old in list(paragraph._p):
            paragraph._p.remove(old)
        border(self.hand.write(paragraph, Look(size=11, align="center", name="Địa chỉ"), text), "top")

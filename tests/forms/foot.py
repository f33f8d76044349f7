"""The foot of a paper: recipients left, signature right."""

from itertools import zip_longest

from docx.oxml.ns import qn

from tests.forms.hand import Hand, Look, element
from tests.forms.layout import filling, layout_table
from tests.forms.sheet import Sheet

BLANKS = 4  # lines for the signature
LABEL = Look(size=12, bold=True, italic=True, name="Nơi nhận")
ROW = Look(size=11, name="Danh sách nơi nhận")


class Foot:
    """Writes what stands below the text."""

    def __init__(self, hand: Hand, room: int) -> None:
        self.hand = hand
        self.room = room
        self.office = Look(size=14, bold=True, align="center", name="Chức vụ")
        self.signer = Look(size=14, bold=True, align="center", name="Họ tên")

    def write(self, sheet: Sheet) -> None:
        """The foot in this maker's way."""
        offices, name = sheet.signer
        if not name:
            return
        right = [(self.office, text) for text in offices]
        right += [(self.office, "")] * BLANKS + [(self.signer, name)]
        left = [(LABEL, "Nơi nhận:")] * bool(sheet.recipients)
        left += [
            (
                ROW,
                f"- {text}{';' * (text != sheet.recipients[-1])}{sheet.drafter if text == sheet.recipients[-1] else ''}",
            )
            for text in sheet.recipients
        ]
        if sheet.secretary:
            other = [(self.office, "THƯ KÝ")] + [(self.office, "")] * BLANKS + [(self.signer, sheet.secretary)]
            self.table(other, right)
            for look, text in left:
                self.hand.write(self.hand.document.add_paragraph(), look, text)
        elif self.hand.dialect.foot == "frame" and left:
            self.frame(left, right)
        elif self.hand.dialect.foot == "tabs" and left:
            self.tabs(left, right)
        else:
            self.table(left, right)

    def table(self, left: list[tuple[Look, str]], right: list[tuple[Look, str]]) -> None:
        """Two cells without lines."""
        self.hand.write(self.hand.document.add_paragraph(), Look(size=6, name="Dòng trống"))
        half = self.room // 2
        for cell, lines in zip(
            layout_table(self.hand, 1, (half, self.room - half)).rows[0].cells, (left, right), strict=True
        ):
            add = filling(cell)
            for look, text in lines:
                self.hand.write(add(), look, *[text] * bool(text))

    def tabs(self, left: list[tuple[Look, str]], right: list[tuple[Look, str]]) -> None:
        """Lines with a tab that centres the right half."""
        for (look, text), (beside, words) in zip_longest(left, right, fillvalue=(ROW, "")):
            paragraph = self.hand.document.add_paragraph()
            pieces: list[str | tuple[str, Look]] = [text] * bool(text)
            pieces += [("\t" + words, beside)] if words else []
            self.hand.write(paragraph, look, *pieces)
            stops = element("w:tabs")
            stops.append(element(f"w:tab w:val='center' w:pos='{3 * self.room // 4}'"))
            paragraph._p.pPr.append(stops)

    def frame(self, left: list[tuple[Look, str]], right: list[tuple[Look, str]]) -> None:
        """The recipients in a frame, beside which the signature stands with an indent."""
        half = self.room // 2
        for look, text in left:
            paragraph = self.hand.write(self.hand.document.add_paragraph(), look, text)
            place = "w:wrap='around' w:vAnchor='text' w:hAnchor='margin' w:x='1' w:y='1'"
            paragraph._p.get_or_add_pPr().append(element(f"w:framePr w:w='{half - 600}' w:hSpace='0' {place}"))
        for look, text in right:
            paragraph = self.hand.write(self.hand.document.add_paragraph(), look, *[text] * bool(text))
            properties = paragraph._p.pPr
            for old in properties.findall(qn("w:ind")):
                properties.remove(old)
            properties.append(element(f"w:ind w:left='{half}' w:firstLine='0'"))

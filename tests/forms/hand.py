"""Writing paragraphs into a Word file in the habits of a dialect."""

from dataclasses import dataclass, replace

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from tests.forms.dialects import Dialect

FACE = "Times New Roman"
FONTS = f'w:ascii="{FACE}" w:hAnsi="{FACE}" w:cs="{FACE}" w:eastAsia="{FACE}"'


@dataclass(frozen=True)
class Look:
    """What a paragraph looks like: size in points, lengths in twips."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    left: int = 0
    right: int = 0
    first: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    keep: bool = False
    name: str = ""  # of the style, where the maker has styles


class Hand:
    """One maker at one file."""

    def __init__(self, document: Document, dialect: Dialect) -> None:
        self.document = document
        self.dialect = dialect
        self.made: dict[Look, str] = {}
        self.set_base()

    def set_base(self) -> None:
        """Where this maker puts the face and size of the whole file."""
        styles = self.document.styles.element
        defaults = styles.find(qn("w:docDefaults"))
        normal = self.document.styles["Normal"].element
        size = 2 * self.dialect.size
        words = element("w:rPr")
        words.extend(element(tag) for tag in (f"w:rFonts {FONTS}", f"w:sz w:val='{size}'", f"w:szCs w:val='{size}'"))
        if self.dialect.fonts == "direct":
            return
        for old in normal.findall(qn("w:rPr")):
            normal.remove(old)
        if self.dialect.fonts == "defaults":
            for name, content in (("w:rPrDefault", [words]), ("w:pPrDefault", [])):
                holder = defaults.find(qn(name))
                holder[:] = content
        else:
            normal.append(words)

    def write(self, paragraph: Paragraph, look: Look, *pieces: str | tuple[str, Look]) -> Paragraph:
        """Fill a paragraph; a piece of its own look is a pair, a line feed in the text a line break."""
        ppr = paragraph._p.get_or_add_pPr()
        styled = self.dialect.fonts == "styles"
        if styled:
            ppr.append(element(f"w:pStyle w:val='{self.style(look)}'"))
            ppr.extend([element("w:keepNext")] * look.keep)
        else:
            self.lay(ppr, look)
            mark = element("w:rPr")
            mark.extend(self.letters(look))
            ppr.append(mark)
        for piece in pieces:
            text, own = (piece, None if styled else look) if isinstance(piece, str) else piece
            run = paragraph.add_run(self.dialect.spelt(text))
            if own is not None:
                run._r.get_or_add_rPr().extend(self.letters(own))
        return paragraph

    def letters(self, look: Look) -> list[BaseOxmlElement]:
        """The properties which a run must carry itself."""
        tags = [f"w:rFonts {FONTS}"] if self.dialect.fonts == "direct" else []
        if self.dialect.fonts == "styles":
            tags += [f"w:b w:val='{int(look.bold)}'", f"w:i w:val='{int(look.italic)}'"]
        else:
            tags += ["w:b"] * look.bold + ["w:i"] * look.italic
        if self.dialect.fonts in {"direct", "styles"} or look.size != self.dialect.size:
            tags += [f"w:sz w:val='{round(2 * look.size)}'", f"w:szCs w:val='{round(2 * look.size)}'"]
        return [element(tag) for tag in tags]

    @staticmethod
    def lay(ppr: BaseOxmlElement, look: Look) -> None:
        """The properties of a paragraph, all of them said."""
        ppr.extend([element("w:keepNext")] * look.keep)
        ppr.append(
            element(f"w:spacing w:before='{look.before}' w:after='{look.after}' w:line='{look.line}' w:lineRule='auto'")
        )
        ppr.append(element(f"w:ind w:left='{look.left}' w:right='{look.right}' w:firstLine='{look.first}'"))
        ppr.append(element(f"w:jc w:val='{look.align}'"))

    def style(self, look: Look) -> str:
        """The identifier of this maker's own style for a look; made when first asked for."""
        look = replace(look, keep=False)
        if look not in self.made:
            ident = self.made[look] = f"Kieu{len(self.made) + 1}"
            style = self.document.styles.add_style(f"{look.name} {len(self.made)}", WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), ident)
            style.base_style = self.document.styles["Normal"]
            self.lay(style.element.get_or_add_pPr(), look)
            rpr = element("w:rPr")
            rpr.extend([element(f"w:rFonts {FONTS}"), *self.letters(look)])
            style.element.append(rpr)
        return self.made[look]


def element(tag: str) -> BaseOxmlElement:
    """An empty element from what would stand between its angle brackets."""
    name, _space, rest = tag.partition(" ")
    return parse_xml(f"<{name} {nsdecls('w')} {rest}/>")


PPR = "pStyle keepNext keepLines framePr numPr pBdr tabs spacing ind jc rPr sectPr".split()
RPR = "rFonts b i color sz szCs u".split()


def put_in_order(root: BaseOxmlElement) -> None:
    """Properties in the order of the schema, which Word asks for."""
    for tag, order in (("w:pPr", PPR), ("w:rPr", RPR)):
        for holder in root.iter(qn(tag)):
            holder[:] = sorted(holder, key=lambda child, order=order: order.index(child.tag.partition("}")[2]))

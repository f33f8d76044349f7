"""Numbers of sections, clauses and points: typed, or Word's own."""

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
POINTS = "abcdđeghiklmnopq"
FIRST = 71  # identifiers of the lists, above those of the default template
SORTS = {"#": 0, "+": 1, "##": 1, ")": 2, "§": 3, "-": 4}


class Counter:
    """Counts as a typist does: lower levels start again under each higher one."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(("#", "+", ")", "§", "§§"), 0)

    def label(self, sort: str) -> str:
        """The label of the next paragraph of this sort, with its space; nothing for text."""
        level = "+" if sort == "##" else sort
        if level not in self.counts:
            return {"-": "- "}.get(sort, "")
        self.counts[level] += 1
        for lower in {"#": "+)", "+": ")", "§": "+)", "§§": "+)"}.get(level, ""):
            self.counts[lower] = 0
        number = self.counts[level]
        return {
            "#": lambda: f"{ROMAN[number - 1]}. ",
            "+": lambda: f"{number}. ",
            ")": lambda: f"{POINTS[number - 1]}) ",
            "§": lambda: f"Điều {number}. ",
            "§§": lambda: f"Chương {ROMAN[number - 1]}",
        }[level]()


def define(document: Document, first_line: int, face: str) -> dict[str, int]:
    """Define one family of lists in the file, and return the `numId` of a new one; articles have theirs."""
    root = document.part.numbering_part.element
    serial = FIRST + 2 * len([tag for tag in root if tag.get(qn("w:abstractNumId"), "").startswith("9")])
    outline = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
    articles = [("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
    dashes = [("bullet", "-")]
    found = {}
    for offset, (name, levels) in enumerate({"outline": outline, "articles": articles, "dashes": dashes}.items()):
        ident = 900 + serial + offset
        body = "".join(
            f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/><w:suff w:val='space'/>"
            f"<w:lvlText w:val='{text}'/><w:lvlJc w:val='left'/>"
            f"<w:pPr><w:ind w:left='0' w:firstLine='{first_line}'/></w:pPr>"
            f"<w:rPr><w:rFonts w:ascii='{face}' w:hAnsi='{face}' w:cs='{face}' w:eastAsia='{face}'/></w:rPr></w:lvl>"
            for depth, (kind, text) in enumerate(levels)
        )
        root.insert(0, parse_xml(
            f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{ident}'><w:multiLevelType w:val='multilevel'/>{body}"
            "</w:abstractNum>"
        ))  # fmt: skip
        root.append(parse_xml(
            f"<w:num {nsdecls('w')} w:numId='{ident}'><w:abstractNumId w:val='{ident}'/></w:num>"
        ))  # fmt: skip
        found[name] = ident
    return found


def number(paragraph: Paragraph, lists: dict[str, int], sort: str, *, articles: bool) -> bool:
    """Give the paragraph Word's own number; False where this sort has none."""
    if sort == "-":
        ident, depth = lists["dashes"], 0
    elif sort in {"#", "##", "+", ")"} and not articles:
        ident, depth = lists["outline"], SORTS[sort]
    elif articles and sort in {"§", "+", ")"}:
        ident, depth = lists["articles"], {"§": 0, "+": 1, ")": 2}[sort]
    else:
        return False
    tag = parse_xml(f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{depth}'/><w:numId w:val='{ident}'/></w:numPr>")
    ppr = paragraph._p.get_or_add_pPr()
    style = ppr.find(qn("w:pStyle"))
    if style is not None:
        style.addnext(tag)
    else:
        ppr.insert(0, tag)
    return True

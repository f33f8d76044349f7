"""Papers (`tests.papers`) as Word files, written by hand: a paragraph style a component, or none at all."""

import io
import zipfile
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from pipeline.decree import Component, decree
from pipeline.lines import STYLE_ID, rule_under
from tests.papers import Dialect, Line, Paper

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
V = "urn:schemas-microsoft-com:vml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PAGE = {"width": 210, "height": 297, "top": 20, "bottom": 20, "left": 30, "right": 15}
WIDTHS = {"H": {"L": 65.0, "R": 100.0}, "F": {"L": 82.5, "R": 82.5}, "D": {"A": 20.0, "B": 100.0, "C": 40.0}}
KINDS = ("header", "footer", "styles", "settings", "theme", "numbering", "footnotes", "endnotes", "comments")
# Where the hyphens of a list below "Kính gửi:" stand, as in the decree's sample.
ADDRESSEES_MM = 45
# What a line that says so is put between.
TRACES = {
    "inserted": ('<w:ins w:id="1" w:author="x">', "</w:ins>"),
    "commented": ("", '<w:r><w:commentReference w:id="0"/></w:r>'),
    "control": ("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "placeholder": ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
}
RULED = ("motto", "issuer", "subject")


def _twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def _row(key: str) -> Component | None:
    return next((row for row in decree().components if row.key == key), None)


def _own(row: Component | None) -> dict[str, Any]:
    """The look that a row of the table asks for, in the words of a case."""
    if row is None:
        return {"size": 14}
    first = float(decree().paragraphs.first_line_mm.use) if row.first_line else 0
    return {
        "size": float(row.size_pt.use),
        "bold": row.bold,
        "italic": row.italic,
        "align": row.align,
        "first_line": first,
        "left": ADDRESSEES_MM if row.key == "addressees" else 0,
        "before": float(row.before_pt),
        "after": float(row.after_pt),
        "line": float(decree().paragraphs.line.use) if row.first_line else 1,
        "keep_next": row.keep_next,
    }


def _run_properties(look: dict[str, Any]) -> str:
    parts = []
    if "face" in look:
        faces = " ".join(
            f'w:{slot}="{look["face"]}"' for slot in look.get("slots", ("ascii", "hAnsi", "cs", "eastAsia"))
        )
        parts.append(f"<w:rFonts {faces}/>")
    for name, tag in (("bold", "b"), ("italic", "i"), ("caps", "caps"), ("hidden", "vanish")):
        if name in look:
            parts.append(f'<w:{tag} w:val="{int(look[name])}"/>')
    if "color" in look:
        parts.append(f'<w:color w:val="{look["color"]}"/>')
    if "size" in look:
        parts.append(f'<w:sz w:val="{round(look["size"] * 2)}"/>')
    if look.get("underline"):
        parts.append('<w:u w:val="single"/>')
    if look.get("rtl"):
        parts.append("<w:rtl/>")
    return "".join(parts)


def _paragraph_properties(look: dict[str, Any]) -> str:
    parts = ["<w:keepNext/>"] if look.get("keep_next") else []
    spacing = [f'w:{side}="{round(look[side] * 20)}"' for side in ("before", "after") if side in look]
    if "line" in look:
        unit = 240 if (rule := look.get("line_rule", "auto")) == "auto" else 20
        spacing.append(f'w:line="{round(look["line"] * unit)}" w:lineRule="{rule}"')
    if spacing:
        parts.append(f"<w:spacing {' '.join(spacing)}/>")
    if "borders" in look:
        sides = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="1" w:color="auto"/>' for side in look["borders"])
        parts.insert(1 if look.get("keep_next") else 0, f"<w:pBdr>{sides}</w:pBdr>")
    if "first_line" in look or "left" in look:
        left, first = (_twips(look.get(name, 0)) for name in ("left", "first_line"))
        parts.append(f'<w:ind w:left="{left}" w:firstLine="{first}"/>')
    if look.get("contextual"):
        parts.append("<w:contextualSpacing/>")
    if "align" in look:
        parts.append(f'<w:jc w:val="{look["align"]}"/>')
    return "".join(parts)


def _paragraph(line: Line, dialect: Dialect, section: str = "") -> str:
    """A paragraph; in its text "**" switches its weight, "//" its slant, and "\\n" is a line break."""
    row = _row(line.key)
    said = dict(line.look) if dialect == "styled" else {**_own(row), **line.look}
    style = f'<w:pStyle w:val="{row.style_id}"/>' if row and dialect == "styled" else ""
    plain = {**_own(row), **line.look}
    marked = "**" in line.text or "//" in line.text
    runs, bold, italic = [], bool(plain.get("bold")), bool(plain.get("italic"))
    for index, piece in enumerate(line.text.replace("**", "\0b\0").replace("//", "\0i\0").split("\0")):
        if index % 2:
            bold, italic = bold ^ (piece == "b"), italic ^ (piece == "i")
        elif piece:
            own = said | ({"bold": bold, "italic": italic} if marked else {})
            text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in piece.split("\n"))
            runs.append(f"<w:r><w:rPr>{_run_properties(own)}</w:rPr>{text}</w:r>")
    if line.look.get("page_break"):
        runs.append('<w:r><w:br w:type="page"/></w:r>')
    inside = "".join(runs)
    for name, (before, after) in TRACES.items():
        inside = f"{before}{inside}{after}" if line.look.get(name) else inside
    written = f"<w:p><w:pPr>{style}{_paragraph_properties(said)}{section}</w:pPr>{inside}</w:p>"
    return _boxed(written, said) if "box" in said else written


def _boxed(paragraph: str, look: dict[str, Any]) -> str:
    """The paragraph in a text box of these millimetres, as old Word draws it."""
    width, height = (f"{mm * 72 / 25.4:.2f}pt" for mm in look["box"])
    stroked = "t" if look.get("lines", True) else "f"
    shape = f'<v:shape style="position:absolute;width:{width};height:{height}" stroked="{stroked}">'
    text = f"<v:textbox><w:txbxContent>{paragraph}</w:txbxContent></v:textbox>"
    return f"<w:p><w:r><w:pict>{shape}{text}</v:shape></w:pict></w:r></w:p>"


def _with_rules(lines: list[Line], dialect: Dialect, width_mm: float, section: str = "") -> str:
    """The paragraphs, with the rule under those that have one, as the templates draw it."""
    parts = []
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        parts.append(_paragraph(line, dialect, section if last else ""))
        if line.key in RULED and (last or lines[index + 1].key != line.key):
            rule = line.look.get("rule", "drawn")
            block = [other.text for other in lines if other.key == line.key]
            if rule == "drawn":
                drawn = str(rule_under(block, line.key, width_mm))
                parts.append(drawn if dialect == "styled" else drawn.replace(f'<w:pStyle w:val="{STYLE_ID}"/>', ""))
            elif isinstance(rule, (int, float, list)):
                # a length in the middle, or what is left free on either side
                left, right = map(_twips, rule if isinstance(rule, list) else [(width_mm - rule) / 2] * 2)
                border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
                parts.append(f'<w:p><w:pPr>{border}<w:ind w:left="{left}" w:right="{right}"/></w:pPr></w:p>')
            elif rule:
                parts.append(_paragraph(Line(line.cell, "", rule, {"align": "center"}), dialect))
    return "".join(parts)


def _table(name: str, lines: list[Line], dialect: Dialect, page: dict[str, Any]) -> str:
    widths = WIDTHS[name] | page.get("widths", {}).get(name, {})
    rows = []
    for _, in_row in groupby(lines, key=lambda line: line.cell[1:-1]):
        cells = list(in_row)
        row = ""
        for column, width in widths.items():
            content = _with_rules([line for line in cells if line.cell[-1] == column], dialect, width)
            size = f'<w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/></w:tcPr>'
            row += f"<w:tc>{size}{content or '<w:p/>'}</w:tc>"
        rows.append(f"<w:tr>{row}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths.values())
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    properties = f"<w:tblPr><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _section(page: dict[str, Any], paper: Paper) -> str:
    page = PAGE | page
    kinds = {"first": "h1", "default": "h2"}
    shown = "".join(f'<w:headerReference w:type="{kind}" r:id="{part}"/>' for kind, part in kinds.items())
    shown += "".join(f'<w:footerReference w:type="{kind}" r:id="f{kind[0]}"/>' for kind in kinds)
    margins = " ".join(f'w:{side}="{_twips(page[side])}"' for side in ("top", "bottom", "left", "right"))
    start = f' w:start="{page["start"]}"' if "start" in page else ""
    form = f' w:fmt="{page["format"]}"' if "format" in page else ""
    return (
        f'<w:sectPr>{shown}<w:pgSz w:w="{_twips(page["width"])}" w:h="{_twips(page["height"])}"/>'
        f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType{form}{start}/>'
        f"{'<w:titlePg/>' if page.get('title_page', True) else ''}</w:sectPr>"
    )


def _document(paper: Paper, dialect: Dialect) -> str:
    parts = []
    for index, (page, lines) in enumerate(paper.sections):
        width = (PAGE | page)["width"] - (PAGE | page)["left"] - (PAGE | page)["right"]
        for name, group in groupby(lines, key=lambda line: line.cell[0]):
            block = list(group)
            parts.append(_with_rules(block, dialect, width) if name == "." else _table(name, block, dialect, page))
        last = index == len(paper.sections) - 1
        section = _section(page, paper)
        parts.append(section if last else f"<w:p><w:pPr>{section}</w:pPr></w:p>")
    return f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:v="{V}"><w:body>{"".join(parts)}</w:body></w:document>'


def _story(kind: str, variant: str, paper: Paper, dialect: Dialect) -> str:
    """A header or footer: the page number where a case wants it, and the text that a case adds."""
    number = {"kind": "header", "variants": ["default"], "before": "", **paper.number}
    content = ""
    if number["kind"] == kind and variant in number["variants"]:
        look = {
            "size": 14,
            "align": "center",
            **{key: number[key] for key in number if key in ("size", "bold", "italic", "align", "face")},
        }
        run = f"<w:r><w:rPr>{_run_properties(look)}</w:rPr><w:t>%s</w:t></w:r>"
        text = run % number["before"] if number["before"] else ""
        number_field = f'<w:fldSimple w:instr=" PAGE ">{run % 2}</w:fldSimple>'
        content += f'<w:p><w:pPr><w:jc w:val="{look["align"]}"/></w:pPr>{text}{number_field}</w:p>'
    if paper.extra and (paper.extra["kind"], paper.extra["variant"]) == (kind, variant):
        look = {key: value for key, value in paper.extra.items() if key not in ("kind", "variant", "key", "text")}
        content += _paragraph(Line(".", paper.extra.get("key", ""), paper.extra["text"], look), dialect)
    tag = "hdr" if kind == "header" else "ftr"
    return f'<w:{tag} xmlns:w="{W}" xmlns:v="{V}">{content or "<w:p/>"}</w:{tag}>'


def _styles(dialect: Dialect) -> str:
    face = decree().face
    faces = " ".join(f'w:{slot}="{face}"' for slot in ("ascii", "hAnsi", "cs", "eastAsia"))
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    for row in decree().components if dialect == "styled" else ():
        look = _own(row)
        styles += (
            f'<w:style w:type="paragraph" w:styleId="{row.style_id}"><w:name w:val="{row.style}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr>{_paragraph_properties(look)}</w:pPr>'
            f"<w:rPr>{_run_properties(look)}</w:rPr></w:style>"
        )
    if dialect == "styled":
        styles += '<w:style w:type="paragraph" w:styleId="ND30Rule"><w:name w:val="ND30 Đường kẻ"/></w:style>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {faces}/></w:rPr></w:rPrDefault></w:docDefaults>"
    return f'<w:styles xmlns:w="{W}">{defaults}{styles}</w:styles>'


def zipped(parts: dict[str, str]) -> bytes:
    """A Word package with these parts below word/: document.xml, and whatever it is tied to by file name."""
    ties, types = "", f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    for name in parts:
        if name != "document":
            kind = next(kind for kind in KINDS if name.startswith(kind))
            identifier = name.removeprefix("header").removeprefix("footer")
            prefix = "h" if kind == "header" else "f" if kind == "footer" else ""
            ties += f'<Relationship Id="{prefix}{identifier}" Type="{R}/{kind}" Target="{name}.xml"/>'
            types += f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
    rels = f'<Relationships xmlns="{PACKAGE}/relationships">%s</Relationships>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": rels % f'<Relationship Id="m" Type="{R}/officeDocument" Target="word/document.xml"/>',
        "word/_rels/document.xml.rels": rels % ties,
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return data.getvalue()


def package(paper: Paper, dialect: Dialect) -> bytes:
    """The paper as a Word file in this dialect."""
    docx = zipped(
        {
            "document": _document(paper, dialect),
            "styles": _styles(dialect),
            "header1": _story("header", "first", paper, dialect),
            "header2": _story("header", "default", paper, dialect),
            "footerf": _story("footer", "first", paper, dialect),
            "footerd": _story("footer", "default", paper, dialect),
        }
    )
    return _tied(docx, paper.file) if paper.file else docx


def _tied(docx: bytes, wanted: dict[str, Any]) -> bytes:
    """The file with what a case adds to its package."""
    data = io.BytesIO(docx)
    with zipfile.ZipFile(data, "a") as package:
        if wanted.get("template"):
            tie = f'<Relationship Id="t" Type="{R}/attachedTemplate" Target="file:///C:/N.dotm" TargetMode="External"/>'
            ties = f'<Relationships xmlns="{PACKAGE}/relationships">{tie}</Relationships>'
            package.writestr("word/_rels/settings.xml.rels", ties)
        if wanted.get("macros"):
            package.writestr("word/vbaProject.bin", b"none")
    return data.getvalue()

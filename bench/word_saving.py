"""A template as Word leaves it when a clerk has edited it there: the same page in the markup that Word adds.

Every file that Word saves names Word's built-in styles, used or not, and declares its namespaces; paragraphs and
runs bear the ids of editing sessions; the checker of spelling marks tags as faults and so cuts them into runs.
Sizes were compared with the templates of docxtpl's own tests that Word saved: about 500 bytes and two to three
runs a paragraph, styles of 31 to 44 kB.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx

ACCENTS = ("", *(f" Accent {number}" for number in range(1, 7)))
PLAIN = (  # noqa: SIM905
    "Normal Indent;footnote text;annotation text;header;footer;index heading;caption;table of figures;envelope address;"
    "envelope return;footnote reference;annotation reference;line number;page number;endnote reference;endnote text;"
    "table of authorities;macro;toa heading;Closing;Signature;Default Paragraph Font;Body Text;Body Text Indent;"
    "Message Header;Salutation;Date;Body Text First Indent;Body Text First Indent 2;Note Heading;Body Text 2;"
    "Body Text 3;Body Text Indent 2;Body Text Indent 3;Block Text;Hyperlink;FollowedHyperlink;Document Map;Plain Text;"
    "E-mail Signature;HTML Top of Form;HTML Bottom of Form;Normal (Web);HTML Acronym;HTML Address;HTML Cite;HTML Code;"
    "HTML Definition;HTML Keyboard;HTML Preformatted;HTML Sample;HTML Typewriter;HTML Variable;Normal Table;"
    "annotation subject;No List;Table Contemporary;Table Elegant;Table Professional;Balloon Text;Table Theme;Mention;"
    "Smart Hyperlink;Hashtag;Unresolved Mention;Smart Link"
).split(";")
FAMILIES = {  # numbered from 1
    "index": 9,
    "toc": 9,
    "Outline List": 3,
    "Table Simple": 3,
    "Table Classic": 4,
    "Table Colorful": 3,
    "Table Columns": 5,
    "Table Grid": 8,
    "Table List": 8,
    "Table 3D effects": 3,
    "Table Subtle": 2,
    "Table Web": 3,
}
LISTS = ("List", "List Bullet", "List Number", "List Continue")  # each with 2 to 5
FOUND = {  # in Word's gallery, by their place there
    "Normal": 0,
    "Title": 10,
    "Subtitle": 11,
    "Strong": 22,
    "Emphasis": 20,
    "No Spacing": 1,
    "List Paragraph": 34,
    "Quote": 29,
    "Intense Quote": 30,
    "Subtle Emphasis": 19,
    "Intense Emphasis": 21,
    "Subtle Reference": 31,
    "Intense Reference": 32,
    "Book Title": 33,
}
TABLES = (
    *("Light Shading", "Light List", "Light Grid", "Medium Shading 1", "Medium Shading 2", "Medium List 1"),
    *("Medium List 2", "Medium Grid 1", "Medium Grid 2", "Medium Grid 3", "Dark List", "Colorful Shading"),
    *("Colorful List", "Colorful Grid"),
)
BANDS = ("1 Light", "2", "3", "4", "5 Dark", "6 Colorful", "7 Colorful")


SCHEMA = "http://schemas.microsoft.com/office/"
NAMESPACES = {
    "wpc": f"{SCHEMA}word/2010/wordprocessingCanvas",
    "cx": f"{SCHEMA}drawing/2014/chartex",
    **{f"cx{number}": f"{SCHEMA}drawing/2016/5/{number + 6}/chartex" for number in range(3, 9)},
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "aink": f"{SCHEMA}drawing/2016/ink",
    "am3d": f"{SCHEMA}drawing/2017/model3d",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wp14": f"{SCHEMA}word/2010/wordprocessingDrawing",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "w10": "urn:schemas-microsoft-com:office:word",
    "w14": f"{SCHEMA}word/2010/wordml",
    "w15": f"{SCHEMA}word/2012/wordml",
    "w16cid": f"{SCHEMA}word/2016/wordml/cid",
    "w16se": f"{SCHEMA}word/2015/wordml/symex",
    "wpg": f"{SCHEMA}word/2010/wordprocessingGroup",
    "wpi": f"{SCHEMA}word/2010/wordprocessingInk",
    "wne": f"{SCHEMA}word/2006/wordml",
    "wps": f"{SCHEMA}word/2010/wordprocessingShape",
}
SESSION = "00A77B3E"
THEIRS = {  # parts that Word adds: their types
    "word/theme/theme1.xml": ("officedocument.theme", "theme"),
    "word/webSettings.xml": ("officedocument.wordprocessingml.webSettings", "webSettings"),
}
TAG = re.compile(r"(\{(?:\{p?|%p?|#|/)? ?)([^{}%]+?)( ?[%}]?\})")


def as_word_saves(source: bytes) -> bytes:
    """A Word file as Word would save it again."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in given.namelist():
            text = given.read(name).decode()
            if name == "word/styles.xml":
                text = with_word_styles(text)
            elif name == "[Content_Types].xml":
                text = text.replace("</Types>", "".join(_types()) + "</Types>")
            elif name == "word/_rels/document.xml.rels":
                text = text.replace("</Relationships>", "".join(_relationships()) + "</Relationships>")
            elif name == "word/document.xml" or name.startswith(("word/header", "word/footer")):
                text = _edited(text)
            target.writestr(name, text)
        with zipfile.ZipFile(Path(docx.__file__).parent / "templates" / "default.docx") as words:  # Word saved it
            for name in THEIRS:
                target.writestr(name, words.read(name))
    return made.getvalue()


def _types() -> Iterator[str]:
    for name, (type_, _relation) in THEIRS.items():
        yield f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{type_}+xml"/>'


def _relationships() -> Iterator[str]:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for name, (_type, relation) in THEIRS.items():
        yield f'<Relationship Id="{relation}" Type="{base}/{relation}" Target="{name.removeprefix("word/")}"/>'


def _edited(page: str) -> str:
    """A page with Word's namespaces, ids and marks of proofing."""
    declared = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    page = re.sub(r"<w:(document|hdr|ftr)(?= )", rf'<w:\1{declared} mc:Ignorable="w14 w15 w16se w16cid wp14"', page)
    page = re.sub(r"<w:r>(.*?)</w:r>", _checked, page)
    ids = iter(range(0x10000000, 0x7FFFFFFF, 0x00F1A2B3))
    return re.sub(r"<w:(p|tr)>", lambda start: _marked(start[1], next(ids)), page)


def _marked(name: str, id: int) -> str:
    """The start of a paragraph or row with its id, and the sessions that made it and its parts."""
    sessions = f'w:rsidR="{SESSION}"' + (f' w:rsidRDefault="{SESSION}" w:rsidP="{SESSION}"' if name == "p" else "")
    return f'<w:{name} w14:paraId="{id:08X}" w14:textId="77777777" {sessions}>'


def _checked(run: re.Match[str]) -> str:
    """A run, cut where the checker of spelling finds a tag's name wrong."""
    start = f'<w:r w:rsidRPr="{SESSION}">'
    found = re.fullmatch(r"(<w:rPr>.*</w:rPr>)?<w:t(?: [^>]*)?>([^<]*)</w:t>", run[1])
    if found is None:
        return f"{start}{run[1]}</w:r>"
    open_ = f'{start}{found[1] or ""}<w:t xml:space="preserve">'
    close = "</w:t></w:r>"
    before, after = '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>'
    text = TAG.sub(rf"\1{close}{before}{open_}\2{close}{after}{open_}\3", found[2])
    return f"{open_}{text}{close}"


def with_word_styles(styles: str) -> str:
    """A styles part with the table of latent styles that Word writes after the defaults."""
    entries = "".join(f'<w:lsdException w:name="{name}"{looks}/>' for name, looks in latent())
    count = len(list(latent()))
    table = (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0"'
        f' w:defQFormat="0" w:count="{count}">{entries}</w:latentStyles>'
    )
    before, end, after = styles.partition("</w:docDefaults>")
    assert end, "the styles have no defaults"
    return before + end + table + after


def latent() -> Iterator[tuple[str, str]]:
    """Word's built-in styles by name, with the attributes that tell where its lists show them."""
    hidden = ' w:semiHidden="1" w:unhideWhenUsed="1"'
    for name in PLAIN:
        yield name, hidden
    for number in range(1, 10):
        yield f"heading {number}", f'{hidden if number > 1 else ""} w:uiPriority="9" w:qFormat="1"'
    for family, count in FAMILIES.items():
        yield from ((f"{family} {number}", hidden) for number in range(1, count + 1))
    for family in LISTS:
        yield from ((f"{family} {number}".removesuffix(" 1"), hidden) for number in range(1, 6))
    for name, place in FOUND.items():
        yield name, f' w:uiPriority="{place}" w:qFormat="1"'
    yield "Table Grid", ' w:uiPriority="39"'
    yield "Placeholder Text", ' w:semiHidden="1"'
    yield "Revision", ' w:semiHidden="1"'
    yield "Bibliography", f'{hidden} w:uiPriority="37"'
    yield "TOC Heading", f'{hidden} w:uiPriority="39" w:qFormat="1"'
    yield "Grid Table Light", ' w:uiPriority="40"'
    yield from ((f"Plain Table {number}", f' w:uiPriority="{40 + number}"') for number in range(1, 6))
    for accent in ACCENTS:
        yield from ((table + accent, f' w:uiPriority="{60 + place}"') for place, table in enumerate(TABLES))
        for kind in ("Grid Table", "List Table"):
            yield from ((f"{kind} {band}{accent}", f' w:uiPriority="{46 + p}"') for p, band in enumerate(BANDS))

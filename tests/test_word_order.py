"""What Word is strict about and other programs forgive: the order of elements, and what refers to what.

Word calls a file damaged where the children of an element stand in another order than that of the schema
(ECMA-376 part 4, annex A). `ORDER` is that order, for the elements that our files have.
"""

from datetime import date
from functools import cache

import pytest

from pipeline.archive import read_package
from pipeline.documents import kinds
from pipeline.dossier import load
from pipeline.press import open_press
from pipeline.stationery import FORMS, TEMPLATES
from tests.conftest import ROOT
from tests.docx import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Element -> its children; "*" may stand more than once, "..." is whatever is not named here.
# In w:rPr and w:trPr the schema allows any order; this is the one that Word writes.
ORDER = {
    "document": "body",
    "body": "... sectPr",
    "hdr": "...",
    "p": "pPr ...",
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
        snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr""",
    "pBdr": "top left bottom right between bar",
    "r": "rPr ...",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
        vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em
        lang eastAsianLayout specVanish oMath""",
    "tbl": "tblPr tblGrid tr*",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
        tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription""",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tblGrid": "gridCol*",
    "tr": "tblPrEx trPr tc*",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tc": "tcPr ...",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
        hideMark""",
    "sectPr": """headerReference* footerReference* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid""",
    "styles": "docDefaults latentStyles style*",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
        personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr*""",
    "settings": """view zoom mirrorMargins defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl
        updateFields footnotePr endnotePr compat rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator""",
    "compat": "compatSetting*",
    "fonts": "font*",
    "font": "altName panose1 charset family notTrueType pitch sig",
}

DOSSIERS = ("luc-nam-2022", "luc-nam-2026")
FILES = [*FORMS, *(f"{dossier}/{kind}" for dossier in DOSSIERS for kind in kinds())]

each_file = pytest.mark.parametrize("file", FILES)


@cache
def package(file):
    """A committed template, or the first document of a kind that a dossier makes."""
    if file in FORMS:
        return read_package(TEMPLATES / f"{file}.docx")
    dossier, name = file.split("/")
    folder, kind = ROOT / "data" / dossier, kinds()[name]
    first = next(kind.drafts(load(folder).dossier, date(2026, 12, 31)))
    return read_package(open_press(kind, folder).make([first])[0].docx)


def words(file):
    """The parts in Word's own language, by name."""
    parts = package(file)
    return {name: parts.xml(name) for name in parts if name.startswith("word/") and name.endswith(".xml")}


def elements(file, *names):
    return [element for root in words(file).values() for element in root.iter(*(W + name for name in names))]


@cache
def ranks_in(tag):
    """Where each child of an element may stand, and where more than one may."""
    order = ORDER.get(tag.removeprefix(W), "").split()
    ranks = {W + name.rstrip("*"): rank for rank, name in enumerate(order)}
    return ranks, {rank for rank, name in enumerate(order) if name.endswith("*") or name == "..."}


def out_of_order(parent):
    """The first child of an element that may not stand where it stands; empty where all may."""
    ranks, free = ranks_in(parent.tag)
    last = -1
    for child in parent:
        rank = ranks.get(child.tag, ranks.get(W + "...", -1))
        if rank < last or rank == -1 or (rank == last and rank not in free):
            return f"{parent.tag} > {child.tag}".replace(W, "")
        last = rank
    return ""


@each_file
def test_elements_stand_in_the_schemas_order(file):
    parents = [element for root in words(file).values() for element in root.iter() if len(element)]
    assert {out_of_order(parent) for parent in parents} == {""}


@each_file
def test_every_part_is_declared_tied_and_in_utf_8(file):
    parts = package(file)
    ties = [tie for name in ("", parts.main) for tie in parts.relationships(name)]
    content = {name for name in parts if name != "[Content_Types].xml" and not name.endswith(".rels")}
    assert sorted(tie.target for tie in ties) == sorted(content)
    assert [name for name in content if not parts.content_type(name).startswith("application/vnd.openxml")] == []
    assert [name for name in parts if b"UTF-8" not in parts[name].split(b"?>")[0]] == []


@each_file
def test_what_is_referred_to_exists_and_is_unique(file):
    parts = package(file)
    ties = parts.relationships(parts.main)
    headers = {tie.id for tie in ties if tie.kind == "header"}
    styles = elements(file, "style")
    ids = {style.get(W + "styleId").lower() for style in styles}
    names = {style.find(W + "name").get(W + "val").lower() for style in styles}
    assert len({tie.id for tie in ties}) == len(ties)
    assert len(ids) == len(names) == len(styles)
    assert [name for name in names if "," in name] == []  # Word takes what follows for another name
    assert {style.get(W + "val").lower() for style in elements(file, "pStyle", "rStyle", "tblStyle")} <= ids
    for section in elements(file, "sectPr"):
        references = section.findall(W + "headerReference")
        assert sorted(reference.get(W + "type") for reference in references) == ["default", "first"]
        assert {reference.get(R + "id") for reference in references} == headers


@each_file
def test_tables_have_rows_whole_cells_and_a_paragraph_after_them(file):
    for table in elements(file, "tbl"):
        after = table.getnext()
        assert after is not None
        assert after.tag == W + "p"
        assert len(table.findall(W + "tr")) > 0
    for row in elements(file, "tr"):
        spans = row.iterfind(f"{W}tc/{W}tcPr/{W}gridSpan")
        wider = sum(int(span.get(W + "val")) - 1 for span in spans)
        assert len(row.findall(W + "tc")) + wider == len(row.getparent().find(W + "tblGrid"))
    assert {cell[-1].tag for cell in elements(file, "tc")} <= {W + "p"}


@each_file
def test_no_blank_at_the_edge_of_a_text_is_lost(file):
    texts = [element for element in elements(file, "t") if (element.text or "") != (element.text or "").strip(" ")]
    assert {element.get(SPACE) for element in texts} <= {"preserve"}

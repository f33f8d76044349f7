"""Documents of one template whose texts are others than they should be."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache

import pytest
from hypothesis import strategies as st

from pipeline.documents import kinds
from pipeline.dossier import load
from pipeline.press import template_folder
from pipeline.problems import TemplateError
from pipeline.rules import check
from pipeline.rules.alike import Checker
from pipeline.template import Template
from tests import tagged
from tests.conftest import CASES, ROOT
from tests.papers import sound

PAPERS = sorted(path.stem for path in (CASES / "papers").glob("*.txt"))
DIALECTS = ("styled", "plain")
DAYS = {"luc-nam-2022": date(2022, 12, 15), "luc-nam-2026": date(2026, 6, 15)}

# What rules and recognition look for, and what texts are seldom made of.
WORDS = (
    *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:", "Kính gửi:", "V/v kiểm tra"),
    *(
        "Điều 1.",
        "Điều 3. Thi hành",
        "Chương II",
        "Mục 1",
        "I. MỤC ĐÍCH",
        "2. Yêu cầu",
        "3.",
        "a) Một;",
        "đ) Hai;",
        "e)",
    ),
    *("./.", ";", ".", ",", ":", "-", "- ", "*", "...", "." * 40, "……", "(", ")", '"', "“", "”", "“Xã Lục Nam”", "„a"),
    *(
        "uỷ ban nhân dân",
        "Ủy ban nhân dân Xã Lục Nam",
        "tỉnh Bắc giang",
        "Tỉnh Bắc Giang",
        "nhà Nước",
        "thứ hai hằng tuần",
    ),
    *(
        "xã Lục Nam",
        "Xã Lục Nam",
        "Phường 12",
        "Công an quận 1",
        "Nguyễn văn An",
        "NGUYỄN VĂN AN",
        "ông Nguyễn Thị hoa",
    ),
    *("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ", "kế hoạch số 12/KH-UBND", "Kế hoạch này"),
    *("Căn cứ Luật Đất đai số 45/2013/QH13;", "Khoản 1 điều 2 Luật này", "Loại 070 Khoản 1", "Phụ lục", "PHỤ LỤC I"),
    *(
        "Số: 05/KH-UBND",
        "Số: 5/CV-ubnd",
        "Số:      /KH-UBND",
        "Lục Nam, ngày 5 tháng 01 năm 2026",
        "ngày 30 tháng 02 năm 2026",
    ),
    *(
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "TRƯỞNG PHÒNG",
        "Q. GIÁM ĐỐC",
        "KẾ HOẠCH",
        "BÁO CÁO",
        "MẬT",
    ),
    *(
        "HỎA TỐC",
        "KHẨN CẤP",
        "- Lưu: VT.",
        "- Như trên;",
        "Thượng tá Nguyễn An",
        "PGS. Nguyễn An",
        "SAO Y",
        "12/3/2026 08:30",
    ),
    *(
        "",
        " ",
        "  ",
        "\u00a0",
        "\u200b",
        "\u0301",
        "e\u0301",
        "\ue000",
        "\uf0b7",
        "😀",
        "ﬁ",
        "ß",
        "İ",
        "²",
        "٣",
        "&",
        "<b>",
        "&amp;",
    ),
    *(
        "{{ x }}",
        "[...]",
        "%s",
        "%d%%",
        "\\1",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "x" * 5000,
        "a b " * 300,
    ),
    *(
        "một câu. hai câu. Ba câu.",
        "tôi xin cam kết.",
        "Số phòng",
        "dòng một\ndòng hai",
        "trước\tsau",
        "  lùi vào",
        "cuối  ",
    ),
)
TEXTS = st.sampled_from(WORDS) | st.text(
    st.sampled_from("aàáãăâbcdđeêghikNIVXLC0123456789.,;:()/-–“”\"' \u00a0\u0301")
    | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=20,
)


@st.composite
def spoilt(draw, text):
    """The text, or another, or both."""
    other, whole = draw(TEXTS), draw(st.integers(0, 3))
    cut = draw(st.integers(0, len(text)))
    return (other, other + text, text + other, text[:cut] + other + text[cut:])[whole]


def leaves(value, path=()):
    """Where the texts of a value stand."""
    if isinstance(value, str):
        yield path
    elif is_dataclass(value):
        for one in fields(value):
            yield from leaves(getattr(value, one.name), (*path, one.name))
    elif isinstance(value, dict | list | tuple):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(one, (*path, key))


def put(value, path, change):
    """The value with one of its texts changed."""
    if not path:
        return change(value)
    first, *rest = path
    if is_dataclass(value):
        return replace(value, **{first: put(getattr(value, first), rest, change)})
    if isinstance(value, dict):
        return {**value, first: put(value[first], rest, change)}
    return type(value)(put(one, rest, change) if at == first else one for at, one in enumerate(value))


def redated(value, chance):
    """The value with other digits in the texts that have any."""
    for path in leaves(value):
        value = put(value, path, lambda text: re.sub("[0-9]", lambda _: chance.choice("0123456789"), text))
    return value


@cache
def built_in(kind):
    """The built-in template of a kind, and the contexts of a dossier's documents."""
    for name, day in DAYS.items():
        drafts = list(kinds()[kind].drafts(load(ROOT / "data" / name).dossier, day))[:8]
        if drafts:
            return Template(template_folder() / kinds()[kind].template), [one.context() for one in drafts]
    raise LookupError(kind)


@cache
def strange(name, dialect):
    """A template without our tags: each text of a paper is a value of its own."""
    data = sound(name).docx(dialect)
    return tagged.template(data), [tagged.record(data)]


SOURCES = [
    *(pytest.param(built_in, (kind,), id=kind) for kind in kinds()),
    *(pytest.param(strange, (name, dialect), id=f"{name} ({dialect})") for name in PAPERS for dialect in DIALECTS),
]


def filled(template, context):
    try:
        return template.fill(context)
    except TemplateError:  # a text that no XML can hold
        return None


def primed(template, context):
    """A checker that has learnt from a document."""
    checker, first = Checker(template.part_names), template.fill(context)
    for _ in range(2):
        checker.check(first.docx, first.pieces)
    return checker


def agrees(checker, one, name):
    return checker.check(one.docx, one.pieces, name=name) == check(one.docx, name=name)

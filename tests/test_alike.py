"""Documents of one template are checked by what differs between them, and always as if each were the only one."""

import random
import shutil
import time
import tomllib
import unicodedata
from dataclasses import asdict, fields, is_dataclass, replace
from datetime import date
from functools import cache
from operator import add, attrgetter, eq

import pytest
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.businesses import COLUMNS, SETTINGS, businesses
from bench.sheets import write_table
from pipeline.components import identify
from pipeline.documents import kinds
from pipeline.dossier import load
from pipeline.press import template_folder
from pipeline.problems import PackageError, TemplateError
from pipeline.rules import alike, check
from pipeline.rules.alike import Checker, Exemplar
from pipeline.rules.checks import CHECKS, Miss, Subject
from pipeline.template import Template
from pipeline.view import Place, Run, read
from tests import docx, tagged
from tests.conftest import CASES, ROOT
from tests.papers import changed, sound

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


@pytest.mark.slow
@pytest.mark.parametrize(("source", "asked"), SOURCES)
def test_whatever_the_values_it_finds_what_the_full_check_finds(source, asked):
    template, contexts = source(*asked)

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def of_any(data):
        checker = primed(template, contexts[0])
        for number in range(3):
            context = data.draw(st.sampled_from(contexts))
            for path in data.draw(st.lists(st.sampled_from(list(leaves(context))), max_size=6)):
                context = put(context, path, lambda text: data.draw(spoilt(text)))
            if one := filled(template, context):
                assert agrees(checker, one, f"{number}.docx")

    of_any()


@pytest.mark.parametrize(("source", "asked"), SOURCES)
def test_each_text_changed_alone_is_checked_as_the_full_check_does(source, asked):
    template, contexts = source(*asked)
    checker, chance = primed(template, contexts[0]), random.Random(str(asked))
    paths = list(leaves(contexts[0]))
    for path in chance.sample(paths, min(12, len(paths))):
        word = chance.choice(WORDS)
        if one := filled(template, put(contexts[0], path, lambda text, word=word: f"{text} {word}")):
            assert agrees(checker, one, "x"), (path, word)


def says(case):
    """Whether a case puts words of its own anywhere."""
    return any("text" in line for line in (*case.get("set", {}).values(), *case.get("add", ())))


SEEDED = [
    pytest.param(case, dialect, id=f"{path.parent.name}: {name} ({dialect})")
    for path in sorted((CASES / "rules").glob("*/*.toml"))
    for name, case in tomllib.loads(path.read_text(encoding="utf-8")).items()
    for dialect in (DIALECTS[: 2 - case.get("styled", False)] if says(case) else ())
]


@pytest.mark.slow
@pytest.mark.parametrize(("case", "dialect"), SEEDED)
def test_a_defect_that_a_value_brings_is_found(case, dialect):
    paper = sound(case.get("paper", "letter"))
    data = changed(paper, case).docx(dialect)
    template, context = tagged.template(data), tagged.record(data)
    usual = set(tagged.record(paper.docx(dialect)).values())
    harmless = {name: text if text in usual else "Nội dung khác" for name, text in context.items()}
    one = template.fill(context)
    findings = primed(template, harmless).check(one.docx, one.pieces)
    assert findings == check(one.docx)
    told = [finding.rule if finding.level == "error" else f"{finding.rule} warning" for finding in findings]
    assert sorted(told) == sorted(case.get("finds", []))


@cache
def untold():
    """For each check, how often it was left out of the checking of a document, and where it would have told another."""
    left_out: dict[str, tuple[list[str], list[str]]] = {}
    chance = random.Random(30)
    for source in SOURCES:
        make, asked = source.values
        template, contexts = make(*asked)
        first = template.fill(contexts[0])
        exemplar = Exemplar(first.docx, dict(zip(template.part_names, first.pieces, strict=True)))
        paths = list(leaves(contexts[0]))
        for path, word in (
            (path, word) for path in chance.sample(paths, min(30, len(paths))) for word in chance.sample(WORDS, 5)
        ):
            one = filled(template, put(contexts[0], path, lambda _, word=word: word))
            stale = exemplar.stale(one.pieces) if one and one.pieces else None
            if stale is None or stale & 1:
                continue
            view = read(one.docx)
            subject = Subject(view, identify(view))
            for bit, (held, misses) in enumerate(exemplar.checks, start=1):
                if not stale >> bit & 1:
                    told, wrong = left_out.setdefault(f"{held.__module__}.{held.__name__}", ([], []))
                    told.append(word)
                    if list(held(subject)) != misses:
                        wrong.append(f"{source.id}: {path} {word!r}")
    return left_out


@pytest.mark.slow
@pytest.mark.parametrize("name", [f"{one.__module__}.{one.__name__}" for one in CHECKS])
def test_a_check_that_is_left_out_would_have_told_the_same(name):
    times, wrong = untold()[name]
    assert times
    assert wrong == []


def first_words(subject):
    return subject.anatomy.main[0].words


def every_run(subject):
    return [run for paragraph in subject.view.everywhere() for run in paragraph.runs]


WAYS = {
    "words": lambda subject: [part.words for part in subject.anatomy.parts()],
    "texts": lambda subject: [paragraph.text for paragraph in subject.view.everywhere()],
    "texts of runs": lambda subject: [run.text for run in every_run(subject)],
    "visible texts": lambda subject: [run.text for part in subject.anatomy.main for run in part.paragraph.visible],
    "paragraphs made of others": lambda subject: [replace(one, style="").text for one in subject.view.paragraphs],
    "runs made of others": lambda subject: [replace(run, field="x").text for run in every_run(subject)],
    "parts made of others": lambda subject: [replace(part, key="").words for part in subject.anatomy.main],
    "what is printed": lambda subject: [repr(part) for part in subject.anatomy.main],
    "all values": lambda subject: [asdict(paragraph) for paragraph in subject.view.paragraphs],
    "hashes": lambda subject: [hash(paragraph) for paragraph in subject.view.paragraphs],
    "comparisons": lambda subject: [
        one == replace(one, runs=(Run("Nội dung", one.runs[0].look),)) for one in subject.view.paragraphs if one.runs
    ],
    "comparisons of runs": lambda subject: [run == Run("Nội dung", run.look) for run in every_run(subject)],
    "order": lambda subject: [part.place for part in sorted(subject.anatomy.main, key=attrgetter("words"))],
    "facts": lambda subject: [part.tells(len) for part in subject.anatomy.main],
    "facts about texts": lambda subject: [paragraph.tells(str.lower) for paragraph in subject.view.paragraphs],
    "facts about runs": lambda subject: [run.tells(eq, "x") for run in every_run(subject)],
    "facts that know more": lambda subject: [
        part.tells(lambda _: first_words(subject)) for part in subject.anatomy.main
    ],
    "facts with other words for a default": lambda subject: [
        part.tells(lambda _, more=first_words(subject): more) for part in subject.anatomy.main
    ],
    "facts with methods of other words": lambda subject: [
        part.tells(first_words(subject).count) for part in subject.anatomy.main
    ],
    "facts that are given other words": lambda subject: [
        part.tells(add, first_words(subject)) for part in subject.anatomy.main
    ],
    "facts that are given the document": lambda subject: [
        part.tells(lambda _, whole: first_words(whole), subject) for part in subject.anatomy.main
    ],
}


@pytest.mark.parametrize("way", WAYS)
def test_no_check_reads_words_unseen(way, monkeypatch):
    def smuggler(subject):
        for number, value in enumerate(WAYS[way](subject)):
            yield Miss("R030", "fixed-words", Place(), values={"words": f"{number}: {value}"})

    monkeypatch.setattr("pipeline.rules.checks.CHECKS", [smuggler])
    template, (context,) = strange("plan", "styled")
    checker = primed(template, context)
    before = check(template.fill(context).docx)
    for name in context:
        one = template.fill({**context, name: "x"})
        assert agrees(checker, one, "")
    assert check(template.fill({**context, "t0": "x", "t9": "Nội dung"}).docx) != before


def rows(made):
    made.add_paragraph("{{ a }}")
    for text in ("{%p for x in rows %}", "Dòng {{ x }}.", "{%p endfor %}"):
        made.add_paragraph(text)


def hidden(made):
    made.add_paragraph("Nội dung ").add_run("{{ a }}").font.hidden = True


def alone(made):
    made.add_paragraph("Nội dung: ").add_run("{{ a }}")


def colored(made):
    made.add_paragraph("Nội dung {{ a }}")
    made.paragraphs[0].runs[0].font.color.rgb = RGBColor(1, 2, 3)
    color = made.paragraphs[0].runs[0]._r.rPr.find(f"{docx.W}color")
    color.set(f"{docx.W}val", "{{ b }}")


BODY = {"build": alone}
SHAPES = {
    "another value": (BODY, {"a": "một"}, {"a": "hai"}, True),
    "a value with signs of markup": (BODY, {"a": "một"}, {"a": "<b> & 'c'"}, True),
    "a value that is a run, left empty": (BODY, {"a": "một"}, {"a": ""}, False),
    "a value that is a run, blank": (BODY, {"a": "một"}, {"a": " "}, False),
    "a value beside words, left empty": ({"build": rows}, {"a": "x", "rows": ["một"]}, {"a": "x", "rows": [""]}, True),
    "one more row": ({"build": rows}, {"a": "x", "rows": ["một"]}, {"a": "x", "rows": ["một", "hai"]}, False),
    "a value with a line break": (BODY, {"a": "một"}, {"a": "một\nhai"}, False),
    "a value that is hidden": ({"build": hidden}, {"a": "một"}, {"a": "hai"}, False),
    "a value that is a colour": ({"build": colored}, {"a": "x", "b": "FF0000"}, {"a": "x", "b": "00FF00"}, False),
    "a value with a name of Strict Open XML": (BODY, {"a": "một"}, {"a": "http://purl.oclc.org/ooxml/a/b"}, False),
    "a value in a header": ({"header": "{{ a }}", **BODY}, {"a": "một"}, {"a": "hai"}, False),
    "a value in a header that stays": (
        {"header": "{{ b }}", **BODY},
        {"a": "một", "b": "x"},
        {"a": "hai", "b": "x"},
        True,
    ),
    "a value in the file's properties": (
        {"properties": {"title": "{{ a }}"}, **BODY},
        {"a": "một"},
        {"a": "hai"},
        True,
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_more_than_other_words_is_checked_in_full(name, monkeypatch):
    parts, before, after, short = SHAPES[name]
    template = Template(docx.document(**parts))
    checker, one = primed(template, before), template.fill(after)
    wanted = check(one.docx, name="a")
    full = []
    monkeypatch.setattr(alike, "check", lambda docx, **named: full.append(docx) or wanted)
    assert checker.check(one.docx, one.pieces, name="a") == wanted
    assert bool(full) is not short


def test_what_the_full_check_refuses_is_refused():
    template = Template(docx.document(**BODY))
    checker, one = primed(template, {"a": "một"}), template.fill({"a": "hai " * 300_000})
    for refusing in (lambda: check(one.docx), lambda: checker.check(one.docx, one.pieces)):
        with pytest.raises(PackageError) as refused:
            refusing()
        assert refused.value.problem.code == "package-bomb"


def test_a_finding_names_its_own_document():
    template, (context,) = strange("letter", "plain")
    faulty = {**context, "t1": "Độc lập"}
    checker = primed(template, faulty)
    for number in range(3):
        one = template.fill({**faulty, "t9": f"Nội dung số {number}."})
        findings = checker.check(one.docx, one.pieces, name=f"{number}.docx")
        assert {finding.file for finding in findings} == {f"{number}.docx"}


def test_a_document_without_pieces_is_checked_in_full():
    template, (context,) = strange("letter", "plain")
    checker, one = primed(template, context), template.fill({**context, "t1": "Độc lập"})
    assert checker.check(one.docx, (), name="a") == check(one.docx, name="a") != ()


def test_shapes_that_do_not_come_again_cost_little(monkeypatch):
    made = []
    monkeypatch.setattr(alike, "Exemplar", lambda *given: made.append(given) or Exemplar(*given))
    template = Template(docx.document(header="{{ a }}", **BODY))
    checker = Checker(template.part_names)
    for number in range(200):
        one = template.fill({"a": f"{number}"})
        checker.check(one.docx, one.pieces)
    assert len(made) < 8


FAULTS = {
    "a name in small letters": ("owner_name", lambda text: text.lower()),
    "decomposed letters": ("business_name", lambda text: unicodedata.normalize("NFD", text)),
    "a character of no alphabet": ("trade", lambda text: f"{text} \uf0b7"),
    "a day without its zero": ("date", lambda _: "ngày 5 tháng 10 năm 2022"),
    "a month that is not there": ("date", lambda _: "ngày 05 tháng 13 năm 2022"),
    "a document whose type is small": ("certificate", lambda _: "theo kế hoạch số 12/KH-UBND"),
    "a province with a capital": ("address", lambda text: text.replace("tỉnh", "Tỉnh")),
    "a sentence that begins small": ("residence", lambda text: f"{text}, cạnh chợ. nhà riêng, tầng hai"),
    "the body's name misspelt": ("owner_id_place", lambda _: "Uỷ Ban nhân dân xã"),
    "a place that is small": ("place", lambda text: text.lower()),
    "a name with one capital": ("capacity", lambda text: f"{text}, theo ủy Ban nhân dân"),
}


@pytest.mark.slow
def test_in_ten_thousand_documents_each_fault_is_found_and_nothing_else(tmp_path, monkeypatch):
    """Each is in the words of one document only; how long a check takes is told, not judged."""
    folder = shutil.copytree(ROOT / "data" / "luc-nam-2022", tmp_path / "luc-nam-2022")
    (folder / "businesses.xlsx").unlink()
    write_table(folder / "businesses.csv", "", COLUMNS, businesses(SETTINGS["luc-nam-2022"], 10_000))
    kind = kinds()["commitment"]
    contexts = [one.context() for one in kind.drafts(load(folder).dossier, DAYS["luc-nam-2022"])]
    assert len(contexts) == 10_000
    chance = random.Random(10_000)
    chance.shuffle(contexts)
    spoilt = dict(zip(chance.sample(range(10_000), len(FAULTS)), FAULTS.values(), strict=True))
    for at, (key, change) in spoilt.items():
        contexts[at] = {**contexts[at], key: change(contexts[at][key])}
    full = []
    monkeypatch.setattr(alike, "check", lambda docx, **named: full.append(docx) or check(docx, **named))
    template = Template(template_folder() / kind.template)
    checker, took, found = Checker(template.part_names), 0.0, {}
    for at, context in enumerate(contexts):
        one = template.fill(context)
        began = time.process_time()
        findings = checker.check(one.docx, one.pieces, name=str(at))
        took += time.process_time() - began
        if findings:
            found[at] = findings
            assert findings == check(one.docx, name=str(at))
        elif at % 100 == 0:
            assert check(one.docx) == ()
    assert found.keys() == spoilt.keys()
    print(f"{took * 100:.0f} microseconds a document, {len(full)} of 10,000 checked in full")
    assert len(full) < 100

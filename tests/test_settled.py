"""What nothing has changed of is looked at, not made again; whatever changes, what hangs on it is made anew."""

import json
from datetime import date

import pytest

from pipeline.build import Request, build
from pipeline.events import Fault, Stand
from pipeline.press import Press
from pipeline.publish import Entry
from tests.test_build import manifest, replace_in, statuses, times

TODAY = date(2030, 1, 1)
KINDS = ("directive", "plan", "commitment", "follow-up", "statistics", "report")


def events(folder, output, **options):
    return list(build(Request(folder, output, **options), today=TODAY))


@pytest.fixture
def built(dossier_folder, tmp_path):
    """A dossier built once: its folder and its output."""
    events(dossier_folder, tmp_path / "out")
    return dossier_folder, tmp_path / "out"


@pytest.fixture
def pressed(monkeypatch):
    """The kinds and ids of the documents that are made from here on."""
    made = []
    make = Press.make

    def noting(press, documents):
        documents = list(documents)
        made.extend((document.kind, document.id) for document in documents)
        return make(press, documents)

    monkeypatch.setattr(Press, "make", noting)
    return made


def test_of_unchanged_data_no_document_is_made_and_no_row_read(built, pressed, monkeypatch):
    monkeypatch.setattr("pipeline.dossier.Dossier.business_rows", None)
    before = times(built[1])
    found = events(*built)
    assert pressed == []
    assert all(isinstance(event, Stand) for event in found)
    assert {event.kind: len(event.lines) for event in found} == dict(zip(KINDS, (1, 2, 5, 2, 1, 1), strict=True))
    assert times(built[1]) == before


@pytest.mark.parametrize("id", ["cs-001", "cs-003", "cs-005"])
@pytest.mark.parametrize("change", ["gone", "other"])
def test_a_document_that_is_not_as_it_was_left_is_made_again_and_no_other(built, pressed, id, change):
    folder, output = built
    path = output / "nho" / "commitment" / f"{id}.docx"
    whole = path.read_bytes()
    before = manifest(output)
    path.unlink() if change == "gone" else path.write_bytes(whole[:-1])
    found = events(folder, output)
    assert pressed == [("commitment", id)]
    assert path.read_bytes() == whole
    assert statuses(found)["commitment", id] == "made"
    assert [line | {"status": ""} for line in manifest(output)] == [line | {"status": ""} for line in before]


def test_documents_that_vanished_are_all_made_again(built, pressed):
    for path in built[1].rglob("*.docx"):
        path.unlink()
    found = events(*built)
    assert len(pressed) == 12
    assert set(statuses(found).values()) == {"made"}


def test_another_day_makes_what_counts_by_days(built, pressed):
    events(*built, as_of=date(2022, 12, 1))
    assert {kind for kind, _id in pressed} == {"follow-up", "statistics", "report"}


def test_documents_whose_words_stay_the_same_are_not_made_again(built, pressed):
    replace_in(built[0] / "reports.csv", "\n", "\r\n")
    assert set(statuses(events(*built)).values()) == {"unchanged"}
    assert pressed == []


def test_data_that_are_put_back_after_a_build_that_was_stopped_give_what_they_gave(built):
    before = {path: path.read_bytes() for path in built[1].rglob("*.docx")}
    data = (built[0] / "businesses.csv").read_bytes()
    replace_in(built[0] / "businesses.csv", "0100000002", "0100000022")
    stopped = build(Request(*built, kinds=("commitment",)), today=TODAY)
    while getattr(next(stopped), "id", "") != "cs-002":
        pass
    stopped.close()
    assert {path: path.read_bytes() for path in built[1].rglob("*.docx")} != before
    (built[0] / "businesses.csv").write_bytes(data)
    events(*built)
    assert {path: path.read_bytes() for path in built[1].rglob("*.docx")} == before


def test_a_fault_is_told_by_each_build(dossier_folder, tmp_path):
    replace_in(dossier_folder / "businesses.csv", "0100000003", "x")
    first, second = (events(dossier_folder, tmp_path / "out") for _ in range(2))
    told = [[str(event.problem.where) for event in found if isinstance(event, Fault)] for found in (first, second)]
    assert told[0]
    assert told[0] == told[1]


def test_a_manifest_that_somebody_has_touched_is_not_trusted(built, pressed):
    path = built[1] / "nho" / "manifest.jsonl"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if '"cs-002"' not in line) + "\n", "utf-8")
    found = events(*built)
    assert [entry.id for entry in found if isinstance(entry, Entry) and entry.kind == "commitment"] == [
        f"cs-00{number}" for number in range(1, 6)
    ]
    assert len(manifest(built[1])) == len(lines)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"manifest": 1, "kinds": 2}', "\x00"])
def test_a_note_that_somebody_spoilt_is_as_good_as_none(built, text):
    path = built[1] / "nho" / ".settled.json"
    note = json.loads(path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    assert set(statuses(events(*built)).values()) == {"unchanged"}
    assert json.loads(path.read_text("utf-8")) == note

"""Translated templates kept on disk: quicker to start, and never in the way."""

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.problems import TemplateError
from pipeline.template import Template, kept, ship_drafts
from tests import docx
from tests.conftest import ROOT

SOURCE = docx.document("{{ a }}", "{%p for x in rows %}", "{{ x }}", "{%p endfor %}", header="Số: {{ a }}")
CONTEXT = {"a": "R&D", "rows": ["một", "hai"]}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A cache folder that nobody has used yet."""
    monkeypatch.setenv("VANBAN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def translations(monkeypatch):
    """The templates that were translated rather than found."""
    from pipeline import template

    done, translate = [], template.drafts
    monkeypatch.setattr(template, "drafts", lambda *given: done.append(given) or translate(*given))
    return done


def test_a_template_is_translated_once_and_then_found(folder, translations):
    first, second = Template(SOURCE), Template(SOURCE)
    assert len(translations) == 1
    assert second.render(CONTEXT) == first.render(CONTEXT)
    assert (second.tags, second.part_names) == (first.tags, first.part_names)


def test_a_fault_is_told_alike_of_a_template_that_was_found(folder):
    messages = set()
    for _ in range(2):
        with pytest.raises(TemplateError) as raised:
            Template(SOURCE).render({"a": "x"})
        messages.add(raised.value.problem.message)
    assert len(messages) == 1


def test_a_template_with_a_fault_is_not_kept(folder):
    with pytest.raises(TemplateError):
        Template(docx.document("{{ a b }}{%p if x %}"))
    assert list(folder.iterdir()) == []


def test_a_program_that_finds_its_template_does_not_import_docxtpl(folder):
    program = (
        "import sys; from pipeline.template import Template; "
        f"Template(open({str(folder.parent / 'a.docx')!r}, 'rb').read()).render({CONTEXT!r}); "
        "print({'docx', 'docxtpl', 'docxcompose'} & set(sys.modules))"
    )
    (folder.parent / "a.docx").write_bytes(SOURCE)
    Template(SOURCE)
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"


def test_what_is_kept_is_private_and_executes_nothing(folder):
    Template(SOURCE)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_bytes().split(b"\n", 1)[1])


DAMAGE = {
    "empty": lambda data: b"",
    "cut short": lambda data: data[:-9],
    "without a checksum": lambda data: data.split(b"\n", 1)[1],
    "changed": lambda data: data.replace("Số".encode(), "số".encode()),
    "no JSON": lambda data: b"\0" * 99,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_not_believed_and_mended(folder, translations, damage):
    whole = Template(SOURCE).render(CONTEXT)
    (file,) = folder.iterdir()
    sound = file.read_bytes()
    file.write_bytes(damage(sound))
    assert Template(SOURCE).render(CONTEXT) == whole
    assert len(translations) == 2
    assert file.read_bytes() == sound


def test_a_folder_in_the_place_of_a_file_is_no_fault(folder):
    Template(SOURCE)
    (file,) = folder.iterdir()
    file.unlink()
    file.mkdir()
    assert Template(SOURCE).render(CONTEXT)
    assert list(folder.iterdir()) == [file]


def no_folder(folder, monkeypatch):
    folder.write_bytes(b"")


def a_link(folder, monkeypatch):
    other = folder.with_name("other")
    other.mkdir(mode=0o700)
    folder.symlink_to(other)


def others_may_write(folder, monkeypatch):
    folder.mkdir()
    folder.chmod(0o770)


def another_owner(folder, monkeypatch):
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)


def no_home(folder, monkeypatch):
    monkeypatch.delenv("VANBAN_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    def fail():
        raise RuntimeError

    monkeypatch.setattr(Path, "home", fail)


def no_room(folder, monkeypatch):
    def fail(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept.tempfile, "mkstemp", fail)


@pytest.mark.skipif(sys.platform == "win32", reason="no owners and modes of this kind")
@pytest.mark.parametrize("spoil", [no_folder, a_link, others_may_write, another_owner, no_home, no_room])
def test_a_folder_that_cannot_be_trusted_or_used_is_left_alone(folder, translations, monkeypatch, spoil):
    spoil(folder, monkeypatch)
    for _ in range(2):
        assert Template(SOURCE).render(CONTEXT)
    assert len(translations) == 2
    assert not folder.is_dir() or list(folder.iterdir()) == []


def test_other_code_translates_anew(folder, translations, monkeypatch):
    Template(SOURCE)
    monkeypatch.setattr(kept, "_translators", lambda: b"another")
    Template(SOURCE)
    assert len(translations) == 2


def test_another_template_is_another_file(folder):
    Template(SOURCE)
    Template(docx.document("{{ a }}", properties={"title": "{{ b }}"}))
    assert len(list(folder.iterdir())) == 2


def test_the_folder_does_not_grow_without_end(folder, monkeypatch):
    monkeypatch.setattr(kept, "MOST_FILES", 3)
    desks = folder / "desks"  # of builds that go to an address
    (desks / "one").mkdir(parents=True)
    os.utime(desks, (1, 1))
    seen = []
    for number in range(5):
        Template(docx.document(f"{number} {{{{ a }}}}"))
        seen += [file for file in folder.iterdir() if file not in (*seen, desks)]
        for age, file in enumerate(reversed(seen)):
            if file.exists():
                os.utime(file, (1000 - age, 1000 - age))
    assert set(folder.iterdir()) == {desks, *seen[2:]}


def test_a_file_that_would_be_too_large_is_not_written(folder, monkeypatch):
    monkeypatch.setattr(kept, "MOST_BYTES", 100)
    Template(SOURCE)
    assert list(folder.iterdir()) == []


def test_the_folder_may_be_deleted_at_any_time(folder):
    template = Template(SOURCE)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    assert template.render(CONTEXT) == Template(SOURCE).render(CONTEXT)


def test_many_at_once_leave_one_whole_file(folder):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: Template(SOURCE).render(CONTEXT), range(16)))
    assert len(made) == 1
    assert [file.suffix for file in folder.iterdir()] == [".json"]


@pytest.mark.parametrize(
    ("platform", "names", "chosen"),
    [
        ("linux", {"VANBAN_CACHE": "own", "XDG_CACHE_HOME": "xdg"}, "own"),
        ("linux", {"XDG_CACHE_HOME": "xdg"}, "xdg/vanban"),
        ("linux", {}, "home/.cache/vanban"),
        ("win32", {"LOCALAPPDATA": "local", "XDG_CACHE_HOME": "xdg"}, "local/vanban"),
        ("win32", {}, "home/AppData/Local/vanban"),
    ],
)
def test_the_folder_is_the_users_own(tmp_path, monkeypatch, platform, names, chosen):
    for name in ("VANBAN_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.setattr(kept.sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    Template(SOURCE)
    assert len(list((tmp_path / chosen).iterdir())) == 1


def test_the_built_in_templates_come_translated(folder, translations):
    sources = [path.read_bytes() for path in sorted((ROOT / "templates").glob("*.docx"))]
    for source in sources:
        Template(source)
    assert translations == [], "make templates brings what is shipped up to date"
    assert not folder.exists()
    assert len(list(kept.READY.iterdir())) == len(sources)


def test_what_comes_translated_is_what_would_be_made_here(tmp_path, monkeypatch):
    sources = [path.read_bytes() for path in sorted((ROOT / "templates").glob("*.docx"))]
    shipped = {path.name: path.read_bytes() for path in kept.READY.iterdir()}
    monkeypatch.setattr(kept, "READY", tmp_path / "ready")
    ship_drafts(sources)
    assert {path.name: path.read_bytes() for path in kept.READY.iterdir()} == shipped

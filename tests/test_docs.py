"""What is written about the project is what the project is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from tests import catalogue, reference
from tests.conftest import ROOT


@pytest.mark.parametrize("name", reference.PAGES)
def test_reference_pages_are_current(name):
    # in a process of its own: help texts take the language in which the commands were imported
    code = (
        "from pipeline import messages; messages.use('vi'); from tests import reference; "
        f"print(reference.PAGES[{name!r}](), end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    page = reference.FOLDER / name
    if os.environ.get("VANBAN_ACCEPT"):
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(done.stdout, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == done.stdout, "make accept brings it up to date"


def test_every_message_is_translated_and_none_is_left_over():
    wanted = {message[0] if isinstance(message, tuple) else message for message in catalogue.ids()}
    there = {}
    for message in catalogue.read():
        if message.id:
            text = message.string[0] if isinstance(message.string, tuple) else message.string
            there[message.id[0] if isinstance(message.id, tuple) else message.id] = text
    assert wanted - set(there) == set()
    assert set(there) - wanted == set()
    assert [message for message, text in there.items() if not text] == []


def test_translations_have_the_places_of_their_originals():
    for message in catalogue.read():
        if message.id and isinstance(message.id, str):
            assert set(re.findall(r"\{\w+", message.string)) == set(re.findall(r"\{\w+", message.id)), message.id


def test_the_compiled_catalogue_is_that_of_the_text():
    def texts(messages):
        return {
            m.id if isinstance(m.id, str) else m.id[0]: m.string if isinstance(m.string, str) else m.string[0]
            for m in messages
            if m.id
        }

    with catalogue.MO.open("rb") as file:
        assert texts(read_mo(file)) == texts(catalogue.read())


@pytest.mark.parametrize("name", ["README.md", "README.vi.md", "ARCHITECTURE.md", "docs"])
def test_links_lead_somewhere(name):
    pages = sorted((ROOT / name).rglob("*.md")) if (ROOT / name).is_dir() else [ROOT / name]
    assert pages
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_architecture_names_every_room():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [
        path.stem for path in (ROOT / "pipeline").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    ]
    assert [room for room in rooms if not room.startswith("__") and f"`{room}" not in text] == []


def test_make_lists_its_targets_and_the_readmes_name_the_first_two():
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {"setup", "documents", "test", "check", "templates", "accept", "bench", "clean"} <= set(targets)
    for name in ("README.md", "README.vi.md"):
        assert "make documents\nmake test" in (ROOT / name).read_text(encoding="utf-8")


def test_no_module_is_longer_than_fits_in_the_head():
    assert [p.name for p in Path(ROOT / "pipeline").rglob("*.py") if len(p.read_text("utf-8").splitlines()) > 300] == []

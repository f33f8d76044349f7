"""What a command imports: nothing that it does without, since to start is most of what a short one takes."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.documents import OWN
from tests import docx

ROOT = Path(__file__).parent.parent
DOSSIER = ROOT / "data" / "luc-nam-2022"

DOCXTPL = ("docxtpl", "docx", "docxcompose", "babel")
POOL = ("multiprocessing", "concurrent.futures", "logging", "subprocess", "pipeline.executors.pool")
ABROAD = ("distributed", "fsspec", "pipeline.executors.cluster", "pipeline.publish.remote", "pipeline.publish.zipped")
OTHERS = tuple(f"pipeline.documents.{name.replace('-', '_')}" for name in OWN if name != "directive")
MESSAGES = ("pipeline.rules.texts",)  # of findings, of which a sound document has none
NOT_OURS = ("pydantic", "openpyxl", "importlib.metadata", "email", "asyncio", "difflib", "pyhanko", "pkcs11")
OTHER_COMMANDS = ("pipeline.mending", "pipeline.office", "pipeline.pages", "pipeline.stationery")

BUILD = ["build", str(DOSSIER), "--kind", "directive", "--jobs", "2", "--output", "out"]
WITHOUT = {  # the modules that each command does without
    "--help": (["--help"], (*DOCXTPL, *POOL, *NOT_OURS, "jinja2", "lxml", "yaml", "pathlib", "shutil", "json")),
    "build": (BUILD, (*DOCXTPL, *POOL, *ABROAD, *OTHERS, "pipeline.progress", *MESSAGES, *NOT_OURS, *OTHER_COMMANDS)),
}


def loaded(arguments, folder):
    """The modules that a command has imported when it is done."""
    code = (
        "import atexit, os, sys\n"
        "atexit.register(lambda: print(*sys.modules, sep='\\n', file=open('modules', 'w')))\n"
        f"sys.argv = {['vanban', *arguments]!r}\n"
        "from pipeline.__main__ import main\n"
        "main()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return set((folder / "modules").read_text().split())


@pytest.fixture
def settled(tmp_path, monkeypatch):
    """A folder to work in; nothing has been kept in its cache."""
    monkeypatch.setenv("VANBAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "without"), WITHOUT.values(), ids=WITHOUT)
def test_a_command_imports_nothing_that_it_does_without(settled, arguments, without):
    assert loaded(arguments, settled).isdisjoint(without), sorted(loaded(arguments, settled) & set(without))


@pytest.mark.slow
def test_what_takes_long_is_imported_where_it_is_needed(settled):
    assert "pipeline.progress" in loaded([*BUILD, "--kind", "statistics"], settled)
    (settled / "a.docx").write_bytes(docx.document("{{ a }}"))
    (settled / "a.json").write_text('{"a": "một"}', encoding="utf-8")
    assert set(DOCXTPL) <= loaded(["render", "a.docx", "a.json", "--output", "out"], settled)

"""What tests share: a copy of the small dossier, the language, what the machine has."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline import messages
from pipeline.register import at_place
from pipeline.register.store import open_store
from tests import servers

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"

# Every run tries the same examples, and no clock judges them: a change fails for what it does. To search further:
# make test ARGS=--hypothesis-profile=search
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=500)
settings.register_profile("full", parent=settings.get_profile("search"), max_examples=100, derandomize=True)
settings.register_profile("fast", parent=settings.get_profile("full"), max_examples=10)
settings.load_profile("full")


def examples(share=1.0):
    """How many examples a test tries: this share of what the profile asks for."""
    return max(5, round(settings.default.max_examples * share))


def pytest_configure(config):
    """Keep translated templates apart from the user's own."""
    cache = tempfile.TemporaryDirectory(prefix="vanban-")
    config.add_cleanup(cache.cleanup)
    os.environ["VANBAN_CACHE"] = cache.name


@pytest.hookimpl(tryfirst=True)  # before pytest looks which marks are asked for
def pytest_collection_modifyitems(items):
    """Whatever starts `vanban` in a process of its own is slow."""
    for item in items:
        if "vanban" in item.fixturenames:
            item.add_marker("slow")


@pytest.fixture(autouse=True)
def english():
    """Messages in English unless a test asks otherwise: their ids are what tests compare."""
    messages.use("en")


@pytest.fixture
def dossier_folder(tmp_path):
    """A copy of the small sound dossier, to be broken at will."""
    return Path(shutil.copytree(CASES / "dossier", tmp_path / "nho"))


@pytest.fixture
def vanban(tmp_path):
    """Run the command line in a process of its own, in `tmp_path`."""

    def run(*arguments, **options):
        options.setdefault("cwd", tmp_path)
        return subprocess.run(
            [sys.executable, "-m", "pipeline", "--lang", "en", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)} | options.pop("env", {}),
            **options,
        )

    return run


@pytest.fixture
def folder(dossier_folder):
    """A dossier whose table of businesses is still to be written."""
    (dossier_folder / "businesses.csv").unlink()
    return dossier_folder


@pytest.fixture(scope="session")
def server():
    """The address of a PostgreSQL server that runs as long as the tests do."""
    if not (servers.tool("postgres") and servers.tool("initdb")):
        pytest.skip("PostgreSQL is not on this machine: apt-get install postgresql")
    with servers.postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def place(request, tmp_path):
    """The address of each database, without a register."""
    if request.param == "sqlite":
        return at_place(tmp_path / "register.db")
    address = request.getfixturevalue("server")
    servers.clear(address)
    return address


@pytest.fixture
def store(place):
    """An empty register on each database."""
    return open_store(place, create=True)

"""Work that is spread over processes and machines is done as if by one, whoever dies of it."""

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.build import Request, build
from pipeline.documents import kinds
from pipeline.dossier import load
from pipeline.events import Fault
from pipeline.executors import Here
from pipeline.press import find_press
from pipeline.problems import OutputError, UsageError
from tests.clusters import ROOT, kill, local_cluster
from tests.outputs import Folder, documents, manifest_in
from tests.test_build import TODAY, entries, events, many_businesses, replace_in, small_disk, statuses
from tests.test_outputs import without

FORMS = {"kinds": ("commitment",)}


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    """Workers take up two rows at a time, and a pool is worth its while for three."""
    monkeypatch.setattr("pipeline.executors.processes.WORTH_A_POOL", 2)
    for executor in ("processes.Processes", "cluster.Cluster"):
        monkeypatch.setattr(f"pipeline.executors.{executor}.chunk", 2)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with local_cluster(tmp_path_factory.mktemp("dask") / "cluster") as running:
        yield running


@pytest.fixture(params=["processes", pytest.param("cluster", marks=pytest.mark.slow)])
def spread(request):
    """How a build is asked to spread over two workers."""
    if request.param == "processes":
        return {"jobs": 2}
    return {"scheduler": request.getfixturevalue("cluster").address}


def made_in(folder):
    """The documents in a folder, and its manifest but for the statuses, which tell what stood there before."""
    return documents(Folder(folder.parent)), without(manifest_in(Folder(folder.parent)), "status")


def test_faulty_rows_are_told_as_one_process_tells_them(dossier_folder, tmp_path, spread):
    replace_in(dossier_folder / "businesses.csv", "0100000003", "x")
    replace_in(dossier_folder / "businesses.csv", "CS-005", "CS-004")
    one, two = (events(dossier_folder, tmp_path / name / "out", **how) for name, how in (("one", {}), ("two", spread)))
    assert [event.problem for event in one if isinstance(event, Fault)] == [
        event.problem for event in two if isinstance(event, Fault)
    ]
    assert manifest_in(Folder(tmp_path / "one")) == manifest_in(Folder(tmp_path / "two"))
    assert documents(Folder(tmp_path / "one")) == documents(Folder(tmp_path / "two"))


def test_a_row_that_kills_fails_alone_and_by_name(dossier_folder, tmp_path, monkeypatch):
    events(dossier_folder, tmp_path / "whole" / "out", **FORMS)
    monkeypatch.setattr("pipeline.press.Press.make", dies_of("cs-003"))
    found = events(dossier_folder, tmp_path / "out", jobs=2, **FORMS)
    assert_only_the_third_failed(found, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("restarted", ["by their nannies", "by somebody"])
def test_a_row_that_kills_the_workers_of_a_cluster_fails_alone_and_by_name(dossier_folder, tmp_path, restarted):
    events(dossier_folder, tmp_path / "whole" / "out", **FORMS)
    deadly = tmp_path / "deadly.py"
    deadly.write_text("import pipeline.press, tests.test_spread as t\npipeline.press.Press.make = t.dies_of('cs-003')")
    options = ("--preload", deadly, *["--no-nanny"] * (restarted == "by somebody"))
    with local_cluster(tmp_path / "cluster", 2, *options) as running, running.tended(*options):
        found = events(dossier_folder, tmp_path / "out", scheduler=running.address, **FORMS)
    assert_only_the_third_failed(found, tmp_path)


def dies_of(id):
    """A press whose worker dies of one document."""
    from pipeline.press import Press

    make = Press.make

    def deadly(press, documents):
        documents = list(documents)
        return os._exit(1) if id in [document.id for document in documents] else make(press, documents)

    return deadly


def assert_only_the_third_failed(found, folder):
    failed = {e.id: e.status == "failed" for e in entries(found)}  # what was done twice is unchanged the second time
    assert failed == {"cs-001": False, "cs-002": False, "cs-003": True, "cs-004": False, "cs-005": False}
    (problem,) = (event.problem for event in found if isinstance(event, Fault))
    assert (problem.code, problem.where.row, problem.where.record) == ("worker-died", 4, "cs-003")
    whole = documents(Folder(folder / "whole"))
    del whole["nho/commitment/cs-003.docx"]
    assert documents(Folder(folder)) == whole


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 1])
def test_a_worker_of_a_cluster_killed_at_work_changes_nothing(dossier_folder, tmp_path, capfd, workers):
    many_businesses(dossier_folder, 120)
    events(dossier_folder, tmp_path / "whole" / "out")
    with local_cluster(tmp_path / "cluster", 2, *["--no-nanny"] * (workers == 1)) as running:
        going = build(Request(dossier_folder, tmp_path / "out", scheduler=running.address), today=TODAY)
        found = [next(going) for _ in range(20)]
        kill_worker(running, for_good=workers == 1)
        found += going
    assert set(statuses(found).values()) <= {"made", "unchanged"}
    assert made_in(tmp_path / "out") == made_in(tmp_path / "whole" / "out")
    assert capfd.readouterr() == ("", "")


def kill_worker(running, *, for_good):
    """Kill -9 a worker: with its nanny, or so that the nanny starts another."""
    if for_good:
        kill(running.workers[0])
        return
    children = Path(f"/proc/{running.workers[0].pid}/task/{running.workers[0].pid}/children").read_text().split()
    os.kill(int(children[-1]), 9)


@pytest.fixture
def hasty_threads():
    """Threads that take turns as often as they can."""
    seconds = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(seconds)


@pytest.mark.slow
def test_threads_of_one_worker_make_what_one_thread_makes(dossier_folder, hasty_threads):
    dossier = load(dossier_folder).dossier
    form = next(kinds()["commitment"].drafts(dossier, TODAY))
    lines = ("Không vi phạm.", "Theo uỷ ban nhân dân xã ;", "Ở tỉnh Bắc giang")
    forms = [replace(form, undertakings=(lines * 14)[: n % 40 + 1]) for n in range(80)]  # of many shapes
    press = find_press(type(form), dossier_folder)
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(3) as several:
        (expected,) = one.map(press.make, [forms])
        assert [*several.map(press.make, [forms] * 3)] == [expected] * 3
    assert any(pressed.findings for pressed in expected)


@pytest.mark.slow
def test_the_command_line_makes_the_same_on_a_cluster_from_whatever_folder(dossier_folder, tmp_path, cluster, vanban):
    one = vanban("build", "nho", "--output", "one/out")
    two = vanban("build", "nho", "--output", "two/out", "--scheduler", cluster.address)
    assert (two.returncode, two.stderr) == (0, "")
    assert two.stdout == one.stdout.replace("one/out", "two/out")
    assert documents(Folder(tmp_path / "one")) == documents(Folder(tmp_path / "two"))
    assert manifest_in(Folder(tmp_path / "one")) == manifest_in(Folder(tmp_path / "two"))
    again = vanban("build", "nho", "--output", "two/out", "--scheduler", cluster.address)
    count = len(documents(Folder(tmp_path / "two")))
    assert f"{count} documents: 0 made, {count} unchanged, 0 failed" in again.stdout


@pytest.mark.slow
@pytest.mark.parametrize("how", ["jobs", "scheduler"])
def test_a_full_disk_ends_it_in_words(dossier_folder, tmp_path, vanban, cluster, how):
    many_businesses(dossier_folder, 700)
    arguments = {"jobs": ("--jobs", "2"), "scheduler": ("--scheduler", cluster.address)}[how]
    with small_disk(tmp_path / "disk", "1m") as disk:
        done = vanban("build", "nho", "--output", disk / "out", "--kind", "commitment", *arguments)
        assert (done.returncode, done.stderr.count("\n")) == (2, 2), done.stderr
        assert "cannot be written: No space left" in done.stderr


def other_program(folder):
    """A copy of the package that calls itself another version."""
    shutil.copytree(ROOT / "pipeline", folder / "pipeline")
    replace_in(folder / "pipeline" / "__init__.py", '__version__ = "', '__version__ = "9.')
    return {"PYTHONPATH": str(folder)}


def other_library(folder):
    """Another library that deflates."""
    pytest.importorskip("isal", reason="there is but one library here that deflates")
    return {"VANBAN_DEFLATE": "zlib"}


def no_program(folder):
    """A folder in which `pipeline` is something else."""
    (folder / "pipeline").mkdir(parents=True)
    (folder / "pipeline" / "__init__.py").touch()
    return {"PYTHONPATH": str(folder)}


@pytest.mark.slow
@pytest.mark.parametrize("other", [other_program, other_library, no_program])
def test_workers_that_would_make_other_bytes_are_refused(dossier_folder, tmp_path, other):
    with local_cluster(tmp_path / "cluster", 0) as running:
        running.add_worker(env=other(tmp_path / "other"))
        with pytest.raises(UsageError) as caught:
            events(dossier_folder, tmp_path / "out", scheduler=running.address)
    assert caught.value.problem.code == "other-version"
    assert documents(Folder(tmp_path)) == {}


class Elsewhere(Here):
    """Another machine, whose folders are not seen from here."""

    abroad = True

    def run(self, work, chunks):
        for result in super().run(work, chunks):
            for path in self.folder.rglob("*.docx"):
                path.unlink()
            yield result


def test_a_folder_that_is_not_shared_is_told(dossier_folder, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.build.executor_for", lambda jobs, scheduler: Elsewhere())
    monkeypatch.setattr(Elsewhere, "folder", tmp_path / "out", raising=False)
    with pytest.raises(OutputError) as caught:
        events(dossier_folder, tmp_path / "out")
    assert (caught.value.problem.code, caught.value.problem.values["path"]) == ("not-shared", str(tmp_path / "out"))


class WithFoldersOfItsOwn(Here):
    """Another machine, on which the same path is another folder."""

    abroad = True

    def run(self, work, chunks):
        return super().run(replace(work, hand=replace(work.hand, root=str(self.folder))), chunks)


def test_a_worker_that_does_not_see_the_folder_writes_nothing(dossier_folder, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.build.executor_for", lambda jobs, scheduler: WithFoldersOfItsOwn())
    monkeypatch.setattr(WithFoldersOfItsOwn, "folder", tmp_path / "its own", raising=False)
    with pytest.raises(OutputError) as caught:
        events(dossier_folder, tmp_path / "out")
    assert caught.value.problem.code == "not-shared"
    assert not (tmp_path / "its own").exists()
    assert [*(tmp_path / "out").rglob("*.part")] == []


def test_without_dask_the_extra_is_named(dossier_folder, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageError) as caught:
        events(dossier_folder, tmp_path / "out", scheduler="tcp://127.0.0.1:8786")
    assert (caught.value.problem.code, caught.value.problem.values["extra"]) == ("no-extra", "cluster")

"""Whoever works: results in order, few chunks ahead, errors as they are; who dies of an item takes none along."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from itertools import islice

import pytest

from pipeline.executors import Lost, executor_for
from pipeline.executors.processes import Processes
from pipeline.problems import OutputError, UsageError
from tests.clusters import ROOT, kill, local_cluster, wait_until
from tests.works import Counting, Doubling

CHUNKS = [range(start, start + 2) for start in range(0, 120, 2)]
DOUBLED = [number * 2 for number in range(120)]
AHEAD = 9  # no executor of two has more chunks under way


@pytest.fixture(scope="module")
def dask_cluster(tmp_path_factory):
    with local_cluster(tmp_path_factory.mktemp("dask") / "cluster") as cluster:
        yield cluster


OTHERS = ["processes", pytest.param("cluster", marks=pytest.mark.slow)]  # than the process that asks
everywhere = pytest.mark.parametrize("executor", ["here", *OTHERS], indirect=True)
elsewhere = pytest.mark.parametrize("executor", OTHERS, indirect=True)


@pytest.fixture
def executor(request, monkeypatch):
    """One process, a pool of two, a Dask cluster of two."""
    monkeypatch.setattr("pipeline.executors.processes.WORTH_A_POOL", 1)
    if request.param == "cluster":
        return executor_for(1, request.getfixturevalue("dask_cluster").address)
    return executor_for(2 if request.param == "processes" else 1)


def flat(results):
    """The results of chunks one after the other, a lost item as itself."""
    return [one for result in results for one in ([result] if isinstance(result, Lost) else result)]


@everywhere
def test_results_come_in_the_order_of_the_chunks(executor, tmp_path):
    assert flat(executor.run(Doubling(tmp_path), CHUNKS)) == DOUBLED


@everywhere
def test_few_chunks_are_taken_before_their_results_are(executor, tmp_path):
    taken = []
    results = executor.run(Doubling(tmp_path), (taken.append(chunk) or chunk for chunk in CHUNKS))
    assert taken == []
    with closing(results):
        for done, _result in enumerate(islice(results, 20)):
            assert len(taken) <= done + 1 + AHEAD
            assert len(list(tmp_path.iterdir())) <= 2 * len(taken)


@everywhere
def test_an_error_of_the_work_comes_out_as_it_is(executor, tmp_path):
    results = executor.run(Doubling(tmp_path, broken=50), CHUNKS)
    assert flat(islice(results, 25)) == DOUBLED[:50]
    with pytest.raises(OutputError) as caught:
        next(results)
    assert str(caught.value) == "somewhere cannot be written: no space left"
    assert caught.value.problem == OutputError("cannot-write", path="somewhere", reason="no space left").problem


@everywhere
def test_an_executor_left_early_does_no_more(executor, tmp_path):
    results = executor.run(Doubling(tmp_path, seconds=0.01), CHUNKS)
    assert next(results) == DOUBLED[:2]
    results.close()
    assert multiprocessing.active_children() == []
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) < len(DOUBLED)


@elsewhere
def test_a_worker_that_dies_changes_nothing(executor, tmp_path):
    assert flat(executor.run(Doubling(tmp_path, once=50), CHUNKS)) == DOUBLED
    assert (tmp_path / "died").exists()


@elsewhere
def test_an_item_that_kills_whoever_takes_it_up_is_lost_alone(executor, tmp_path):
    expected = [Lost(number) if number == 21 else number * 2 for number in range(120)]
    assert flat(executor.run(Doubling(tmp_path, fatal=(21,)), CHUNKS)) == expected


def test_a_chunk_is_parted_until_each_item_that_kills_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.executors.processes.WORTH_A_POOL", 1)
    fatal = (3, 4, 9, 15)
    expected = [Lost(number) if number in fatal else number * 2 for number in range(32)]
    results = Processes(2).run(Doubling(tmp_path, fatal), [range(16), range(16, 32)])
    assert flat(results) == expected


def test_a_pool_that_is_interrupted_ends_without_a_word_from_its_workers(tmp_path):
    code = (
        "from pathlib import Path; from tests.works import Doubling; from pipeline.executors import processes\n"
        "processes.WORTH_A_POOL = 1\n"
        "try:\n"
        "  list(processes.Processes(2).run(Doubling(Path(), seconds=0.1), [range(n, n + 1) for n in range(1000)]))\n"
        "except KeyboardInterrupt: print('interrupted')"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_until((tmp_path / "3").exists)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    assert process.communicate(timeout=300) == (b"interrupted\n", b"")
    assert not (tmp_path / "999").exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.fixture
def impatient(monkeypatch):
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr("pipeline.executors.cluster.PATIENCE", 1)


@pytest.fixture
def own_cluster(tmp_path):
    """A cluster that a test may break, without workers as yet."""
    with local_cluster(tmp_path / "cluster", 0) as cluster:
        yield cluster


def refused(address, results):
    """The code under which a cluster is refused, with its address."""
    with pytest.raises(UsageError) as caught:
        flat(results)
    assert address in str(caught.value)
    return caught.value.problem.code


@pytest.mark.slow
@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:9", "127.0.0.1", "odd://x:1", "tls://127.0.0.1:9", "tcp://no.such.invalid:1"]
)
def test_a_scheduler_that_does_not_answer_is_told(impatient, tmp_path, address):
    assert refused(address, executor_for(1, address).run(Doubling(tmp_path), CHUNKS)) == "no-cluster"


@pytest.mark.slow
def test_something_else_that_listens_is_no_scheduler(impatient, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        assert refused(address, executor_for(1, address).run(Doubling(tmp_path), CHUNKS)) == "no-cluster"


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told(impatient, own_cluster, tmp_path):
    results = executor_for(1, own_cluster.address).run(Doubling(tmp_path), CHUNKS)
    assert refused(own_cluster.address, results) == "no-cluster"


@pytest.mark.slow
def test_workers_may_come_and_go(own_cluster, tmp_path):
    first = own_cluster.add_worker("--no-nanny")
    own_cluster.wait_for_workers()
    results = executor_for(1, own_cluster.address).run(Doubling(tmp_path, seconds=0.02), CHUNKS)
    done = list(islice(results, 5))
    own_cluster.add_worker("--no-nanny")
    done += islice(results, 5)
    kill(first)
    assert flat(done) + flat(results) == DOUBLED


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["scheduler", "worker"])
def test_a_cluster_that_is_lost_at_work_is_told(own_cluster, tmp_path, monkeypatch, lost):
    worker = own_cluster.add_worker("--no-nanny")
    own_cluster.wait_for_workers()
    results = executor_for(1, own_cluster.address).run(Doubling(tmp_path, seconds=0.02), CHUNKS)
    next(results)
    monkeypatch.setattr("pipeline.executors.cluster.PATIENCE", 3)
    monkeypatch.setattr("pipeline.executors.cluster.STILL", 3)
    kill(worker if lost == "worker" else own_cluster.scheduler)
    assert refused(own_cluster.address, results) == "no-cluster"


@pytest.fixture
def looking_often(monkeypatch):
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    for name in ("FIRST_LOOK", "AGAIN"):
        monkeypatch.setattr(f"pipeline.executors.cluster.{name}", 1)


@pytest.mark.slow
def test_slow_work_is_waited_for_and_done_once(own_cluster, tmp_path, looking_often, monkeypatch):
    monkeypatch.setattr("pipeline.executors.cluster.STILL", 5)
    own_cluster.add_worker()
    own_cluster.wait_for_workers()
    results = executor_for(1, own_cluster.address).run(Counting(tmp_path, seconds=9), [[1], [2]])
    assert flat(results) == [2, 4]
    assert sorted(path.read_text() for path in tmp_path.glob("[12]")) == ["1", "1"]


@pytest.mark.slow
def test_what_a_worker_has_that_does_nothing_any_more_is_done_by_another(own_cluster, tmp_path, looking_often):
    stuck = own_cluster.add_worker("--no-nanny")
    own_cluster.add_worker("--no-nanny")
    own_cluster.wait_for_workers()
    results = executor_for(1, own_cluster.address).run(Doubling(tmp_path, seconds=0.02), CHUNKS)
    done = list(islice(results, 5))
    stuck.send_signal(signal.SIGSTOP)
    assert flat(done) + flat(results) == DOUBLED

"""A Dask cluster on this machine, started as users start theirs."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import Event, Thread

import pytest

ROOT = Path(__file__).parent.parent


class LocalCluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.known = folder / "scheduler.json"
        self.workers = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", self.known)

    @cached_property
    def address(self):
        """The scheduler's, as users type it."""
        wait_until(lambda: self.known.exists() and self.known.read_text())
        return json.loads(self.known.read_text())["address"]

    def add_worker(self, *options, env=None):
        """Start a worker of one thread, in a current folder of its own."""
        scratch = self.folder / f"worker-{time.monotonic_ns()}"
        scratch.mkdir()
        settings = ("--nthreads", "1", "--local-directory", scratch, *options)
        self.workers.append(self._start("worker", self.address, *settings, cwd=scratch, env=env))
        return self.workers[-1]

    @contextmanager
    def tended(self, *options):
        """Somebody starts another worker, with these options, for each that ends."""
        done = Event()

        def tend():
            while not done.wait(0.1):
                for worker in [one for one in self.workers if one.poll() is not None]:
                    self.workers.remove(worker)
                    self.add_worker(*options)

        tending = Thread(target=tend)
        tending.start()
        try:
            yield
        finally:
            done.set()
            tending.join()

    def wait_for_workers(self):
        """Wait until all know each other, which takes its time where others are at work as well."""
        from distributed import Client

        with Client(self.address, timeout=300, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=300)

    def _start(self, *command, cwd=None, env=None):
        log = (self.folder / f"log-{time.monotonic_ns()}").open("w")
        with log:
            return subprocess.Popen(
                [Path(sys.executable).with_name("dask"), *map(str, command), "--no-dashboard"],
                cwd=cwd or self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def close(self):
        """End every process, nannies and all."""
        for process in [*self.workers, self.scheduler]:
            kill(process)


def kill(process):
    """End a process of the cluster, and those that it started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(happened, seconds=300):
    """Wait for something; fail where it does not happen, however busy the machine is."""
    deadline = time.monotonic() + seconds
    while not (result := happened()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
    return result


@contextmanager
def local_cluster(folder, workers=2, *options):
    """A cluster of so many workers, started with these options."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    folder.mkdir()
    cluster = LocalCluster(folder)
    try:
        for _ in range(workers):
            cluster.add_worker(*options)
        if workers:
            cluster.wait_for_workers()
        yield cluster
    finally:
        cluster.close()

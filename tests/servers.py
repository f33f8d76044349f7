"""A PostgreSQL server of the tests' own: started in a folder of its own, ended with the tests."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def tool(name: str) -> str | None:
    """Where one of PostgreSQL's programs is: Debian keeps them out of the way."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next((str(f / name) for f in folders if (f / name).is_file()), None)


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a running server's database; the server refuses to run as root, so another user runs it."""
    initdb, server = tool("initdb"), tool("postgres")
    assert initdb
    assert server
    with tempfile.TemporaryDirectory(prefix="vanban-pg-", ignore_cleanup_errors=True) as folder:
        data = f"{folder}/data"
        user = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
        if user:
            shutil.chown(folder, **user)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **user}
        subprocess.run(
            [initdb, "-D", data, "-A", "trust", "-U", "vanban", "-E", "UTF8", "--no-locale", "--no-sync"],
            check=True,
            **quiet,
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
        running = subprocess.Popen([server, "-D", data, "-p", str(port), *options], **quiet)
        try:
            _wait(running, port)
            yield f"postgresql://vanban@127.0.0.1:{port}/postgres"
        finally:
            running.send_signal(signal.SIGINT)  # at once: whoever is connected is let go
            running.wait(300)


def _wait(running: subprocess.Popen[bytes], port: int) -> None:
    """Until the server takes connections."""
    import psycopg

    for _ in range(6000):
        assert running.poll() is None, "the server has ended"
        try:
            psycopg.connect(f"host=127.0.0.1 port={port} user=vanban dbname=postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


def clear(address: str) -> None:
    """Take everything out of a server's database."""
    import psycopg

    with psycopg.connect(address) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")

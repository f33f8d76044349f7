"""The register's database: opened, brought up to date, read and written; what goes wrong there in our words.

A transaction that writes takes the write lock before it reads (SQLite), or locks the rows it counts on (PostgreSQL).
SQLite keeps its rollback journal: its write-ahead log does not work on a folder that several machines share.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import finalize

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from pipeline.problems import RegisterError, UsageError, Where
from pipeline.register.place import file_of
from pipeline.register.schema import HEAD

MIGRATIONS = Path(__file__).parent / "migrations"
WAIT = 30  # seconds for whoever else is writing
_WRITES = "vanban_writes"
_MIGRATING = 0x76616E62616E  # the advisory lock of PostgreSQL under which one process migrates
_SAID: tuple[tuple[str, str], ...] = (
    ("locked", "register-locked"),
    ("lock timeout", "register-locked"),
    ("readonly", "register-read-only"),
    ("unable to open", "register-not-opened"),
    ("not a database", "register-damaged"),
    ("malformed", "register-damaged"),
    ("disk i/o", "register-damaged"),
)


class Store:
    """An open register. `shown` is what people know its place as: without a password."""

    def __init__(self, engine: Engine, shown: str) -> None:
        self.engine, self.shown = engine, shown
        finalize(self, engine.dispose)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads. Raises RegisterError."""
        with self._said(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: it is there as a whole when the block ends, or not at all.

        Raises RegisterError.
        """
        with self._said(), self.engine.connect() as connection:
            writer = connection.execution_options(**{_WRITES: True})
            with writer.begin():
                yield writer

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._error(error) from error

    def _error(self, error: DBAPIError) -> RegisterError:
        said = str(error.orig).strip()
        found = (code for words, code in _SAID if words in said.lower())
        connecting = error.statement is None or error.connection_invalidated
        code = next(found, "register-not-reached" if connecting else "register-failed")
        return RegisterError(code, Where(file=self.shown), path=self.shown, reason=said.splitlines()[0] if said else "")


def open_store(place: str, *, create: bool = False, wait: int = WAIT) -> Store | None:
    """Open the register at a database address, brought up to date; None where there is none, unless `create`.

    Raises RegisterError where it cannot be opened, is damaged, of a newer program or no register at all; UsageError
    "no-extra" where what its address needs is not installed, "no-database-address" where it is none.
    """
    file = file_of(place)
    if file and not file.exists() and not create:
        return None
    store = Store(_engine(place, wait), str(file) if file else make_url(place).render_as_string())
    _bring_up(store)
    return store


def _engine(place: str, wait: int) -> Engine:
    try:
        url = make_url(place)
        name = url.get_backend_name()
        if name == "sqlite":
            engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": wait})
            event.listen(engine, "connect", _on_connect)
            event.listen(engine, "begin", _on_begin)
            return engine
        if name != "postgresql":
            raise UsageError("no-database-address", reason=name)
        options = {"connect_timeout": wait, "options": f"-c lock_timeout={wait}s", "client_encoding": "utf8"}
        return create_engine(
            url.set(drivername="postgresql+psycopg"), pool_size=1, pool_pre_ping=True, connect_args=options
        )
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UsageError("no-database-address", reason=type(error).__name__) from error
    except ModuleNotFoundError as error:
        raise UsageError("no-extra", module="psycopg", extra="postgres") from error


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so, those of a schema too
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up(store: Store) -> None:
    with store.reading() as connection:
        version = _version(connection, store)
    if version == HEAD:
        return
    with store.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATING})"))
        if _version(connection, store) != HEAD:  # nobody else was quicker
            _migrate(connection)


def _version(connection: Connection, store: Store) -> str:
    """The migration that a register stands at; empty where the database is empty."""
    here = Where(file=store.shown)
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if "entries" in tables or (tables and connection.dialect.name == "sqlite"):
            raise RegisterError("not-a-register", here, path=store.shown)
        return ""
    version = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    if version > HEAD:
        raise RegisterError("register-newer", here, path=store.shown)
    return version


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

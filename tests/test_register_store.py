"""The register's database: made, brought up to date, refused; its facts are only added to."""

import shutil
import sqlite3
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import delete, text, update

from pipeline.problems import RegisterError, UsageError
from pipeline.register import Fact, at_place, place_of, schema
from pipeline.register import store as opened
from pipeline.register.facts import Facts
from pipeline.register.numbers import Numbers
from pipeline.register.schema import HEAD, facts, metadata
from pipeline.register.store import open_store
from tests.issuers import DAY, DEED, paper, slip

NOW = datetime(2026, 6, 15, 8, 30, tzinfo=UTC)
OFFICE = "Ủy ban nhân dân xã Lục Nam"


def test_the_migrations_make_the_tables_that_the_program_asks_for(store):
    with store.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_the_version_that_is_looked_for_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", "pipeline/register/migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("entries", sa.Column("pages", sa.Integer))
    op.execute("UPDATE entries SET pages = 2")
    {end}
"""


def newer_program(tmp_path, monkeypatch, end):
    """A program with one migration more, of which `end` is the last step."""
    folder = shutil.copytree(schema.__file__.replace("schema.py", "migrations"), tmp_path / "migrations")
    (folder / "versions" / "0002_second.py").write_text(SECOND.format(end=end))
    monkeypatch.setattr(opened, "MIGRATIONS", folder)
    monkeypatch.setattr(opened, "HEAD", "0002")


def test_an_older_register_is_brought_up_to_date_with_all_that_stands_in_it(place, tmp_path, monkeypatch):
    numbers = Numbers(open_store(place, create=True))
    before = numbers.give(slip("a"), DAY, DEED, paper)
    newer_program(tmp_path, monkeypatch, "pass")
    store = open_store(place)
    with store.reading() as connection:
        assert connection.execute(text("SELECT number, pages FROM entries")).all() == [(before.number, 2)]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0002"
    with pytest.raises(RegisterError), store.writing() as connection:
        connection.execute(delete(schema.steps))


def test_a_register_that_cannot_be_brought_up_to_date_stays_as_it_was(place, tmp_path, monkeypatch):
    numbers = Numbers(open_store(place, create=True))
    numbers.give(slip("a"), DAY, DEED, paper)
    newer_program(tmp_path, monkeypatch, 'op.execute("SELECT nothing FROM nowhere")')
    with pytest.raises(RegisterError) as refused:
        open_store(place)
    assert refused.value.problem.code == "register-failed"
    monkeypatch.undo()
    assert Numbers(open_store(place)).give(slip("b"), DAY, DEED, paper).number == 2


def test_facts_come_back_as_they_were_told_and_what_was_corrected_stays_on_record(store):
    known = Facts(store, OFFICE, "luc-nam-2026")
    known.add(
        [
            Fact("report", "NV01", date(2026, 5, 4), agency="cong-an-xa", status="done", text="Đã xong & báo cáo"),
            Fact("signed", "CS001", date(2026, 5, 5)),
        ],
        now=NOW,
        by="Văn thư",
    )
    first, second = (fact.id for fact in known.all())
    known.add([Fact("signed", "CS001", None, corrects=second)], now=NOW, by="Văn thư")
    *before, third = (fact.id for fact in known.all())
    assert before == [first, second]
    assert [fact.id for fact in known.current()] == [first, third]
    assert known.all()[0] == Fact(
        "report", "NV01", date(2026, 5, 4), "cong-an-xa", "done", "Đã xong & báo cáo", None, first, NOW, "Văn thư"
    )
    assert Facts(store, OFFICE, "luc-nam-2025").all() == ()


def test_no_fact_is_changed_or_deleted_even_by_who_tries(store):
    Facts(store, OFFICE, "x").add([Fact("signed", "CS001", date(2026, 5, 5))], now=NOW, by="a")
    for deed in (update(facts).values(text="khác"), delete(facts)):
        with pytest.raises(RegisterError) as refused, store.writing() as connection:
            connection.execute(deed)
        assert refused.value.problem.code == "register-failed"
    assert len(Facts(store, OFFICE, "x").all()) == 1


def test_facts_are_recorded_all_or_none(store):
    known = Facts(store, OFFICE, "x")
    with pytest.raises(RegisterError):
        known.add([Fact("signed", "CS001", None), Fact("signed", "CS002", None, corrects=99)], now=NOW, by="a")
    assert known.all() == ()


def test_the_register_lies_in_the_project_beside_its_dossiers(tmp_path):
    dossier = tmp_path / "data" / "x"
    dossier.mkdir(parents=True)
    (dossier / "dossier.yaml").touch()
    here = at_place(tmp_path / "register.db")
    assert place_of(dossier, {}) == place_of(tmp_path, {}) == here
    assert place_of(dossier, {"VANBAN_DATABASE": "postgresql://h/d"}) == "postgresql://h/d"
    assert place_of(dossier, {"VANBAN_DATABASE": "/srv/so.db"}) == "sqlite:////srv/so.db"


def test_there_is_no_register_until_something_is_written(tmp_path):
    assert open_store(at_place(tmp_path / "register.db")) is None
    assert not list(tmp_path.iterdir())


def damaged(path):
    open_store(at_place(path), create=True)
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 20000)


def newer(path):
    open_store(at_place(path), create=True)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def another_database(path):
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE things (id)")


REFUSED = {
    "register-damaged": lambda path: path.write_bytes(b"no database at all" * 100),
    "register-newer": newer,
    "not-a-register": another_database,
    "register-not-opened": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_no_sound_register_is_refused_by_name(tmp_path, code):
    path = tmp_path / "register.db"
    REFUSED[code](path)
    with pytest.raises(RegisterError) as refused:
        open_store(at_place(path))
    assert refused.value.problem.code == code
    assert str(path) in refused.value.problem.message


def test_a_register_that_was_cut_is_told_when_it_is_read(tmp_path):
    path = tmp_path / "register.db"
    damaged(path)
    with pytest.raises(RegisterError) as refused:
        Facts(open_store(at_place(path)), OFFICE, "x").add([Fact("signed", "CS001", None)], now=NOW, by="a")
    assert refused.value.problem.code == "register-damaged"


def test_a_register_in_use_is_waited_for_and_then_told(tmp_path):
    path = tmp_path / "register.db"
    first = open_store(at_place(path), create=True)
    second = open_store(at_place(path), wait=0)
    with first.writing():
        assert Facts(second, OFFICE, "x").all() == ()  # who only reads does not wait
        with pytest.raises(RegisterError) as refused, second.writing():
            pass
    assert refused.value.problem.code == "register-locked"


def test_a_register_that_may_not_be_written_is_still_read(tmp_path):
    path = tmp_path / "register.db"
    open_store(at_place(path), create=True)
    store = open_store(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert Facts(store, OFFICE, "x").all() == ()
    with pytest.raises(RegisterError) as refused:
        Facts(store, OFFICE, "x").add([Fact("signed", "CS001", None)], now=NOW, by="a")
    assert refused.value.problem.code == "register-read-only"


ADDRESSES = {
    "mysql://h/d": "no-database-address",
    "nothing://": "no-database-address",
    "postgresql://vanban:bi-mat@127.0.0.1:1/none": "register-not-reached",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_leads_nowhere_is_told_without_its_password(address):
    with pytest.raises((UsageError, RegisterError)) as refused:
        open_store(address, create=True, wait=1)
    assert refused.value.problem.code == ADDRESSES[address]
    assert "bi-mat" not in str(refused.value)
    assert "bi-mat" not in refused.value.problem.message


def test_a_copy_of_a_register_is_a_register(tmp_path):
    path = tmp_path / "register.db"
    Facts(open_store(at_place(path), create=True), OFFICE, "x").add([Fact("signed", "A", None)], now=NOW, by="a")
    shutil.copy(path, tmp_path / "copy.db")
    assert len(Facts(open_store(at_place(tmp_path / "copy.db")), OFFICE, "x").all()) == 1

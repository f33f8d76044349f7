"""Who is late follows from deadlines, reports and signatures, never from a stored status."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.dossier import load
from pipeline.progress import assignments, tally

SMALL = Path(__file__).parent / "cases" / "dossier"


def states(as_of):
    dossier = load(SMALL).dossier
    counts = tally(dossier, as_of).by_agency
    return {(a.task.id, a.agency.id): (a.state, a.days) for a in assignments(dossier, counts, as_of)}


@pytest.mark.parametrize(
    ("as_of", "task", "agency", "state", "days"),
    [
        (date(2022, 10, 14), "NV1", "phong-mau", "done", 0),  # reported that very day
        (date(2022, 10, 13), "NV1", "phong-mau", "in_time", 0),  # the report is not yet there
        (date(2022, 12, 31), "NV2", "phong-mau", "in_time", 0),  # the deadline's own day is in time
        (date(2023, 1, 1), "NV2", "phong-mau", "overdue", 1),  # never reported
        (date(2022, 12, 15), "NV3", "xa-hai", "overdue", 15),  # only "in progress" was reported
        (date(2022, 12, 15), "NV3", "xa-mot", "done", 0),
        (date(2022, 12, 15), "NV4", "xa-mot", "overdue", 5),  # reported done, but two have not signed
        (date(2022, 12, 15), "NV4", "xa-hai", "done", 0),  # not reported, but all have signed
        (date(2022, 11, 30), "NV4", "xa-hai", "in_time", 0),  # one of them signs the day after
    ],
)
def test_a_state_follows_from_the_facts_of_its_day(as_of, task, agency, state, days):
    assert states(as_of)[task, agency] == (state, days)


def test_every_task_of_a_group_is_one_assignment_for_each_member():
    assert set(states(date(2022, 12, 15))) == {
        ("NV1", "phong-mau"),
        ("NV2", "phong-mau"),
        ("NV3", "xa-mot"),
        ("NV3", "xa-hai"),
        ("NV4", "xa-mot"),
        ("NV4", "xa-hai"),
    }


def test_counts_of_trades_add_up_to_their_commune_and_communes_to_the_total():
    counts = tally(load(SMALL).dossier, date(2022, 12, 15))
    for part in ("establishments", "workers", "signed", "unsigned"):
        for agency, count in counts.by_agency.items():
            assert sum(getattr(c, part) for c in counts.by_trade[agency].values()) == getattr(count, part)
        assert sum(getattr(c, part) for c in counts.by_agency.values()) == getattr(counts.total, part)
    assert (counts.total.establishments, counts.total.signed, counts.total.workers) == (5, 3, 15)


def test_the_last_signature_of_all_is_known():
    assert tally(load(SMALL).dossier, date(2022, 12, 15)).total.last_signed == date(2022, 12, 1)


def test_a_dossier_is_counted_once_a_day(dossier_folder):
    dossier, as_of = load(dossier_folder).dossier, date(2022, 12, 15)
    first = tally(dossier, as_of)
    (dossier_folder / "businesses.csv").unlink()
    assert tally(dossier, as_of) is first

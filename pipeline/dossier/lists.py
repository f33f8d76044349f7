"""A table that comes in from elsewhere, read as the dossier's own are: by its headers, with all its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.dossier import Dossier
from pipeline.dossier.opening import PASSED_OVER, Opening
from pipeline.dossier.reading import Found
from pipeline.problems import Problem, UsageError, Where
from pipeline.records import Record, columns, key_of

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Listed(Generic[R]):
    """The sound rows of a list, what is wrong with others, what else is told, the fields that it has columns of."""

    rows: tuple[Found[R], ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    keys: frozenset[str]


def read_list(dossier: Dossier, path: Path, table: str, kind: type[R]) -> Listed[R]:
    """The records that a file holds; an office's own headers are those of its `table`.

    Raises UsageError "not-found" where there is no such file.
    """
    if not path.is_file():
        raise UsageError("not-found", Where(file=str(path)), path=str(path))
    campaign = dossier.campaign
    opening = Opening(
        folder=path.parent,
        shown=str(path.parent),
        patterns={table: [escape(path.name)]},
        headers={table: _headers(kind, campaign.columns.get(table, {}))},
        convert=campaign.convert_legacy,
        tones=campaign.tone_placement,
        at=lambda _key: Where(file=str(path)),
    )
    records = opening.table(table, kind, dossier.relations.areas)
    notices = list(records.notices)
    rows, problems = list[Found[R]](), list(records.problems)
    for item in records.each(records.read, notices.append):
        if isinstance(item, Found):
            rows.append(item)
            notices += item.notices
        else:
            problems += item.problems
    keys = {key for part in records.parts for key, at in zip(records.keys, part.origin.columns, strict=True) if at >= 0}
    return Listed(tuple(rows), tuple(problems), tuple(notices), frozenset(keys))


def _headers(kind: type[Record], said: Mapping[str, str]) -> dict[str, str]:
    """An office's own headers, without the fields that such a list has not."""
    known = {column.key for column in columns(kind)}
    return {header: key if key_of(kind, key) in known else PASSED_OVER for header, key in said.items()}

"""Signs PDFs into another folder, each put there whole; says what holds of the signatures in others."""

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from click.termui import progressbar

from pipeline.cli import BREAKAGE, DONE, FAULTS, progress_is_seen
from pipeline.cli.show import show_json, show_notice, show_problem
from pipeline.decree import decree
from pipeline.messages import text as _
from pipeline.problems import OutputError, Problem, UsageError, VanbanError, Where
from pipeline.publish import cannot_write, keep_aside, write_whole
from pipeline.publish.whole import NO_MORE_FILES
from pipeline.signing import (
    SEAL_MM,
    VIETNAM,
    Key,
    Signature,
    Token,
    need,
    opened,
    read_picture,
    read_trust,
    sign,
    signed_by,
)
from pipeline.signing import verify as verdicts

Task = tuple[Path, Path]
"""A file, and the place of its signed copy."""

_PIN = "VANBAN_PIN"
_SAID = "%d/%m/%Y %H:%M:%S +07:00"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the key is: a PKCS#12 file or a token's library, as typed; and the file with its PIN."""

    key: str
    token: str
    token_label: str
    key_label: str
    pin_file: Path | None


@dataclass(frozen=True, slots=True)
class Seal:
    """What is signed as, as typed: the role, the picture and its width, the number of an annex's document."""

    role: str
    image: Path | None
    width: float | None
    number: str


def run(named: Sequence[Path], output: Path, source: Source, seal: Seal, *, as_json: bool) -> int:
    """Sign each file into `output`, and give the exit code: 1 where one cannot be signed, 2 where none can be any more.

    UsageError where the key cannot be used or the picture is none.
    """
    need()
    place = _place(source)
    notices: list[Problem] = []
    signature = _signature(seal, notices)
    problems: list[Problem] = []
    tasks = list(_tasks(_pdfs(named, output), output, problems))
    statuses = dict.fromkeys(tasks, "failed")
    code, twice = FAULTS if problems else DONE, len(problems)
    with opened(place, _pin(source), datetime.now(UTC)) as key, _watched(tasks) as watched:
        for file, pdf in watched:
            try:
                statuses[file, pdf], found = _signed(file, pdf, signature, key)
                notices += found
            except VanbanError as error:
                problems.append(_at(file, error.problem))
                code = FAULTS
                if isinstance(error, OutputError | UsageError):  # the disk is full, the token is gone
                    code = BREAKAGE
                    break
    if as_json:
        told = [{"file": str(file), "pdf": str(pdf), "status": one} for (file, pdf), one in statuses.items()]
        show_json(told, problems, notices=notices)
        return code
    for notice in notices:
        show_notice(notice)
    _tell(problems)
    counts = Counter(statuses.values())
    line = _("{total} PDF files: {signed} signed, {unchanged} signed before, {failed} failed")
    values = {"signed": counts["made"], "unchanged": counts["unchanged"], "failed": counts["failed"] + twice}
    click.echo(line.format(total=sum(values.values()), **values))
    return code


@contextmanager
def _watched(tasks: Sequence[Task]) -> Iterator[Iterable[Task]]:
    """The tasks, under a bar where somebody watches."""
    if not progress_is_seen():
        yield tasks
        return
    with progressbar(tasks, file=sys.stderr) as bar:
        yield bar


def verify(
    named: Sequence[Path], roots: Sequence[Path], crls: Sequence[Path], others: Sequence[str], *, as_json: bool
) -> int:
    """Say what holds of each signature in each file, and give the exit code: 1 unless all are whole and trusted."""
    need()
    if others:
        raise UsageError("verify-only", options=", ".join(others))
    trust, now = read_trust(roots, crls), datetime.now(UTC)
    told: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for file, _within in _pdfs(named):
        try:
            found = verdicts(_read(file), trust, now)
        except VanbanError as error:
            problems.append(_at(file, error.problem))
            continue
        signatures = []
        for one in found:
            at = one.at.astimezone(VIETNAM) if one.at else None
            signatures.append(
                {
                    "field": one.field,
                    "name": one.name,
                    "at": at.isoformat() if at else "",
                    "whole": one.whole,
                    "trusted": one.trusted,
                }
            )
            if one.fault:
                problems.append(Problem(Where(str(file)), one.fault, one.field, {"name": one.name}))
            if not as_json:
                whole = _("whole") if one.whole else _("changed")
                trusted = _("trusted") if one.trusted else _("not trusted")
                click.echo(f"{file}: {one.name}, {at.strftime(_SAID) if at else '-'}: {whole}, {trusted}")
        told.append({"file": str(file), "signatures": signatures})
    if as_json:
        show_json(told, problems)
    else:
        _tell(problems)
    return FAULTS if problems else DONE


def _place(source: Source) -> Path | Token:
    if source.key and source.token:
        raise UsageError("sign-two-keys")
    if not (source.key or source.token):
        raise UsageError("sign-no-key")
    named = Path(source.key or source.token)
    if not named.is_file():
        raise UsageError("not-found", path=str(named))
    return named if source.key else Token(named, source.token_label, source.key_label)


def _signature(seal: Seal, notices: list[Problem]) -> Signature:
    """What is to be signed as, all but the key. UsageError where the decree's picture is missing or is none."""
    if not seal.role:
        raise UsageError("sign-no-role")
    rows = {"signer": decree().signatures.signer, "agency": decree().signatures.agency}
    if seal.role not in rows:
        if seal.image or seal.width:
            raise UsageError("picture-not-shown")
        return Signature(seal.role, number=seal.number)
    if seal.image is None:
        raise UsageError("no-picture")
    picture, row = read_picture(seal.image), rows[seal.role]
    if picture.color != row.color:
        values = {"color": _("blue") if row.color == "blue" else _("red"), "clause": row.clause}
        notices.append(Problem(Where(str(seal.image)), "picture-color", values=values))
    wide = seal.width
    if seal.role == "agency":
        least, most = SEAL_MM
        wide = wide or picture.wide
        if wide is None or not least <= wide <= most:
            said = f"{wide:.0f} mm" if wide else "-"
            where = Where(str(seal.image))
            raise UsageError("seal-size", where, said=said, least=f"{least:.0f}", most=f"{most:.0f}")
    return Signature(seal.role, picture, wide)


def on_terminal() -> bool:
    """Whether there is somebody to be asked."""
    return sys.stdin.isatty()


def _pin(source: Source) -> str:
    """The PIN or passphrase, from its file, from the environment, or typed; never from the command line."""
    if source.pin_file:
        return _read(source.pin_file).decode("utf-8", "replace").rstrip("\r\n")
    if _PIN in os.environ:
        return os.environ[_PIN]
    if not on_terminal():
        raise UsageError("no-pin")
    typed: str = click.prompt(_("PIN or passphrase"), hide_input=True, default="", show_default=False, err=True)
    return typed


def _pdfs(named: Iterable[Path], output: Path | None = None) -> Iterator[tuple[Path, Path]]:
    """The files named, and the PDFs in the folders named but for `output`; each with its path within what was named.

    UsageError for what is not there.
    """
    for file in named:
        if file.is_dir():
            own = output and file.resolve() in output.resolve().parents and output.resolve()
            found = [one for one in sorted(file.rglob("*.[pP][dD][fF]")) if own not in one.resolve().parents]
            if not found:
                raise UsageError("no-pdfs", path=str(file))
            yield from ((one, one.relative_to(file)) for one in found)
        elif file.exists():
            yield file, Path(file.name)
        else:
            raise UsageError("not-found", path=str(file))


def _tasks(files: Iterable[tuple[Path, Path]], output: Path, problems: list[Problem]) -> Iterator[Task]:
    """Each file with the place of its signed copy; none is its own place, and no two have one."""
    taken: dict[Path, Path] = {}
    for file, within in files:
        pdf = output / within
        if pdf.resolve() == file.resolve():
            problems.append(Problem(Where(str(file)), "sign-overwrites", "", {"path": str(file)}))
        elif (first := taken.setdefault(pdf, file)) is not file:
            problems.append(Problem(Where(str(file)), "pdf-twice", "", {"path": str(pdf), "first": str(first)}))
        else:
            yield file, pdf


def _signed(file: Path, pdf: Path, signature: Signature, key: Key) -> tuple[str, list[Problem]]:
    """Sign a file unless that was done before; what is in its place for another reason is moved aside."""
    data = _read(file)
    present = _read(pdf) if pdf.exists() else None
    if present and present != data and present.startswith(data) and signed_by(present, key):
        return "unchanged", []
    made = sign(data, signature, key, datetime.now(UTC))
    notices = [_at(file, notice) for notice in made.notices]
    try:
        if present is not None:
            kept = keep_aside(pdf, hashlib.sha256(present).hexdigest())
            notices.append(Problem(Where(str(pdf)), "pdf-kept", "", {"kept": kept}))
        write_whole(pdf, made.pdf)
    except OSError as error:
        failure = cannot_write(pdf, error)
        raise (failure if error.errno in NO_MORE_FILES else VanbanError.of(failure.problem)) from error
    return "made", notices


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        values = {"path": str(path), "reason": error.strerror or str(error)}
        raise VanbanError("unreadable", Where(str(path)), **values) from error


def _at(file: Path, problem: Problem) -> Problem:
    return problem if problem.where.file else Problem(Where(str(file)), problem.code, problem.field, problem.values)


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        show_problem(problem)

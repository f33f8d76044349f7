"""`vanban forms`: blank workbooks for a dossier's communes to fill in."""

from pathlib import Path

import click

from pipeline.cli import DONE, FAULTS
from pipeline.cli.show import show_problem
from pipeline.dossier import Dossier, find, id_of, load
from pipeline.messages import text as _
from pipeline.problems import UsageError, Where
from pipeline.publish import write_whole, writing
from pipeline.vietnamese import alphabetical, slug
from pipeline.workbooks import asked, form


def run(folder: Path, output: Path) -> int:
    """Write the forms of every dossier that `folder` stands for, and give the exit code.

    What is in a commune's form already is never overwritten: somebody may have filled it in. Raises UsageError
    "exists", "no-communes", OutputError "cannot-write".
    """
    folders = find(folder)
    code = DONE
    for one in folders:
        loaded = load(one, rows=False)
        if loaded.dossier is None:
            for problem in loaded.problems:
                show_problem(problem)
            code = FAULTS
            continue
        _write(loaded.dossier, output if len(folders) == 1 else output / id_of(one))
    return code


def _write(dossier: Dossier, output: Path) -> None:
    campaign = dossier.campaign
    day = campaign.day
    communes = sorted({a.area for a in dossier.agencies.values() if a.area and a.exists_on(day)}, key=alphabetical)
    if not communes:
        raise UsageError("no-communes", Where(str(dossier.folder)), day=str(day))
    topics = tuple(topic.key for topic in campaign.commitment.topics) if campaign.commitment else ()
    made = {output / f"{slug(commune)}.xlsx": form(commune, asked(commune, topics)) for commune in communes}
    new = {path: content for path, content in made.items() if not (path.exists() and path.read_bytes() == content)}
    for path in new:
        if path.exists():
            raise UsageError("exists", Where(str(path)), path=str(path))
    for path, content in new.items():
        with writing(path):
            write_whole(path, content)
    values = {"made": len(new), "unchanged": len(made) - len(new), "output": output}
    click.echo(_("{made} forms made, {unchanged} unchanged, in {output}").format_map(values))

"""Peers from the registries: put into a temporary folder by pip and npm, and used as their documentation shows them."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.peer_templates import in_braces, in_merge_fields, without_filters
from bench.racing import Engine, python

SCRIPT = Path(__file__).with_name("peers.mjs")
DOCXTPL_NG, MAILMERGE = "docxtpl-ng 0.2.0", "docx-mailmerge2 1.0.3"
NODE = ("docxtemplater 3.71.0", "easy-template-x 7.2.8")
WARMING = 3.0  # seconds in which Node compiles what is used often
PIZZIP = "pizzip 3.3.0"  # docxtemplater's reader of ZIP files


def installed(folder: Path) -> list[Engine]:
    """The peers that could be installed below `folder`; of the others it is said why not."""
    found = []
    if place := by_pip(DOCXTPL_NG, folder):
        found.append(Engine(DOCXTPL_NG, python("docxtpl_ng"), seeing(place), without_filters))
    if place := by_pip(MAILMERGE, folder):
        found.append(Engine(MAILMERGE, python("mailmerge"), seeing(place), in_merge_fields, loops=False))
    if by_npm(folder):
        found += [
            Engine(name, ("node", str(SCRIPT), name.split(maxsplit=1)[0], str(folder)), {}, in_braces, warming=WARMING)
            for name in NODE
        ]
    return found


def by_pip(package: str, folder: Path) -> Path | None:
    """Where a package and what it needs are now, apart from all others."""
    place = folder / package.split(maxsplit=1)[0]
    wanted = package.replace(" ", "==")
    return place if done(package, [sys.executable, "-m", "pip", "install", "--target", str(place), wanted]) else None


def by_npm(folder: Path) -> bool:
    """Whether the packages for Node and what they need are in `folder` now."""
    wanted = [package.replace(" ", "@") for package in (*NODE, PIZZIP)]
    return done(", ".join(NODE), ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *wanted])


def seeing(folder: Path) -> dict[str, str]:
    """The environment of a process that imports from a folder first, and from this one's next."""
    return {"PYTHONPATH": f"{folder}:."}


def done(name: str, command: Sequence[str]) -> bool:
    """Whether a command has installed what it should; else it is said that this is left out."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1]
        print(f"left out: {name} ({reason})")
        return False
    return True

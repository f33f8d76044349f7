"""Peers from the registries: put into a temporary folder by pip and npm, and used as their documentation shows them."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.peer_templates import in_braces, in_merge_fields
from bench.racing import Engine, python

SCRIPT = Path(__file__).with_name("peers.mjs")
NODE = ("docxtemplater", "easy-template-x")


def installed(folder: Path) -> list[Engine]:
    """The peers that could be installed below `folder`; of the others it is said why not."""
    found = []
    if by_pip("docxtpl-ng", folder):
        found.append(Engine("docxtpl-ng", python("docxtpl_ng"), seeing(folder / "docxtpl-ng")))
    if by_pip("docx-mailmerge2", folder):
        path = seeing(folder / "docx-mailmerge2")
        found.append(Engine("docx-mailmerge2", python("mailmerge"), path, in_merge_fields, loops=False))
    if done(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *NODE, "pizzip"]):
        found += [Engine(name, ("node", str(SCRIPT), name, str(folder)), {}, in_braces) for name in NODE]
    return found


def by_pip(package: str, folder: Path) -> bool:
    """Whether a package and what it needs are in a folder of that name now."""
    return done([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder / package), package])


def seeing(folder: Path) -> dict[str, str]:
    """The environment of a process that imports from a folder first, and from this one's next."""
    return {"PYTHONPATH": f"{folder}:."}


def done(command: Sequence[str]) -> bool:
    """Whether a command has done its work; else it is said that a peer is left out."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", None) or str(error)
        print(f"left out: {command[-1]} ({reason.strip().splitlines()[-1]})")
        return False
    return True

"""Vietnamese as the old fonts had it: the tables turned round, and columns of cells to tell apart."""

import random
from pathlib import Path

import yaml

from pipeline.letters.legacy import TABLES, Kind

CASES = Path(__file__).parent / "cases" / "letters"

# Every fifth name of the communes that there were until 2025.
COMMUNES = (CASES / "communes.txt").read_text(encoding="utf-8").splitlines()
PEOPLE = yaml.safe_load((CASES / "people.yaml").read_text(encoding="utf-8"))

_CODES: dict[Kind, dict[str, str]] = {
    # Of two codes for a letter (AÙ, Aù) the later, which the fonts' own keyboards typed.
    kind: {letter: code for code, letter in table.items()}
    for kind, table in TABLES.items()
}


def encode(text: str, kind: Kind) -> str:
    """The text in the codes of `kind`; capitals that TCVN3 lacks become small, as in its capital fonts."""
    codes = _CODES[kind]
    return "".join(codes.get(letter) or codes.get(letter.lower(), letter) for letter in text)


def commune(dice: random.Random) -> str:
    return dice.choice(COMMUNES)


def person(dice: random.Random) -> str:
    return " ".join(dice.choice(PEOPLE[part]) for part in ("family", "middle", "given"))

"""The catalogue of messages: extract the ids, keep the translations, compile. Run by `make messages`.

Click looks its texts up in the same catalogue, so those of its ids that a clerk can meet are part of it.
"""

from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "pipeline" / "locales" / "vi" / "LC_MESSAGES" / "vanban.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
CLICK = ("core.py", "decorators.py", "exceptions.py", "formatting.py", "parser.py", "types.py")


def ids():
    """Every message id of the package, and Click's own: a text, or a pair of singular and plural."""
    found = _extract(ROOT / "pipeline", lambda name: True)
    return found | _extract(Path(click.__file__).parent, CLICK.__contains__)


def _extract(folder, wanted):
    rows = extract_from_dir(folder, method_map=[("**.py", "python"), ("gallery/*.html", "jinja2")], keywords=KEYWORDS)
    return {message for name, _line, message, _comments, _context in rows if wanted(Path(name).name)}


def read():
    """The committed catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="vi")


def current():
    """The catalogue as it should be: today's ids with the translations that there are."""
    old = read() if PO.exists() else Catalog(locale="vi")
    day = datetime(2026, 1, 1, tzinfo=UTC)  # no clock: the same ids give the same file
    new = Catalog(locale="vi", project="vanban", fuzzy=False, creation_date=day, revision_date=day)
    for message in sorted(ids(), key=str):
        known = old.get(message[0] if isinstance(message, tuple) else message)
        new.add(message, string=known.string if known else "")
    return new


def main():
    """Write the catalogue and its compiled form, and list what is not translated."""
    catalogue = current()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, omit_header=False)
    with MO.open("wb") as file:
        write_mo(file, catalogue)
    for message in catalogue:
        if message.id and not any(message.string if isinstance(message.string, tuple) else [message.string]):
            print("not translated:", message.id)


if __name__ == "__main__":
    main()

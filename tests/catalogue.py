"""Bring the catalogue of messages up to date: extract the ids, keep the translations, compile.

Run by `make messages`; the tests call `template()` to see whether the committed catalogue is current.
"""

from pathlib import Path

import click
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "pipeline" / "locales" / "vi" / "LC_MESSAGES" / "vanban.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
# Click looks its texts up in the same catalogue; of its modules, those whose texts a clerk can meet.
CLICK = ("core.py", "decorators.py", "exceptions.py", "formatting.py", "parser.py", "types.py", "_termui_impl.py")


def ids() -> list[str]:
    """Every message id of the package, and Click's own, sorted."""
    found = {_singular(message) for _f, _l, message, _c, _x in _extract(ROOT / "pipeline")}
    click_folder = Path(click.__file__).parent
    found |= {
        _singular(message) for file, _l, message, _c, _x in _extract(click_folder) if Path(file).name in CLICK
    }
    return sorted(found)


def _extract(folder: Path):
    return extract_from_dir(folder, method_map=[("**.py", "python")], keywords=KEYWORDS)


def _singular(message: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return message


def read() -> Catalog:
    """The committed catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="vi")

"""Administrative papers as offices type them: none of our styles, none of our helpers, every dialect of the makers.

They are written from the decree's text alone, so that the checks are judged by papers that their authors did not see.
All people and affairs in them are invented (DỮ LIỆU MẪU).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tests.forms.dialects import DIALECTS, Dialect
from tests.forms.page import typed
from tests.forms.sheet import Sheet
from tests.forms.sheets import SHEETS

__all__ = ["DIALECTS", "SHEETS", "Form", "form", "forms"]


@dataclass(frozen=True)
class Form:
    """One sheet typed by one maker."""

    sheet: Sheet
    dialect: Dialect

    @property
    def name(self) -> str:
        """Sheet and dialect."""
        return f"{self.sheet.name}/{self.dialect.name}"

    @cached_property
    def docx(self) -> bytes:
        """The Word file."""
        return typed(self.sheet, self.dialect)


def form(sheet: str, dialect: str) -> Form:
    """The form of these two names."""
    return Form(SHEETS[sheet], DIALECTS[dialect])


def forms() -> Iterator[Form]:
    """Every sheet in every dialect."""
    for sheet in SHEETS.values():
        for dialect in DIALECTS.values():
            yield Form(sheet, dialect)

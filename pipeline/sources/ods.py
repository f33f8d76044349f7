"""The sheets of an .ods (OpenDocument 1.3, Part 3)."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.fonts import legacy_font
from pipeline.sources.grid import Grid
from pipeline.sources.markup import DAMAGE, elements, found_in
from pipeline.sources.sheets import Layout, RawRow, Sheet, Sheets
from pipeline.sources.xlsx import reading, refusal, refuse_what_is_too_large

_CONTENT = "content.xml"
_STYLES = "styles.xml"


def ods_sheets(path: Path, shown: str) -> Sheets:
    """The sheets of a workbook. Raises UsageError "not-a-workbook", "workbook-too-large", "empty-table"."""
    where = Where(file=shown)
    with reading(where), zipfile.ZipFile(path) as package:
        refuse_what_is_too_large(package, where)
        macros = any(name.startswith(("Basic/", "Scripts/")) for name in package.namelist())
        sheets = tuple(OdsSheet(path, shown, name, hidden) for name, hidden in _tables(package))
    if not sheets:
        raise UsageError("empty-table", where, path=shown)
    return Sheets(sheets, (Problem(where, "workbook-macros", values={"path": shown}),) if macros else ())


@dataclass(frozen=True, slots=True)
class OdsSheet(Sheet):
    """A sheet of an .ods."""

    def rows(self) -> Iterator[RawRow]:
        """The rows from the top."""
        number = 0
        try:
            with zipfile.ZipFile(self.path) as package:
                grid = Grid(self.name, _fonts(package))
                with package.open(_CONTENT) as stream:
                    for row, times in found_in(stream, grid.parser, grid.rows):
                        for number in range(row.number, row.number + times):
                            yield row._replace(number=number, texts=row.texts.copy())
        except DAMAGE as error:
            raise refusal(error, self.at(number + 1)) from error

    def layout(self) -> Layout:
        """Merged cells and hidden columns."""
        with reading(Where(self.shown_as, self.name)), zipfile.ZipFile(self.path) as package:
            grid = Grid(self.name, {})
            with package.open(_CONTENT) as stream:
                for _row in found_in(stream, grid.parser, grid.rows):
                    pass
            return Layout(tuple(grid.merges), tuple(grid.hidden_columns))


def _tables(package: zipfile.ZipFile) -> Iterator[tuple[str, bool]]:
    """The names of the sheets, and whether each is hidden."""
    hidden: set[str] = set()
    style = ""
    within = 0  # the table that is looked at; of others in its cells nothing is told
    with package.open(_CONTENT) as stream:
        for name, attributes in elements(stream):
            if name == "style:style":
                style = attributes.get("style:name", "")
            elif name == "style:table-properties" and attributes.get("table:display") == "false":
                hidden.add(style)
            elif name == "table:table" and attributes.get("table:is-sub-table") != "true":
                within += 1
                yield attributes.get("table:name", str(within)), attributes.get("table:style-name") in hidden


def _fonts(package: zipfile.ZipFile) -> dict[str, str]:
    """The fonts of before Unicode, by the names of the cell styles that set them."""
    fonts: dict[str, str] = {}
    style = ""
    for part in (_STYLES, _CONTENT):
        if part not in package.namelist():
            continue
        with package.open(part) as stream:
            for name, attributes in elements(stream):
                if name == "style:style":
                    style = attributes.get("style:name", "")
                    inherited = fonts.get(attributes.get("style:parent-style-name", ""), "")
                    if inherited:
                        fonts[style] = inherited
                elif name == "style:text-properties":
                    named = attributes.get("style:font-name", attributes.get("fo:font-family", ""))
                    if font := legacy_font(named.strip("'")):
                        fonts[style] = font
                    elif named:
                        fonts.pop(style, None)
                elif name == "table:table":
                    break
    return fonts

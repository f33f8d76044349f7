"""The workbook's own part: its sheets in the order of their tabs, and what counts them (ECMA-376, Part 1, 18.2)."""

import re

from lxml import etree

from pipeline.workbooks.parts import Element, Parts, child, namespace

_SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MAIN_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = ("vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet")
_SELECTED = re.compile(rb"(<(?:[\w.-]+:)?sheetView\b[^>]*?) tabSelected\s*=\s*[\"'](?:1|true)[\"']")
_HEAD = 1 << 16  # bytes of a sheet's part in which its view is looked for


class Book:
    """The sheets of a workbook. `main` is its namespace in braces."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._root = parts.xml(parts.main)
        self.main = namespace(self._root)
        self._sheets = child(self._root, self.main + "sheets")
        self._id = f"{{{parts.relationships}}}id"

    def sheets(self) -> dict[str, str]:
        """The parts of the worksheets by their names, in the order of their tabs."""
        ties = {tie.id: tie for tie in self.parts.ties(self.parts.main)}
        named = {row.get("name", ""): ties.get(row.get(self._id, "")) for row in self._rows()}
        return {name: tie.target for name, tie in named.items() if tie and tie.kind == "worksheet"}

    def add_first(self, name: str, part: str, content: Element) -> None:
        """Put a new sheet before all others, and let the workbook open at it."""
        self.parts.put(part, content, _SHEET_KIND)
        id = self.parts.tie(self.parts.main, "worksheet", part)
        number = 1 + max((int(row.get("sheetId", "0")) for row in self._rows()), default=0)
        self._sheets.insert(0, etree.Element(self.main + "sheet", {"name": name, "sheetId": str(number), self._id: id}))
        self._renumber(0, 1)
        self._open_at(0)
        for other in self.sheets().values():
            if other != part:  # two sheets selected are written in together
                data = self.parts[other]
                if (head := _SELECTED.sub(rb"\1", data[:_HEAD])) != data[:_HEAD]:
                    self.parts.put(other, head + data[_HEAD:])

    def remove(self, name: str) -> bool:
        """Take a sheet away; whether there was one of that name."""
        rows = self._rows()
        index = next((index for index, row in enumerate(rows) if row.get("name") == name), None)
        if index is None or len(rows) == 1:
            return False
        part = self.sheets().get(name, "")
        self.parts.untie(self.parts.main, rows[index].get(self._id, ""))
        if part in self.parts:
            self.parts.drop(part)
        self._sheets.remove(rows[index])
        self._renumber(index, -1)
        seen = (index for index, row in enumerate(self._rows()) if row.get("state", "visible") == "visible")
        self._open_at(next(seen, 0))
        return True

    def drop_macros(self) -> bool:
        """Take away the code that a workbook brings along; whether there was any."""
        gone = [tie for tie in self.parts.ties(self.parts.main) if tie.kind in _MACROS]
        for tie in gone:
            self.parts.untie(self.parts.main, tie.id)
            for below in self.parts.ties(tie.target):
                self.parts.drop(below.target)
            self.parts.drop(tie.target)
        for row in self._rows():
            if row.get(self._id) in {tie.id for tie in gone}:
                self._sheets.remove(row)
        return bool(gone)

    def put(self) -> None:
        """Put the part into the package, as that of a workbook without macros."""
        self.parts.put(self.parts.main, self._root, _MAIN_KIND)

    def _rows(self) -> list[Element]:
        return self._sheets.findall(f"{self.main}sheet")

    def _open_at(self, index: int) -> None:
        for view in self._root.iter(f"{self.main}workbookView"):
            view.set("activeTab", str(index))
            view.set("firstSheet", "0")

    def _renumber(self, start: int, step: int) -> None:
        """Move on what names a sheet by its number, from the sheet `start` on; names of a removed sheet go with it."""
        for names in self._root.findall(f"{self.main}definedNames"):
            for name in list(names):
                number = int(name.get("localSheetId", "-1"))
                if step < 0 and number == start:
                    names.remove(name)
                elif number >= start:
                    name.set("localSheetId", str(number + step))
            if not len(names):
                self._root.remove(names)

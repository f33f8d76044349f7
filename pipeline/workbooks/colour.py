"""The colour of faulty cells: a conditional format whose condition holds always.

The cells and their own formats stay as they are, so nothing is lost when the colour is taken away again. By its
condition the colour is known as ours, whichever program has saved the file since.
"""

import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from pipeline.workbooks.parts import Element
from pipeline.workbooks.sheet import Sheet

CONDITION = '"Vanban"="Vanban"'
_CELLS_A_RULE = 500
_BLANKS = re.compile(r"\s|^=")


def colour(sheet: Sheet, addresses: Sequence[str], format_id: int) -> None:
    """Colour the cells by the differential format of that id, before all other conditional formats of the sheet."""
    rules = [rule for holder in sheet.all("conditionalFormatting") for rule in holder.iter(sheet.main + "cfRule")]
    waiting = iter(dict.fromkeys(addresses))
    number = 0
    while some := list(islice(waiting, _CELLS_A_RULE)):
        number += 1
        holder = sheet.new("conditionalFormatting", sqref=" ".join(some))
        values = {"type": "expression", "dxfId": str(format_id), "priority": str(number)}
        rule = etree.SubElement(holder, sheet.main + "cfRule", values)
        etree.SubElement(rule, sheet.main + "formula").text = CONDITION
    for rule in rules:
        rule.set("priority", str(int(rule.get("priority", "1")) + number))


def uncolour(sheet: Sheet) -> bool:
    """Take our colour away; whether there was any."""
    found = False
    for holder in sheet.all("conditionalFormatting"):
        rules = holder.findall(sheet.main + "cfRule")
        ours = [rule for rule in rules if _is_ours(rule, sheet.main)]
        for rule in ours:
            holder.remove(rule)
        found = found or bool(ours)
        if ours and len(ours) == len(rules):
            sheet.frame.remove(holder)
    return found


def _is_ours(rule: Element, main: str) -> bool:
    return _BLANKS.sub("", rule.findtext(main + "formula") or "") == CONDITION

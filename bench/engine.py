"""One engine in a process of its own: it takes `FOLDER COUNT` a line, makes so many documents there, tells the seconds.

    python -m bench.engine vanban commitment.docx commitment.json

An engine is given a template's path and the records; what it gives back makes the document of one record at a path.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Records = list[dict[str, Any]]
Make = Callable[[int, str], None]


def _write(path: str, docx: bytes) -> None:
    """Write a file by the system's own calls, as a build does: Python's file object costs a third more."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        os.write(file, docx)
    finally:
        os.close(file)


def vanban(template: Path, records: Records) -> Make:
    """Ours: compiled once."""
    from pipeline.template import Template

    render = Template(template).render

    def make(number: int, path: str) -> None:
        _write(path, render(records[number]))

    return make


def floor(template: Path, records: Records) -> Make:
    """The limit: what our documents consist of lies ready, to be joined, deflated, framed and written."""
    from bench.floor import ready

    pack = ready(template.read_bytes(), records)

    def make(number: int, path: str) -> None:
        _write(path, pack(number))

    return make


def docxtpl(template: Path, records: Records) -> Make:
    """As its README shows it, with autoescape on; our own filter by an environment, as its documentation shows it."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    from pipeline.lines import rule_under

    environment = Environment(autoescape=True)
    environment.filters["rule"] = rule_under

    def make(number: int, path: str) -> None:
        document = DocxTemplate(template)
        document.render(records[number], environment, autoescape=True)
        document.save(path)

    return make


def docxtpl_ng(template: Path, records: Records) -> Make:
    """One template reloaded for each document, and no environment, so that what it has compiled serves them all."""
    from docxtpl import Template

    document = Template(template)

    def make(number: int, path: str) -> None:
        document.reload()
        document.render(records[number])
        document.save(path)

    return make


def mailmerge(template: Path, records: Records) -> Make:
    """docx-mailmerge2, as its README shows it."""
    from mailmerge import MailMerge

    def make(number: int, path: str) -> None:
        with MailMerge(template) as document:
            document.merge(**records[number])
            document.write(path)

    return make


ENGINES = {engine.__name__: engine for engine in (vanban, floor, docxtpl, docxtpl_ng, mailmerge)}


def main(name: str, template: str, data: str) -> None:
    """Serve until the input ends; the first line says that the engine stands ready."""
    records = json.loads(Path(data).read_text(encoding="utf-8"))
    make = ENGINES[name](Path(template), records)
    print("ready", flush=True)
    for line in sys.stdin:
        folder, count = line.rsplit(" ", 1)
        start = time.perf_counter()
        for number in range(int(count)):
            make(number % len(records), f"{folder}/{number}.docx")
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

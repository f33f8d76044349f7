"""The real directive of September 2022 comes out of the dossier word for word."""

from datetime import date
from pathlib import Path

import docx
import pytest

from pipeline.build import Request, build
from tests.conftest import CASES, ROOT

SEED = (CASES / "seed" / "luc-nam-2022.txt").read_text(encoding="utf-8")


def folded(text):
    return " ".join(text.split())


def paragraphs(path):
    """Every paragraph with text, in the order in which the page is read."""
    document = docx.Document(path)
    found = [p.text for p in paragraphs_of(document)]
    return [folded(text) for text in found if text.strip()]


def paragraphs_of(container):
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            for row in item.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell)
        else:
            yield item


@pytest.fixture(scope="module")
def directive(tmp_path_factory):
    output = tmp_path_factory.mktemp("out")
    request = Request(ROOT / "data" / "luc-nam-2022", output, kinds=("directive",))
    list(build(request, today=date(2030, 1, 1)))
    return Path(output / "luc-nam-2022" / "directive" / "directive.docx")


def test_every_paragraph_of_the_directive_is_that_of_the_real_one(directive):
    right = [folded(line) for line in SEED.splitlines() if line.strip()]
    assert paragraphs(directive) == right


def test_the_draft_has_room_for_its_number_and_its_day(directive):
    text = "\n".join(p.text for p in paragraphs_of(docx.Document(directive)))
    assert "Số:\N{NO-BREAK SPACE}" in text or "Số: \N{NO-BREAK SPACE}" in text
    assert "ngày \N{NO-BREAK SPACE}" in text

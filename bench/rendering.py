"""Documents a second: our compiled template against docxtpl as its own documentation uses it."""

import io
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from pipeline.build import open_press
from pipeline.decree import decree
from pipeline.documents import Document, kinds
from pipeline.dossier import Dossier, load
from pipeline.lines import rule_under

ROUNDS = 7
DOSSIER = Path("data/luc-nam-2022")
AS_OF = date(2022, 12, 15)


def main() -> None:
    """A round makes each document once with either engine; the ratio is taken within the round."""
    dossier = load(DOSSIER).dossier
    assert dossier is not None
    for name in ("commitment", "directive", "plan"):
        measure(name, dossier)


def measure(name: str, dossier: Dossier) -> None:
    """One kind of document."""
    kind = kinds()[name]
    documents = [d for d in kind.drafts(dossier, AS_OF) if isinstance(d, Document)][:20]
    press = open_press(kind, DOSSIER)
    template = press.template

    def ours(document: Document) -> bytes:
        return template.render(document.context())

    def theirs(document: Document) -> bytes:
        peer = DocxTemplate(io.BytesIO(press.source))
        environment = SandboxedEnvironment(autoescape=True)
        environment.filters.update(rule=rule_under, closed=closed)
        peer.render(document.context(), environment)
        out = io.BytesIO()
        peer.save(out)
        return out.getvalue()

    ratios, rates = [], []
    for _round in range(ROUNDS):
        mine = timed(ours, documents, 400 // len(documents)) / (400 // len(documents))
        peers = timed(theirs, documents, 1)
        ratios.append(peers / mine)
        rates.append(len(documents) / mine)
    print(
        f"{name:<12} {statistics.median(rates):8.0f} documents/s  "
        f"{statistics.median(ratios):6.1f} x docxtpl ({min(ratios):.0f} to {max(ratios):.0f})"
    )


def closed(text: str) -> str:
    """Our filter of this name, for the peer's environment."""
    return text.rstrip("./ ") + decree().words.closing


def timed(make: Callable[[Document], object], documents: list[Document], times: int) -> float:
    """Seconds for `times` passes over the documents."""
    start = time.perf_counter()
    for _time in range(times):
        for document in documents:
            make(document)
    return time.perf_counter() - start

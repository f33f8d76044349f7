"""The stationery: builds the Word templates out of the components of a page, by the decree's table."""

from pathlib import Path

from pipeline.stationery.covers import cover_template
from pipeline.stationery.forms import FORMS, build
from pipeline.stationery.snapshot import snapshot

__all__ = ["FORMS", "TEMPLATES", "build", "cover_template", "snapshot", "write_templates"]

TEMPLATES = Path(__file__).parents[2] / "templates"


def write_templates(folder: Path = TEMPLATES) -> None:
    """Write every template into `folder`, and its text into `folder`/text."""
    texts = folder / "text"
    texts.mkdir(parents=True, exist_ok=True)
    for name in FORMS:
        content = build(name)
        (folder / f"{name}.docx").write_bytes(content)
        (texts / f"{name}.txt").write_text(snapshot(content), encoding="utf-8")

"""The page itself: the only door to its template, which is ours, not a user's. It is escaped throughout."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from pipeline import messages
from pipeline.gallery.documents import Gallery
from pipeline.pages import hidden
from pipeline.vietnamese import short_date

_HEAD = "<!doctype html>\n<!-- Vanban preview -->\n"
_BUFFER = 64  # parts of the template that are written at once


def pieces(gallery: Gallery) -> Iterator[str]:
    """The page in pieces, as documents come to be shown. Raises what `make_pdfs` does."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("pipeline.gallery", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"_": messages.text, "day": short_date, "hidden": hidden}
    here = Path(__file__).parent
    style, script = (here.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    stream = environment.get_template("page.html").stream(
        language=messages.language(),
        policy="; ".join(
            (
                "default-src 'none'",
                "img-src data:",
                f"style-src '{_hash(style)}'",
                f"script-src '{_hash(script)}'",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        style=Markup(style),  # noqa: S704  ours
        script=Markup(script),  # noqa: S704
        gallery=gallery,
        log=gallery.log,
        title=gallery.title,
    )
    stream.enable_buffering(_BUFFER)
    yield _HEAD
    yield from stream


def is_ours(path: Path) -> bool:
    """Whether a file is such a page. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(_HEAD)) == _HEAD.encode()


def _hash(content: str) -> str:
    """What a content security policy calls a script or a style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

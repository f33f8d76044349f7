"""A Word template: a .docx with docxtpl's tags, compiled once and rendered many times.

    template = Template("letter.docx")
    template.tags                                  # frozenset({"subject", "body[].text"})
    docx = template.render({"subject": "Re: fire safety", "body": [...]})

Texts, numbers, dates, data classes, mappings and lists are given as they are. docxtpl's own kinds of values
work too, made with this template in place of a DocxTemplate; `render` ties copies of them to its document:

    InlineImage(template, "map.png", width=Mm(60))
    RichText("decree 30", url_id=template.build_url_id("https://..."))
    template.new_subdoc("annex.docx")              # or none, to be written with python-docx
    Listing(text), RichTextParagraph(...)          # need no template
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from docx import Document
from docx.document import Document as DocxDocument
from docxtpl import Subdoc

from pipeline.archive import Frame, read_package, write_package
from pipeline.problems import TemplateError, Where
from pipeline.template.compiling import compile_part, parse
from pipeline.template.drafts import drafts
from pipeline.template.faults import TagError
from pipeline.template.rendering import missing, part_bytes
from pipeline.template.rich import Annex, Workshop, link_id, with_added_notes
from pipeline.template.sandbox import Sandbox
from pipeline.template.state import State, listed
from pipeline.template.tags import needed

__all__ = ["Template"]

_UNNAMED = "template.docx"


class Template:
    """A compiled template. It is immutable: any number of threads may render it at once.

    `source` is a path or the bytes of a .docx; `name` is how messages call it (the path, by default).
    `filters` are added to Jinja's and to our own (`rule`, `closed`). Raises PackageError where the file cannot be read
    safely, TemplateError where a tag cannot be understood or would lose text.
    """

    def __init__(
        self,
        source: str | Path | bytes,
        *,
        name: str = "",
        filters: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        self.name = name or (_UNNAMED if isinstance(source, bytes) else str(source))
        self._package = read_package(source, name=self.name)
        self._sandbox = Sandbox(filters)
        try:
            outlines = [(draft, parse(draft, self._sandbox)) for draft in drafts(self._package, self._sandbox)]
            self.tags = needed([tree for _, tree in outlines], self._sandbox.globals)
            self._parts = tuple(compile_part(draft, tree, self._sandbox) for draft, tree in outlines)
        except TagError as error:
            raise self._told(error, Where(self.name)) from error
        names = [part.draft.name for part in self._parts]
        statics = [member for name, member in self._package.members.items() if name not in names]
        self._frame = Frame(statics, names)

    def render(self, context: Mapping[str, Any], *, record: Where | None = None) -> bytes:
        """The document, as the bytes of a .docx; the same context gives the same bytes.

        Raises TemplateError, which names the tag, its place and the value; `record` is where the data stand.
        Nothing of a rendering outlives it, whether it fails or not.
        """
        values = {key: listed(value) if isinstance(value, Iterator) else value for key, value in context.items()}
        state = State()
        try:
            contents = [part_bytes(part, values, state) for part in self._parts]
            if not state.wanted:
                return self._frame.pack(contents)
            return self._drawn(values, state.wanted)
        except TagError as error:
            raise self._told(error, record or Where(self.name), values) from error

    def _drawn(self, values: Mapping[str, Any], wanted: Sequence[Any]) -> bytes:
        """The document with its pictures, sub-documents and links, by docxtpl's own path."""
        workshop = Workshop(self._package, self._docx, wanted)
        state = State(drawer=workshop)
        rendered = {part.draft.name: part_bytes(part, values, state) for part in self._parts}
        members = workshop.members()
        for name in rendered.keys() & members.keys():
            members[name] = with_added_notes(rendered[name], members[name])
        return write_package(members)

    def _told(self, error: TagError, where: Where, values: Mapping[str, Any] | None = None) -> TemplateError:
        fault, place = error.fault, error.place
        names = {place.subject: place}
        if fault.code == "template-missing" and values is not None:
            names = missing(self._parts, self._sandbox, values) or names
            place = next(iter(names.values()))
        words = {"name": ", ".join(names), "tag": place.tag, "template": self.name, "place": str(place)}
        return TemplateError(fault.code, where, next(iter(names)), **words | fault.values)

    # What docxtpl's values ask of the DocxTemplate that they are made with.

    @cached_property
    def _docx(self) -> bytes:
        return write_package(self._package)

    def get_docx(self) -> DocxDocument:
        """The template as a new python-docx document: a sub-document is written in one of its own."""
        return Document(BytesIO(self._docx))

    def new_subdoc(self, docpath: str | Path | IO[bytes] | None = None) -> Subdoc:
        """A sub-document for this template: that of a file, or an empty one to write with python-docx.

        Raises what read_package does.
        """
        return Annex(self, docpath)

    def build_url_id(self, url: str) -> str:
        """What RichText needs as `url_id` to link to an address."""
        return link_id(url)

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

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from pipeline.archive import Frame, Known, read_package, tightened, write_package
from pipeline.problems import TemplateError, Where
from pipeline.template.compiling import compile_part, parse
from pipeline.template.drafts import drafts
from pipeline.template.faults import TagError
from pipeline.template.kept import kept_drafts, ship
from pipeline.template.rendering import filled, missing
from pipeline.template.sandbox import Sandbox, Values
from pipeline.template.state import State, listed
from pipeline.template.tags import needed

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docxtpl import Subdoc

__all__ = ["Filled", "Template"]

_UNNAMED = "template.docx"
_LASTING: frozenset[type] = frozenset((str, int, list, tuple, dict))  # what most contexts are made of


class Filled(NamedTuple):
    """A document: the bytes of a .docx, and what the parts with tags are made of, part by part.

    `b"".join(pieces[i])` is the member `Template.part_names[i]`; a piece is one literal of the template or one printed
    value, as escaped XML, or the whole part where it had to be finished as a whole. `pieces` is empty where other
    members than those may differ from the template's.
    """

    docx: bytes
    pieces: tuple[Sequence[bytes], ...]


class Template:
    """A compiled template. It is immutable: any number of threads may render it at once.

    `source` is a path or the bytes of a .docx; `name` is how messages call it (the path, by default).
    `filters` are added to Jinja's and to our own (`rule`, `closed`). Raises PackageError where the file cannot be read
    safely, TemplateError where a tag cannot be understood or would lose text.

    `tags` are the names that it needs, `part_names` the members that hold tags, `package` all members of its own.
    """

    def __init__(
        self,
        source: str | Path | bytes,
        *,
        name: str = "",
        filters: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        self.name = name or (_UNNAMED if isinstance(source, bytes) else str(source))
        self.package = read_package(source, name=self.name)
        self._sandbox = Sandbox(filters)
        try:
            translated = kept_drafts(self.package, lambda: drafts(self.package, self._sandbox))
            outlines = [(draft, parse(draft, self._sandbox)) for draft in translated]
            self.tags = needed([tree for _, tree in outlines], self._sandbox.globals)
            self._parts = tuple(compile_part(draft, tree, self._sandbox) for draft, tree in outlines)
        except TagError as error:
            raise self._told(error, Where(self.name)) from error
        self.part_names = tuple(part.draft.name for part in self._parts)
        members = self.package.members.items()
        statics = [tightened(member) for name, member in members if name not in self.part_names]
        self._frame = Frame(statics, self.part_names, known=self.known)

    @property
    def known(self) -> tuple[Known, ...]:
        """What is known of the parts that hold tags before there is a document."""
        return tuple(part.known for part in self._parts)

    def render(self, context: Mapping[str, Any], *, record: Where | None = None) -> bytes:
        """The document alone: see `fill`."""
        return self.fill(context, record=record).docx

    def fill(self, context: Mapping[str, Any], *, record: Where | None = None) -> Filled:
        """The document; the same context gives the same bytes, as long as the same library deflates them.

        Raises TemplateError, which names the tag, its place and the value; `record` is where the data stand.
        Nothing of a rendering outlives it, whether it fails or not.
        """
        values = Values(self._sandbox.globals)
        values.update(context)
        kinds = set(map(type, context.values()))
        if not kinds <= _LASTING and any(map(_runs_dry, kinds)):
            values.update({key: listed(value) for key, value in values.items() if isinstance(value, Iterator)})
        try:
            with State() as state:
                contents = [filled(part, values, state) for part in self._parts]
            if state.wanted:
                return Filled(self._drawn(values, state.wanted), ())
            pieces = tuple([content.pieces for content in contents])
            return Filled(self._frame.pack([content.data for content in contents], pieces), pieces)
        except TagError as error:
            raise self._told(error, record or Where(self.name), values) from error

    def _drawn(self, values: dict[str, Any], wanted: Sequence[Any]) -> bytes:
        """The document with its pictures, sub-documents and links, by docxtpl's own path."""
        from pipeline.template.rich import Workshop, with_added_notes

        workshop = Workshop(self.package, self._docx, wanted)
        with State(workshop) as state:
            rendered = {part.draft.name: filled(part, values, state).data for part in self._parts}
        members = workshop.members()
        for name in rendered.keys() & members.keys():
            members[name] = with_added_notes(rendered[name], members[name])
        return write_package(members)

    def _told(self, error: TagError, where: Where, values: dict[str, Any] | None = None) -> TemplateError:
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
        return write_package(self.package)

    def get_docx(self) -> "DocxDocument":
        """The template as a new python-docx document: a sub-document is written in one of its own."""
        from docx import Document

        return Document(BytesIO(self._docx))

    def new_subdoc(self, docpath: str | Path | IO[bytes] | None = None) -> "Subdoc":
        """A sub-document for this template: that of a file, or an empty one to write with python-docx.

        Raises what read_package does.
        """
        from pipeline.template.rich import Annex

        return Annex(self, docpath)

    def build_url_id(self, url: str) -> str:
        """What RichText needs as `url_id` to link to an address."""
        from pipeline.template.rich import link_id

        return link_id(url)


def ship_drafts(sources: Iterable[bytes]) -> None:
    """Translate the program's own templates, so that nobody else has to. Raises what Template does."""
    packages = [read_package(source) for source in sources]
    ship((package, list(drafts(package, Sandbox()))) for package in packages)


@lru_cache(maxsize=1024)
def _runs_dry(kind: type) -> bool:
    """Whether values of a class can be gone through once only."""
    return issubclass(kind, Iterator)

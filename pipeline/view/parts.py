"""The parts of a package that a view is made of, found by their relationships as Word finds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml.etree import _Element

from pipeline.archive import Package, Relationship, parse_xml
from pipeline.problems import PackageError, Where
from pipeline.view.measures import switch
from pipeline.view.names import W, transitional


@dataclass(frozen=True)
class Parts:
    """A Word document's parts: its text, styles and theme, headers and footers, notes.

    `roots` holds the trees of those that were read, by member; those of Strict Open XML bear the names of the
    transitional kind.
    """

    package: Package
    roots: dict[str, _Element] = field(default_factory=dict)
    _ties: dict[str, Mapping[str, Relationship]] = field(default_factory=dict)

    @cached_property
    def document(self) -> _Element:
        """The root of the main part."""
        return self.root(self.package.main)

    @cached_property
    def strict(self) -> bool:
        """Whether the file is Strict Open XML, into which no tree of `roots` can be put back as it is."""
        source = self.package[self.package.main]
        return transitional(source) != source

    @cached_property
    def even_and_odd(self) -> bool:
        """Whether pages with even numbers have headers of their own."""
        settings = self.root_of("settings")
        element = settings.find(W + "evenAndOddHeaders") if settings is not None else None
        return element is not None and switch(element)

    def source(self, kind: str) -> bytes:
        """The part of this kind ("styles", "theme"); b"" where there is none."""
        name = self.named(kind)
        return transitional(self.package[name]) if name else b""

    def named(self, kind: str) -> str:
        """The name of the first part of this kind; "" where there is none."""
        ties = self.ties(self.package.main).values()
        found = (tie.target for tie in ties if tie.kind == kind and not tie.external and tie.target in self.package)
        return next(found, "")

    def root_of(self, kind: str) -> _Element | None:
        """The root of the first part of this kind; None where there is none."""
        name = self.named(kind)
        return self.root(name) if name else None

    def related(self, identifier: str) -> str:
        """The name of the part that the main part ties to by this id; PackageError where there is none."""
        tie = self.ties(self.package.main).get(identifier)
        if tie is None or tie.external or tie.target not in self.package:
            raise PackageError("package-damaged", Where(self.package.source))
        return tie.target

    def ties(self, member: str) -> Mapping[str, Relationship]:
        """The relationships of a part, by their ids."""
        if member not in self._ties:
            self._ties[member] = {tie.id: tie for tie in self.package.relationships(member)}
        return self._ties[member]

    def root(self, name: str) -> _Element:
        """The root of a part; PackageError where it is not sound XML."""
        if name not in self.roots:
            self.roots[name] = parse_xml(transitional(self.package[name]), name, self.package.source)
        return self.roots[name]

"""The parts of a package that a view is made of, found by their relationships as Word finds them."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml.etree import _Element

from pipeline.archive import Package, Relationship
from pipeline.problems import PackageError, Where
from pipeline.view.measures import switch
from pipeline.view.names import W


@dataclass(frozen=True)
class Parts:
    """A Word document's parts: its text, styles and theme, headers and footers.

    `roots` holds the trees of those that were read, by member.
    """

    package: Package
    roots: dict[str, _Element] = field(default_factory=dict)

    @cached_property
    def document(self) -> _Element:
        """The root of the main part."""
        return self._root(self.package.main)

    @cached_property
    def even_and_odd(self) -> bool:
        """Whether pages with even numbers have headers of their own."""
        if not (settings := self.named("settings")):
            return False
        element = self.package.xml(settings).find(W + "evenAndOddHeaders")
        return element is not None and switch(element)

    def source(self, kind: str) -> bytes:
        """The part of this kind ("styles", "theme"); b"" where there is none."""
        name = self.named(kind)
        return self.package[name] if name else b""

    def named(self, kind: str) -> str:
        """The name of the first part of this kind; "" where there is none."""
        found = (tie.target for tie in self._ties if tie.kind == kind and tie.target in self.package)
        return next(found, "")

    def related(self, identifier: str) -> _Element:
        """The root of the part that the main part ties to by this id; PackageError where there is none."""
        for tie in self._ties:
            if tie.id == identifier and tie.target in self.package:
                return self._root(tie.target)
        raise PackageError("package-damaged", Where(self.package.source))

    def _root(self, name: str) -> _Element:
        if name not in self.roots:
            self.roots[name] = self.package.xml(name)
        return self.roots[name]

    @cached_property
    def _ties(self) -> list[Relationship]:
        return [tie for tie in self.package.relationships(self.package.main) if not tie.external]

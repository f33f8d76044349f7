"""The rules that there are: each a number of the decree's table, with its checks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.components import Anatomy, Part
from pipeline.decree import Citation, Decree, DocumentType, Level, Range, decree
from pipeline.rules.summaries import summary
from pipeline.view import Paragraph, Place, View

EXCERPT = 40  # characters of the text that a finding shows


class Miss(NamedTuple):
    """A breach as a check reports it: the rule, the text's code, the place, what fills the text.

    `level` is None where the rule's own level stands.
    """

    rule: str
    code: str
    at: Place
    excerpt: str = ""
    values: Mapping[str, str | float] = {}
    level: Level | None = None


@dataclass(frozen=True)
class Subject:
    """What is checked: the view, its anatomy, the table to hold them against."""

    view: View
    anatomy: Anatomy
    table: Decree = field(default_factory=decree)

    @property
    def type(self) -> DocumentType | None:
        """Which of the 29 types it is; None for an annex, a citizen's paper and what cannot be told."""
        return next((one for one in self.table.types if one.key == self.anatomy.kind), None)


Check = Callable[[Subject], Iterator[Miss]]


@dataclass(frozen=True)
class Rule:
    """A rule: its code (R014), where it stands, and its checks, whose docstrings say what they hold."""

    code: str
    citation: Citation
    checks: tuple[Check, ...]

    @property
    def clause(self) -> str:
        """Where the decree says so."""
        return self.citation.clause

    @property
    def level(self) -> Level:
        """How a breach counts, unless a check makes it advice."""
        return self.citation.level

    @property
    def summary(self) -> str:
        """What it asks, in a line, in the chosen language; in Vietnamese where it is the table's own words."""
        return summary(self.code)


CHECKS: list[Check] = []
PRIVATE_CHECKS: list[Check] = []
"""Those of them that have something to say of a paper that a citizen signs."""
RULES: dict[str, Rule] = {}


def rule(*numbers: str) -> Callable[[Check], Check]:
    """Register a check for these rules, each of which the decree's table must cite."""

    def register(check: Check) -> Check:
        if not check.__doc__:
            raise ValueError(f"{check.__name__} does not say what it checks")
        CHECKS.append(check)
        if any(decree().citation(number).private for number in numbers):
            PRIVATE_CHECKS.append(check)
        for number in numbers:
            before = RULES[number].checks if number in RULES else ()
            RULES[number] = Rule(number, decree().citation(number), (*before, check))
        return check

    return register


def checks_of(anatomy: Anatomy) -> list[Check]:
    """The checks that are held against such a document."""
    return PRIVATE_CHECKS if anatomy.private else CHECKS


def miss(number: str, code: str, where: Part | Paragraph, **values: str | float) -> Miss:
    """A breach in a paragraph."""
    paragraph, place = (where.paragraph, where.place) if isinstance(where, Part) else (where, where.place)
    text = " ".join(paragraph.text.split())
    excerpt = text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1]}…"
    return Miss(number, code, place, excerpt, values)


def miss_in_section(number: str, code: str, section: int, **values: str | float) -> Miss:
    """A breach of a whole section."""
    return Miss(number, code, Place(section=section), "", values)


def miss_in_document(number: str, code: str, **values: str | float) -> Miss:
    """A breach of the whole document."""
    return Miss(number, code, Place(), "", values)


def asked(limit: Range) -> dict[str, float]:
    """The ends of a range, as the texts call them."""
    return {"least": float(limit.least), "most": float(limit.most)}


def advice(one: Miss) -> Miss:
    """The same breach as advice, whatever the level of its rule."""
    return one._replace(level="warning")

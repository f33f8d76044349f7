"""What a build has told: counts, and of findings, faults and notices as many as a page can show."""

from collections import Counter
from dataclasses import dataclass, field

from pipeline.events import Breakage, Checked, Event, Fault, Notice, Stand
from pipeline.problems import Problem
from pipeline.publish import Entry
from pipeline.rules import Finding

MOST = 1000  # of each

RowKey = tuple[str, str, int | None]


@dataclass
class Log:
    """The events of one build, added up. `findings` are those of a document by the end of its path."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)

    def add(self, event: Event) -> None:
        """Take one event in."""
        match event:
            case Entry():
                self.counts.setdefault(event.kind, Counter())[event.status] += 1
            case Stand(kind, lines):
                self.counts.setdefault(kind, Counter())["unchanged"] += len(lines)
            case Fault(problem) | Breakage(problem):
                self._keep(self.problems, problem, "problems")
            case Notice(problem):
                self._keep(self.notices, problem, "notices")
            case Checked(finding):
                self.told[finding.level] += 1
                if self.told.total() <= MOST or finding.file in self.findings:
                    self.findings.setdefault(finding.file, []).append(finding)

    def _keep(self, kept: list[Problem], problem: Problem, what: str) -> None:
        self.told[what] += 1
        if len(kept) < MOST:
            kept.append(problem)

    @property
    def total(self) -> int:
        """How many documents there are, failed ones among them."""
        return sum(count.total() for count in self.counts.values())

    @property
    def failed(self) -> int:
        """How many documents could not be made."""
        return sum(count["failed"] for count in self.counts.values())

    def of_row(self, key: RowKey) -> list[Problem]:
        """The faults told of a row."""
        return [one for one in self.problems if (one.where.file, one.where.sheet, one.where.row) == key]

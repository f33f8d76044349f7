"""A line of the manifest: one row in, one entry out, whatever became of it."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from pipeline.problems import Where

Status = Literal["made", "unchanged", "failed"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document; `path` is relative to the output, `findings` how much the decree has against it."""

    id: str
    kind: str
    path: str
    record: Where
    template: str
    input_sha256: str
    output_sha256: str
    status: Status
    findings: int = 0

    def as_json(self) -> dict[str, Any]:
        """The object of the manifest's line (its keys are a contract); findings are told where there are some."""
        line = {
            "id": self.id,
            "kind": self.kind,
            "path": self.path,
            "record": {"file": self.record.file, "sheet": self.record.sheet, "row": self.record.row},
            "template": self.template,
            "input_sha256": self.input_sha256,
            "output_sha256": self.output_sha256,
            "status": self.status,
        }
        return {**line, "findings": self.findings} if self.findings else line

"""`dossier.yaml`: the office, its campaign, the documents to make and their prose.

Prose may hold `{places}` that are filled from the dossier when a document is made; each text says which ones.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pipeline.records.fields import (
    Day,
    Id,
    Required,
    Several,
    Texts,
    Whole,
    Words,
    Yes,
    at_least,
    at_most,
    some,
    spelled,
)
from pipeline.typed import Record, UnfitError, Wrong, column, reader, replaced, unfit


class Group(Record):
    """A group of agencies as a directive addresses it: `UBND các xã, thị trấn`."""

    id: Id
    name: Required


class Section(Record):
    """A part of a document: a title, an opening text, items below it. Each may be absent, not all."""

    title: Words = ""
    text: Words = ""
    items: Texts = ()

    def _check(self) -> None:
        if not (self.title or self.text or self.items):
            raise unfit("empty-section")


Sections = Annotated[tuple[Section, ...], reader(tuple[Section, ...]), some]


class DirectiveProse(Record):
    """The directive (công văn, form 1.5). `{TASK-ID}` in sections stands for that task's content."""

    subject: Required
    symbol: Required
    addressees: Annotated[Several, some]
    opening: Annotated[Texts, some]
    sections: Sections
    recipients: Texts = ()
    archive: Required


class PlanProse(Record):
    """A plan (kế hoạch, form 1.4). Places: {office} {agency} {directive} {subject} {year}.

    An item or a text that is just `{tasks}` stands for the tasks, one paragraph each.
    """

    subject: Required
    opening: Annotated[Texts, some]
    sections: Sections
    recipients: Texts = ()
    archive: Words = ""
    annex_title: Required = "DANH MỤC NHIỆM VỤ"


class Plans(Record):
    """The office's own plan, and the one of each agency that has to make its own."""

    office: PlanProse
    agencies: PlanProse | None = None


class Topic(Record):
    """What is undertaken in one field (fire safety, ...): `key` is what a business's row names."""

    key: Id
    name: Required
    undertakings: Annotated[Texts, some]


class CommitmentProse(Record):
    """The commitment form (nd30 13.1). Places: {commune} (`xã Bảo Sơn`), {COMMUNE}, {office}, {topics}."""

    subject: Required
    addressees: Annotated[Texts, some]
    lead_in: Required
    topics: Annotated[tuple[Topic, ...], reader(tuple[Topic, ...]), some]
    closing: Texts = ()
    signer_label: Required = "NGƯỜI CAM KẾT"
    signer_note: Words = "(Ký, ghi rõ họ tên, đóng dấu nếu có)"
    confirmation: Texts = ()


ALL = "all"
"""What `issued` calls the reminder that goes to all late agencies: `follow-up/all`."""


class LevelProse(Record):
    """How a further reminder speaks where it speaks otherwise than the first: what is given here, the rest as there."""

    again: Words = ""
    demands: Texts = ()
    days: Annotated[Whole, at_least(1), at_most(3650)] | None = None

    def _check(self) -> None:
        if not (self.again or self.demands or self.days):
            raise unfit("empty-level")


class FollowUpProse(Record):
    """The reminder (công văn đôn đốc, nd30 13.3).

    Places: {office} {agency} {directive} {subject} {as_of} {total} {done} {in_time} {overdue} {establishments}
    {unsigned} {deadline} {level} {previous}. `unsigned` is said only where businesses have not signed, `again` only
    from the second reminder on. The new deadline is `days` after the cut-off date. `levels` give the tone and the
    deadline of the second reminder, the third and so on; the last of them is for all that follow.

    `to` says whether each late agency gets a letter of its own, or all of them one letter, without the place {agency},
    whose annexes (`late_title`, `annex_title`) list the overdue tasks and the businesses of each. Such a letter names
    all of them as its addressees, or says `addressed_as` ("Các cơ quan, đơn vị theo danh sách kèm theo").
    """

    subject: Required
    symbol: Required
    to: Annotated[Literal["each", "all"], spelled({"each": "each", "all": "all"})] = "each"
    opening: Annotated[Texts, some]
    again: Words = ""
    unsigned: Words = ""
    demands: Annotated[Texts, some]
    days: Annotated[Whole, at_least(1), at_most(3650)]
    levels: tuple[LevelProse, ...] = ()
    recipients: Texts = ()
    archive: Required
    annex_title: Required = "DANH SÁCH CƠ SỞ CHƯA KÝ CAM KẾT"
    late_title: Required = "DANH SÁCH NHIỆM VỤ QUÁ THỜI HẠN CHƯA HOÀN THÀNH"
    addressed_as: Words = ""

    def _check(self) -> None:
        if self.addressed_as and self.to != ALL:
            raise UnfitError(Wrong(("addressed_as",), "addressed-to-each", {}))

    def at(self, level: int) -> Self:
        """The prose of the reminder of that level, 1 being the first."""
        if level == 1 or not self.levels:
            return self
        own = self.levels[min(level - 2, len(self.levels) - 1)]
        given = {"again": own.again, "demands": own.demands, "days": own.days}
        return replaced(self, {name: value for name, value in given.items() if value})


class StatisticsProse(Record):
    """The statistics table, annexed to the follow-ups, or to the plan where none are made. Places: {office} {year}."""

    title: Required


class ReportProse(Record):
    """The report upward (báo cáo tình hình thực hiện, form 1.4).

    Places: {office} {directive} {subject} {as_of} {year} {tasks} {agencies} {total} {done} {in_time} {overdue}
    {late_agencies} {share} {establishments} {workers} {signed} {unsigned} {signed_share}. `title` heads the results,
    whose last text leads into the table by agency; `by_task` and `late` lead into theirs. `none_late` is said in place
    of `late` where nothing is overdue; `commitments` only where there are businesses.
    """

    subject: Required
    addressees: Annotated[Texts, some]
    opening: Annotated[Texts, some]
    title: Required = "KẾT QUẢ THỰC HIỆN"
    results: Annotated[Texts, some]
    by_task: Required
    late: Required
    none_late: Words = ""
    commitments: Words = ""
    sections: Sections
    recipients: Texts = ()
    archive: Required
    annex_title: Required


class Issued(Record):
    """A document that has been issued: its id (`directive`, `follow-up/<agency>`), number and date."""

    document: Required
    number: Annotated[Whole, at_least(1)]
    day: Day
    symbol: Words = ""


NUMBERINGS: Mapping[str, Literal["by_type", "one"]] = {
    "by_type": "by_type",
    "by-type": "by_type",
    "theo loai": "by_type",
    "one": "one",
    "chung": "one",
}
"""How an office numbers its documents, as `dossier.yaml` may say it."""


class Book(Record):
    """The office's register: one series of numbers for each type of document, or one for all (R203).

    `office_code` and `file_code` are the office's and the file's codes in the decree's metadata (R220).
    """

    numbering: Annotated[Literal["by_type", "one"], spelled(NUMBERINGS)] = "by_type"
    office_code: Words = ""
    file_code: Words = ""


TONE_PLACEMENTS: Mapping[str, Literal["old", "new"]] = {"old": "old", "cu": "old", "new": "new", "moi": "new"}
"""Where tone marks stand, hòa or hoà, as `dossier.yaml` may say it."""


class Campaign(Record):
    """The whole of `dossier.yaml`. `day` is the day (of a draft: the month) of the directive.

    `title` is for the office's own use. `as_of` is the cut-off date of follow-ups where a command gives none;
    `documents` are the kinds to make, all that have their prose where empty. `successors` gives the present name of
    communes that have been merged.

    How its tables are read: `agencies` and the others name their files, by patterns such as `xa-*/danh-sach-*.xlsx`;
    `columns` says for each table what an office's own headers mean (header: key of the field, or "" to pass it over);
    `convert_legacy` that letters of old fonts become Unicode; `tone_placement` where texts have their tone marks.
    """

    office: Required
    day: Day
    as_of: Day | None = None
    groups: tuple[Group, ...] = ()
    directive: DirectiveProse
    plan: Plans | None = None
    commitment: CommitmentProse | None = None
    follow_up: FollowUpProse | None = None
    statistics: StatisticsProse | None = None
    report: ReportProse | None = None
    title: Words = ""
    issued: tuple[Issued, ...] = ()
    book: Book = Book()
    documents: Several = ()
    successors: dict[str, str] = column("successors", default={})
    agencies: Several = ()
    tasks: Several = ()
    reports: Several = ()
    businesses: Several = ()
    columns: dict[str, dict[str, str]] = column("columns", default={})
    convert_legacy: Yes = False
    tone_placement: Annotated[Literal["old", "new"], spelled(TONE_PLACEMENTS)] | None = None


TASKS = "{tasks}"  # a text or an item of a plan that is just this stands for the tasks

# The places that each prose may hold; whoever fills them gives exactly these.
OPEN_PLACES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("directive", "subject"): (),
    ("directive", "symbol"): (),
    ("directive", "opening"): (),
    ("directive", "recipients"): (),
    ("directive", "archive"): (),
    ("plan",): ("office", "agency", "directive", "subject", "year"),
    ("commitment",): ("commune", "COMMUNE", "office", "topics"),
    ("follow_up",): (
        *("office", "agency", "directive", "subject", "as_of", "total", "done", "in_time", "overdue"),
        *("establishments", "unsigned", "deadline", "level", "previous"),
    ),
    ("statistics",): ("office", "year"),
    ("report",): (
        *(
            "office",
            "directive",
            "subject",
            "as_of",
            "year",
            "tasks",
            "agencies",
            "total",
            "done",
            "in_time",
            "overdue",
        ),
        *("late_agencies", "share", "establishments", "workers", "signed", "unsigned", "signed_share"),
    ),
}

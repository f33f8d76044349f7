"""What a paper says, before anybody types it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Issuer:
    """Who issues: lines of the superior body, lines of the own name, place of the date line."""

    superior: tuple[str, ...]
    own: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Annex:
    """A part after the signature.

    With `issuer` it is a document issued with a decision (head without number and date), otherwise a Phụ lục.
    """

    label: str
    title: tuple[str, ...]
    note: str
    body: str
    table: tuple[tuple[str, ...], ...] = ()
    issuer: Issuer | None = None
    landscape: bool = False


@dataclass(frozen=True)
class Sheet:
    """One paper.

    `body` is a small notation, a paragraph a line: `# ` section, `## ` clause with a title, `+ ` clause, `) ` point,
    `- ` dash, `§ title | text` article, `§§ ` chapter, `* ` addressee of a telegram, anything else text.
    """

    name: str
    kind: str
    issuer: Issuer
    body: str
    symbol: str = ""
    number: str = "45"
    date: tuple[str, str, str] | None = ("16", "3", "2026")
    title: str = ""
    subject: tuple[str, ...] = ()
    authority: str = ""
    grounds: tuple[str, ...] = ()
    order: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    drafter: str = "."  # what ends the last of them
    signer: tuple[tuple[str, ...], str] = ((), "")
    secretary: str = ""
    urgency: str = ""
    address: str = ""
    annexes: tuple[Annex, ...] = ()

"""What each finding says, by its code: the fault, and what to do about it, with `{named}` places."""

from pipeline.problems.texts import Text
from pipeline.rules.texts import (
    annexes,
    body,
    capitals,
    citations,
    deciding,
    ending,
    head,
    issuers,
    lengths,
    letters,
    look,
    numbers,
    page,
    reminders,
    rendered,
    sequences,
    signing,
    stamps,
    together,
    traces,
)

THEMES = (
    *(page, letters, look, lengths, head, issuers, numbers, body, deciding, ending, signing, stamps, annexes),
    *(together, capitals, citations, sequences, traces, rendered, reminders),
)
TEXTS: dict[str, Text] = {code: text for theme in THEMES for code, text in theme.TEXTS.items()}

"""What each finding says, by its code: the fault, and what to do about it, with `{named}` places."""

from pipeline.problems.texts import Text
from pipeline.rules.texts import annexes, body, ending, head, lengths, letters, look, numbers, page, rendered, together

THEMES = (page, letters, look, lengths, head, numbers, body, ending, annexes, together, rendered)
TEXTS: dict[str, Text] = {code: text for theme in THEMES for code, text in theme.TEXTS.items()}

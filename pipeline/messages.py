"""The language that people are spoken to in: Vietnamese unless they ask for English.

Message ids are English and stand in the code; `locales/vi` holds the Vietnamese. Click looks its own texts up
in the same catalogue, since it uses the process's default domain. `pathlib` is not used here: it would cost a fifth of
the time that `vanban --help` takes.
"""

import gettext
import os

LANGUAGES = ("vi", "en")
DOMAIN = "vanban"
_said: dict[str, str] = {}  # gettext looks for the catalogue's file each time that it is asked


def use(language: str) -> None:
    """Speak `language` ("vi" or "en") from here on; anything else is taken as "vi"."""
    chosen = language if language in LANGUAGES else "vi"
    os.environ["LANGUAGE"] = chosen
    gettext.bindtextdomain(DOMAIN, os.path.join(os.path.dirname(__file__), "locales"))  # noqa: PTH118, PTH120
    gettext.textdomain(DOMAIN)
    _said.clear()


def language() -> str:
    """The language spoken now."""
    return os.environ.get("LANGUAGE", LANGUAGES[0])


def text(message: str) -> str:
    """The message in the chosen language; the message itself where the catalogue has none."""
    if message not in _said:
        _said[message] = gettext.gettext(message) if message else ""
    return _said[message]


def marked(message: str) -> str:
    """Mark a message for extraction without translating it yet (tables of messages)."""
    return message

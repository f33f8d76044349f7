"""Ditto marks: how a clerk says "as above"."""

import re

from pipeline.vietnamese import bare

_QUOTE = "[\"'“”„‟″‴〃＂«»`´‘’,]"
_DITTO = re.compile(
    rf"""[\s(\[.…*_–—-]*                    # -nt-, (nt), - " -
    (?: n\s*[/.]\s*t | nt                  # nt, n/t, n.t
      | nhu\s+(?:(?:hang|dong|o|muc|y)\s+)?tren
      | //+ | \\\\+ | ''+ | ,,+ | 〃 | {_QUOTE}{_QUOTE}+ | ["“”„‟″‴＂]
    )(?: \s+(?: " | // | 〃 | nt ))*
    [\s)\].…*_–—-]*""",
    re.VERBOSE,
)
LONGEST = 20  # "(như hàng trên)" and a few marks around it


def is_ditto(text: str) -> bool:
    """Whether the cell only says that what stands above holds here too: nt, -nt-, n/t, ", //, 〃, như trên."""
    if not text or len(text) > LONGEST or (text[0].isalnum() and text[0] not in "nN"):
        return False
    return _DITTO.fullmatch(bare(text).casefold()) is not None

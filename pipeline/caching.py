"""Where the user's programs keep what can be made again."""

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """$VANBAN_CACHE, or `vanban` in the system's place for such; it need not be there. RuntimeError without a home."""
    if chosen := os.environ.get("VANBAN_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "vanban"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (given if given.is_absolute() else Path.home() / ".cache") / "vanban"

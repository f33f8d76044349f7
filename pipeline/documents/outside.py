"""Kinds of documents from other distributions: each names a module under the entry point group `vanban.kinds`."""

import os
import sys
from importlib.machinery import PathFinder

GROUP = "vanban.kinds"
_INFOS = (".dist-info", ".egg-info", "EGG-INFO")


def import_kinds() -> None:
    """Import the modules that other distributions name; to define a kind is to register it."""
    if _may_be_some():
        from importlib.metadata import entry_points

        for entry in entry_points(group=GROUP):
            entry.load()


def _may_be_some() -> bool:
    """Whether to ask importlib.metadata, which takes several times as long to import as this takes."""
    if any(finder is not PathFinder and hasattr(finder, "find_distributions") for finder in sys.meta_path):
        return True
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                if any(entry.name.endswith(_INFOS) and _names_some(entry.path) for entry in entries):
                    return True
        except NotADirectoryError:  # such as a ZIP
            return True
        except OSError:
            continue
    return False


def _names_some(info: str) -> bool:
    """Whether a distribution's entry points name our group."""
    try:
        with open(f"{info}/entry_points.txt", "rb") as file:  # noqa: PTH123  a hundred of them, as quickly as can be
            return f"[{GROUP}]".encode() in file.read()
    except OSError:
        return False

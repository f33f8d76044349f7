"""Drafts kept on disk from one run to the next, for their translation takes docxtpl, which takes long to import.

Those of the built-in templates come with the program (`ready/`), made by `make templates`; all others are kept where
they are first made.

The folder is $VANBAN_CACHE, or `vanban` in the user's cache folder. It may be shared by any number of processes and
deleted at any time: files are written aside and renamed, and whatever is wrong with one, or with the folder, the
translation is made anew. Nothing in it is ever executed: a file is JSON behind its own checksum, and the Jinja in it
runs in the sandbox as any template does.
"""

import json
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jinja2.lexer
from lxml import etree

from pipeline.archive import Package
from pipeline.caching import cache_folder
from pipeline.template.drafts import Draft
from pipeline.template.places import Cell, Place

READY = Path(__file__).parent / "ready"
MOST_FILES = 64
MOST_BYTES = 2 << 20  # of one file
_OWN = ("borrowed.py", "drafts.py", "finishing.py", "kept.py", "numbering.py", "places.py")
_FAULTS = (OSError, ValueError, RuntimeError)  # the last where there is no home


def kept_drafts(package: Package, make: Callable[[], Iterable[Draft]]) -> Sequence[Draft]:
    """The drafts of a package: those kept on disk, or what `make` gives, kept from then on. Raises what it does."""
    path = None
    with suppress(*_FAULTS):
        shipped, key = _keys(package)
        with suppress(*_FAULTS):
            return _read(READY / f"{shipped}.json")
        path = _folder() / f"{key}.json"
        return _read(path)
    drafts = list(make())
    if path is not None:
        with suppress(*_FAULTS):
            _write(path, drafts)
    return drafts


def _folder() -> Path:
    """The folder, made if need be. Raises OSError where it is not this user's alone to write to."""
    folder = cache_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(folder)
    if sys.platform != "win32" and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        raise PermissionError(folder)
    return folder


def ship(packages: Iterable[tuple[Package, Sequence[Draft]]]) -> None:
    """Put drafts where they come with the program, in place of those that came before. Raises OSError."""
    READY.mkdir(exist_ok=True)
    for old in READY.iterdir():
        old.unlink()
    for package, drafts in packages:
        (READY / f"{_keys(package)[0]}.json").write_bytes(_packed(drafts))


def _keys(package: Package) -> tuple[str, str]:
    """What a package's drafts hang on: its members and the code that translates them; and the versions beneath it."""
    digest = sha256(_translators())
    for name, data in package.items():
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    shipped = digest.hexdigest()
    digest.update(f"{etree.LXML_VERSION} {sys.version_info}".encode())
    return shipped, digest.hexdigest()


@cache
def _translators() -> bytes:
    spec = find_spec("docxtpl")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("docxtpl")
    here = Path(__file__).parent
    files = [here / name for name in _OWN] + [Path(spec.origin).with_name("template.py"), Path(jinja2.lexer.__file__)]
    digest = sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.digest()


def _read(path: Path) -> list[Draft]:
    """The drafts in a file. Raises OSError where there is none, ValueError where it is not as it was written."""
    with path.open("rb") as file:
        checksum, _, text = file.read(MOST_BYTES).partition(b"\n")
    if sha256(text).hexdigest().encode() != checksum:
        raise ValueError(path)
    return [_draft(**fields) for fields in json.loads(text)]


def _draft(places: dict[str, Any], unclosed: Any, **fields: Any) -> Draft:
    known = {int(line): _place(**place) for line, place in places.items()}
    return Draft(places=known, unclosed=unclosed and _place(**unclosed), **fields)


def _place(cell: Any, **fields: Any) -> Place:
    return Place(cell=cell and Cell(*cell), **fields)


def _packed(drafts: Sequence[Draft]) -> bytes:
    text = json.dumps([asdict(draft) for draft in drafts], ensure_ascii=False).encode()
    return sha256(text).hexdigest().encode() + b"\n" + text


def _write(path: Path, drafts: Sequence[Draft]) -> None:
    data = _packed(drafts)
    if len(data) > MOST_BYTES:
        return
    handle, name = tempfile.mkstemp(dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    files = [file for file in path.parent.iterdir() if file.is_file()]  # beside them stand the folders of others
    for old in sorted(files, key=lambda file: file.stat().st_mtime_ns)[:-MOST_FILES]:
        old.unlink(missing_ok=True)

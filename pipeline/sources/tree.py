"""YAML and JSON: nested maps, lists and texts, each with its line. The only module that knows PyYAML.

Every scalar stays the text that was written: no `no` becomes False, no `01` becomes 1. Types are the records' affair.
Anchors and aliases are refused (a small file could unfold into a huge one), as is nesting beyond 50 levels.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.messages import text as _
from pipeline.problems import UsageError, Where
from pipeline.sources.rows import Origin, Row, Table
from pipeline.vietnamese import compose

MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 50

_OPENING = (
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
)
_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken, yaml.BlockEndToken)

Place = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file holds: `value` of dicts, lists and texts; `lines` gives the 1-based line of every place in it.

    JSON has no lines to give: there they are the numbers of a list's items, from 1.
    """

    shown_as: str
    value: Any
    lines: dict[Place, int]

    def at(self, place: Place) -> Where:
        """The line of `place`, or of the nearest place around it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return Where(file=self.shown_as, row=self.lines.get(place))


def read_tree(path: Path, *, shown_as: str = "") -> Tree:
    """The contents of a YAML or JSON file.

    Raises UsageError "not-found", "not-text", "not-yaml" (with its line), "yaml-alias", "yaml-twice", "file-too-large".
    """
    shown = shown_as or str(path)
    lines: dict[Place, int] = {}
    with _reading(shown):
        if path.suffix.lower() == ".json":
            texts = _json(path, shown, parse_int=str, parse_float=str, parse_constant=str)
            if isinstance(texts, list):
                lines = {(index,): index + 1 for index in range(len(texts))}
            return Tree(shown, _texts(texts), lines)
        source = _source(path, shown)
        node = yaml.compose(source, _Loader)
        value = _value(node, (), lines, shown) if node else {}
    return Tree(shown, value, lines)


def read_values(path: Path, *, shown_as: str = "") -> Any:
    """The contents of a YAML or JSON file with YAML's own types: numbers, truth, dates. Raises as `read_tree` does."""
    shown = shown_as or str(path)
    with _reading(shown):
        if path.suffix.lower() == ".json":
            return _composed(_json(path, shown))
        return _composed(yaml.load(_source(path, shown), _Loader))  # noqa: S506  a safe loader


def _json(path: Path, shown: str, **scalars: Callable[[str], Any]) -> Any:
    """A JSON file's value; UsageError "yaml-twice" where an object has a key twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise UsageError("yaml-twice", Where(file=shown), key=key)
            found[key] = value
        return found

    return json.loads(_text(path, shown), object_pairs_hook=once, **scalars)  # type: ignore[arg-type]


def _texts(value: Any) -> Any:
    """The value with every scalar as text: what `read_tree` gives of JSON."""
    match value:
        case None:
            return None
        case dict():
            return {compose(key): _texts(item) for key, item in value.items()}
        case list():
            return [_texts(item) for item in value]
        case bool():
            return "true" if value else "false"
        case _:
            return compose(str(value)).strip()


def _composed(value: Any) -> Any:
    match value:
        case str():
            return compose(value)
        case list():
            return [_composed(item) for item in value]
        case dict():
            return {str(key): _composed(item) for key, item in value.items()}
        case _:
            return value


@contextmanager
def _reading(shown: str) -> Iterator[None]:
    """Turn what reading and parsing may raise into a UsageError."""
    try:
        yield
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Where(file=shown, row=mark.line + 1 if mark else None)
        raise UsageError("not-yaml", where, path=shown, reason=error.problem or "") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise UsageError("not-yaml", Where(file=shown), path=shown, reason=str(error).splitlines()[0]) from error
    except FileNotFoundError as error:
        raise UsageError("not-found", Where(file=shown), path=shown) from error
    except UnicodeDecodeError as error:
        raise UsageError("not-text", Where(file=shown), path=shown) from error
    except json.JSONDecodeError as error:
        raise UsageError("not-json", Where(file=shown, row=error.lineno), path=shown, reason=error.msg) from error
    except ValueError as error:  # a date of no calendar, a number without end
        raise UsageError("not-yaml", Where(file=shown), path=shown, reason=str(error)) from error
    except OSError as error:
        raise UsageError("unreadable", Where(file=shown), path=shown, reason=error.strerror or "") from error


def _text(path: Path, shown: str) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise UsageError("file-too-large", Where(file=shown), path=shown)
    return path.read_text(encoding="utf-8-sig")


def _source(path: Path, shown: str) -> str:
    """A YAML file's text, once it is known to hold no anchor: a few of them can unfold into a huge value."""
    source = _text(path, shown)
    depth = 0
    for token in yaml.scan(source, _Loader):
        where = Where(file=shown, row=token.start_mark.line + 1)
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            raise UsageError("yaml-alias", where)
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > DEEPEST:  # the composer recurses, in C
            raise UsageError("not-yaml", where, path=shown, reason=_("nested too deeply"))
    return source


def _value(node: yaml.Node, place: Place, lines: dict[Place, int], shown: str) -> Any:
    line = node.start_mark.line + 1
    lines[place] = line
    match node:
        case yaml.ScalarNode():
            empty = node.tag == "tag:yaml.org,2002:null"
            return None if empty else compose(node.value).strip()
        case yaml.SequenceNode():
            return [_value(item, (*place, index), lines, shown) for index, item in enumerate(node.value)]
        case yaml.MappingNode():
            found: dict[str, Any] = {}
            for key, item in node.value:
                if not isinstance(key, yaml.ScalarNode) or key.value in found:
                    where = Where(file=shown, row=key.start_mark.line + 1)
                    raise UsageError("yaml-twice", where, key=str(key.value))
                found[key.value] = _value(item, (*place, key.value), lines, shown)
                lines[(*place, key.value)] = key.start_mark.line + 1
            return found
        case _:
            raise UsageError("not-yaml", Where(file=shown, row=line), path=shown, reason=str(node.tag))


def read_list(path: Path, shown: str) -> Table:
    """The table of a YAML or JSON file that holds a list of maps; a map's keys are its columns.

    Raises UsageError "not-a-list" where the file holds something else.
    """
    tree = read_tree(path, shown_as=shown)
    header = {str(key): tree.at((index, key)) for index, item in enumerate(_items(tree)) for key in item}
    return Table(path, shown, tuple(header.items()), _Rows(path, Origin(shown, "", tuple(header)), tree))


@dataclass(slots=True)
class _Rows:
    """The rows of a list. Its tree is held, but does not travel: it is read again where the rows are asked for."""

    path: Path
    origin: Origin
    tree: Tree | None

    def __reduce__(self) -> tuple[Any, ...]:
        return _Rows, (self.path, self.origin, None)

    def __call__(self) -> Iterator[Row]:
        self.tree = tree = self.tree or read_tree(self.path, shown_as=self.origin.file)
        names = self.origin.names
        for index, item in enumerate(_items(tree)):
            cells = {str(key): value for key, value in item.items() if value is not None}
            values = tuple(tuple(v) if isinstance(v, list) else v for v in (cells.get(name, "") for name in names))
            lines = tuple(tree.at((index, name)).row for name in names)
            yield Row(self.origin, tree.at((index,)).row, values, (), lines)


def _items(tree: Tree) -> list[dict[str, Any]]:
    items = [tree.value] if isinstance(tree.value, dict) and tree.value else tree.value or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise UsageError("not-a-list", Where(file=tree.shown_as), path=tree.shown_as)
    return items

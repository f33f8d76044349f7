"""What the rows of the table are: frozen, of the keys and types that their classes say.

Pydantic can do the same, but making its models of twenty classes takes several times as long as reading the table.
"""

import re
from decimal import Decimal
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NoReturn,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)


@dataclass_transform(eq_default=False, kw_only_default=True, frozen_default=True)
class Row:
    """A row of the table: frozen, and with no key that the table does not define.

    Its values are as TOML has them, lists for tuples; a text of the type `Annotated[str, pattern]` matches the pattern
    from end to end. Raises ValueError where a key is missing or unknown, or a value is not of its type.
    """

    _fields: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        cls._fields = get_type_hints(cls, include_extras=True)
        del cls._fields["_fields"]

    def __init__(self, **values: Any) -> None:
        kind, fields = type(self), self._fields
        if unknown := sorted(values.keys() - fields.keys()):
            raise ValueError(f"{kind.__name__} has no keys {unknown}")
        if missing := [key for key in fields if key not in values and not hasattr(kind, key)]:
            raise ValueError(f"{kind.__name__} lacks {missing}")
        for key, value in values.items():
            try:
                self.__dict__[key] = _typed(value, fields[key])
            except ValueError as error:
                raise ValueError(f"{key}: {error}") from error
        self._check()

    def _check(self) -> None:
        """Raise ValueError where the values do not go together."""

    def __setattr__(self, key: str, value: object) -> NoReturn:
        raise AttributeError(f"a row is frozen: {key}")


def _typed(value: Any, wanted: Any) -> Any:
    """The value as its type has it. Raises ValueError."""
    origin, parts = get_origin(wanted), get_args(wanted)
    if origin is UnionType:  # "or None", which is what TOML cannot say
        return _typed(value, parts[0])
    if origin is tuple and isinstance(value, list | tuple):
        return tuple([_typed(one, parts[0]) for one in value])
    if origin is dict and isinstance(value, dict):
        return {_typed(key, parts[0]): _typed(one, parts[1]) for key, one in value.items()}
    if origin is Annotated and isinstance(value, str) and re.fullmatch(parts[1], value, re.DOTALL):
        return value
    if origin is Literal and value in parts:
        return value
    if origin is None and isinstance(value, wanted):
        return value
    if wanted is Decimal and type(value) is int:
        return Decimal(value)
    if origin is None and issubclass(wanted, Row) and isinstance(value, dict):
        return wanted(**value)
    raise ValueError(f"{value!r} is not of {wanted}")

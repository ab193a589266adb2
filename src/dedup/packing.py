"""Values as JSON, from one process of the program to another: dataclasses as lists of their fields, in order.

No pickle: what a process reads makes no objects but those that its reader asks for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
_Decoder = Callable[[Any], Any]

_PLAIN: Final = frozenset({str, int, float, bool, NoneType, object, Any, Literal})
"""Kinds that JSON gives back as they were; ``object`` stands for what JSON knows, in which a tuple comes as a list."""


def packed(value: object) -> bytes:
    """JSON in UTF-8; surrogates pass alone and in pairs, which escapes would join, and floats are exact."""
    text = json.dumps(value, default=_values, ensure_ascii=False, check_circular=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def unpacked(data: bytes, kind: type[Value]) -> Value:
    """The value of type ``kind`` that was packed; ``ValueError`` or ``TypeError`` where it is none.

    ``kind`` is made of dataclasses, tuples, lists (``Sequence`` too), mappings from strings, ``| None``, literals,
    strings, numbers and truth values; ``TypeError`` for any other.
    """
    wanted: Any = kind
    decode = _decoder(wanted)
    value = json.loads(data.decode("utf-8", "surrogatepass"))
    made: Value = value if decode is None else decode(value)
    return made


def _values(item: object) -> list[Any]:
    kind: Any = type(item)
    return [getattr(item, name) for name in _names(kind)]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind} cannot be sent to another process")
    return tuple(item.name for item in fields(kind))


@cache
def _decoder(kind: Any) -> _Decoder | None:
    """What makes a value of ``kind`` of what JSON gives; ``None`` where that is the value."""
    origin, arguments = get_origin(kind), get_args(kind)
    if (origin or kind) in _PLAIN:
        return None
    if is_dataclass(kind):
        return _of_dataclass(kind)
    if origin in (Union, UnionType):
        return _of_optional(kind, arguments)
    if origin is tuple and arguments[1:] != (...,):
        return _of_row(tuple, arguments)
    if origin in (tuple, list, Sequence):
        return _of_many(tuple if origin is tuple else list, _decoder(arguments[0]))
    if origin is dict and arguments[0] is str:
        return _of_mapping(_decoder(arguments[1]))
    raise TypeError(f"{kind} cannot be read from another process")


def _of_dataclass(kind: Any) -> _Decoder:
    hints = get_type_hints(kind)
    return _of_row(lambda values: kind(*values), tuple(hints[name] for name in _names(kind)))


def _of_row(make: _Decoder, kinds: tuple[Any, ...]) -> _Decoder:
    """A value of each kind, in order."""
    count = len(kinds)
    decoders = [(place, decode) for place, decode in enumerate(map(_decoder, kinds)) if decode is not None]

    def of_row(values: list[Any]) -> Any:
        if len(values) != count:
            raise ValueError(f"{len(values)} values where there should be {count}")
        for place, decode in decoders:
            values[place] = decode(values[place])
        return make(values)

    return of_row


def _of_optional(kind: Any, kinds: tuple[Any, ...]) -> _Decoder | None:
    """One kind or nothing; several only where JSON tells them apart."""
    decoders = [decode for decode in map(_decoder, kinds) if decode is not None]
    if not decoders:
        return None
    if len(kinds) != 2 or NoneType not in kinds:
        raise TypeError(f"{kind} cannot be read from another process: its kinds look alike")
    decode = decoders[0]
    return lambda value: None if value is None else decode(value)


def _of_many(make: Callable[[Any], Any], decode: _Decoder | None) -> _Decoder:
    return make if decode is None else lambda values: make(map(decode, values))


def _of_mapping(decode: _Decoder | None) -> _Decoder:
    if decode is None:
        return dict
    return lambda values: {key: decode(value) for key, value in values.items()}

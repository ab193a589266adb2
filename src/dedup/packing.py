"""Values as bytes, from one process of the program to another; never to a file, never from elsewhere."""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def packed(value: object) -> bytes:
    """A pickle, without the slow general way in which dataclasses with slots pickle themselves."""
    out = io.BytesIO()
    _Pickler(out, protocol=5).dump(value)
    return out.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, item: Any) -> Any:
        """A dataclass as its class and its values."""
        kind: Any = type(item)
        names = _names(kind)
        return (kind, tuple([getattr(item, name) for name in names])) if names else NotImplemented


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind)) if is_dataclass(kind) else ()

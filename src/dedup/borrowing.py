# mypy: allow-untyped-calls, allow-untyped-decorators
"""Arrays that kernels read without counting who holds them.

Numba counts references to an array with atomic instructions wherever a variable comes to hold it. In kernels that pass
the same texts to many small functions that takes more time than the work, the more so where threads share the texts.
"""

from __future__ import annotations

from typing import Any

from numba.core.cgutils import get_null_value
from numba.extending import intrinsic


@intrinsic
def borrowed(_context: Any, array: Any) -> Any:
    """``array``, not kept alive by this view of it: the caller holds it as long as the view is used."""

    def view(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        from numba.np.arrayobj import make_array  # only compiling needs it

        seen = make_array(signature.args[0])(context, builder, arguments[0])
        seen.meminfo = get_null_value(seen.meminfo.type)
        seen.parent = get_null_value(seen.parent.type)
        return seen._getvalue()

    return array(array), view

"""The API under requests made from its own OpenAPI description: none may end in a server error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from served import index_of, serving, texts

schemathesis = pytest.importorskip("schemathesis")
pytest.importorskip("fastapi")

pytestmark = pytest.mark.slow
CHEAP, DEAR = 60, 25
"""Requests of each kind, and such as may start a check."""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    index = index_of(tmp_path_factory.mktemp("fuzz") / "a.dedup", texts())
    with serving(index, most_bytes=200_000) as url:
        yield schemathesis.openapi.from_url(f"{url}/openapi.json")


def answered(operation: Any, mode: str, count: int) -> int:
    """How many requests to one operation were tried; fails where an answer is not as described."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    wanted = [
        not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    ]
    tried = 0

    @settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode[mode]))
    def ask(case: Any) -> None:
        nonlocal tried
        tried += 1
        case.call_and_validate(checks=wanted, timeout=120)

    ask()
    return tried


@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_no_request_ends_in_a_server_error_and_all_answers_are_as_described(schema: Any, mode: str) -> None:
    tried: Counter[str] = Counter()
    for result in schema.get_all_operations():
        operation = result.ok()
        try:
            tried[operation.path] += answered(operation, mode, DEAR if operation.method == "post" else CHEAP)
        except Unsatisfiable:  # a request without values, or that takes any text, has no wrong ones
            assert mode == "NEGATIVE"
    assert all(tried[path] >= DEAR for path in ("/api/check", "/api/archive", "/api/archive/{document}"))

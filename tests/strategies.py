"""Texts for hypothesis: hostile ones, essay-like ones, and ones with few letters, so that much repeats."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# The same examples on every run: a test that fails on one machine fails on all.
a_moderate_number = settings(
    deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)

_SENTENCES = (
    "钟楼的钟慢了七分钟，没有人去拨。",
    "水往低处流，人往高处走！",
    "渡口的船夫说，雾是河在想事情。",
    "茶要等，人也要等。",
    "The ferry left on time, as it had for forty years.",
    "Nobody wound the clock.",
    "「泡茶的水」共3.5升；",
    "café à la carte",
)
any_text = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60)
essays = st.lists(st.sampled_from(_SENTENCES), max_size=8).map("".join)
few_letters = st.text(alphabet="水火ab", max_size=40)
refrains = st.lists(st.sampled_from(["水火木金", "水火木金", "abcdefgh", "土", "c"]), max_size=40).map("".join)

"""The years that a text speaks of."""

from __future__ import annotations

from typing import Final

from dedup.expressions import expression

# Four digits before a measure are a number of something. The first character is looked for alone: that is four times
# as fast as a choice of two beginnings.
_MEASURE: Final = (
    r" ?(?:[元米人名个個亩畝吨噸户戶字只隻块塊斤千万萬亿億多余餘]|公[里斤尺顷頃]|平方"
    r"|(?:people|words|copies|pages|met(?:er|re)s|miles|feet|km|kg|m)\b)"
)
_YEAR: Final = expression(
    rf"[12一二](?:(?<![0-9,.][12])(?:(?<=1)[5-9][0-9]|(?<=2)0[0-4])[0-9](?![0-9]|[,.][0-9]|{_MEASURE})"
    r"|(?<=[一二])[〇○零九][〇○零一二三四五六七八九]{2}年)"
)
_HAN_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789", "年")
_EARLIEST: Final = 1500
_LATEST: Final = 2049
RECENT: Final = 1990
"""Years from here on are the present of a text or near it: a text that speaks of them was hardly written before."""


def latest_year(text: str) -> int:
    """The latest year from 1500 to 2049 that a text speaks of, 0 where it speaks of none."""
    years = {int(written.translate(_HAN_DIGITS)) for written in set(_YEAR.findall(text))}
    return max(filter(is_year, years), default=0)


def is_year(number: int) -> bool:
    """Whether a number may be a year that a text speaks of."""
    return _EARLIEST <= number <= _LATEST

"""Writes the tables of ``docs/configuration.md`` from the settings themselves: ``make docs`` runs it.

Everything outside the two marks of the page is written by hand and stays.
"""

from __future__ import annotations

import json
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from dedup.settings import Settings

PAGE = Path(__file__).resolve().parent.parent / "docs" / "configuration.md"
BEGIN = "<!-- tables: written by tools/write_configuration_doc.py -->"
END = "<!-- end of tables -->"


def tables(settings: Settings) -> str:
    """A heading, a sentence and a table for each group of settings, in Markdown."""
    return "\n\n".join(_table(field.name, getattr(settings, field.name)) for field in fields(settings))


def _table(name: str, group: Any) -> str:
    rows = [_row(setting, getattr(group, setting.name)) for setting in fields(group)]
    about = " ".join((type(group).__doc__ or "").split())
    return "\n".join([f"## [{name}]", "", about, "", "| key | default | range | meaning |", "|---|---|---|---|", *rows])


def _row(setting: Field[Any], default: object) -> str:
    value = json.dumps(list(default) if isinstance(default, tuple) else default)
    return f"| `{setting.name}` | `{value}` | {_range(setting)} | {setting.metadata['help']} |"


def _range(setting: Field[Any]) -> str:
    least, most = setting.metadata["at_least"], setting.metadata["at_most"]
    if least is None and most is None:
        return ""
    if most is None:
        return f"from {least:,}"
    return f"to {most:,}" if least is None else f"{least:,} to {most:,}"


def with_tables(page: str, settings: Settings) -> str:
    """``page`` with what stands between its marks replaced."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables(settings)}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), Settings()), encoding="utf-8")

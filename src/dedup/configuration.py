"""Loads settings: defaults, then ``dedup.toml`` or ``[tool.dedup]``, then flags.

Ranges and types come from the settings' own metadata, so a new setting needs no line here. All problems of a file
are gathered before any is raised.
"""

from __future__ import annotations

import difflib
import math
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

from dedup.errors import ConfigurationError, InputError
from dedup.settings import Settings

FILE_NAME = "dedup.toml"
_TYPE_NAMES = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Source:
    """Tables of settings and where they stand; ``where`` opens each message about them."""

    where: str
    tables: Mapping[str, object]


def load_settings(config: Path | None, start: Path, overrides: Mapping[str, Mapping[str, object]]) -> Settings:
    """Settings from the defaults, a file and flags; what comes later wins.

    ``config`` is the file asked for, which must exist; without one the nearest ``dedup.toml`` or ``[tool.dedup]`` is
    taken, from ``start`` upward to the root of the repository or the home folder.
    """
    found = _read_source(config) if config else find_source(start)
    return _gathered([source for source in (found, Source("command line", overrides)) if source])


def settings_from(source: str | os.PathLike[str] | Mapping[str, Mapping[str, object]]) -> Settings:
    """Settings from a configuration file, or from tables such as ``{"policy": {"preset": "journal"}}``.

    What is not there has its default. Raises ``ConfigurationError`` with all that does not hold.
    """
    tables = Source("settings", source) if isinstance(source, Mapping) else _read_source(Path(source))
    return _gathered([tables])


def _gathered(sources: Iterable[Source]) -> Settings:
    """The defaults with what each source sets, the later ones over the earlier."""
    settings, problems = Settings(), list[str]()
    for source in sources:
        settings, more = _apply(settings, source)
        problems += more
    if problems:
        raise ConfigurationError("\n".join(problems))
    return settings


def to_mapping(settings: Settings) -> dict[str, dict[str, object]]:
    """The settings as plain values that survive a round through JSON: tables of keys, lists for tuples."""
    return {
        table: {key: list(value) if isinstance(value, tuple) else value for key, value in keys.items()}
        for table, keys in asdict(settings).items()
    }


def recorded_settings(mapping: Mapping[str, Mapping[str, object]], where: str) -> Settings:
    """The settings that ``to_mapping`` gave, as results record them; settings that are newer have their defaults.

    Raises ``InputError``, naming the file ``where`` they stand, for values that no settings of this version could have.
    """
    settings, problems = _apply(Settings(), Source("settings", mapping))
    if problems:
        raise InputError(
            f"{where}: was not made with settings of this version ({'; '.join(problems)}); scan the texts again"
        )
    return settings


def find_source(start: Path) -> Source | None:
    """The nearest configuration from ``start`` upward; none beyond a repository's root or the home folder."""
    for folder in upward(start.resolve()):
        if (folder / FILE_NAME).is_file():
            return _read_source(folder / FILE_NAME)
        project = folder / "pyproject.toml"
        # A pyproject.toml that never says "dedup" is none of our business, even if it is broken.
        if project.is_file() and b"dedup" in project.read_bytes():
            source = _read_source(project)
            if source.tables:
                return source
    return None


def upward(folder: Path) -> Iterator[Path]:
    """The folder and those above it, up to the root of the repository or the home folder."""
    for current in (folder, *folder.parents):
        yield current
        if (current / ".git").exists() or current == _home():
            return


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # no HOME and no entry for the user: nothing to stop at
        return None


def _read_source(path: Path) -> Source:
    """The tables of a file: all of a ``dedup.toml``, only ``[tool.dedup]`` of a ``pyproject.toml``."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path}: there is no such configuration file") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: not UTF-8, which TOML must be; save it as UTF-8") from error
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror})") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: not valid TOML: {error}") from error
    if path.name != "pyproject.toml":
        return Source(str(path), content)
    tools = content.get("tool")
    tables = tools.get("dedup", {}) if isinstance(tools, dict) else {}
    return Source(f"{path} [tool.dedup]", tables if isinstance(tables, dict) else {"tool.dedup": tables})


def _apply(settings: Settings, source: Source) -> tuple[Settings, list[str]]:
    """``settings`` with the source's valid values put in, and what is wrong with the others."""
    problems: list[str] = []
    tables = [field.name for field in fields(settings)]
    for name, content in source.tables.items():
        if name not in tables:
            problems.append(f"{source.where}: {_unknown('table', f'[{name}]', name, tables)}")
        elif not isinstance(content, Mapping):
            problems.append(f"{source.where}: {name} is a table; write [{name}] and its keys below")
        else:
            table, more = _apply_table(getattr(settings, name), name, content)
            settings = replace(settings, **{name: table})
            problems += [f"{source.where}: {problem}" for problem in more]
    return settings, problems


def _apply_table(table: Any, name: str, content: Mapping[str, object]) -> tuple[Any, list[str]]:
    known = {field.name: field for field in fields(table)}
    hints = get_type_hints(type(table))
    values: dict[str, object] = {}
    problems: list[str] = []
    for key, value in content.items():
        if key not in known:
            problems.append(_unknown(f"key in [{name}]", key, key, list(known)))
            continue
        problem = _problem(known[key], hints[key], value)
        if problem:
            problems.append(f"{name}.{key} {problem}")
        else:
            values[key] = _converted(hints[key], value)
    return replace(table, **values), problems


def _unknown(what: str, shown: str, name: str, valid: list[str]) -> str:
    near = difflib.get_close_matches(name, valid, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"unknown {what}: {shown} ({hint}valid: {', '.join(valid)})"


def _problem(setting: Field[Any], kind: Any, value: object) -> str | None:
    """What is wrong with a value, as the end of a sentence; ``None`` where nothing is."""
    if not _has_type(kind, value):
        return f"must be {_type_name(kind)}, not {value!r}"
    least, most = setting.metadata.get("at_least"), setting.metadata.get("at_most")
    if least is not None and value < least:
        return f"must be at least {least}, not {value}"
    if most is not None and value > most:
        return f"must be at most {most}, not {value}"
    return None


def _has_type(kind: Any, value: object) -> bool:
    if kind == tuple[str, ...]:
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind)


def _type_name(kind: Any) -> str:
    return _TYPE_NAMES.get(kind, 'a list of texts, such as ["*.md"]')


def _converted(kind: Any, value: Any) -> object:
    if kind == tuple[str, ...]:
        return tuple(value)
    return float(value) if kind is float else value

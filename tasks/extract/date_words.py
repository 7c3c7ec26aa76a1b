"""Reads the words of the date finder from codebook/date_words.toml, and the past tenses from codebook/verbs.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tasks.errors import ConfigError

_CODEBOOK = Path(__file__).parent / "codebook"

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateWords:
    """The lists of date_words.toml; ``past`` holds the irregular past forms that are no base form."""

    ahead: frozenset[str]
    timetable: frozenset[str]
    ahead_then: frozenset[str]
    arranged: frozenset[str]
    arranged_things: frozenset[str]
    plans: frozenset[str]
    words_for_later: frozenset[str]
    over: frozenset[str]
    not_past: frozenset[str]
    determiners: frozenset[str]
    mastheads: tuple[str, ...]
    named_days: tuple[str, ...]
    todays: tuple[str, ...]
    counted: tuple[str, ...]
    holidays: Mapping[str, MonthDay]
    landmarks: Mapping[MonthDay, tuple[int, frozenset[str]]]
    past: frozenset[str]


@cache
def load_date_words(folder: Path = _CODEBOOK) -> DateWords:
    """The words of a codebook folder; ConfigError with the file where a list is missing or no list."""
    path = folder / "date_words.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        verbs = tomllib.loads((folder / "verbs.toml").read_text(encoding="utf-8"))
        return _read(table, _past_forms(verbs))
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise ConfigError(f"no list of date words: {error!r}", path) from error


def _read(table: Mapping[str, Any], past: frozenset[str]) -> DateWords:
    return DateWords(
        ahead=frozenset(table["ahead"]),
        timetable=frozenset(table["timetable"]),
        ahead_then=frozenset(table["ahead_then"]),
        arranged=frozenset(table["arranged"]),
        arranged_things=frozenset(table["arranged_things"]),
        plans=frozenset(table["plans"]),
        words_for_later=frozenset(table["words_for_later"]),
        over=frozenset(table["over"]),
        not_past=frozenset(table["not_past"]),
        determiners=frozenset(table["determiners"]),
        mastheads=tuple(table["mastheads"]),
        named_days=tuple(table["named_days"]),
        todays=tuple(table["todays"]),
        counted=tuple(table["counted"]),
        holidays=MappingProxyType({name: _month_day(day) for name, day in table["holidays"].items()}),
        landmarks=MappingProxyType(
            {_month_day(day): (int(row[0]), frozenset(row[1:])) for day, row in table["landmarks"].items()}
        ),
        past=past,
    )


def _month_day(text: str) -> MonthDay:
    month, day = text.split("-")
    return int(month), int(day)


def _past_forms(verbs: Mapping[str, Any]) -> frozenset[str]:
    """Past forms and participles of the irregular verbs; "cut" and "hit" tell no tense and are left out."""
    irregular = verbs["irregular"]
    forms = {form for pair in irregular.values() for cell in pair for form in cell.split("/")}
    return frozenset(forms - set(irregular) - {"been", "had"})

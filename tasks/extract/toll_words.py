"""Reads the words with which news counts people from codebook/toll_words.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tasks.errors import ConfigError

_PATH = Path(__file__).parent / "codebook" / "toll_words.toml"
HARMS = ("killed", "injured", "arrested", "abducted")


@dataclass(frozen=True, slots=True)
class KindWords:
    """How one kind of toll is told; phrases as they stand in a sentence, in lower case."""

    participles: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    around: tuple[tuple[str, str], ...] = ()  # verb and complement with the number between: "shot four dead"
    happened: tuple[str, ...] = ()  # verbs whose subject is counted
    nouns: tuple[str, ...] = ()
    of: tuple[str, ...] = ()  # phrases right before the number


@dataclass(frozen=True, slots=True)
class TollWords:
    """The lists of toll_words.toml."""

    lower: tuple[str, ...]
    upper: tuple[str, ...]
    about: tuple[str, ...]
    behind: tuple[str, ...]
    rough: Mapping[str, int]
    kinds: Mapping[str, KindWords]
    one: tuple[str, ...]
    beside: tuple[str, ...]
    not_people: tuple[str, ...]
    background_before: tuple[str, ...]
    background_behind: tuple[str, ...]
    parted_behind: tuple[str, ...]
    parted_before: tuple[str, ...]
    answered: tuple[str, ...]
    unreal: tuple[str, ...]


@cache
def load_toll_words(path: Path = _PATH) -> TollWords:
    """The words of a file; ConfigError naming it where a list is missing or no list of words."""
    try:
        return _read(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise ConfigError(f"no list of toll words: {error!r}", path) from error


def _read(table: Mapping[str, Any]) -> TollWords:
    hedges, parted, background = table["hedges"], table["parted"], table["background"]
    return TollWords(
        lower=_words(hedges["lower"]),
        upper=_words(hedges["upper"]),
        about=_words(hedges["about"]),
        behind=_words(hedges["behind"]),
        rough=MappingProxyType({phrase: int(least) for phrase, least in table["rough"].items()}),
        kinds=MappingProxyType({name: _kind(table[name]) for name in (*HARMS, "crowd", "troops")}),
        one=_words(table["people"]["one"]),
        beside=_words(table["people"]["beside"]),
        not_people=_words(table["not_people"]["words"]),
        background_before=_words(background["before"]),
        background_behind=_words(background["behind"]),
        parted_behind=_words(parted["behind"]),
        parted_before=_words(parted["before"]),
        answered=_words(parted["answered"]),
        unreal=_words(table["unreal"]["words"]),
    )


def _kind(table: Mapping[str, Any]) -> KindWords:
    lists = {name: listed for name, listed in table.items() if name != "around"}
    around = tuple((str(verb), str(rest)) for verb, rest in table.get("around", ()))
    return KindWords(**{name: _words(listed) for name, listed in lists.items()}, around=around)


def _words(listed: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(listed, list) or not all(isinstance(word, str) and word for word in listed):
        raise TypeError(f"no list of words: {listed!r}")
    return tuple(listed)

"""Reads the word lists of the finders from codebook/finder_words.toml."""

import tomllib
from functools import cache
from pathlib import Path

from tasks.errors import ConfigError

_PATH = Path(__file__).parent / "codebook" / "finder_words.toml"


def word_set(name: str) -> frozenset[str]:
    """One list as a set; ConfigError where the file has no such list of words or a word twice."""
    words = _lists().get(name)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ConfigError(f"there must be a list of words named {name}", _PATH)
    if len(set(words)) != len(words):
        twice = next(word for word in words if words.count(word) > 1)
        raise ConfigError(f"{twice!r} stands in {name} twice", _PATH)
    return frozenset(words)


@cache
def _lists() -> dict[str, object]:
    try:
        return tomllib.loads(_PATH.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"no TOML: {error}", _PATH) from error

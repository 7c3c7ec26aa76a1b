"""Dictionary forms of English words, lower-cased, given their part of speech."""

import tomllib
from functools import lru_cache
from pathlib import Path

from lemminflect import getLemma

_ENGLISH = tomllib.loads(Path(__file__).with_name("english.toml").read_text(encoding="utf-8"))
_AUXILIARIES: dict[str, str] = _ENGLISH["auxiliaries"]
_PARTICLES: dict[str, str] = _ENGLISH["particles"]
_INFLECTED = frozenset({"VERB", "NOUN", "ADJ", "ADV"})


@lru_cache(maxsize=50_000)
def lemma_of(text: str, upos: str) -> str:
    """The lemma of a word: ("shot", "VERB") gives "shoot"; names and function words are lower-cased only."""
    word = text.lower()
    if upos == "AUX":
        return _AUXILIARIES.get(word, word)
    if word in _PARTICLES:
        return _PARTICLES[word]
    if upos not in _INFLECTED:
        return word
    lemmas: tuple[str, ...] = getLemma(word, upos)
    return lemmas[0].lower() if lemmas else word

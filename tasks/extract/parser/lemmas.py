"""Dictionary forms of English words, lower-cased, given their part of speech."""

from functools import lru_cache

from lemminflect import getLemma

from tasks.extract.parser.english import AUXILIARIES, PARTICLES

_INFLECTED = frozenset({"VERB", "NOUN", "ADJ", "ADV"})


@lru_cache(maxsize=50_000)
def lemma_of(text: str, upos: str) -> str:
    """The lemma of a word: ("shot", "VERB") gives "shoot"; names and function words are lower-cased only."""
    word = text.lower()
    if upos == "AUX":
        return AUXILIARIES.get(word, word)
    if word in PARTICLES:
        return PARTICLES[word]
    if upos not in _INFLECTED:
        return word
    lemmas: tuple[str, ...] = getLemma(word, upos)
    return lemmas[0].lower() if lemmas else word

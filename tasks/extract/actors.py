"""Finds who a text names: countries, governments, people, organisations, armed groups and roles, composed."""

from collections.abc import Sequence
from datetime import date

from tasks.extract.actor_lexicon import ActorLexicon, load_actor_lexicon
from tasks.extract.actor_phrases import PhraseReader
from tasks.extract.names import words_of
from tasks.extract.shouted import is_shouted, unshouted
from tasks.extract.spans import ActorSpan

__all__ = ["find_actors", "load_actor_lexicon"]


def find_actors(text: str, lexicon: ActorLexicon, on: date | None = None) -> tuple[ActorSpan, ...]:
    """Every actor in a text, longest match first, in order and without overlap.

    ``on`` is the day of the text: who held an office that day is GOV (or the office's sector), who held it
    before is ELI. Without it the last known office counts.
    """
    words = words_of(text)
    if is_shouted(words):
        words = unshouted(words, lexicon.index)
    reader = PhraseReader(text, words, lexicon, on)
    found: list[ActorSpan] = []
    at = 0
    while at < len(words):
        at = max(at + 1, reader.read(at, found))
    return _in_order(found)


def _in_order(spans: Sequence[ActorSpan]) -> tuple[ActorSpan, ...]:
    """The spans by position; of two that overlap the first read stays."""
    kept: list[ActorSpan] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)

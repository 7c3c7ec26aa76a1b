"""Mentions that the actor finder leaves out: peoples as adjectives, unnamed persons, and names nobody knows."""

from collections.abc import Collection, Iterator, Sequence

from tasks.extract.actor_lexicon import ActorLexicon
from tasks.extract.names import words_of
from tasks.extract.spans import ActorSpan
from tasks.extract.tokens import Word
from tasks.records import Actor

ADJECTIVES = frozenset({"demonym", "people"})


def find_adjectives(text: str, lexicon: ActorLexicon, actors: Sequence[ActorSpan]) -> tuple[ActorSpan, ...]:
    """Peoples that modify another noun, "an Indian proposal", as mentions of their country."""
    words = words_of(text)
    found: list[ActorSpan] = []
    covered = [(span.start, span.end) for span in actors]
    for at, word in enumerate(words):
        if not word.capital or any(start <= word.start < end for start, end in covered):
            continue
        match = lexicon.index.longest(words, at)
        if match is None or match[1].kind not in ADJECTIVES or not match[1].country:
            continue
        end = words[at + match[0] - 1].end
        name = lexicon.countries.get(match[1].country, match[1].name)
        # "Sudanese" is a people's name too, but before a noun it says no more than the country.
        sector = match[1].sector if match[1].kind == "demonym" else ""
        actor = Actor(text[word.start : end], name, match[1].country, sector)
        found.append(ActorSpan(word.start, end, actor, "country"))
    return tuple(found)


def find_persons(
    words: Sequence[Word], persons: Collection[str], masses: Collection[str], taken: Collection[int]
) -> Iterator[ActorSpan]:
    """Unnamed persons ("a suspect", "thousands"): somebody, with nothing known of them."""
    for at, word in enumerate(words):
        if (
            word.lower in masses
            and at not in taken
            and words[at + 1 : at + 2]
            and words[at + 1].lower != "of"
        ):
            yield ActorSpan(word.start, word.end, Actor(word.text, word.lower, "", "CVL"), "role")
        if word.lower in persons and at not in taken:
            yield ActorSpan(word.start, word.end, Actor(word.text, word.lower, "", "UNK"), "role")

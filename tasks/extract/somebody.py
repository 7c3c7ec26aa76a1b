"""Mentions that the actor finder leaves out: peoples as adjectives, unnamed persons, and names nobody knows."""

from collections.abc import Collection, Iterator, Sequence

from tasks.extract.actor_lexicon import ActorLexicon
from tasks.extract.finder_words import word_set
from tasks.extract.names import Word as NameWord
from tasks.extract.names import words_of
from tasks.extract.spans import ActorSpan
from tasks.extract.tokens import Word
from tasks.records import Actor

ADJECTIVES = frozenset({"demonym", "people"})
# Who leads a coalition or a war takes part in it.
AFTER_HYPHEN, BEFORE_HYPHEN = word_set("after_hyphen") - {"led"}, word_set("before_hyphen")
HYPHENS = "-‑–"
ETHNIC = "ethnic"  # says that a people lives in somebody else's country


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
        if _compounded(text, words, at, at + match[0]):
            continue
        end = words[at + match[0] - 1].end
        name = lexicon.countries.get(match[1].country, match[1].name)
        # "Sudanese" is a people's name too, but before a noun it says no more than the country.
        sector = match[1].sector if match[1].kind == "demonym" else ""
        actor = Actor(text[word.start : end], name, match[1].country, sector)
        found.append(ActorSpan(word.start, end, actor, "country"))
    return tuple(found)


def _compounded(text: str, words: Sequence[NameWord], at: int, end: int) -> bool:
    """Whether it says whose side or work something else is: "Saudi-owned", "pro-Russian", "ethnic Turkish"."""
    if at and words[at - 1].folded == ETHNIC and words[at].joined:
        return True
    before, after = text[max(0, words[at].start - 1) : words[at].start], text[words[end - 1].end :][:1]
    if before in HYPHENS and before and words[at - 1].folded in BEFORE_HYPHEN:
        return True
    return after in HYPHENS and bool(after) and end < len(words) and words[end].folded in AFTER_HYPHEN


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

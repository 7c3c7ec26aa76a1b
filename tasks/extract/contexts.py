"""Why, or about what: the contexts of an act, from the words of its sentence, from its sides and from the article."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from tasks.errors import ConfigError
from tasks.extract.codebook import Codebook, read_toml
from tasks.extract.codebook_rows import CODEBOOK
from tasks.extract.country_places import country_place
from tasks.extract.reading import Reading
from tasks.records import Actor, CodedEvent

OPENING = 3  # title and first sentences, which say what an article is about
ENOUGH = 2  # of them must have words of a context
ORGANISED = frozenset({"UNO", "EUR", "IGO"})
STATE = frozenset({"", "GOV", "MIL", "LEG", "SPY", "COP", "JUD"})


@dataclass(frozen=True, slots=True)
class ContextRules:
    """Contexts that the type or the sides of an act bring."""

    between_states: Mapping[str, frozenset[str]]  # context -> types
    sectors: Mapping[str, frozenset[str]]  # context -> sectors of a side


@cache
def load_context_rules() -> ContextRules:
    """The rules of context_rules.toml; ConfigError where a table is missing."""
    path = CODEBOOK / "context_rules.toml"
    table = read_toml(path)
    try:
        lists = [
            {name: frozenset(listed) for name, listed in table[part].items()}
            for part in ("between_states", "sectors")
        ]
    except (KeyError, AttributeError, TypeError) as error:
        raise ConfigError(f"no table of contexts: {error!r}", path) from error
    return ContextRules(*(MappingProxyType(listed) for listed in lists))


def act_contexts(reading: Reading, event: CodedEvent, codebook: Codebook) -> tuple[str, ...]:
    """Those that a mode brings, those whose words stand in the sentence, and those of the sides."""
    modes = codebook.types[event.event_type].modes
    forced = [modes[mode].context for mode in event.modes if modes[mode].context]
    return tuple(dict.fromkeys((*forced, *told_contexts(reading, codebook), *_of_sides(event))))


def told_contexts(reading: Reading, codebook: Codebook) -> tuple[str, ...]:
    """Contexts of which a phrase stands in a sentence."""
    vocabulary = reading.vocabulary
    return tuple(
        name
        for name, phrases in codebook.contexts.items()
        if any(
            all(word in vocabulary for word in phrase) and reading.has_phrase(phrase) for phrase in phrases
        )
    )


def _of_sides(event: CodedEvent) -> Iterable[str]:
    rules, sides = load_context_rules(), (*event.actors, *event.recipients)
    states = {actor.country for actor in sides if _is_state(actor)}
    for name, types in rules.between_states.items():
        if event.event_type in types and len(states) > 1 and not states <= ORGANISED:
            yield name
    for name, sectors in rules.sectors.items():
        if any(actor.sector in sectors for actor in sides):
            yield name


def _is_state(actor: Actor) -> bool:
    state = actor.country in ORGANISED or country_place(actor.country, "") is not None
    return state and actor.sector in STATE


def with_story_contexts(
    events: Iterable[CodedEvent], readings: Sequence[Reading], codebook: Codebook
) -> list[CodedEvent]:
    """The same events, also with what the article as a whole is about: said in the title and again as it opens."""
    opening = Counter(name for reading in readings[:OPENING] for name in told_contexts(reading, codebook))
    about = tuple(name for name, times in opening.items() if times >= ENOUGH)
    return [replace(event, contexts=tuple(dict.fromkeys((*event.contexts, *about)))) for event in events]

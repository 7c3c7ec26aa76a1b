"""Participants in a stretch of words: actors by preposition, in coordination, behind pronouns, or places."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasks.extract.clauses import Range
from tasks.extract.reading import Mention, Reading
from tasks.extract.spans import ActorKind, ActorSpan, PlaceSpan
from tasks.records import Actor

TOGETHER = frozenset({"SUPPORT", "AGREE", "CONSULT", "COOPERATE"})  # what two do with each other
REACH = 14  # words behind a trigger in which an object or a participant must begin
OF_PHRASE = ("of", "from", "for", "among", "by", "including")


@dataclass(frozen=True, slots=True)
class Party:
    """One participant, with the number of its first word; ``inferred`` where a country was not said of it."""

    actor: Actor
    at: int
    inferred: bool = False
    kind: ActorKind = "role"


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sentences leave for pronouns and for roles without a country."""

    last: Party | None = None
    person: Party | None = None  # the last who can be "he" or "she"
    country: str = ""  # the one that the article names most
    acted: tuple[Party, ...] = ()  # the sides of the event that was told last
    suffered: tuple[Party, ...] = ()
    deeds: tuple[tuple[str, tuple[Party, ...]], ...] = ()  # type and actors of the last events, latest first
    told_in: int = -9  # the sentence of that event
    spoken_of: tuple[Party, ...] = ()  # everybody whom the last sentences named, the latest first


def subject_parties(reading: Reading, where: Range, memory: Memory) -> tuple[Party, ...]:
    """The actors in a subject, with the country that a phrase behind them gives, or what a pronoun stands for."""
    found = _acting(heads(reading, where, ("",))) or _acting(heads(reading, where, OF_PHRASE))
    if found:
        return tuple(party for mention in found for party in each_located(reading, mention))
    return _together(reading, where, memory) or _resolved(reading, where, memory)


def each_located(reading: Reading, mention: Mention) -> tuple[Party, ...]:
    """One participant, or one a country: "ministers from Peru, Chile and Bolivia"."""
    party = located(reading, mention)
    if actor_of(mention).country or party.kind != "role":
        return (party,)
    first = next((m for m in reading.actors if m.first in range(mention.end, mention.end + 3)), None)
    if first is None or first.preposition not in ("from", "of"):
        return (party,)
    countries = dict.fromkeys(actor_of(one).country for one in with_joined(reading, first))
    if len(countries) < 2 or "" in countries:
        return (party,)
    told = [replace(party.actor, country=country, inferred_country="behind") for country in countries]
    return tuple(replace(party, actor=actor, inferred=True) for actor in told)


def _together(reading: Reading, where: Range, memory: Memory) -> tuple[Party, ...]:
    """ "The two signed", "both countries": those of two countries who last met or agreed, if that was told last."""
    words = reading.lowers[where[0] : where[1]]
    pair = words[:1] == ("both",) or words[:2] in (("the", "two"), ("the", "pair"))
    met = bool(memory.deeds) and memory.deeds[0][0] in TOGETHER
    if not pair or not met or len(words) > 3 or "sides" in words:
        return ()
    sides = (*memory.acted, *memory.suffered)
    if len({party.actor.country for party in sides} - {""}) < 2:
        return ()
    return tuple(replace(party, inferred=True, at=where[0]) for party in sides)


def _acting(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without news agencies and papers: they tell, and stand beside pictures."""
    return tuple(
        m
        for m in found
        if not (
            isinstance(m.span, ActorSpan) and m.span.kind == "organisation" and m.span.actor.sector == "JRN"
        )
    )


def _part_of(reading: Reading, mention: Mention) -> bool:
    """Whether *of* follows a word of quantity or of parts: "hundreds of", "the town of"."""
    for k in range(mention.first - 1, max(0, mention.first - 6), -1):
        if reading.lowers[k] == "of":
            return reading.is_a(k - 1, "quantities")
    return False


def heads(reading: Reading, where: Range, prepositions: tuple[str, ...]) -> tuple[Mention, ...]:
    """The first actor with one of these prepositions, and those coordinated with it."""
    found: list[Mention] = []
    for mention in reading.actors_in(where):
        if _scene(reading, mention):
            continue
        if not found and mention.preposition in prepositions:
            found.append(mention)
        elif found and mention.joined:
            if not _apposed(reading, found[-1], mention):
                found.append(mention)
        elif found:
            break
    return tuple(found)


def _scene(reading: Reading, mention: Mention) -> bool:
    """ "The capital Lima" is where, not who."""
    span = mention.span
    bare = isinstance(span, ActorSpan) and span.could_be_place
    return bare and mention.first > 0 and reading.is_a(mention.first - 1, "place_nouns")


def _apposed(reading: Reading, before: Mention, mention: Mention) -> bool:
    """Whether a comma alone puts a name beside a title of the same country: one actor, said twice."""
    between = reading.lowers[before.end : mention.first]
    first, second = actor_of(before), actor_of(mention)
    alike = not first.country or not second.country or first.country == second.country
    return "and" not in between and "or" not in between and "&" not in between and alike


def _resolved(reading: Reading, where: Range, memory: Memory) -> tuple[Party, ...]:
    """What a pronoun or "the group" stands for: the subject before it in the sentence, else in the last one."""
    words = reading.lowers[where[0] : where[1]]
    closed = reading.codebook.words
    pronoun = len(words) <= 3 and any(word in closed["resolvable"] for word in words)
    pronoun = pronoun or (len(words) <= 4 and words[:1] != () and words[0] in closed["possessives"])
    phrase = " ".join(words[-2:]) in reading.codebook.words["group_phrases"]
    if not pronoun and not phrase:
        return ()
    wanted = _kinds(words)
    for number in range(len(reading.verbs) - 1, -1, -1):
        if reading.verbs[number].head < where[0]:
            earlier = reading.clauses.subject(number)
            found = _acting(heads(reading, earlier, ("",)) or heads(reading, earlier, OF_PHRASE))
            if found and party_of(found[0]).kind in wanted:
                return tuple(located(reading, mention) for mention in found)
    if phrase:
        alike = [p for p in memory.spoken_of if p.actor.text.lower().split()[-1:] == list(words[-1:])]
        if alike:
            return (replace(alike[0], inferred=True, at=where[0]),)
    before = memory.last if memory.last and memory.last.kind in wanted else memory.person
    if before is None or before.kind not in wanted:
        return ()
    return (replace(before, inferred=True, at=where[0]),)


def _kinds(words: tuple[str, ...]) -> frozenset[str]:
    """What a pronoun can stand for."""
    if {"he", "she", "his", "her"}.intersection(words):
        return frozenset({"person", "role"})
    if {"it", "its"}.intersection(words):
        return frozenset({"country", "organisation", "group", "role"})
    return frozenset({"country", "organisation", "group", "role", "person"})


def place_parties(reading: Reading, where: Range, positions: tuple[str, ...]) -> tuple[Party, ...]:
    """A place as the target: the first one in object position, or behind a preposition of the frame."""
    wanted = {"", "of", *positions}
    for mention in reading.places:
        if where[0] <= mention.first < where[1] and mention.preposition in wanted:
            if mention.preposition == "of" and not _part_of(reading, mention):
                continue
            place = mention.span
            if isinstance(place, PlaceSpan) and place.place.country:
                text = place.place.text
                return (Party(Actor(text, place.place.name, place.place.country), mention.first),)
    return ()


def by_positions(reading: Reading, where: Range, positions: tuple[str, ...]) -> tuple[Party, ...]:
    """The first participants found at one of the positions, in the order in which the frame gives them."""
    for position in positions:
        if position == "subject-of-complement":
            later = [n for n, verb in enumerate(reading.verbs) if where[0] <= verb.head < where[1]]
            found = heads(reading, reading.clauses.subject(later[0]), ("",)) if later else ()
            found = found or heads(reading, where, ("",))
            if found:
                return tuple(located(reading, mention) for mention in found)
        elif position == "object":
            found = heads(reading, where, ("", _last_word(reading, where))) or _counted(reading, where)
            if found and _close(reading, where[0], found[0].first):
                return tuple(located(reading, mention) for mention in found)
        else:
            parties = governed(reading, where, (position,))
            if parties:
                return parties
    return ()


def _last_word(reading: Reading, where: Range) -> str:
    """The preposition with which a trigger ends, "called on": what it governs is the object."""
    return reading.lowers[where[0] - 1] if reading.is_a(where[0] - 1, "prepositions") else ""


def _counted(reading: Reading, where: Range) -> tuple[Mention, ...]:
    """The actors behind *of* after a word of quantity or of parts: "hundreds of", "parts of"."""
    found = heads(reading, where, ("of",))
    return found if found and _part_of(reading, found[0]) else ()


def _close(reading: Reading, start: int, first: int) -> bool:
    """Whether an object stands near enough: not behind a verb form of its own clause."""
    if first > start + REACH:
        return False
    return not any(start <= verb.head < first and verb.shape != "infinitive" for verb in reading.verbs)


def governed(reading: Reading, where: Range, prepositions: tuple[str, ...]) -> tuple[Party, ...]:
    """The first actors behind one of these prepositions, and those coordinated with them."""
    found = heads(reading, where, prepositions)
    return tuple(located(reading, mention) for mention in found)


def actor_of(mention: Mention) -> Actor:
    """The actor of a mention; a place has an empty one."""
    span = mention.span
    return span.actor if isinstance(span, ActorSpan) else Actor("", "")


def party_of(mention: Mention) -> Party:
    """A mention as a participant, just as it stands."""
    return Party(actor_of(mention), mention.first, kind=_kind(mention))


def _kind(mention: Mention) -> ActorKind:
    return mention.span.kind if isinstance(mention.span, ActorSpan) else "country"


def located(reading: Reading, mention: Mention) -> Party:
    """A participant; a role without a country takes it from "in the Ivory Coast" right behind it."""
    actor = actor_of(mention)
    if actor.country:
        return party_of(mention)
    for country in _countries_behind(reading, mention):
        return replace(
            party_of(mention), actor=replace(actor, country=country, inferred_country="behind"), inferred=True
        )
    return party_of(mention)


def _countries_behind(reading: Reading, mention: Mention) -> Iterator[str]:
    behind = range(mention.end, mention.end + 5)
    for other in (*reading.places, *reading.actors):
        if other.first in behind and other.preposition in ("in", "from", "of", "at", "near", "based"):
            between = reading.lowers[mention.end : other.first]
            if "," in between or any(
                verb.head in behind and verb.head < other.first for verb in reading.verbs
            ):
                continue
            span = other.span
            country = span.place.country if isinstance(span, PlaceSpan) else span.actor.country
            if country:
                yield country


def with_joined(reading: Reading, mention: Mention) -> tuple[Mention, ...]:
    """A mention and those coordinated with it."""
    found = [mention]
    for other in reading.actors:
        if other.first > mention.first:
            if not other.joined:
                break
            found.append(other)
    return tuple(found)

"""Who acted and on whom: actors and recipients of a candidate, from grammar alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasks.extract.candidates import Candidate, scope
from tasks.extract.clauses import Range
from tasks.extract.grammar import MARKS
from tasks.extract.reading import Mention, Reading
from tasks.extract.spans import ActorSpan, PlaceSpan
from tasks.records import Actor

AFTER_NOUN = 14  # words after a noun trigger in which its participants must begin
BESIDE = 3  # words that may part a noun trigger from the name before it
OF_PHRASE = ("of", "from", "for", "among", "by", "including")


@dataclass(frozen=True, slots=True)
class Party:
    """One participant, with the number of its first word; ``inferred`` where a country was not said of it."""

    actor: Actor
    at: int
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """The participants of a candidate."""

    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()

    def swapped(self) -> "Roles":
        """The same with sides exchanged."""
        return Roles(self.recipients, self.actors)


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sentences leave for pronouns and for roles without a country."""

    last: Party | None = None
    country: str = ""  # the one that the article names most


def find_roles(reading: Reading, candidate: Candidate, memory: Memory) -> Roles:
    """Actors and recipients as the frame asks for them; what is not there stays empty."""
    roles = _verb_roles(reading, candidate, memory) if candidate.verb is not None else None
    if roles is None:
        roles = _phrase_roles(reading, candidate, memory)
    roles = _without_overlap(roles)
    frame = candidate.frame
    if frame.host:
        roles = roles.swapped()
    elif frame.symmetric:
        roles = Roles(_unique(roles.actors + roles.recipients))
    return roles


def _verb_roles(reading: Reading, candidate: Candidate, memory: Memory) -> Roles:
    frame, number = candidate.frame, candidate.verb or 0
    verb = reading.verbs[number]
    _, stop = reading.clauses.complement(number, wide=frame.absorbs)
    after = (candidate.end, max(stop, candidate.end))
    if frame.subject == "instrument":
        return Roles((), _by_positions(reading, after, frame.to))
    subject = subject_parties(reading, reading.clauses.subject(number), memory)
    if frame.subject == "recipient":
        return Roles(_governed(reading, after, frame.by), subject)
    if not verb.passive:
        return Roles(subject, _by_positions(reading, after, frame.to))
    doers = _governed(reading, after, ("by",))
    if frame.object and candidate.object_at is not None and "object" not in frame.to[:1]:
        where = reading.clauses.subject(number)
        found = _by_positions(reading, after, frame.to) or _by_positions(reading, where, frame.to)
        return Roles(doers, found)
    return Roles(doers, subject or _by_positions(reading, after, tuple(p for p in frame.to if p != "object")))


def _phrase_roles(reading: Reading, candidate: Candidate, memory: Memory) -> Roles:
    frame = candidate.frame
    after = (candidate.first, min(len(reading.words), candidate.end + AFTER_NOUN))
    if frame.adj:
        before = sum(verb.head < candidate.first for verb in reading.verbs)
        where = reading.clauses.left_of(candidate.first, before)
        stop = len(reading.words) if frame.absorbs else after[1]
        return Roles(
            subject_parties(reading, where, memory),
            _by_positions(reading, (candidate.end, stop), frame.to),
        )
    recipients = _by_positions(reading, after, frame.to)
    if frame.actor_self:
        own = [m for m in reading.actors if m.first <= candidate.first < m.end]
        return Roles(tuple(_party(m) for m in own), recipients)
    for source in frame.actor_from:
        actors = _noun_actors(reading, candidate, source, after, memory)
        if actors:
            return Roles(actors, recipients)
    return Roles((), recipients)


def _noun_actors(
    reading: Reading, candidate: Candidate, source: str, after: Range, memory: Memory
) -> tuple[Party, ...]:
    if source in ("premodifier", "possessor"):
        return _beside(reading, candidate.first, possessive=source == "possessor")
    if source == "subject":
        return _clause_subject(reading, candidate.first, memory)
    return _governed(reading, after, (source,))


def _beside(reading: Reading, first: int, *, possessive: bool) -> tuple[Party, ...]:
    """The name right before a noun: "Russian shelling", "Israel's raid"."""
    for mention in reversed(reading.actors):
        between = reading.lowers[mention.end : first]
        if mention.first < first < mention.end and not possessive:
            return (_party(mention),)
        if mention.end > first or len(between) > BESIDE:
            continue
        if MARKS.intersection(between):
            continue
        owned = bool(between) and between[0] in ("'s", "’s", "'", "’")
        if owned != possessive or any(reading.is_a(k, "prepositions") for k in range(mention.end, first)):
            continue
        if any(verb.head in range(mention.end, first) for verb in reading.verbs):
            continue
        return (_party(mention),)
    return ()


def _clause_subject(reading: Reading, at: int, memory: Memory) -> tuple[Party, ...]:
    """The subject of the verb that governs a noun, or else of the one that follows it."""
    before = [n for n, verb in enumerate(reading.verbs) if verb.head < at and not verb.passive]
    later = [n for n, verb in enumerate(reading.verbs) if verb.head > at and verb.shape == "finite"]
    for number in (*before[-1:], *later[:1]):
        found = subject_parties(reading, reading.clauses.subject(number), memory)
        if found:
            return found
    return ()


def subject_parties(reading: Reading, where: Range, memory: Memory) -> tuple[Party, ...]:
    """The actors in a subject, with the country that a phrase behind them gives, or what a pronoun stands for."""
    found = _heads(reading, where, ("",)) or _heads(reading, where, OF_PHRASE)
    if found:
        return tuple(_located(reading, mention) for mention in found)
    return _resolved(reading, where, memory)


def _heads(reading: Reading, where: Range, prepositions: tuple[str, ...]) -> tuple[Mention, ...]:
    """The first actor with one of these prepositions, and those coordinated with it."""
    found: list[Mention] = []
    for mention in reading.actors_in(where):
        if not found and mention.preposition in prepositions:
            found.append(mention)
        elif found and mention.joined:
            if not _apposed(reading, found[-1], mention):
                found.append(mention)
        elif found:
            break
    return tuple(found)


def _apposed(reading: Reading, before: Mention, mention: Mention) -> bool:
    """Whether a comma alone puts a name beside a title of the same country: one actor, said twice."""
    between = reading.lowers[before.end : mention.first]
    first, second = _actor(before), _actor(mention)
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
    for number in range(len(reading.verbs) - 1, -1, -1):
        if reading.verbs[number].head < where[0]:
            earlier = reading.clauses.subject(number)
            found = _heads(reading, earlier, ("",)) or _heads(reading, earlier, OF_PHRASE)
            if found:
                return tuple(_located(reading, mention) for mention in found)
    return (replace(memory.last, inferred=True, at=where[0]),) if memory.last else ()


def _by_positions(reading: Reading, where: Range, positions: tuple[str, ...]) -> tuple[Party, ...]:
    """The first participants found at one of the positions, in the order in which the frame gives them."""
    for position in positions:
        if position == "subject-of-complement":
            later = [n for n, verb in enumerate(reading.verbs) if where[0] <= verb.head < where[1]]
            found = _heads(reading, reading.clauses.subject(later[0]), ("",)) if later else ()
            if found:
                return tuple(_located(reading, mention) for mention in found)
        elif position == "object":
            found = _heads(reading, where, ("",)) or _counted(reading, where)
            if found and _close(reading, where[0], found[0].first):
                return tuple(_located(reading, mention) for mention in found)
        else:
            parties = _governed(reading, where, (position,))
            if parties:
                return parties
    return ()


def _counted(reading: Reading, where: Range) -> tuple[Mention, ...]:
    """The actors behind *of* after a word of quantity or of parts: "hundreds of", "parts of"."""
    found = _heads(reading, where, ("of",))
    for k in range(found[0].first - 1, where[0], -1) if found else ():
        if reading.lowers[k] == "of":
            return found if reading.is_a(k - 1, "quantities") else ()
    return ()


def _close(reading: Reading, start: int, first: int) -> bool:
    """Whether an object stands near enough: not behind a verb form of its own clause."""
    if first > start + AFTER_NOUN:
        return False
    return not any(start <= verb.head < first and verb.shape != "infinitive" for verb in reading.verbs)


def _governed(reading: Reading, where: Range, prepositions: tuple[str, ...]) -> tuple[Party, ...]:
    """The first actors behind one of these prepositions, and those coordinated with them."""
    found = _heads(reading, where, prepositions)
    return tuple(_located(reading, mention) for mention in found)


def place_parties(reading: Reading, where: Range, positions: tuple[str, ...]) -> tuple[Party, ...]:
    """A place as the target: the first one in object position, or behind a preposition of the frame."""
    wanted = {"", "of", *positions}
    for mention in reading.places:
        if where[0] <= mention.first < where[1] and mention.preposition in wanted:
            place = mention.span
            if isinstance(place, PlaceSpan) and place.place.country:
                text = place.place.text
                return (Party(Actor(text, place.place.name, place.place.country), mention.first),)
    return ()


def absorbed_parties(
    reading: Reading, candidate: Candidate, inner: Candidate | None, roles: Roles
) -> tuple[Party, ...]:
    """On whom a promise, threat or refusal bears: whom the absorbed act names, else whoever is named in it."""
    where = scope(reading, candidate)
    own = {party.actor.country for party in roles.actors}
    found = _by_positions(reading, (inner.end, where[1]), inner.frame.to) if inner else ()
    if found:
        return found
    for mention in reading.actors_in(where):
        country = _actor(mention).country
        if country and country not in own:
            return tuple(_located(reading, other) for other in _from(reading, mention))
    return ()


def _from(reading: Reading, mention: Mention) -> tuple[Mention, ...]:
    """A mention and those coordinated with it."""
    found = [mention]
    for other in reading.actors:
        if other.first > mention.first:
            if not other.joined:
                break
            found.append(other)
    return tuple(found)


def _actor(mention: Mention) -> Actor:
    span = mention.span
    return span.actor if isinstance(span, ActorSpan) else Actor("", "")


def _party(mention: Mention) -> Party:
    return Party(_actor(mention), mention.first)


def _located(reading: Reading, mention: Mention) -> Party:
    """A participant; a role without a country takes it from "in the Ivory Coast" right behind it."""
    actor = _actor(mention)
    if actor.country:
        return Party(actor, mention.first)
    for country in _countries_behind(reading, mention):
        return Party(replace(actor, country=country), mention.first, inferred=True)
    return Party(actor, mention.first)


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


def _unique(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Each participant once: the same words, or the same country and sector."""
    kept: list[Party] = []
    for party in parties:
        key = (party.actor.country, party.actor.sector, party.actor.name)
        if all((k.actor.country, k.actor.sector, k.actor.name) != key and k.at != party.at for k in kept):
            kept.append(party)
    return tuple(kept)


def _without_overlap(roles: Roles) -> Roles:
    """Nobody stands on both sides by the same words."""
    taken = {party.at for party in roles.actors}
    recipients = tuple(party for party in roles.recipients if party.at not in taken)
    return Roles(_unique(roles.actors), _unique(recipients))

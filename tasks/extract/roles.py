"""Who acted and on whom: actors and recipients of a candidate, from grammar alone."""

from dataclasses import dataclass

from tasks.extract.candidates import Candidate, scope
from tasks.extract.clauses import Range
from tasks.extract.parties import (
    REACH,
    Memory,
    Party,
    actor_of,
    by_positions,
    governed,
    located,
    party_of,
    subject_parties,
    with_joined,
)
from tasks.extract.reading import Mention, Reading
from tasks.extract.spans import ActorSpan
from tasks.extract.tree import SUBJECTS
from tasks.extract.word_classes import MARKS

ENFORCING = frozenset({"COP", "MIL", "JUD"})
DIRECT = 2  # steps in a tree from a promise to what is promised
BESIDE = 3  # words that may part a noun trigger from the name before it


@dataclass(frozen=True, slots=True)
class Roles:
    """The participants of a candidate."""

    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()

    def swapped(self) -> "Roles":
        """The same with sides exchanged."""
        return Roles(self.recipients, self.actors)


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
        return Roles((), by_positions(reading, after, frame.to))
    subject = _subject(reading, number, memory)
    asked = _asked(reading, candidate) if frame.event_type == "REQUEST" and not verb.passive else ()
    if asked and frame.subject == "actor":
        return Roles(subject, asked)
    if frame.subject == "recipient":
        return Roles(governed(reading, after, frame.by), subject)
    if frame.subject == "self" or not verb.passive:
        return Roles(subject, _done_to(reading, candidate) or _nearest(reading, candidate, after))
    doers = governed(reading, after, ("by",))
    if not doers and frame.speaker_acts:
        doers = tuple(party for party in _teller(reading, number, memory) if party.actor.sector in ENFORCING)
    if frame.object and candidate.object_at is not None and "object" not in frame.to[:1]:
        where = reading.clauses.subject(number)
        found = by_positions(reading, after, frame.to) or by_positions(reading, where, frame.to)
        return Roles(doers, found)
    if subject or "object" in frame.to:
        return Roles(doers, subject)
    return Roles(doers, by_positions(reading, after, frame.to))


def _done_to(reading: Reading, candidate: Candidate) -> tuple[Party, ...]:
    """Those whom a relative clause modifies and its verb is done to."""
    where = reading.clauses.antecedent(candidate.verb or 0) if "object" in candidate.frame.to else None
    return subject_parties(reading, where, Memory()) if where is not None else ()


def _nearest(reading: Reading, candidate: Candidate, after: Range) -> tuple[Party, ...]:
    """Those in the verb's own clause, else those in what it absorbs."""
    frame = candidate.frame
    if frame.absorbs and reading.tree is not None:
        _, stop = reading.clauses.complement(candidate.verb or 0)
        found = by_positions(reading, (candidate.end, max(stop, candidate.end)), frame.to)
        if found:
            return found
    return by_positions(reading, after, frame.to)


def _asked(reading: Reading, candidate: Candidate) -> tuple[Party, ...]:
    """ "Demanded that Libya hand over", "repeated its demand that Israel ease": whoever is to act is asked."""
    tree = reading.tree
    if tree is None:
        return ()
    nouns = [k for k in tree.below[candidate.first] if tree.rels[k] in ("obj", "obl")]
    for above in (candidate.first, *nouns):
        clause = tree.child(above, "ccomp", "acl")
        number = next((n for n, verb in enumerate(reading.verbs) if verb.head == clause), None)
        if clause is None or number is None or tree.child(clause, *SUBJECTS) is None:
            continue
        start, end = reading.clauses.subject(number)
        found = subject_parties(reading, (start, end), Memory()) if start > candidate.first else ()
        if found:
            return found
    return ()


def _teller(reading: Reading, number: int, memory: Memory) -> tuple[Party, ...]:
    """Who tells of an act: the subject of the verb of speech in its sentence."""
    speech = reading.codebook.verbs.speech
    for other, verb in enumerate(reading.verbs):
        if other != number and speech.intersection(verb.lemmas) and not verb.passive:
            return subject_parties(reading, reading.clauses.subject(other), memory)
    return ()


def _subject(reading: Reading, number: int, memory: Memory) -> tuple[Party, ...]:
    """The subject of a verb; a participle behind a noun that is nobody borrows that of the verb before it."""
    found = subject_parties(reading, reading.clauses.subject(number), memory)
    if found or reading.verbs[number].shape != "gerund":
        return found
    return subject_parties(reading, reading.clauses.borrowed_subject(number), memory)


def _phrase_roles(reading: Reading, candidate: Candidate, memory: Memory) -> Roles:
    frame = candidate.frame
    after = (candidate.first, min(len(reading.words), candidate.end + REACH))
    if frame.speaker:
        return _spoken(reading, candidate, memory)
    if frame.adj:
        before = sum(verb.head < candidate.first for verb in reading.verbs)
        where = reading.clauses.left_of(candidate.first, before)
        stop = len(reading.words) if frame.absorbs else after[1]
        return Roles(
            subject_parties(reading, where, memory),
            by_positions(reading, (candidate.end, stop), frame.to),
        )
    recipients = by_positions(reading, after, frame.to)
    if frame.actor_self:
        own = [m for m in reading.actors if m.first <= candidate.first < m.end]
        return Roles(tuple(party_of(m) for m in own), recipients)
    for source in frame.actor_from:
        actors = _noun_actors(reading, candidate, source, after, memory)
        if actors:
            return Roles(actors, recipients)
    return Roles((), recipients)


def _spoken(reading: Reading, candidate: Candidate, memory: Memory) -> Roles:
    """ "X said Y must go": the speaker acts on the subject."""
    before = [n for n, verb in enumerate(reading.verbs) if verb.head < candidate.first]
    where = reading.clauses.left_of(candidate.first, len(before))
    speech = reading.codebook.verbs.speech
    speakers = [n for n, verb in enumerate(reading.verbs) if speech.intersection(verb.lemmas)]
    told = [n for n in speakers if n in before][-1:] or speakers[:1]
    actors = subject_parties(reading, reading.clauses.subject(told[0]), memory) if told else ()
    return Roles(actors, subject_parties(reading, where, Memory()))


def _noun_actors(
    reading: Reading, candidate: Candidate, source: str, after: Range, memory: Memory
) -> tuple[Party, ...]:
    if source in ("premodifier", "possessor"):
        return _beside(reading, candidate.first, possessive=source == "possessor")
    if source == "subject":
        return _clause_subject(reading, candidate.first, memory)
    return governed(reading, after, (source,))


def _beside(reading: Reading, first: int, *, possessive: bool) -> tuple[Party, ...]:
    """The name right before a noun: "Russian shelling", "Israel's raid"."""
    for mention in reversed(reading.actors):
        between = reading.lowers[mention.end : first]
        if mention.first < first < mention.end and not possessive:
            return (party_of(mention),)
        if mention.end > first or len(between) > BESIDE:
            continue
        if MARKS.intersection(between):
            continue
        owned = bool(between) and between[0] in ("'s", "’s", "'", "’")
        if owned != possessive or any(reading.is_a(k, "prepositions") for k in range(mention.end, first)):
            continue
        if any(verb.head in range(mention.end, first) for verb in reading.verbs):
            continue
        return (party_of(mention),)
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


def absorbed_parties(
    reading: Reading, candidate: Candidate, inner: Candidate | None, roles: Roles
) -> tuple[Party, ...]:
    """On whom a promise, threat or refusal bears: whom the absorbed act names, else whoever is named in it."""
    where = scope(reading, candidate)
    own = {party.actor.country for party in roles.actors}
    found = by_positions(reading, (inner.end, where[1]), inner.frame.to) if inner else ()
    if found and inner is not None and _close_below(reading, candidate, inner):
        return found
    for mention in reading.actors_in(where):
        country = actor_of(mention).country
        if candidate.frame.event_type == "PROTEST" and _where_it_is(reading, mention):
            continue
        if country and country not in own:
            return tuple(located(reading, other) for other in with_joined(reading, mention))
    return ()


def _close_below(reading: Reading, outer: Candidate, inner: Candidate) -> bool:
    """Whether the absorbed act is what the trigger governs, not one told somewhere in it."""
    if reading.tree is None:
        return True
    return outer.first in list(reading.tree.up(inner.first))[:DIRECT]


def _where_it_is(reading: Reading, mention: Mention) -> bool:
    """ "The streets of Bucharest": a capital that is the scene."""
    bare = isinstance(mention.span, ActorSpan) and mention.span.could_be_place
    return bare and (mention.preposition == "of" or reading.is_a_word(mention.preposition, "locative"))


def _unique(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Each participant once: the same words, or the same country and sector."""
    kept: list[Party] = []
    for party in parties:
        key = (party.actor.country, party.actor.sector, party.actor.name)
        if all((k.actor.country, k.actor.sector, k.actor.name) != key and _apart(k, party) for k in kept):
            kept.append(party)
    return tuple(kept)


def _apart(one: Party, other: Party) -> bool:
    """Not the same words; or words for several, as "the two" and "ministers from Peru and Chile" are."""
    several = one.inferred and other.inferred and one.actor.country != other.actor.country
    return one.at != other.at or several


def _without_overlap(roles: Roles) -> Roles:
    """Nobody stands on both sides by the same words."""
    taken = {party.at for party in roles.actors}
    recipients = tuple(party for party in roles.recipients if party.at not in taken)
    return Roles(_unique(roles.actors), _unique(recipients))

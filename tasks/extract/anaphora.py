"""On whom an act bears where its object only points back: "condemned the move", "praised them", "both sides"."""

from collections.abc import Iterable
from dataclasses import replace

from tasks.extract.candidates import Candidate
from tasks.extract.parties import Memory, Party
from tasks.extract.reading import Reading
from tasks.extract.roles import Roles

OPINIONS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "CONCEDE", "THREATEN"})  # they bear on who did the deed
TOGETHER = frozenset({"SUPPORT", "AGREE", "CONSULT", "COOPERATE", "CONCEDE", "RETREAT"})  # with several sides
REACH = 6  # words behind a trigger in which its object begins


def object_parties(reading: Reading, candidate: Candidate, roles: Roles, memory: Memory) -> tuple[Party, ...]:
    """Those of the event told last, or the person spoken of last, that the object stands for; never an actor."""
    at = _object_at(reading, candidate)
    words = reading.lowers[at : at + REACH]
    found: tuple[Party, ...] = ()
    if words[:1] and words[0] in reading.codebook.words["person_objects"]:
        found = (memory.person,) if memory.person else ()
    elif _plural(reading, at):
        both = (*memory.acted, *memory.suffered)
        found = both if len(both) > 1 else memory.acted
    elif words[:1] == ("it",):
        found = tuple(_latest(memory))
    elif candidate.frame.event_type in OPINIONS and _deed(reading, at):
        found = _doers(reading, at, memory)
    return tuple(replace(p, at=at, inferred=True) for p in found if not _among(p, roles.actors))


def both_sides(reading: Reading, candidate: Candidate, memory: Memory) -> tuple[Party, ...]:
    """Of "praised the two governments" those who last signed, met or worked together; else nobody."""
    at = _object_at(reading, candidate)
    if candidate.frame.event_type not in OPINIONS or not _plural(reading, at):
        return ()
    for event_type, actors in memory.deeds:
        if event_type in TOGETHER and len({party.actor.country for party in actors}) > 1:
            return tuple(replace(party, at=at, inferred=True) for party in actors)
    return ()


def _object_at(reading: Reading, candidate: Candidate) -> int:
    at = candidate.end
    while reading.is_a(at, "adverbs", "prepositions"):
        at += 1
    return at


def _plural(reading: Reading, at: int) -> bool:
    """ "Them", "both", "the two governments"."""
    words = reading.lowers[at : at + 2]
    return words[:1] == ("them",) or words[:1] == ("both",) or words in (("the", "two"), ("the", "pair"))


def _latest(memory: Memory) -> Iterable[Party]:
    """The last side that is no person."""
    for party in (*memory.acted, *memory.suffered, *((memory.last,) if memory.last else ())):
        if party.kind != "person":
            yield party
            return


def _deed(reading: Reading, at: int) -> bool:
    """Whether the object is a word for what was told: "the move", "these killings"."""
    if not reading.is_a(at, "pointers"):
        return False
    for k in range(at + 1, min(at + 4, len(reading.words))):
        if reading.lowers[k] in reading.codebook.words["deeds"]:
            return True
    return False


def _doers(reading: Reading, at: int, memory: Memory) -> tuple[Party, ...]:
    """Who did the deed that is named: of "the killings" whoever killed last, of "the move" whoever acted just now."""
    named = reading.lowers[at + 1 : at + 4]
    classes = {name: words for name, words in reading.codebook.words.items() if name.startswith("deeds_")}
    for event_type, actors in memory.deeds:
        if classes.get(f"deeds_{event_type.lower()}", frozenset()).intersection(named):
            return actors
    # "The threat" of nobody known is not the last act, and "the decision" points no farther than a sentence back.
    known = any(words.intersection(named) for words in classes.values())
    near = reading.sentence.number - memory.told_in <= 1
    alone = len({party.actor.country for _, actors in memory.deeds for party in actors}) == 1
    return memory.acted if (near or alone) and not known else ()


def _among(party: Party, actors: tuple[Party, ...]) -> bool:
    return any(
        (party.actor.country, party.actor.sector) == (one.actor.country, one.actor.sector)
        or party.actor == one.actor
        for one in actors
    )

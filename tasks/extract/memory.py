"""What a sentence leaves for those behind it: who was spoken of, and the sides of what was told."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.anaphora import OPINIONS
from tasks.extract.judge import Verdict
from tasks.extract.parties import Memory, Party, located, subject_parties
from tasks.extract.reading import Reading
from tasks.records import Actor

REMEMBERED = 12  # names that a document keeps in mind


def with_sides(memory: Memory, verdicts: Sequence[Verdict]) -> Memory:
    """The sides of the last event, for "condemned the move" and "praised both"."""
    for verdict in reversed(verdicts):
        event = verdict.event
        if event is not None:
            deeds = ((event.event_type, _parties(event.actors)), *memory.deeds)[:REMEMBERED]
            memory = replace(memory, deeds=deeds)
            if event.event_type not in OPINIONS:
                acted, suffered = _parties(event.actors), _parties(event.recipients)
                return replace(memory, acted=acted, suffered=suffered, told_in=event.sentence_no)
    return memory


def _parties(actors: Sequence[Actor]) -> tuple[Party, ...]:
    return tuple(Party(actor, -1, inferred=True) for actor in actors)


def remember(reading: Reading, memory: Memory, verdicts: Sequence[Verdict]) -> Memory:
    """The subject of a sentence's first verb and the sides of its last event, for the sentence behind it."""
    memory = with_sides(memory, verdicts)
    here = tuple(located(reading, mention) for mention in reversed(reading.actors))
    memory = replace(memory, spoken_of=(*here, *memory.spoken_of)[:REMEMBERED])
    for number, verb in enumerate(reading.verbs):
        if verb.shape == "finite":
            found = subject_parties(reading, reading.clauses.subject(number), memory)
            if found:
                person = found[0] if found[0].kind in ("person", "role") else memory.person
                return replace(memory, last=found[0], person=person)
    return memory

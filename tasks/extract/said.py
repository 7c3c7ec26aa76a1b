"""The words that say each part of an event, and why a part is taken to be meant where no words say it."""

from collections.abc import Iterable
from dataclasses import replace

from tasks.errors import ExtractError
from tasks.extract.parties import Party
from tasks.extract.reading import Mention, Reading
from tasks.extract.spans import PlaceSpan
from tasks.records import Actor, CodedEvent, Span

POINTING = 4  # words in which the pronoun of a short subject stands


def said_actor(reading: Reading, party: Party) -> Actor:
    """A participant with the words that name it in this sentence, and the reason for what they leave open."""
    mention = _mention(reading, party)
    if mention is not None:
        span = Span(mention.span.start, mention.span.end)
        return _at(reading, party, span, country=party.actor.inferred_country)
    if 0 <= party.at < len(reading.words):
        return _at(reading, party, *_pointing(reading, party.at))
    return replace(party.actor, span=None, inferred=party.actor.inferred or "memory", inferred_country="")


def check_spans(events: Iterable[CodedEvent], full: str) -> None:
    """ExtractError where the words of a field do not read back in the full text."""
    for event in events:
        for told in event.spans:
            if not full[told.start : told.end].strip() or told.end > len(full):
                raise ExtractError(f"span {told.start}-{told.end} of {told.field} holds no words of the text")
        trigger = event.trigger_span
        if trigger is not None and full[trigger.start : trigger.end] != event.trigger:
            raise ExtractError(f"span {trigger.start}-{trigger.end} is not the trigger {event.trigger!r}")


def full_span(reading: Reading, start: int, end: int) -> Span:
    """Characters of the sentence as characters of the document."""
    return Span(reading.sentence.start + start, reading.sentence.start + end)


def _at(reading: Reading, party: Party, span: Span, inferred: str = "", country: str = "") -> Actor:
    where = full_span(reading, span.start, span.end)
    return replace(party.actor, span=where, inferred=inferred, inferred_country=country)


def _mention(reading: Reading, party: Party) -> Mention | None:
    """The name at which a participant stands."""
    for mention in (*reading.actors, *reading.places):
        if mention.first == party.at and _named(mention) == party.actor.name:
            return mention
    return None


def _named(mention: Mention) -> str:
    span = mention.span
    return span.place.name if isinstance(span, PlaceSpan) else span.actor.name


def _pointing(reading: Reading, at: int) -> tuple[Span, str]:
    """The pronoun that stands for a participant, else the words ("the group", "the move") that point back."""
    for k in range(at, min(at + POINTING, len(reading.words))):
        if reading.is_a(k, "resolvable", "possessives", "person_objects") or reading.lowers[k] == "them":
            return Span(reading.words[k].start, reading.words[k].end), "pronoun"
    last = min(at + 1, len(reading.words) - 1)
    return Span(reading.words[at].start, reading.words[last].end), "memory"

"""Ties counts of people to the acts that they tell of: by type, by clause, and from one sentence to the next."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tasks.extract.numbers import one_of
from tasks.extract.reading import Reading
from tasks.extract.spans import PlaceSpan
from tasks.extract.toll_words import load_toll_words
from tasks.extract.tolls import FoundKind, FoundToll, find_tolls
from tasks.records import CodedEvent, Span, Toll, TollKind

_WORDS = load_toll_words()
# Which counts an act of a type can have, and what they are called in its record.
FITTING: Mapping[str, Mapping[FoundKind, TollKind]] = MappingProxyType(
    {
        "ASSAULT": {"killed": "killed", "injured": "injured", "abducted": "abducted"},
        "COERCE": {"killed": "killed", "injured": "injured", "arrested": "arrested", "abducted": "abducted"},
        "PROTEST": {"killed": "killed", "injured": "injured", "arrested": "arrested", "crowd": "crowd"},
        "MOBILIZE": {"troops": "crowd"},
        "RETREAT": {"troops": "crowd"},
    }
)
# Of several acts in a sentence the first of these has the count.
CLAIMS: Mapping[TollKind, tuple[str, ...]] = MappingProxyType(
    {
        "killed": ("ASSAULT", "COERCE", "PROTEST"),
        "injured": ("ASSAULT", "COERCE", "PROTEST"),
        "abducted": ("ASSAULT", "COERCE"),
        "arrested": ("COERCE", "PROTEST"),
        "crowd": ("PROTEST", "MOBILIZE", "RETREAT"),
    }
)
# The dead of a later sentence are those of an attack or a march, not of a border that was closed.
LATER: Mapping[str, frozenset[FoundKind]] = MappingProxyType(
    {
        "ASSAULT": frozenset({"killed", "injured", "abducted"}),
        "COERCE": frozenset({"arrested"}),
        "PROTEST": frozenset({"killed", "injured", "arrested", "crowd"}),
    }
)
REACH = 3  # sentences over which a count still tells of the act before it
_PARTED_BEHIND = re.compile(rf"\b(?:{one_of(_WORDS.parted_behind)})\b", re.IGNORECASE)
_PARTED_BEFORE = re.compile(rf"\b(?:{one_of(_WORDS.parted_before)})\b", re.IGNORECASE)
_ANSWERED = re.compile(rf"(?<!in )\b(?:{one_of(_WORDS.answered)})\b", re.IGNORECASE)
_UNREAL = re.compile(rf"\b(?:{one_of(_WORDS.unreal)})\b|n['’]t\b|\?\s*$", re.IGNORECASE)


def own_tolls(event_type: str, sentence: str, trigger: Span, offset: int) -> tuple[Toll, ...]:
    """The counts of a sentence that an act can have.

    ``trigger`` counts characters of the sentence; ``offset``, where that begins, is added to the spans given.
    """
    kinds = FITTING.get(event_type)
    if kinds is None:
        return ()
    return tuple(
        _record(found, kinds[found.kind], offset)
        for found in find_tolls(sentence)
        if found.kind in kinds and not _parted(event_type, found, sentence, trigger)
    )


def _record(found: FoundToll, kind: TollKind, offset: int) -> Toll:
    span, amount = Span(offset + found.start, offset + found.end), found.amount
    phrase = Span(offset + found.first, offset + found.last)
    return Toll(kind, amount.said, amount.low, amount.high, span, found.is_total, phrase)


def _parted(event_type: str, found: FoundToll, sentence: str, trigger: Span) -> bool:
    """Whether words between trigger and count say that they are of two acts."""
    if found.first < trigger.end and trigger.start < found.last:
        return False
    if trigger.end <= found.start:
        between = sentence[trigger.end : found.start]
        answers = event_type != "ASSAULT" and found.kind not in ("crowd", "troops")
        return bool(_PARTED_BEHIND.search(between) or (answers and _ANSWERED.search(between)))
    return bool(_PARTED_BEFORE.search(sentence, found.end, trigger.start))


def shared_out(events: Iterable[CodedEvent]) -> list[CodedEvent]:
    """The same events, each number with one act of its sentence only: by type, then the nearest trigger."""
    listed = list(events)
    holders: dict[tuple[int, Span, TollKind], int] = {}
    for number, event in enumerate(listed):
        for toll in event.tolls:
            key = (event.sentence_no, toll.span, toll.kind)
            if key not in holders or _claim(event, toll) < _claim(listed[holders[key]], toll):
                holders[key] = number
    kept: list[CodedEvent] = []
    for number, event in enumerate(listed):
        own = [t for t in event.tolls if holders[(event.sentence_no, t.span, t.kind)] == number]
        kept.append(with_tolls(event, own) if event.tolls else event)
    return kept


def _claim(event: CodedEvent, toll: Toll) -> tuple[int, int]:
    rank = CLAIMS[toll.kind].index(event.event_type)
    return rank, _gap(event, toll)


def _gap(event: CodedEvent, toll: Toll) -> int:
    """Characters between a trigger and the words that count."""
    trigger, told = event.trigger_span or Span(event.start, event.end), toll.phrase or toll.span
    return max(trigger.start - told.end, told.start - trigger.end, 0)


def with_tolls(event: CodedEvent, tolls: Iterable[Toll]) -> CodedEvent:
    """The event with one count of each kind: a sum, else a number, else "dozens"; the one nearest to its trigger."""
    best: dict[TollKind, Toll] = {}
    for toll in sorted(tolls, key=lambda toll: (not toll.is_total, toll.said is None, _gap(event, toll))):
        best.setdefault(toll.kind, toll)
    killed, injured = best.get("killed"), best.get("injured")
    return replace(
        event,
        tolls=tuple(best[kind] for kind in CLAIMS if kind in best),
        killed=killed.said if killed else None,
        injured=injured.said if injured else None,
    )


def with_later_tolls(events: Sequence[CodedEvent], readings: Sequence[Reading]) -> list[CodedEvent]:
    """The same events with the counts that sentences of their own tell: "At least 12 people died." behind an attack.

    A count goes to the last act before it that can have it and has none, of the same day and place as far as the
    sentence says; one in the title to the first act of the text.
    """
    found = shared_out(events)
    for reading in readings:
        for told in _left_over(reading, found):
            number = _told_of(reading, told, found)
            if number is not None:
                event = found[number]
                toll = _record(told, FITTING[event.event_type][told.kind], reading.sentence.start)
                found[number] = with_tolls(event, (*(t for t in event.tolls if t.kind != toll.kind), toll))
    return found


def _left_over(reading: Reading, events: Sequence[CodedEvent]) -> Iterator[FoundToll]:
    """Counts of a sentence that no act of its own can have."""
    sentence = reading.sentence
    counts = [told for told in find_tolls(sentence.text) if told.kind != "troops"]
    if not counts or _UNREAL.search(sentence.text) or _PARTED_BEFORE.search(sentence.text):
        return
    here = [event for event in events if event.sentence_no == sentence.number]
    for told in counts:
        if not any(told.kind in FITTING.get(event.event_type, {}) for event in here):
            yield told


def _told_of(reading: Reading, told: FoundToll, events: Sequence[CodedEvent]) -> int | None:
    """The number of the act that a count tells of."""
    here = reading.sentence.number
    before = [n for n, event in enumerate(events) if 0 < here - event.sentence_no <= REACH]
    if reading.sentence.is_title:
        before = [n for n, event in reversed(list(enumerate(events))) if 0 < event.sentence_no <= REACH]
    for number in sorted(
        before, key=lambda n: (events[n].sentence_no, n), reverse=not reading.sentence.is_title
    ):
        event = events[number]
        if told.kind not in LATER.get(event.event_type, frozenset()):
            continue
        known = event.toll(FITTING[event.event_type][told.kind])
        fits = (told.is_total or _same_day(reading, event)) and _same_place(reading, event)
        if fits and (known is None or (told.is_total and not known.is_total)):
            return number
        return None  # the number is of an act that nobody told, not of one farther back
    return None


def _same_day(reading: Reading, event: CodedEvent) -> bool:
    days = [span for span in reading.dates if not span.is_future]
    if not days or event.date_precision == "inferred" or event.event_date is None:
        return all(span.precision == "day" for span in days)
    return any(span.first <= event.event_date <= span.last for span in days)


def _same_place(reading: Reading, event: CodedEvent) -> bool:
    places = [mention.span.place for mention in reading.places if isinstance(mention.span, PlaceSpan)]
    if not places or event.place is None:
        return True
    return any(place.country == event.place.country for place in places)

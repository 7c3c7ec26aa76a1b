"""The day of an act: the date of its own clause, else the one that the story told last."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tasks.extract.candidates import TEMPORAL, Candidate
from tasks.extract.country_places import country_place
from tasks.extract.reading import Reading
from tasks.extract.reject import dates_act
from tasks.extract.spans import DateSpan
from tasks.extract.tolls import find_tolls
from tasks.records import CodedEvent, Place

OTHER_CLAUSE = 60  # characters that a word parting clauses counts for
SAID_THEN = 80  # and a date that says when somebody spoke
TOLL_REACH = 14  # characters behind a toll in which a date says when it was counted
STORY = timedelta(days=14)  # older dates are background, not the story's day
TOLD_ON = frozenset({"ASSAULT", "COERCE", "PROTEST"})  # a reaction is of the day on which it is news
BACK = 2  # sentences over which a day still holds
_SAME_DAY = re.compile(
    r"\b(?:the )?same (?:day|night|morning|evening|afternoon)\b|\bthat (?:day|night)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(
    r"(?:(?:early|late) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
)
FAR_EAST = 100  # degrees of longitude from which the day begins long before it does in UTC
_PARTING = TEMPORAL | {"as", "who", "which", "that", ";", "but"}


def act_day(reading: Reading, candidate: Candidate) -> DateSpan | None:
    """The date expression that tells when an act was: the nearest one, those of its own clause first."""
    counted = tuple(_counting_days(reading))
    end = reading.words[candidate.end - 1].end
    dates = [span for span in reading.dates if dates_act(candidate, span, end) and span not in counted]
    return min(dates, key=lambda span: _distance(reading, candidate, span), default=None)


def ahead_of_utc(span: DateSpan, reading: Reading, place: Place | None, published: date | None) -> date:
    """The day of a date; in the far east a bare weekday of six days ago is today's there, tomorrow in UTC."""
    country = country_place(place.country, "") if place is not None else None
    east = [one.lon for one in (place, country) if one is not None and one.lon is not None]
    far_east = bool(east) and east[0] > FAR_EAST
    bare = _WEEKDAY.fullmatch(reading.sentence.text[span.start : span.end])
    if published and far_east and bare and published - span.first == timedelta(days=6):
        return published + timedelta(days=1)
    return span.first


def _counting_days(reading: Reading) -> Iterator[DateSpan]:
    """Dates that say when the dead were counted: "rose to six on Friday", "rose on Friday to six"."""
    text = reading.sentence.text
    for toll in find_tolls(text):
        for span in reading.dates if toll.is_total else ():
            behind = toll.end <= span.start <= toll.end + TOLL_REACH
            if behind or text[span.end : toll.start].strip() in ("to", "at"):
                yield span


def _distance(reading: Reading, candidate: Candidate, span: DateSpan) -> int:
    """Characters between, more where another clause begins between or a verb of speech has the date."""
    first, end = reading.words[candidate.first].start, reading.words[candidate.end - 1].end
    gap = span.start - end if span.start >= end else first - span.end
    at = reading.word_at(span.start)
    between = (
        reading.lowers[candidate.end : at] if at >= candidate.end else reading.lowers[at : candidate.first]
    )
    gap += OTHER_CLAUSE * any(word in _PARTING for word in between)
    return gap + SAID_THEN * _dates_speech(reading, candidate, at)


def _dates_speech(reading: Reading, candidate: Candidate, at: int) -> bool:
    """Whether the verb right before a date is one of speech, and not the act itself."""
    speech = reading.codebook.verbs.speech
    for verb in reading.verbs:
        if verb.head < at <= verb.head + 3 and not candidate.first <= verb.head < candidate.end:
            return bool(speech.intersection(verb.lemmas))
    return False


def with_story_days(
    events: Iterable[CodedEvent], readings: Sequence[Reading], published: date | None
) -> list[CodedEvent]:
    """The same events; one without a date of its own has that of the sentences before, and says that it is inferred."""
    days = {reading.sentence.number: _story_day(reading, published) for reading in readings}
    texts = {reading.sentence.number: reading for reading in readings}
    return [_with_day(event, days, texts[event.sentence_no]) for event in events]


def _story_day(reading: Reading, published: date | None) -> DateSpan | None:
    """The first day that a sentence tells of the story itself."""
    for span in reading.dates:
        if published and span.precision == "day" and not span.is_future and published - span.first <= STORY:
            return span
    return None


def _with_day(event: CodedEvent, days: dict[int, DateSpan | None], reading: Reading) -> CodedEvent:
    if event.date_precision != "inferred":
        return event
    here = event.sentence_no
    reach = BACK if event.event_type in TOLD_ON else 0
    if _SAME_DAY.search(reading.sentence.text):
        reach = here
    for number in range(here - 1, max(-1, here - 1 - reach), -1):
        span = days.get(number)
        if span is not None:
            return replace(event, event_date=span.first, date_inferred="sentence before")
    return event

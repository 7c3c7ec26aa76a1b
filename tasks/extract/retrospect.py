"""Looking back: which sentences go on telling of the old year that a sentence before them named."""

from collections.abc import Sequence
from datetime import date, timedelta

from tasks.extract.candidates import Candidate
from tasks.extract.reading import Reading
from tasks.extract.spans import DateSpan

LONG_AGO = timedelta(days=400)  # a year as near as the last one is news' background, not its story
LEAD = 3  # title and opening sentences, where remembering an old year makes a whole article a retrospect
DATING = frozenset(
    {"in", "of", "during", "on", "since", "remembers", "remember", "remembered", "recalls", "from"}
)
NO_STORY = frozenset(
    {"since", "born", "founded", "elected", "built", "until", "opened", "established", "began"}
    | {"started", "erupted", "broke"}
)  # what lasts from then on, or how old somebody is


def looking_back(readings: Sequence[Reading], published: date | None) -> frozenset[int]:
    """Numbers of the sentences in which a past-tense act without a date is as old as the year told before.

    An old year holds to the end of its paragraph, or in an article that opens with it until a newer date is told.
    """
    if published is None:
        return frozenset()
    old: set[int] = set()
    carried = whole = False
    for at, reading in enumerate(readings):
        if any(_recent(span, published) for span in reading.dates):
            carried = whole = False
        elif any(_tells(reading, span, published) for span in reading.dates):
            carried = True
            whole = whole or (
                at < LEAD and (reading.sentence.is_title or any(map(_remembers, readings[:LEAD])))
            )
        elif at and not whole and _opens_paragraph(readings[at - 1], reading):
            carried = False
        if carried:
            old.add(reading.sentence.number)
    return frozenset(old)


def _recent(span: DateSpan, published: date) -> bool:
    """Whether a day or week of the present is told; "once a year, in November" is none."""
    return span.precision in ("day", "range") and published - span.last <= LONG_AGO


def told_as_past(reading: Reading, candidate: Candidate) -> bool:
    """Whether an act carries no sign of the present: its verb a simple past, or a noun among such verbs."""
    verbs = [reading.verbs[candidate.verb]] if candidate.verb is not None else list(reading.verbs)
    finite = [verb for verb in verbs if verb.shape == "finite"]
    return not any(_of_now(reading, verb.first, verb.head) for verb in finite or reading.verbs)


def _of_now(reading: Reading, first: int, head: int) -> bool:
    """*Has*, *will* and forms of the present."""
    words = reading.lowers[first : head + 1]
    if {"has", "have", "is", "are", "will", "am", "'s"}.intersection(words):
        return True
    return len(words) == 1 and reading.codebook.verbs.tenses(words[0]) <= {"base", "third"}


def _tells(reading: Reading, span: DateSpan, published: date) -> bool:
    """Whether an old date says when the sentence's own story was, not how old somebody or something is."""
    if published - span.last <= LONG_AGO:
        return False
    at = reading.word_at(span.start)
    if reading.sentence.is_title:
        return True
    if reading.lowers[at] in ("the", "a"):
        return False  # "the 2015 accord"
    before = reading.lowers[max(0, at - 4) : at]
    if NO_STORY.intersection(before) or "who" in reading.lowers[max(0, at - 8) : at]:
        return False
    return at == 0 or bool(DATING.intersection(before[-2:])) or reading.lowers[at] in DATING


def _remembers(reading: Reading) -> bool:
    """Whether a sentence has a word of remembering."""
    return any(reading.has_phrase(phrase) for phrase in reading.codebook.filters.background)


def _opens_paragraph(before: Reading, reading: Reading) -> bool:
    """Whether more than a space parts two sentences."""
    return reading.sentence.start - before.sentence.end > 1

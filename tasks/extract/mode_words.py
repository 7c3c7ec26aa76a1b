"""How it was done, or what was asked, refused or threatened, read from words where a frame leaves it open."""

from collections.abc import Mapping

from tasks.extract.candidates import Candidate, scope
from tasks.extract.clauses import Range
from tasks.extract.codebook import ModeWords
from tasks.extract.frames import Phrase
from tasks.extract.reading import Reading


def told_modes(
    reading: Reading,
    candidate: Candidate,
    event_type: str,
    modes: tuple[str, ...],
    absorbed: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """The modes of an event: those of its frame, else what words around the trigger tell; a subject overrules.

    ``absorbed`` is what an absorbed act makes of it; the words of the content come before it.
    """
    told = reading.codebook.mode_words.get(event_type)
    if told is None:
        return modes or absorbed
    where = _subject(reading, candidate)
    by_subject = _first(reading, told.subject, where)
    if by_subject and event_type == candidate.frame.event_type and _overrules(by_subject, modes):
        return (by_subject,)
    if modes:
        return modes
    if told.content and (candidate.frame.absorbs or candidate.object_at is not None):
        return _content(reading, candidate, told, absorbed)
    if absorbed or event_type != candidate.frame.event_type:
        return absorbed
    nearest = _nearest(reading, told.near, candidate)
    return (nearest,) if nearest else ()


def _content(
    reading: Reading, candidate: Candidate, told: ModeWords, absorbed: tuple[str, ...]
) -> tuple[str, ...]:
    start, end = candidate.end, max(scope(reading, candidate)[1], candidate.end)
    mode = _first(reading, told.content, (start, end))
    if mode or absorbed:
        return (mode,) if mode else absorbed
    infinitive = any(verb.to and start <= verb.head < end for verb in reading.verbs)
    return (told.otherwise,) if told.otherwise and infinitive else ()


def _subject(reading: Reading, candidate: Candidate) -> Range:
    """Where the one who acts stands: the subject, or what a passive names behind its verb."""
    if candidate.verb is None:
        return max(0, candidate.first - 3), candidate.first
    if reading.verbs[candidate.verb].passive:
        return candidate.end, reading.clauses.complement(candidate.verb)[1]
    return reading.clauses.subject(candidate.verb)


def _overrules(mode: str, modes: tuple[str, ...]) -> bool:
    """A drone that fires a missile is a drone; what is told more closely than the weapon stays."""
    return not modes or mode in ("drone", "riot") or "heavy-weapons" in modes or "troops" in modes


def _first(reading: Reading, listed: Mapping[str, tuple[Phrase, ...]], where: Range) -> str:
    """The first mode of which a phrase stands in a range."""
    for mode, phrases in listed.items():
        if any(reading.has_phrase(phrase, *where) for phrase in phrases):
            return mode
    return ""


def _nearest(reading: Reading, listed: Mapping[str, tuple[Phrase, ...]], candidate: Candidate) -> str:
    """The mode of the phrase that stands nearest to the trigger."""
    best, found = len(reading.words) + 1, ""
    behind = range(candidate.end, len(reading.words))
    end = next((k for k in behind if reading.clauses.answers(k)), None)
    for mode, phrases in listed.items():
        for phrase in phrases:
            at = reading.find_phrase(phrase, end=end)
            gap = best if at is None else abs(at - candidate.first)
            if gap < best:
                best, found = gap, mode
    return found

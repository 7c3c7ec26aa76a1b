"""Did it happen? Why a candidate is not coded: denied, only possible, wanted, past, or no such act at all."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from tasks.extract.candidates import Candidate
from tasks.extract.doubt import announced as announced
from tasks.extract.doubt import doubt
from tasks.extract.frames import Phrase
from tasks.extract.mishaps import mishap
from tasks.extract.negation import negation
from tasks.extract.reading import Reading
from tasks.extract.spans import DateSpan

OLD_AFTER = timedelta(days=60)
CIVIL = frozenset({"AID", "SUPPORT", "PROTEST", "COOPERATE", "CONSULT"})
NEAR = 10
ARTICLES = 2  # words that may part a verb from the phrase that it governs: "fought a bitter price war"
UNPOLITICAL = ("sport", "entertainment", "science")  # subjects that two words in a sentence give away
MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})


def reject_reason(reading: Reading, candidate: Candidate, published: date | None) -> str:
    """A reason of the codebook's closed list, or "" for a candidate that was done as far as the sentence says."""
    for check in (negation, _question, _worded, doubt):
        reason = check(reading, candidate)
        if reason:
            return reason
    return _historical(reading, candidate, published)


def _question(reading: Reading, candidate: Candidate) -> str:
    return "question" if reading.sentence.text.rstrip().rstrip("\"”'’").endswith("?") else ""


def _worded(reading: Reading, candidate: Candidate) -> str:
    """Phrases that give the words another sense, or the sentence another subject."""
    filters = reading.codebook.filters
    if count_scores(reading.lowers):
        return "sport"
    subject = _subject_matter(reading) or mishap(reading, candidate)
    if subject:
        return subject
    for phrase in filters.figurative:
        at = reading.find_phrase(phrase)
        if at is not None and at <= candidate.end + ARTICLES and at + len(phrase) >= candidate.first:
            return "figurative"
    for reason, phrases in filters.sentence.items():
        if disaster_spares(reason, candidate.frame.event_type):
            continue
        if any(reading.has_phrase(phrase) for phrase in phrases):
            return reason
    return ""


def disaster_spares(reason: str, event_type: str) -> bool:
    """Whether an act is one even where the text is about a storm or a crash: help, grief, protest."""
    return reason in ("weather", "accident") and event_type in CIVIL


def _subject_matter(reading: Reading) -> str:
    """A subject that is not coded, where the sentence has two of its words and none of public life."""
    filters = reading.codebook.filters
    vocabulary = reading.vocabulary
    public = filters.politics | filters.strong_politics
    if any(len(phrase) == 1 and phrase[0] in vocabulary for phrase in public):
        return ""
    for name in UNPOLITICAL:
        told = [p for p in filters.domains[name] if len(p) == 1 and p[0] in reading.lowers]
        if len(told) > 1:
            return name
    return ""


def _historical(reading: Reading, candidate: Candidate, published: date | None) -> str:
    before = range(max(0, candidate.first - NEAR), candidate.first)
    if candidate.verb is None and any(reading.clauses.answers(k) for k in before):
        return "historical"  # "in retaliation for air strikes": they came before what is told
    if any(_background(reading, candidate, phrase) for phrase in reading.codebook.filters.background):
        return "historical"
    nearest = nearest_date(reading, candidate)
    if nearest is None or published is None or _goes_on(reading, candidate, nearest):
        return ""
    return "historical" if nearest.last < published - OLD_AFTER else ""


def _goes_on(reading: Reading, candidate: Candidate, told: DateSpan) -> bool:
    """ "Since January Oslo has paid": what began then is not over."""
    if candidate.verb is None:
        return False
    at, verb = reading.word_at(told.start), reading.verbs[candidate.verb]
    since = "since" in reading.lowers[max(0, at - 2) : at + 1]
    return since and bool({"has", "have"}.intersection(reading.lowers[verb.first : verb.head]))


def _background(reading: Reading, candidate: Candidate, phrase: Phrase) -> bool:
    """Whether a word of the past stands in the clause of the trigger."""
    at = reading.find_phrase(phrase)
    if at is None:
        return False
    first, end = sorted((at, candidate.first))
    # "Remembers how" still tells of the past; behind *while* and *which* begins another matter.
    parts = (k for k in range(first, end) if reading.lowers[k] != "how")
    return end - first <= NEAR and not any(reading.is_a(k, "subordinators") for k in parts)


def nearest_date(reading: Reading, candidate: Candidate) -> DateSpan | None:
    """The date expression that stands nearest to the trigger, if any can be the act's own day."""
    first = reading.words[candidate.first].start
    end = reading.words[candidate.end - 1].end
    dates = [span for span in reading.dates if dates_act(candidate, span, end)]
    if not dates:
        return None
    return min(dates, key=lambda span: span.start - end if span.start >= end else first - span.end)


def dates_act(candidate: Candidate, span: DateSpan, end: int) -> bool:
    """A day still to come is never that of the act; months and years in a promise or demand are its content's."""
    if span.is_future:
        return False
    announces = (
        candidate.frame.absorbs or candidate.frame.future_only or candidate.frame.event_type == "AGREE"
    )
    return not announces or span.start < end or span.precision == "day"


def document_domain(counts: Mapping[str, float], politics: float) -> str:
    """The subject that rules a whole document out, or ""."""
    name, score = max(counts.items(), key=lambda item: item[1], default=("", 0.0))
    return name if score > 3 and score > 1.2 * politics else ""


def count_scores(words: tuple[str, ...]) -> int:
    """How many scores stand in the words: "18-17"."""
    scores = 0
    for at in range(len(words) - 2):
        a, b, c = words[at : at + 3]
        dated = any(word[:3] in MONTHS for word in words[max(0, at - 2) : at] + words[at + 3 : at + 4])
        if any(word.startswith("vot") for word in words[max(0, at - 5) : at]):
            continue  # "the council voted 15-0 to condemn"
        scores += a.isdigit() and b in ("-", "–") and c.isdigit() and len(a + c) < 6 and not dated
    return scores


def count_phrases(words: tuple[str, ...], phrases: frozenset[Phrase]) -> float:
    """How often any of the phrases stands in the words."""
    pairs = set(pairwise(words))
    single = sum((word,) in phrases for word in words)
    return single + sum(2.0 * (len(phrase) == 2 and phrase in pairs) for phrase in phrases)

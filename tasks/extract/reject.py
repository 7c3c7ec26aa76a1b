"""Did it happen? Why a candidate is not coded: denied, only possible, wanted, past, or no such act at all."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from tasks.extract.candidates import Candidate
from tasks.extract.frames import Phrase
from tasks.extract.mishaps import mishap
from tasks.extract.negation import is_negated
from tasks.extract.reading import Reading
from tasks.extract.spans import DateSpan

OLD_AFTER = timedelta(days=60)
HAPPENED_AFTER = frozenset(
    {
        "begin",
        "start",
        "continue",
        "manage",
        "help",
        "resume",
        "come",
        "go",
        "proceed",
        "rush",
        "return",
        "use",
        "say",
    }
)  # governing verbs whose infinitive was done
CIVIL = frozenset({"AID", "SUPPORT", "PROTEST", "COOPERATE", "CONSULT"})
NEAR = 10
UNPOLITICAL = ("sport", "entertainment", "science")  # subjects that two words in a sentence give away
MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
GATHERING = frozenset(
    {
        "gather",
        "converge",
        "take",
        "march",
        "rally",
        "join",
        "begin",
        "stage",
        "hold",
        "block",
        "walk",
        "meet",
    }
    | {"pour", "come", "go", "continue", "assemble", "turn"}
)  # verbs whose purpose, "to protest", is the act


def reject_reason(reading: Reading, candidate: Candidate, published: date | None) -> str:
    """A reason of the codebook's closed list, or "" for a candidate that was done as far as the sentence says."""
    if is_negated(reading, candidate):
        return "negated"
    checks = (_question, _worded, _governed, _conditional)
    for check in checks:
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
        if at is not None and at <= candidate.end and at + len(phrase) >= candidate.first:
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


def _governed(reading: Reading, candidate: Candidate) -> str:
    """What stands over an infinitive or a gerund."""
    if candidate.verb is None:
        return _noun_governed(reading, candidate)
    verb = reading.verbs[candidate.verb]
    word = reading.lowers[verb.first - 1] if verb.first else ""
    if verb.shape == "infinitive":
        return _infinitive(reading, candidate, candidate.verb, word)
    if verb.shape == "gerund":
        if word in ("without",):
            return "negated"
        if word in ("from", "against", "of") and _preceded(
            reading, verb.first - 1, reading.codebook.verbs.unreal_words
        ):
            return "hypothetical"
        if _unreal_before(reading, candidate.verb):
            return "attempted"
    return ""


def _infinitive(reading: Reading, candidate: Candidate, number: int, word: str) -> str:
    """An infinitive was done only after verbs like *begin* and *manage*."""
    lexicon = reading.codebook.verbs
    if announced(reading, number):
        return ""
    if word in lexicon.unreal_words or reading.is_a(reading.verbs[number].first - 1, "be"):
        return "attempted"
    governor = reading.verbs[number - 1] if number else None
    if governor is None:
        return "hypothetical"
    if HAPPENED_AFTER.intersection(governor.lemmas) and reading.verbs[number].first - governor.head <= 2:
        return "hypothetical" if governor.modal or governor.shape == "infinitive" else ""
    if lexicon.unreal.intersection(governor.lemmas):
        return "attempted"
    # People gather "to protest": the purpose is the act.
    gathered = candidate.frame.event_type == "PROTEST" and not governor.modal
    return "" if gathered and GATHERING.intersection(governor.lemmas) else "hypothetical"


def announced(reading: Reading, number: int) -> bool:
    """Whether an infinitive announces an act: "is to investigate", or in a headline "US to probe"."""
    verb = reading.verbs[number]
    if verb.shape != "infinitive" or not verb.to or verb.passive:
        return False
    if reading.is_a(verb.first - 1, "be"):
        return True
    return reading.headline and not any(other.head < verb.first for other in reading.verbs)


def _unreal_before(reading: Reading, number: int) -> bool:
    if not number:
        return False
    governor, verb = reading.verbs[number - 1], reading.verbs[number]
    unreal = reading.codebook.verbs.unreal.intersection(governor.lemmas)
    return bool(unreal) and verb.first - governor.head <= 2


def _preceded(reading: Reading, at: int, words: frozenset[str]) -> bool:
    return at > 0 and reading.lowers[at - 1] in words


def _noun_governed(reading: Reading, candidate: Candidate) -> str:
    """ "Fears of an attack", "a possible strike", "called for talks": the noun alone tells of nothing done."""
    doubt = reading.codebook.words["doubtful"]
    for k in range(max(0, candidate.first - 6), candidate.first):
        word = reading.lowers[k]
        if word in doubt and not any(reading.lowers[j] in (",", ";") for j in range(k, candidate.first)):
            return "hypothetical"
    for verb in reading.verbs:
        near = 0 < candidate.first - verb.head <= NEAR
        if near and (verb.modal or verb.shape == "infinitive" or verb.negated):
            return "negated" if verb.negated else "hypothetical"
    following = candidate.end
    while following < len(reading.words) and following < candidate.end + 8:
        if reading.is_a(following, "modals"):
            return "hypothetical"
        following += 1
    return ""


def _conditional(reading: Reading, candidate: Candidate) -> str:
    """*if*, *unless* and modals of possibility in the same clause."""
    if _inverted(reading, candidate):
        return "hypothetical"
    if candidate.verb is not None:
        verb = reading.verbs[candidate.verb]
        if verb.modal and reading.is_a_word(verb.modal, "possible"):
            return "hypothetical"
        if verb.modal == "would" and not _reported(reading, verb.first):
            return "hypothetical"
        if "would" in verb.modal and "have" in reading.lowers[verb.first : verb.head]:
            return "hypothetical"
    for k in range(candidate.first - 1, max(-1, candidate.first - 14), -1):
        if reading.lowers[k] in (",", ";", ":"):
            return ""
        if reading.is_a(k, "conditions"):
            return "hypothetical"
    return ""


def _reported(reading: Reading, at: int) -> bool:
    """Whether a verb of speech stands before: "said it would"."""
    speech = reading.codebook.verbs.speech
    return any(verb.head < at and speech.intersection(verb.lemmas) for verb in reading.verbs)


def _inverted(reading: Reading, candidate: Candidate) -> bool:
    """ "Had Iran released the crew, the price would have fallen."."""
    if reading.lowers[0] not in ("had", "were", "should"):
        return False
    comma = next((k for k, word in enumerate(reading.lowers) if word == ","), 0)
    return candidate.first < comma


def _historical(reading: Reading, candidate: Candidate, published: date | None) -> str:
    if any(_background(reading, candidate, phrase) for phrase in reading.codebook.filters.background):
        return "historical"
    nearest = nearest_date(reading, candidate)
    if nearest is None or published is None:
        return ""
    return "historical" if nearest.last < published - OLD_AFTER else ""


def _background(reading: Reading, candidate: Candidate, phrase: Phrase) -> bool:
    """Whether a word of the past stands in the clause of the trigger."""
    at = reading.find_phrase(phrase)
    if at is None:
        return False
    first, end = sorted((at, candidate.first))
    return end - first <= NEAR and not any(reading.is_a(k, "subordinators") for k in range(first, end))


def nearest_date(reading: Reading, candidate: Candidate) -> DateSpan | None:
    """The date expression that stands nearest to the trigger, if any can be the act's own day."""
    first = reading.words[candidate.first].start
    end = reading.words[candidate.end - 1].end
    dates = [span for span in reading.dates if _dates_act(candidate, span, end)]
    if not dates:
        return None
    return min(dates, key=lambda span: span.start - end if span.start >= end else first - span.end)


def _dates_act(candidate: Candidate, span: DateSpan, end: int) -> bool:
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
        scores += a.isdigit() and b in ("-", "–") and c.isdigit() and len(a + c) < 6 and not dated
    return scores


def count_phrases(words: tuple[str, ...], phrases: frozenset[Phrase]) -> float:
    """How often any of the phrases stands in the words."""
    pairs = set(pairwise(words))
    single = sum((word,) in phrases for word in words)
    return single + sum(2.0 * (len(phrase) == 2 and phrase in pairs) for phrase in phrases)

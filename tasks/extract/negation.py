"""Whether the text says that something did not happen: by *not*, by "no shots", by a denial, or by a word for it."""

from tasks.extract.candidates import Candidate
from tasks.extract.reading import Reading
from tasks.extract.word_classes import MARKS

OPENING = 3  # words at the start of a subject among which its negation stands
FEWER = frozenset({"fewer", "less", "later", "sooner", "longer", "doubt"})  # "no fewer than ten"


def negation(reading: Reading, candidate: Candidate) -> str:
    """ "negated" or "denied" where a candidate is said not to have happened, else ""."""
    if candidate.verb is None:
        reach = 2 if candidate.frame.adj else 3
        if _has_negation(reading, candidate.first - reach, candidate.first):
            return "negated"
    elif _verb_negated(reading, candidate, candidate.verb):
        return "negated"
    if candidate.frame.event_type == "REJECT":
        return ""
    return "denied" if _denied(reading, candidate) else _called_false(reading, candidate)


def _verb_negated(reading: Reading, candidate: Candidate, number: int) -> bool:
    verb = reading.verbs[number]
    if verb.negated:
        return True
    start, end = reading.clauses.subject(number)
    if start < end and not verb.to and _opens_negated(reading, start, min(end, start + OPENING)):
        return True
    at = candidate.object_at
    if at is not None and at > verb.head:
        return _has_negation(reading, max(candidate.end, at - 2), at)
    return reading.is_a(candidate.end, "refusing_objects") and candidate.frame.event_type != "REJECT"


def _opens_negated(reading: Reading, start: int, end: int) -> bool:
    """ "No shots were", "Neither India nor Pakistan", "None of the"."""
    for k in range(start, end):
        if reading.lowers[k] in MARKS:
            return False
        if reading.is_a(k, "negative_subjects"):
            return k + 1 >= len(reading.words) or reading.lowers[k + 1] not in FEWER
    return False


def _has_negation(reading: Reading, start: int, end: int) -> bool:
    return any(
        reading.is_a(k, "negations") and reading.lowers[min(k + 1, len(reading.words) - 1)] not in FEWER
        for k in range(max(0, start), end)
    )


def _denied(reading: Reading, candidate: Candidate) -> bool:
    """Whether a verb of denial governs the clause: "denied that it had sent", "deny having supplied"."""
    lexicon = reading.codebook.verbs
    for k in range(candidate.first):
        lemmas = {lemma for lemma, _ in lexicon.forms.get(reading.lowers[k], ())}
        if not lexicon.denying & lemmas or reading.is_a(k - 1, "negations"):
            continue
        if not any(_parts(reading, at) for at in range(k + 1, candidate.first)):
            return True
    return False


def _parts(reading: Reading, at: int) -> bool:
    """Whether a clause of its own begins here, to which a denial does not reach."""
    word = reading.lowers[at]
    if word in (";", "—", "–", "but", "after", "when", "while"):
        return True
    return word == "and" and any(
        verb.first == at + 1 and verb.shape == "finite" and not verb.modal for verb in reading.verbs
    )


def _called_false(reading: Reading, candidate: Candidate) -> str:
    """Whether the sentence calls it untrue or undone; what stands far behind the words is another matter."""
    for phrase in reading.codebook.filters.untrue:
        at = reading.find_phrase(phrase)
        if at is not None and not any(reading.lowers[k] == ";" for k in _between(at, candidate.first)):
            return "denied" if " ".join(phrase) in reading.codebook.words["denials"] else "negated"
    return ""


def _between(one: int, other: int) -> range:
    return range(min(one, other), max(one, other))

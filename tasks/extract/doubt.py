"""Whether an act is left open, and how: possible, planned, feared, conditional, tried, asked or only spoken of."""

from collections.abc import Iterable

from tasks.extract.candidates import Candidate
from tasks.extract.reading import Reading
from tasks.extract.verbs import Verb

NEAR = 10  # words in which a verb still governs a noun behind it
CLAUSE = 14  # words before a trigger among which an *if* is its own
DOUBTFUL_REACH = 6
MODAL_REACH = 8
# Each with a list "doubt_..." in words.toml; the first that has one of the words is the reason.
KINDS = ("question", "conditional", "feared", "attempted", "planned", "possible", "fictional")


def doubt(reading: Reading, candidate: Candidate) -> str:
    """The reason why an act is not told as done, or ""."""
    if _inverted(reading, candidate):
        return "conditional"
    return _governed(reading, candidate) or _conditional(reading, candidate)


def announced(reading: Reading, number: int) -> bool:
    """Whether an infinitive announces an act: "is to investigate", or in a headline "US to probe"."""
    verb = reading.verbs[number]
    if verb.shape != "infinitive" or not verb.to or verb.passive:
        return False
    if reading.is_a(verb.first - 1, "be"):
        return True
    return reading.headline and not any(other.head < verb.first for other in reading.verbs)


def _reason(reading: Reading, *words: str) -> str:
    """What a governing word makes of an act; "hypothetical" where no list says more."""
    for kind in KINDS:
        if reading.codebook.words[f"doubt_{kind}"].intersection(words):
            return kind
    return "hypothetical"


def _governed(reading: Reading, candidate: Candidate) -> str:
    """What stands over an infinitive, a gerund or a noun."""
    if candidate.verb is None:
        return _noun_governed(reading, candidate)
    verb = reading.verbs[candidate.verb]
    word = reading.lowers[verb.first - 1] if verb.first else ""
    if verb.shape == "infinitive":
        return _infinitive(reading, candidate, candidate.verb, word)
    return _gerund(reading, candidate.verb, word) if verb.shape == "gerund" else ""


def _infinitive(reading: Reading, candidate: Candidate, number: int, word: str) -> str:
    """An infinitive was done only after verbs like *begin* and *manage*."""
    lexicon, classes = reading.codebook.verbs, reading.codebook.words
    if announced(reading, number):
        return ""
    if reading.is_a(reading.verbs[number].first - 1, "be"):
        return "planned"
    if word in lexicon.unreal_words:
        return _reason(reading, word)
    governor = reading.verbs[number - 1] if number else None
    if governor is None:
        return "hypothetical"
    if (
        classes["done_infinitive"].intersection(governor.lemmas)
        and reading.verbs[number].first - governor.head <= 2
    ):
        open_still = governor.modal or governor.shape == "infinitive"
        return _of_verb(reading, governor) if open_still else ""
    if lexicon.unreal.intersection(governor.lemmas):
        return _reason(reading, *governor.lemmas)
    # People gather "to protest": the purpose is the act.
    gathered = candidate.frame.event_type == "PROTEST" and not governor.modal
    return "" if gathered and classes["gathering"].intersection(governor.lemmas) else "hypothetical"


def _gerund(reading: Reading, number: int, word: str) -> str:
    verb = reading.verbs[number]
    if word == "without":
        return "negated"
    before = reading.lowers[verb.first - 2] if verb.first > 1 else ""
    if word in ("from", "against", "of") and before in reading.codebook.verbs.unreal_words:
        return _reason(reading, before)
    governor = reading.verbs[number - 1] if number else None
    if governor is None or verb.first - governor.head > 2:
        return ""
    unreal = reading.codebook.verbs.unreal.intersection(governor.lemmas)
    return _reason(reading, *governor.lemmas) if unreal else ""


def _noun_governed(reading: Reading, candidate: Candidate) -> str:
    """ "Fears of an attack", "a possible strike", "called for talks": the noun alone tells of nothing done."""
    doubtful = reading.codebook.words["doubtful"]
    for k in range(max(0, candidate.first - DOUBTFUL_REACH), candidate.first):
        word = reading.lowers[k]
        if word in doubtful and not {",", ";"}.intersection(reading.lowers[k : candidate.first]):
            return _reason(reading, word)
    for k in range(max(1, candidate.first - DOUBTFUL_REACH), candidate.first - 1):
        if reading.lowers[k - 1] == "there" and reading.is_a(k, "modals"):
            return _reason(reading, reading.lowers[k])  # "there could be an attack"
    for verb in reading.verbs:
        near = 0 < candidate.first - verb.head <= NEAR
        if near and (verb.modal or verb.shape == "infinitive" or verb.negated):
            return "negated" if verb.negated else _of_verb(reading, verb)
    for k in range(candidate.end, min(len(reading.words), candidate.end + MODAL_REACH)):
        if reading.is_a(k, "modals") and reading.words[k].text != "May":  # the month, or a minister
            return _reason(reading, reading.lowers[k])
    return ""


def _of_verb(reading: Reading, verb: Verb) -> str:
    """What the modal of a verb, or the word over its infinitive, makes of what it governs."""
    if verb.modal:
        return _reason(reading, verb.modal)
    number = reading.verbs.index(verb)
    governor = reading.verbs[number - 1].lemmas if number else ()
    return _reason(reading, *reading.lowers[max(0, verb.first - 1) : verb.first], *governor)


def _conditional(reading: Reading, candidate: Candidate) -> str:
    """*if*, *unless* and modals of possibility in the same clause."""
    if candidate.verb is not None:
        verb = reading.verbs[candidate.verb]
        if verb.modal and reading.is_a_word(verb.modal, "possible"):
            return _reason(reading, verb.modal)
        if "would" in verb.modal and "have" in reading.lowers[verb.first : verb.head]:
            return "conditional"
        if verb.modal == "would" and not _reported(reading, verb.first):
            return "hypothetical"
    for k in range(candidate.first - 1, max(-1, candidate.first - CLAUSE), -1):
        if reading.lowers[k] in (",", ";", ":"):
            return ""
        if reading.lowers[k] == "that" and reading.is_a(k - 1, "doubt_possible", "doubt_feared"):
            return _reason(reading, reading.lowers[k - 1])
        if reading.is_a(k, "conditions"):
            asked = _asks(reading, reading.lowers[max(0, k - 3) : k])
            return "question" if asked else _reason(reading, reading.lowers[k])
    return _on_condition(reading, candidate)


def _asks(reading: Reading, words: Iterable[str]) -> bool:
    """Whether an *if* behind these words is a *whether*."""
    return bool(reading.codebook.words["asking"].intersection(words))


def _on_condition(reading: Reading, candidate: Candidate) -> str:
    """ "As long as", "in case": conditions of several words."""
    for phrase in reading.codebook.words["condition_phrases"]:
        at = reading.find_phrase(tuple(phrase.split()), 0, candidate.first)
        if at is not None and "," not in reading.lowers[at : candidate.first]:
            return "conditional"
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

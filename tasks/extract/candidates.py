"""Where a trigger fires: every frame whose words stand in a sentence, the most specific first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.extract.clauses import Range
from tasks.extract.frames import Frame, Pattern, Phrase
from tasks.extract.reading import Reading
from tasks.extract.tokens import singulars
from tasks.extract.verbs import Verb
from tasks.extract.word_classes import MARKS

OBJECT_REACH = 14  # words after a verb in which its object noun must begin
SUPPORT_REACH = 16
TEMPORAL = frozenset(
    {"after", "before", "when", "while", "because", "following", "since", "although", "despite"}
)
INFINITIVE_REACH = 9  # words that may part a verb from the infinitive that it governs


@dataclass(frozen=True, slots=True)
class Candidate:
    """A frame that fired: the trigger's words are ``first`` to ``end`` (exclusive)."""

    frame: Frame
    first: int
    end: int
    verb: int | None  # number of its verb, for a verb frame
    weight: int  # words matched: the more, the more specific
    object_at: int | None = None
    blocked: bool = False  # words in the sentence say that the frame's own words mean something else


Alternatives = tuple[Candidate, ...]


def find_candidates(reading: Reading) -> tuple[Alternatives, ...]:
    """Each trigger of a sentence with its readings, best first; one of them can be coded."""
    verbs = [_ranked(_verb_candidates(reading, number)) for number in range(len(reading.verbs))]
    others = [_ranked(_phrase_candidates(reading, at)) for at in range(len(reading.words))]
    claimed = {k for group in verbs for c in group[:1] if not c.blocked for k in _claimed(c)}
    kept: list[Alternatives] = [group for group in verbs if group]
    covered = 0
    for group in others:
        if group and group[0].first >= covered and group[0].first not in claimed:
            kept.append(group)
            covered = covered if group[0].blocked else group[0].end
    return tuple(sorted(kept, key=lambda group: group[0].first))


def _ranked(found: Iterator[Candidate]) -> Alternatives:
    return tuple(sorted(found, key=lambda candidate: (candidate.blocked, -candidate.weight)))


def _claimed(candidate: Candidate) -> set[int]:
    """Words that a verb frame already accounts for, so that no noun frame reads them again."""
    words = set(range(candidate.first, candidate.end))
    if candidate.object_at is not None:
        words |= set(range(candidate.object_at, candidate.object_at + 3))
    return words


def _verb_candidates(reading: Reading, number: int) -> Iterator[Candidate]:
    verb = reading.verbs[number]
    for lemma in verb.lemmas:
        for pattern in reading.codebook.patterns.get(lemma, ()):
            if pattern.kind == "verb":
                candidate = _fit_verb(reading, number, verb, pattern)
                if candidate is not None:
                    yield _with_block(reading, candidate)


def _with_block(reading: Reading, candidate: Candidate) -> Candidate:
    return replace(candidate, blocked=True) if _blocked(reading, candidate.frame) else candidate


def _blocked(reading: Reading, frame: Frame) -> bool:
    return any(reading.has_phrase(phrase) for phrase in frame.forbidden)


def _fit_verb(reading: Reading, number: int, verb: Verb, pattern: Pattern) -> Candidate | None:
    frame = pattern.frame
    if frame.future_only and not (verb.shape == "infinitive" or reading.is_a_word(verb.modal, "future")):
        return None
    if frame.voice and (frame.voice == "passive") != verb.passive:
        return None
    end = _follow(reading, verb.head + 1, pattern.words[1:])
    if end is None:
        return None
    subject = reading.clauses.subject(number)
    if frame.actor_words and not any(reading.has_phrase(words, *subject) for words in frame.actor_words):
        return None
    if frame.infinitive and not _infinitive_follows(reading, number):
        return None
    object_at, width = None, 0
    if frame.object:
        object_at, width = _object(reading, number, verb, frame, end, subject)
        if object_at is None:
            return None
    gap = max(0, object_at - end) if object_at is not None else 0
    weight = len(pattern.words) * 2 + max(1, width * 2 - gap // 3 * 2) * bool(frame.object)
    weight += bool(frame.actor_words) + bool(frame.infinitive)
    return Candidate(frame, verb.head, end, number, weight + bool(frame.voice), object_at)


def _follow(reading: Reading, at: int, rest: Phrase) -> int | None:
    """Where the words that must follow a verb end; an adverb or a day may stand before them."""
    for word in rest:
        if at < len(reading.words) and reading.lowers[at] != word and reading.is_a(at, "adverbs"):
            at += 1
        if at >= len(reading.words) or reading.lowers[at] != word:
            return None
        at += 1
    return at


def _infinitive_follows(reading: Reading, number: int) -> bool:
    following = reading.verbs[number + 1 : number + 2]
    return any(verb.to and verb.first - reading.verbs[number].head <= INFINITIVE_REACH for verb in following)


def _object(
    reading: Reading, number: int, verb: Verb, frame: Frame, end: int, subject: Range
) -> tuple[int | None, int]:
    """Where the object noun that a frame asks for stands, and how many words it is; the first wins."""
    best: tuple[int | None, int] = (None, 0)
    where = [subject, (end, end + OBJECT_REACH)] if verb.passive else [_object_range(reading, number, end)]
    for phrase in frame.object:
        for start, stop in where:
            at = reading.find_phrase(phrase, start, stop)
            if at is not None and is_nested(reading, verb.head, at):
                continue
            if at is not None and (best[0] is None or (at, -len(phrase)) < (best[0], -best[1])):
                best = (at, len(phrase))
    return best


def is_nested(reading: Reading, verb: int, at: int) -> bool:
    """ "Carried out the attack in retaliation for air strikes": the strikes are not what was carried out."""
    return reading.tree is not None and reading.tree.prepositions_between(at, verb, reading.words) > 1


def _object_range(reading: Reading, number: int, end: int) -> Range:
    _, stop = reading.clauses.complement(number, wide=True)
    later = [
        verb.first for verb in reading.verbs[number + 1 :] if verb.shape == "finite" and verb.first >= end
    ]
    clause = next((k for k in range(end, stop) if reading.lowers[k] in TEMPORAL), stop)
    return end, min(stop, clause, end + OBJECT_REACH, *(later[:1] or [stop]))


def _phrase_candidates(reading: Reading, at: int) -> Iterator[Candidate]:
    """Noun and adjective frames that begin at a word."""
    for form in singulars(reading.lowers[at]):
        for pattern in reading.codebook.patterns.get(form, ()):
            if pattern.kind == "verb" or not _words_fit(reading, at, pattern):
                continue
            frame, end = pattern.frame, at + len(pattern.words)
            if _phrase_allowed(reading, pattern, at, end):
                yield _with_block(reading, Candidate(frame, at, end, None, len(pattern.words) * 2))


def _words_fit(reading: Reading, at: int, pattern: Pattern) -> bool:
    if at + len(pattern.words) > len(reading.words):
        return False
    pairs = zip(pattern.words, reading.lowers[at:], strict=False)
    if pattern.kind == "adj":
        return all(word == lower for word, lower in pairs)
    return all(word in singulars(lower) for word, lower in pairs)


def _phrase_allowed(reading: Reading, pattern: Pattern, at: int, end: int) -> bool:
    frame = pattern.frame
    if pattern.kind == "adj":
        return pattern.words[0] != "to" or _announced(reading, at)
    if any(verb.head == at and verb.shape == "finite" for verb in reading.verbs):
        return False
    return not frame.support or _supported(reading, frame.support, at, end)


def _announced(reading: Reading, at: int) -> bool:
    """A bare infinitive announces something after *is* or in a headline."""
    if reading.is_a(at - 1, "be"):
        return True
    return (
        reading.headline
        and at > 0
        and not any(verb.head == at - 1 for verb in reading.verbs)
        and not any(verb.shape == "finite" for verb in reading.verbs if verb.head < at)
    )


def _supported(reading: Reading, support: Sequence[Phrase], at: int, end: int) -> bool:
    """Whether one of these verbs stands near the noun, its further words right behind it."""
    for verb in reading.verbs:
        if min(abs(verb.head - at), abs(verb.head - end)) > SUPPORT_REACH:
            continue
        for phrase in support:
            if phrase[0] in verb.lemmas and _follow(reading, verb.head + 1, phrase[1:]) is not None:
                return True
            if phrase[0] == "be" and verb.passive and phrase[1:] and _is_form(reading, verb, phrase[1]):
                return True
    return any("dead" in phrase for phrase in support) and "dead" in reading.lowers


def _is_form(reading: Reading, verb: Verb, form: str) -> bool:
    return reading.lowers[verb.head] == form


def scope(reading: Reading, candidate: Candidate) -> Range:
    """The words in which nothing is done: what an absorbing frame promises, asks, refuses or alleges."""
    start = candidate.end
    for at in range(start, len(reading.words)):
        word = reading.lowers[at]
        if word in (";", "(", ")", "—", "–") or (
            word in ("after", "while", "amid", "following", "when") and at > start
        ):
            return start, at
        if word in ("but", "and", ",") and _own_finite(reading, at):
            return start, at
        if word in MARKS and word not in (",", '"', "“", "”", "-") and at > start:
            return start, at
    return start, len(reading.words)


def _own_finite(reading: Reading, at: int) -> bool:
    """Whether a verb that shares the subject follows a conjunction at once."""
    following = at + 1
    while following < len(reading.words) and (
        reading.is_a(following, "adverbs", "conjunctions") or reading.lowers[following].endswith("ly")
    ):
        following += 1
    return any(
        verb.first == following and verb.shape == "finite" and not verb.modal for verb in reading.verbs
    )

"""What one sentence tells: a verdict for each of its triggers, by its tree and, where that fails, by its words.

A tree says who acts on whom across clauses; the words around a trigger are the second opinion. An act on which both
agree is surer than one that a single reading gives.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.candidates import Alternatives, Candidate, find_candidates, is_nested, scope
from tasks.extract.confidence import confidence
from tasks.extract.judge import SOFT, Verdict, judge
from tasks.extract.memory import with_sides
from tasks.extract.parties import Memory
from tasks.extract.reading import Reading
from tasks.extract.reject import disaster_spares
from tasks.extract.settle import Setting
from tasks.records import Actor, CodedEvent


def sentence_verdicts(reading: Reading, memory: Memory, setting: Setting, domain: str) -> list[Verdict]:
    """A verdict for each trigger of a sentence, in order, with its confidence."""
    first = _verdicts(reading, memory, setting, domain)
    if reading.by_words is None:
        return [_weighed(verdict, None) for verdict in first]
    by_words = _verdicts(reading.by_words, memory, setting, domain)
    second = {v.candidate.first: v for v in by_words if not _overruled(reading, v.candidate)}
    settled = [_settled(verdict, second.pop(verdict.candidate.first, None)) for verdict in first]
    only = [_weighed(verdict, False) for verdict in second.values()]
    return sorted((*settled, *only), key=lambda verdict: verdict.candidate.first)


def _overruled(reading: Reading, candidate: Candidate) -> bool:
    """Whether the tree says that a trigger only describes ("captured soldiers"), or that its object is another's."""
    if reading.tree is None or candidate.verb is None:
        return False
    at = candidate.object_at
    return reading.tree.attributive(candidate.first) or (
        at is not None and is_nested(reading, candidate.first, at)
    )


def _settled(by_tree: Verdict, by_words: Verdict | None) -> Verdict:
    """One verdict of two: the tree's, unless it found nobody and the words did."""
    if by_words is None or by_words.event is None:
        return _weighed(by_tree, False)
    if by_tree.event is None:
        return _weighed(by_words, False) if by_tree.reason in SOFT else by_tree
    return _weighed(by_tree, _agree(by_tree.event, by_words.event))


def _agree(one: CodedEvent, other: CodedEvent) -> bool:
    same = one.event_type == other.event_type
    return same and _sides(one.actors, other.actors) and _sides(one.recipients, other.recipients)


def _sides(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    return {(a.country, a.sector) for a in one} == {(a.country, a.sector) for a in other}


def _weighed(verdict: Verdict, agreed: bool | None) -> Verdict:
    event = verdict.event
    if event is None:
        return verdict
    sure = confidence(event, verdict.candidate.frame, agreed)
    return replace(verdict, event=replace(event, confidence=sure, agreed=agreed))


def _verdicts(reading: Reading, memory: Memory, setting: Setting, domain: str) -> list[Verdict]:
    """A verdict for each trigger; what stands inside a promise, request or accusation is part of that."""
    triggers = find_candidates(reading)
    absorbed: dict[int, Candidate] = {}
    for alternatives in triggers:
        best = alternatives[0]
        if best.frame.absorbs and not best.blocked and best.first not in absorbed:
            for other in triggers:
                if other is not alternatives and _absorbs(reading, best, other[0]):
                    absorbed.setdefault(other[0].first, best)
    verdicts: list[Verdict] = []
    for alternatives in triggers:
        if alternatives[0].first in absorbed:
            verdicts.append(Verdict(alternatives[0], "embedded"))
            continue
        inner = _inner(alternatives, triggers, absorbed)
        verdicts.append(judge(reading, alternatives, inner, memory, setting))
        memory = with_sides(memory, verdicts[-1:])
    return [_in_domain(verdict, domain) for verdict in _counted_once(tuple(_without_weak(verdicts)))]


def _absorbs(reading: Reading, outer: Candidate, inner: Candidate) -> bool:
    """Whether one trigger stands in what another one promises, asks, refuses or alleges."""
    start, end = scope(reading, outer)
    near = start <= inner.first < end
    if not near or reading.tree is None or outer.verb is None:
        return near
    finite = inner.verb is not None and reading.verbs[inner.verb].shape == "finite"
    return not (finite and reading.tree.branch(outer.first, inner.first) == "conj")


def _inner(
    alternatives: Alternatives, triggers: Sequence[Alternatives], absorbed: dict[int, Candidate]
) -> Candidate | None:
    """The first act that a trigger absorbs."""
    for other in triggers:
        if absorbed.get(other[0].first) is alternatives[0]:
            return other[0]
    return None


def _without_weak(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Weak readings give way to any other event of their type in the sentence."""
    strong = {v.event.event_type for v in verdicts if v.event and not v.candidate.frame.weak}
    for verdict in verdicts:
        if verdict.event and verdict.candidate.frame.weak and verdict.event.event_type in strong:
            yield Verdict(verdict.candidate, "repeated")
        else:
            yield verdict


def _counted_once(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """The dead of a shooting at a march are those of the shooting, not of the march too."""
    violent = any(verdict.event and verdict.event.event_type == "ASSAULT" for verdict in verdicts)
    for verdict in verdicts:
        if violent and verdict.event and verdict.event.event_type != "ASSAULT":
            yield replace(verdict, event=replace(verdict.event, killed=None, injured=None))
        else:
            yield verdict


def _in_domain(verdict: Verdict, domain: str) -> Verdict:
    if not domain or verdict.event is None or disaster_spares(domain, verdict.event.event_type):
        return verdict
    return Verdict(verdict.candidate, domain)

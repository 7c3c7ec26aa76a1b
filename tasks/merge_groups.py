"""Which signatures are one event: each joins the best core that it is like, and none drifts away from its core."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.merge_judge import SUPPORTS, contradicts, detail
from tasks.records.merging import Join, Membership, Signature

Edges = Mapping[str, Mapping[str, Join]]


@dataclass(slots=True)
class _Event:
    core: Signature
    members: list[tuple[Signature, Join | None]] = field(default_factory=list)


def group(signatures: Sequence[Signature], joins: Sequence[Join]) -> tuple[Membership, ...]:
    """Give every signature its event, whatever the order of both lists.

    What copies of one text say in the same sentence is one, and goes where the most telling of it goes. What says most
    comes first and is a core, or joins the core with which it has most in common. A signature that is as like two
    cores joins neither: it would tell of one of them, and nobody knows of which. Nothing joins an event against one
    of its members. The id of an event is that of its earliest signature, so that later reports keep it.
    """
    edges, by_id = _by_signature(joins), {each.signature_id: each for each in signatures}
    ordered = sorted(signatures, key=lambda each: (-detail(each), each.first_reported_at, each.signature_id))
    events: dict[str, _Event] = {}
    event_of: dict[str, _Event] = {}
    for signature in ordered:
        if signature.signature_id in event_of:
            continue
        own = edges.get(signature.signature_id, {})
        join = _best(signature, own, events)
        core = _other(join, signature.signature_id) if join else signature.signature_id
        event = events.setdefault(core, _Event(signature))
        event.members.append((signature, join))
        event_of[signature.signature_id] = event
        for copy, how in _copies(signature.signature_id, edges):
            if copy not in event_of:
                event.members.append((by_id[copy], how))
                event_of[copy] = event
    return tuple(member for event in events.values() for member in _memberships(event))


def _memberships(event: _Event) -> list[Membership]:
    earliest = min(event.members, key=lambda member: (member[0].first_reported_at, member[0].signature_id))
    event_id = earliest[0].signature_id
    return [Membership(signature.signature_id, event_id, join) for signature, join in event.members]


def _best(signature: Signature, own: Mapping[str, Join], events: Mapping[str, _Event]) -> Join | None:
    """The join to the best core, or None where there is none, or where two are as good."""
    ranked = sorted(
        (
            (_strength(join), core)
            for core, join in own.items()
            if core in events and _fits(signature, events[core], own)
        ),
        reverse=True,
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return own[ranked[0][1]]


def _copies(signature_id: str, edges: Edges) -> Iterator[tuple[str, Join]]:
    """The signatures that say the same in copies of one text, near and far, each with the join that leads to it."""
    seen, waiting = {signature_id}, [signature_id]
    while waiting:
        at = waiting.pop(0)
        for other, join in sorted(edges.get(at, {}).items()):
            if join.likeness.support == "words" and other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other, join


def _fits(signature: Signature, event: _Event, own: Mapping[str, Join]) -> bool:
    return all(
        member.signature_id in own or not contradicts(signature, member) for member, _ in event.members
    )


def _strength(join: Join) -> tuple[int, float]:
    return SUPPORTS.index(join.likeness.support), join.likeness.score


def _by_signature(joins: Sequence[Join]) -> dict[str, dict[str, Join]]:
    edges: dict[str, dict[str, Join]] = {}
    for join in joins:
        edges.setdefault(join.one, {})[join.other] = join
        edges.setdefault(join.other, {})[join.one] = join
    return edges


def _other(join: Join, one: str) -> str:
    return join.other if join.one == one else join.one

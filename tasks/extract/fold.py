"""The same act told twice in one document becomes one event: the most complete telling, its gaps filled."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tasks.extract.country_places import country_place
from tasks.extract.toll_ties import shared_out, with_tolls
from tasks.records import Actor, CodedEvent, Place

LOCAL = frozenset({"ASSAULT", "COERCE", "PROTEST"})  # types that happen at a place
FROM_AFAR = frozenset({"aerial", "drone", "heavy-weapons"})
UNORDERED = frozenset({"CONSULT", "AGREE", "COOPERATE"})
ONE_WAY = frozenset({"ASSAULT", "CONSULT", "PROTEST"})  # types that news retells with other words


def fold(events: Iterable[CodedEvent]) -> tuple[CodedEvent, ...]:
    """Distinct events of one document, most certain first."""
    kept: list[CodedEvent] = []
    for event in sorted(shared_out(events), key=completeness, reverse=True):
        for number, other in enumerate(kept):
            if same_act(event, other):
                kept[number] = _filled(other, event)
                break
        else:
            kept.append(event)
    return tuple(sorted(kept, key=lambda event: (-event.confidence, event.start)))


def completeness(event: CodedEvent) -> tuple[float, ...]:
    """How much an event says; earlier sentences win ties."""
    named = sum(bool(actor.country) for actor in (*event.actors, *event.recipients))
    told = bool(event.actors) + bool(event.recipients)
    told += event.place is not None and event.place.inferred != "sides"
    told += (event.date_precision != "inferred") + (event.killed is not None) + bool(event.modes)
    return (told + 0.5 * min(named, 4), event.confidence, -event.start)


def same_act(one: CodedEvent, other: CodedEvent) -> bool:
    """Whether two codings can be of one happening: same type, and nothing told that contradicts."""
    if one.event_type != other.event_type or not _dates_fit(one, other):
        return False
    if _outcome(one, other):
        return True
    if one.event_type in LOCAL and not _places_fit(one, other):
        return False
    if _retold(one, other) or _retold(other, one):
        return True
    if one.modes and other.modes and not _modes_fit(one, other):
        return False
    if one.sentence_no == other.sentence_no and _one_sentence(one, other):
        return True
    if one.event_type in UNORDERED:
        return _fit((*one.actors, *one.recipients), (*other.actors, *other.recipients))
    local = one.event_type in LOCAL and one.sentence_no != other.sentence_no
    return _fit(one.actors, other.actors, local=local) and _fit(one.recipients, other.recipients, local=local)


def _retold(one: CodedEvent, other: CodedEvent) -> bool:
    """Whether one only says again that something happened there: nobody is named, or the scene alone."""
    if one.event_type != "ASSAULT" or one.actors:
        return False
    if one.place is None or other.place is None or one.place.country != other.place.country:
        return False
    if any(actor.sector for actor in one.recipients):
        # "A bomb at a consulate killed six, with 90 wounded in the assault": one town, one way, nobody named.
        told = one.place.span is not None and one.place.precision != "country"
        return told and one.place.name == other.place.name and bool({*one.modes} & {*other.modes})
    return (
        not one.modes or not other.modes or bool(FROM_AFAR & {*one.modes}) == bool(FROM_AFAR & {*other.modes})
    )


def _one_sentence(one: CodedEvent, other: CodedEvent) -> bool:
    """Within a sentence the countries decide: "attacked a camp, killing ten people"."""
    return _same_countries(one.actors, other.actors) and _same_countries(one.recipients, other.recipients)


def _same_countries(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    first = {actor.country for actor in one if actor.country}
    second = {actor.country for actor in other if actor.country}
    return not first or not second or bool(first & second)


def _modes_fit(one: CodedEvent, other: CodedEvent) -> bool:
    if set(one.modes) & set(other.modes) or one.sentence_no == other.sentence_no:
        return True
    same_day = one.event_date == other.event_date or "inferred" in (one.date_precision, other.date_precision)
    from_afar = bool(FROM_AFAR & {*one.modes}) == bool(FROM_AFAR & {*other.modes})
    return one.event_type in ONE_WAY and same_day and from_afar


def _dates_fit(one: CodedEvent, other: CodedEvent) -> bool:
    if "inferred" in (one.date_precision, other.date_precision):
        return True
    if one.date_precision != "day" or other.date_precision != "day":
        return True
    return one.event_date == other.event_date


def _outcome(one: CodedEvent, other: CodedEvent) -> bool:
    """Whether one sentence tells an attack and what came of it: "bombed a market in Kanbalu, Sagaing, killing 23"."""
    if one.sentence_no != other.sentence_no or one.actors != other.actors or not one.actors:
        return False
    later = max(one, other, key=lambda event: event.trigger_span.start if event.trigger_span else event.start)
    return one.event_type == "ASSAULT" and later.trigger.endswith("ing") and bool(later.tolls)


def _places_fit(one: CodedEvent, other: CodedEvent) -> bool:
    if one.place is None or other.place is None or "sides" in (one.place.inferred, other.place.inferred):
        return True
    if one.place.country != other.place.country:
        return False
    if "country" in (one.place.precision, other.place.precision):
        return True
    if one.place.inferred or other.place.inferred:
        return True  # the dateline's town, or that of the sentence before, is only near
    if one.place.name == other.place.admin1 or other.place.name == one.place.admin1:
        return True  # a town and its province, which may have the name of another town
    return one.place.name == other.place.name or one.place.precision != other.place.precision


def _fit(one: Sequence[Actor], other: Sequence[Actor], *, local: bool = False) -> bool:
    """Whether two lists can be the same participants: one is silent, or they share a country and a sector."""
    if not one or not other:
        return True
    return any(_alike(a, b, local=local) for a in one for b in other)


def _alike(one: Actor, other: Actor, *, local: bool) -> bool:
    """At one scene an inferred country contradicts none that is told, unless that is a state's own."""
    if one.country and other.country and one.country != other.country:
        guessed = local and bool(one.inferred_country) != bool(other.inferred_country)
        told = other if one.inferred_country else one
        if not guessed or (not told.sector and country_place(told.country, "") is not None):
            return False
    if {one.sector, other.sector} == {"UAF", "REB"}:
        return True  # "the gunmen" of the next sentence are the rebels of the first
    return not one.sector or not other.sector or one.sector == other.sector or one.name == other.name


def _filled(best: CodedEvent, other: CodedEvent) -> CodedEvent:
    """The better telling, with what only the other one says."""
    dated = best if best.date_precision != "inferred" or other.date_precision == "inferred" else other
    filled = replace(
        best,
        modes=best.modes or other.modes,
        contexts=tuple(dict.fromkeys((*best.contexts, *other.contexts))),
        actors=_rather_told(best.actors, other.actors),
        recipients=_better(best, other),
        place=_finer(best.place, other.place),
        event_date=dated.event_date,
        date_precision=dated.date_precision,
        date_span=dated.date_span,
        date_inferred=dated.date_inferred,
        killed=other.killed if best.killed is None else best.killed,
        injured=other.injured if best.injured is None else best.injured,
        confidence=round(min(0.99, max(best.confidence, other.confidence) + 0.03), 2),
    )
    tolls = (*best.tolls, *other.tolls)
    return with_tolls(filled, tolls) if tolls else filled


def _rather_told(best: tuple[Actor, ...], other: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those whose country the text says: "Boko Haram fighters" rather than "the militants" of the next sentence."""
    guessed = bool(best) and all(actor.inferred_country for actor in best)
    known = bool(other) and all(actor.country and not actor.inferred_country for actor in other)
    return other if not best or (guessed and known) else best


def _better(best: CodedEvent, other: CodedEvent) -> tuple[Actor, ...]:
    """The recipients told more closely: people rather than the place alone."""
    if not best.recipients:
        return _left_over(best, other)
    vague = all(not actor.sector for actor in best.recipients)
    told = vague and best.event_type == "ASSAULT" and any(actor.sector for actor in other.recipients)
    return (
        other.recipients if told and _same_countries(best.recipients, other.recipients) else best.recipients
    )


def _left_over(best: CodedEvent, other: CodedEvent) -> tuple[Actor, ...]:
    if best.event_type in UNORDERED:
        known = {actor.country for actor in best.actors}
        return tuple(actor for actor in other.recipients if actor.country not in known)
    return other.recipients


def _finer(one: Place | None, other: Place | None) -> Place | None:
    """The place that words tell rather than an inferred one, then a town rather than a country."""
    if one is None or other is None:
        return one or other
    if bool(one.inferred) != bool(other.inferred):
        return other if one.inferred else one
    return other if one.precision == "country" else one

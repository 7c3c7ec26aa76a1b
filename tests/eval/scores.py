"""Pair what was coded with the gold, count what is right, and say what went wrong."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tasks.extract.dates import find_dates
from tasks.records import CodedEvent, Coding
from tests.eval.gold import GoldDate, GoldEvent, GoldItem, countries


@dataclass(frozen=True, slots=True)
class Miss:
    """An item that was not read right; ``weight`` is how many mistakes there are in it."""

    item_id: str
    weight: int
    said: str


@dataclass(frozen=True, slots=True)
class Matched:
    """The pairing of an item's gold events with what was coded."""

    pairs: tuple[tuple[GoldEvent, CodedEvent], ...]
    missed: tuple[GoldEvent, ...]
    false: tuple[CodedEvent, ...]


def match(item: GoldItem, coded: Iterable[CodedEvent]) -> Matched:
    """Pair events of the same type one to one: with the right countries and date, with the countries, any."""
    left, missed = list(coded), list(item.events)
    pairs: list[tuple[GoldEvent, CodedEvent]] = []
    for fits in (_same_dyad_and_date, GoldEvent.has_countries_of, _same_type):
        for gold in tuple(missed):
            for event in left:
                if event.event_type == gold.event_type and fits(gold, event):
                    pairs.append((gold, event))
                    missed.remove(gold)
                    left.remove(event)
                    break
    unwanted = [event for event in left if event.event_type not in item.tolerated]
    return Matched(tuple(pairs), tuple(missed), _new_ones(unwanted, [event for _, event in pairs]))


def _same_dyad_and_date(want: GoldEvent, got: CodedEvent) -> bool:
    return want.has_countries_of(got) and want.event_date == got.event_date


def _same_type(want: GoldEvent, got: CodedEvent) -> bool:
    return got.event_type == want.event_type


def _new_ones(events: Iterable[CodedEvent], known: Iterable[CodedEvent]) -> tuple[CodedEvent, ...]:
    """The events that are not known yet: a title may well report that of the text, with fewer countries."""
    seen, new = list(known), []
    for event in events:
        if not any(_says_no_more(event, other) for other in seen):
            new.append(event)
            seen.append(event)
    return tuple(new)


def _says_no_more(event: CodedEvent, other: CodedEvent) -> bool:
    sides = zip(countries(event), countries(other), strict=True)
    return event.event_type == other.event_type and all(mine <= its for mine, its in sides)


def score_events(
    items: Sequence[GoldItem], codings: Sequence[Coding]
) -> tuple[dict[str, float], tuple[Miss, ...]]:
    """All scores of the coder on the items, and the items that were not coded right, worst first."""
    matches = [match(item, coding.events) for item, coding in zip(items, codings, strict=True)]
    pairs = [pair for each in matches for pair in each.pairs]
    gold = sum(len(item.events) for item in items)
    coded = sum(len(each.pairs) + len(each.false) for each in matches)
    right = sum(want.has_countries_of(event) for want, event in pairs)
    empty = [each for item, each in zip(items, matches, strict=True) if not item.events]
    scores = {
        "type_precision": _share(len(pairs), coded),
        "type_recall": _share(len(pairs), gold),
        "type_f1": _share(2 * len(pairs), gold + coded),
        "dyad_f1": _share(2 * right, gold + coded),
        "empty_kept_empty": _share(sum(not each.false for each in empty), len(empty)),
    }
    for name, (given, same) in FIELDS.items():
        # Of all gold events, not of those found: finding one more must never lower a score.
        asked = sum(given(want) is not None for item in items for want in item.events)
        scores[name] = _share(sum(same(want, got) for want, got in pairs if given(want) is not None), asked)
    misses = (_miss(item, each) for item, each in zip(items, matches, strict=True))
    return scores, tuple(sorted(filter(None, misses), key=lambda miss: (-miss.weight, miss.item_id)))


def score_by_type(items: Sequence[GoldItem], codings: Sequence[Coding]) -> dict[str, tuple[int, int, int]]:
    """For each event type how many gold events were found, missed and coded falsely."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item, coding in zip(items, codings, strict=True):
        matched = match(item, coding.events)
        for want, _ in matched.pairs:
            counts[want.event_type]["found"] += 1
        for want in matched.missed:
            counts[want.event_type]["missed"] += 1
        for event in matched.false:
            counts[event.event_type]["false"] += 1
    return {name: (count["found"], count["missed"], count["false"]) for name, count in sorted(counts.items())}


def score_dates(items: Sequence[GoldDate]) -> tuple[dict[str, float], tuple[Miss, ...]]:
    """The share of sentences in which exactly the right dates are found, by kind, and the others."""
    results: defaultdict[str, list[bool]] = defaultdict(list)
    misses = []
    for item in items:
        found = [(span.first, span.last) for span in find_dates(item.text, item.published)]
        wanted = [] if item.first is None else [(item.first, item.last)]
        results[item.item_id.partition("-")[0]].append(found == wanted)
        if found != wanted:
            shown = ", ".join(f"{first}..{last}" for first, last in found) or "nothing"
            misses.append(Miss(item.item_id, 1, f"{item.text} ({item.published}) gave {shown}"))
    scores = {f"dates_{kind}": _share(sum(right), len(right)) for kind, right in sorted(results.items())}
    return scores, tuple(misses)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _same_place(want: GoldEvent, got: CodedEvent) -> bool:
    return got.place is not None and got.place.country == want.place_country


def _same_toll(want: GoldEvent, got: CodedEvent) -> bool:
    return (want.killed, want.injured) == (got.killed, got.injured)


# A score, whether a gold event gives the field (else None), and whether it was coded the same.
FIELDS: dict[str, tuple[Callable[[GoldEvent], object], Callable[[GoldEvent, CodedEvent], bool]]] = {
    "mode_recall": (lambda want: want.mode, lambda want, got: want.mode in got.modes),
    "date_recall": (lambda want: want.event_date, lambda want, got: want.event_date == got.event_date),
    "place_recall": (lambda want: want.place_country, _same_place),
    "toll_recall": (lambda want: want.killed or want.injured, _same_toll),
}


def _miss(item: GoldItem, matched: Matched) -> Miss | None:
    wrong = [
        f"{want.event_type} wants {_dyad(want.actors, want.recipients)}, has {_dyad(*countries(got))}"
        for want, got in matched.pairs
        if not want.has_countries_of(got)
    ]
    said = [f"missed {want.event_type}" for want in matched.missed]
    said += [f"false {event.event_type} ({event.trigger})" for event in matched.false]
    weight = 2 * len(said) + len(wrong)
    if not weight:
        return None
    return Miss(item.document.doc_id, weight, f"{item.document.full_text!r}: {'; '.join(said + wrong)}")


def _dyad(actors: frozenset[str], recipients: frozenset[str]) -> str:
    return f"{','.join(sorted(actors)) or '-'}>{','.join(sorted(recipients)) or '-'}"

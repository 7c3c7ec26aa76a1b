"""How an explained text is shown: for a person in the terminal, or as JSON."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from tasks.extract.explain import Decision, ExplainedSentence
from tasks.extract.jsonl import coding_to_json
from tasks.extract.spans import ActorSpan, DateSpan, PlaceSpan
from tasks.extract.syntax import Parse
from tasks.records import Actor, CodedEvent, Coding, Document, Place, Toll

INDENT = "  "


def print_sentence(console: Console, told: ExplainedSentence) -> None:
    """Print one sentence: its tree, what was found in it, and what became of each trigger."""
    name = "title" if told.sentence.is_title else f"sentence {told.sentence.number}"
    console.print(Text(f"── {name} ──", style="dim"))
    console.print(Text(told.sentence.text, style="bold"))
    if told.parse.nodes:
        console.print(_tree(told.parse, told.sentence.text))
    if not told.may_hold_event:
        console.print("[dim]No trigger's words stand in it: it is not parsed when texts are coded.[/dim]")
    found = list(_found(told))
    if found:
        console.print(_table(("found", "words", "is", "codes"), found))
    for decision in told.decisions:
        console.print(_decision(decision))
    if told.may_hold_event and not told.decisions:
        console.print("[dim]No trigger.[/dim]")


def as_rows(document: Document, sentences: Sequence[ExplainedSentence]) -> list[dict[str, Any]]:
    """The same as plain values; events as ``daybook code`` writes them, offsets within the sentence elsewhere."""
    return [
        {
            "sentence": told.sentence.text,
            "number": told.sentence.number,
            "start": told.sentence.start,
            "end": told.sentence.end,
            "may_hold_event": told.may_hold_event,
            "words": list(_words(told.parse, told.sentence.text)),
            "actors": [_actor_row(span) for span in told.actors],
            "places": [_place_row(span) for span in told.places],
            "dates": [_date_row(span) for span in told.dates],
            "candidates": [_decision_row(decision, document) for decision in told.decisions],
        }
        for told in sentences
    ]


def _tree(parse: Parse, text: str) -> Tree:
    """The words below what governs them."""
    children: dict[int, list[int]] = {}
    roots: list[int] = []
    for number, node in enumerate(parse.nodes):
        if node.head == number:
            roots.append(number)
        else:
            children.setdefault(node.head, []).append(number)
    top = Tree("", hide_root=True, guide_style="dim")
    waiting = [(top, number) for number in reversed(roots)]
    while waiting:
        parent, number = waiting.pop()
        node = parse.nodes[number]
        word = escape(text[node.start : node.end])
        branch = parent.add(f"{word}  [dim]{escape(node.lemma)} {node.upos}[/dim] [cyan]{node.deprel}[/cyan]")
        waiting += [(branch, child) for child in reversed(children.get(number, []))]
    return top


def _found(told: ExplainedSentence) -> Iterator[tuple[str, ...]]:
    text = told.sentence.text
    for actor in told.actors:
        codes = " ".join(code for code in (actor.actor.country, actor.actor.sector) if code)
        yield actor.kind, text[actor.start : actor.end], actor.actor.name, codes
    for place in told.places:
        where = ", ".join(part for part in (place.place.name, place.place.admin1) if part)
        yield "place", text[place.start : place.end], where, f"{place.place.country} {place.place.precision}"
    for day in told.dates:
        ends = f" to {day.last}" if day.last != day.first else ""
        yield "date", text[day.start : day.end], f"{day.first}{ends}", day.precision


def _decision(decision: Decision) -> Group:
    rules = ", ".join(decision.rules) or "no rule of its own"
    if decision.event is None:
        head = Text.assemble(("✗ ", "red"), (decision.trigger, "bold"), f"  ({rules})")
        why = Text(f"{INDENT}not coded: {decision.reason}. {decision.meaning}")
        return Group(head, why)
    event = decision.event
    modes = f" ({', '.join(event.modes)})" if event.modes else ""
    head = Text.assemble(
        ("✓ ", "green"), (decision.trigger, "bold"), f"  {event.event_type}{modes}  by {event.rule_id}"
    )
    return Group(head, *(Text(f"{INDENT}{name:<11}{value}") for name, value in _event_lines(event, rules)))


def _event_lines(event: CodedEvent, rules: str) -> Iterator[tuple[str, str]]:
    yield "actors", _sides(event.actors)
    yield "recipients", _sides(event.recipients)
    yield "place", _place(event.place)
    yield "date", f"{event.event_date or 'not known'} ({event.date_precision})"
    if event.contexts:
        yield "contexts", ", ".join(event.contexts)
    for toll in event.tolls:
        yield toll.kind, _toll(toll)
    yield "confidence", f"{event.confidence:g}"
    if event.inferred:
        yield "inferred", "; ".join(f"{field} from {reason}" for field, reason in event.inferred)
    yield "rules", rules


def _sides(actors: Sequence[Actor]) -> str:
    return (
        "; ".join(f"{a.name} [{' '.join(filter(None, (a.country, a.sector))) or '?'}]" for a in actors) or "–"
    )


def _place(place: Place | None) -> str:
    if place is None:
        return "–"
    parts = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
    return f"{parts} ({place.precision})"


def _toll(toll: Toll) -> str:
    """The number as it stands, and its bounds where they say more."""
    said = "?" if toll.said is None else str(toll.said)
    bounds = f" ({'?' if toll.low is None else toll.low} to {'?' if toll.high is None else toll.high})"
    return said if toll.said == toll.low == toll.high else said + bounds


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(show_edge=False, pad_edge=False, header_style="dim", box=None, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _words(parse: Parse, text: str) -> Iterator[dict[str, Any]]:
    for node in parse.nodes:
        yield {
            "text": text[node.start : node.end],
            "start": node.start,
            "end": node.end,
            "lemma": node.lemma,
            "upos": node.upos,
            "deprel": node.deprel,
            "head": node.head,
        }


def _actor_row(span: ActorSpan) -> dict[str, Any]:
    actor = span.actor
    named = {"text": actor.text, "name": actor.name, "country": actor.country, "sector": actor.sector}
    return {**named, "kind": span.kind, "start": span.start, "end": span.end}


def _place_row(span: PlaceSpan) -> dict[str, Any]:
    place = span.place
    named = {"text": place.text, "name": place.name, "country": place.country, "admin1": place.admin1}
    where = {"lat": place.lat, "lon": place.lon, "precision": place.precision}
    return {**named, **where, "start": span.start, "end": span.end}


def _date_row(span: DateSpan) -> dict[str, Any]:
    days = {"first": span.first.isoformat(), "last": span.last.isoformat(), "precision": span.precision}
    return {**days, "is_future": span.is_future, "start": span.start, "end": span.end}


def _decision_row(decision: Decision, document: Document) -> dict[str, Any]:
    event = None
    if decision.event is not None:
        coding = Coding(document.doc_id, (decision.event,), (), "")
        event = json.loads(coding_to_json(coding, document))["events"][0]
    return {
        "trigger": decision.trigger,
        "start": decision.start,
        "end": decision.end,
        "rules": list(decision.rules),
        "event": event,
        "reason": decision.reason or None,
        "meaning": decision.meaning or None,
    }

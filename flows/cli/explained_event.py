"""How an explained event is shown to a person: what it is, its sentences, what joined them, and its past."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from flows.cli.explained_sentence import (
    COUNTS,
    INDENT,
    Row,
    counted,
    fields_of,
    legend,
    moment,
    sentence_of,
    sides,
    toll,
)
from warehouse.explain import ExplainedEvent

EDGE_HEAD = ("mention_id", "other_mention_id", "rule", "score", "signature_id", "other_signature_id")
MOST_MENTIONS = 50  # of one state: behind these a person asks in SQL


def lines_of(told: ExplainedEvent) -> Iterator[Text]:
    """The lines of one event."""
    if len(told.way) > 1:
        yield Text(f"{told.way[0]} is part of another event now: {' → '.join(told.way[1:])}", "yellow")
    yield from _head(told.event)
    if not told.event["is_present"]:
        last = told.versions[-1]
        yield Text(f"Retracted on {moment(last['valid_to'])}: {last['retracted_reason']}.", "bold red")
    if told.moment:
        yield Text(f"As it stood on {moment(told.moment)} UTC.", "bold yellow")
    yield from _who_says_how_many(told)
    yield Text()
    yield legend()
    for is_past, mentions in groupby(
        told.mentions, key=lambda row: row["valid_to"] is not None and not told.moment
    ):
        if is_past:
            yield Text("\nWhat earlier states of it rested on:", "bold")
        yield from _mentions(tuple(mentions))
    yield from _edges(told)
    yield from _versions(told)


def _head(event: Row) -> Iterator[Text]:
    modes = f" ({', '.join(event['modes'])})" if event["modes"] else ""
    place = ", ".join(part for part in (event["place_name"], event["admin1"], event["place_country"]) if part)
    yield Text.assemble(
        (f"{event['event_date'] or 'no date'}  ", "bold"),
        (f"{event['event_type']}{modes}", "bold"),
        f"  {sides(event['actors'])}",
        f" → {sides(event['recipients'])}" if event["recipients"] else "",
        f"  {place or 'no place'}",
    )
    yield Text(f"event {event['event_id']}")
    voices = (
        f"{counted(event['mentions'], 'mention')} in {counted(event['articles'], 'article')}"
        f" of {counted(event['outlets'], 'outlet')}, {counted(event['owners'], 'independent owner')};"
        f" confidence {event['confidence']:g}"
    )
    yield Text(voices)
    if event["state_affiliated_only"]:
        yield Text("Only state-affiliated outlets say so.", "bold yellow")
    counts = [f"{count} {said}" for count in COUNTS if (said := toll(event, count))]
    scales = f"CAMEO {event['cameo_code']}, Goldstein {event['goldstein']:g}, quad {event['quad_code']}"
    dated = f"date {event['date_precision']}, place {event['place_precision'] or 'unknown'}"
    yield Text("; ".join([*counts, scales, dated, *event["contexts"]]), "dim")
    span = f"reported {moment(event['first_reported_at'])} to {moment(event['last_reported_at'])} UTC"
    seen = f"first seen {moment(event['first_seen_at'])}"
    yield Text(f"{span}; {seen}; written by run {event['run_id']}", "dim")


def _who_says_how_many(told: ExplainedEvent) -> Iterator[Text]:
    """Of counts on which reports differ: whose number is which; those that copy a number come last, as copies."""
    # What a mention said in an earlier state was corrected: that is history, not another's number.
    now = [row for row in told.mentions if told.moment or row["valid_to"] is None]
    for count in COUNTS:
        outlets: dict[str, list[str]] = {}
        for row in sorted(
            now, key=lambda row: (row[f"{count}_low"] or row[count] or 0, bool(row["duplicate_of"]))
        ):
            if (said := toll(row, count)) is not None:
                state = ", state-affiliated" if row["is_state_affiliated"] else ""
                copy = f", a copy of {row['original_outlet'] or 'another'}" if row["duplicate_of"] else ""
                notes = (state + copy).removeprefix(", ")
                outlets.setdefault(said, []).append(row["outlet"] + (f" ({notes})" if notes else ""))
        if len(outlets) > 1:
            each = (f"{said}: {', '.join(dict.fromkeys(names))}" for said, names in outlets.items())
            yield Text(f"who says how many {count}: {'; '.join(each)}", "bold red")


def _mentions(mentions: Sequence[Row]) -> Iterator[Text]:
    for number, row in enumerate(mentions[:MOST_MENTIONS], 1):
        yield Text()
        owner = f" ({row['owner']})" if row["owner"] and row["owner"] != row["outlet"] else ""
        state = "  state-affiliated" if row["is_state_affiliated"] else ""
        copy = f"  copy of {row['original_outlet'] or row['duplicate_of']}" if row["duplicate_of"] else ""
        lead = "  most certain" if row["is_lead"] else ""
        yield Text.assemble(
            f"{number:>3}. ",
            (f"{row['outlet']}{owner}", "bold"),
            f"  {moment(row['published_at'] or row['first_seen_at'])}",
            (f"{state}{copy}{lead}", "yellow"),
        )
        if row["title"] and row["title"] != row["evidence"]:
            yield Text.assemble(INDENT, (row["title"], "dim"))
        yield Text.assemble(INDENT, (row["url"] or "no address", "dim"))
        yield Text.assemble(INDENT, sentence_of(row))
        yield from fields_of(row)
        which = f"{INDENT}confidence {row['confidence']:g}; article {row['article_id']}, revision {row['revision']}"
        ended = f", until {moment(row['valid_to'])}" if row["valid_to"] else ""
        yield Text(f"{which}, characters {row['start']} to {row['end']}{ended}", "dim")
    if len(mentions) > MOST_MENTIONS:
        event_id = mentions[0]["event_id"]
        left = len(mentions) - MOST_MENTIONS
        yield Text(f"\nand {left} more: daybook sql \"from evidence where event_id = '{event_id}'\"")


def _edges(told: ExplainedEvent) -> Iterator[Text]:
    """Which mentions were joined, by the numbers that they have above, and why."""
    if not told.edges:
        return
    yield Text("\nWhy these are one event", "bold")
    numbers = {row["mention_id"]: number for number, row in enumerate(told.mentions[:MOST_MENTIONS], 1)}
    for edge in told.edges[:MOST_MENTIONS]:
        ends = (numbers.get(edge[key], edge[key]) for key in ("mention_id", "other_mention_id"))
        joined = f"{INDENT}{' and '.join(map(str, ends))}: {edge['rule']}, score {edge['score']:g}"
        alike = ", ".join(
            f"{name} {value}" for name, value in edge.items() if value and name not in EDGE_HEAD
        )
        yield Text.assemble(joined, (f"  ({alike})" if alike else "", "dim"))
    if len(told.edges) > MOST_MENTIONS:
        yield Text(f"{INDENT}and {len(told.edges) - MOST_MENTIONS} more")


def _versions(told: ExplainedEvent) -> Iterator[Text]:
    if not told.versions:
        return
    yield Text("\nStates that ended" if told.moment else "\nEarlier states", "bold")
    for row in told.versions:
        held = f"{moment(row['valid_from'])} to {moment(row['valid_to'])}"
        counts = [f"{count} {said}" for count in COUNTS if (said := toll(row, count))]
        was = ", ".join(
            [row["event_type"], *counts, counted(row["mentions"], "mention"), counted(row["owners"], "owner")]
        )
        ended = row["retracted_reason"] + (f": {', '.join(row['changed'])}" if row["changed"] else "")
        yield Text(f"{row['version']:>3}. {held}  {was}  → {ended}")

"""What a run leaves in the Prefect UI for a person to read: Markdown, without Prefect."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from flows.chart import Bar, as_markdown_image, bar_chart
from flows.outcome import Outcome, markdown_table, stage_rows
from flows.settings import Settings
from flows.world_map import MapPoint, world_map
from tasks.extract.codebook import load_codebook
from tasks.extract.gazetteer import load_gazetteer
from warehouse.check import Finding, findings_of
from warehouse.publish import open_published
from warehouse.read import EventPoint, EventRow, event_points, newest_events

NEWEST, MAP_DAYS = 30, 7
BREAK = "\N{LINE SEPARATOR}"  # stands for <br> until the cells are escaped
LINE = 64  # characters of a sentence to a line of its cell, which the UI does not break by itself
# By PLOVER quad: verbal and material cooperation in greens, verbal and material conflict in reds.
QUAD_COLOURS = {1: "#6fb98f", 2: "#2c7a56", 3: "#e0935c", 4: "#c0453f"}


@dataclass(frozen=True, slots=True)
class Artifact:
    """One page in the UI; the key is the same from run to run, so that the page keeps its history."""

    key: str
    description: str
    markdown: str


def artifacts_of(outcome: Outcome, settings: Settings) -> tuple[Artifact, ...]:
    """The run's three pages: what each stage did, the feeds that failed, the newest events."""
    with open_published(settings.published_path) as connection:
        newest = newest_events(connection, NEWEST)
        points = event_points(connection, MAP_DAYS)
        findings = findings_of(connection, outcome.run.run_id)
    return (
        Artifact("what-the-run-did", "What each stage of the run did", stages_page(outcome, findings)),
        Artifact("feeds-that-failed", "The feeds that failed, and why", troubles_page(outcome)),
        Artifact("newest-events", "The newest events in the table", events_page(newest, points)),
    )


def stages_page(outcome: Outcome, findings: Sequence[Finding] = ()) -> str:
    """Stages with their counts and seconds, a chart of the events by type, and what the data rules found."""
    run = outcome.run
    parts = [
        f"# {outcome.load.events_new} new events from {run.articles_new} new articles",
        f"Run `{run.run_id}` took {outcome.seconds:.1f} s over {run.feeds_polled} feeds.",
    ]
    if outcome.events_by_type:
        parts.append(_type_chart(outcome.events_by_type))
    parts.append(markdown_table(("stage", "what it did", "seconds"), stage_rows(outcome)))
    if outcome.uncoded:
        parts += ["## Articles whose coding failed", markdown_table(("article", "why"), outcome.uncoded)]
    parts += _rules(findings)
    return "\n\n".join(parts)


def troubles_page(outcome: Outcome) -> str:
    """The feeds that failed with what to do about them, or that none did."""
    if not outcome.troubles:
        return f"# No feed failed\n\nAll {outcome.run.feeds_polled} feeds that were asked answered."
    rows = [(t.feed_id, t.outcome, t.error, t.url) for t in outcome.troubles]
    return "\n\n".join(
        (
            f"# {len(rows)} of {outcome.run.feeds_polled} feeds failed",
            markdown_table(("feed", "outcome", "what happened", "url"), rows),
            "Each is tried again by its own back-off. `daybook feeds check URL` tries one now and says what is wrong.",
        )
    )


def events_page(newest: Sequence[EventRow], points: Sequence[EventPoint]) -> str:
    """Where it happened as a map, and the newest events as a table, each with the sentence that says so."""
    if not newest:
        return "# No events yet"
    rows = [(e.event_date, _what(e), _who(e), e.place, e.outlets, _folded(e.evidence)) for e in newest]
    columns = ("date", "what", "who → to whom", "where", "outlets", "the sentence that says so")
    table = markdown_table(columns, rows).replace(BREAK, "<br>")
    return "\n\n".join((f"# The {len(rows)} newest events", *_map(points), table))


def _rules(findings: Sequence[Finding]) -> list[str]:
    """What the rules in warehouse/checks found among the rows that the run wrote."""
    if not findings:
        return []
    broken = [one for one in findings if one.violations]
    if not broken:
        return ["## Data rules", f"All {len(findings)} rules hold for what this run wrote."]
    rows = [(one.rule, one.meaning, one.violations, _folded("; ".join(one.first_rows))) for one in broken]
    table = markdown_table(("rule", "what should hold", "rows that violate it", "such as"), rows)
    held = (
        f"{len(findings) - len(broken)} of {len(findings)} rules hold for what this run wrote; these do not:"
    )
    return ["## Data rules", held, table.replace(BREAK, "<br>")]


def _what(event: EventRow) -> str:
    return " ".join((event.event_type, ", ".join(event.modes))).strip()


def _who(event: EventRow) -> str:
    return f"{event.actor or '?'} → {event.recipient}" if event.recipient else event.actor or ""


def _folded(sentence: str) -> str:
    return BREAK.join(wrap(sentence, LINE))


def _map(points: Sequence[EventPoint]) -> list[str]:
    if not points:
        return []
    what = f"Events of the last {MAP_DAYS} days; green cooperates, red conflicts"
    return [as_markdown_image(drawn_map(points), what), f"*{what}.*"]


def drawn_map(points: Sequence[EventPoint]) -> str:
    """SVG of where events happened, a circle a place and PLOVER quad in the quad's colour."""
    drawn = [
        MapPoint(p.lat, p.lon, p.events, f"{p.place}: {p.events}", QUAD_COLOURS[p.quad_code]) for p in points
    ]
    return world_map(drawn, load_gazetteer().positions())


def _type_chart(counts: Sequence[tuple[str, int]]) -> str:
    types = load_codebook().types
    bars = [Bar(name, count, QUAD_COLOURS[types[name].quad]) for name, count in counts]
    return as_markdown_image(bar_chart(bars), "Events of this run by type; green cooperates, red conflicts")

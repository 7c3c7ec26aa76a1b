"""What a run leaves in the Prefect UI for a person to read: Markdown, without Prefect."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.chart import Bar, as_markdown_image, bar_chart
from flows.outcome import Outcome, markdown_table, stage_rows
from flows.settings import Settings
from tasks.extract.codebook import load_codebook
from warehouse.publish import open_published
from warehouse.read import EventRow, newest_events

NEWEST = 30
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
    return (
        Artifact("what-the-run-did", "What each stage of the run did", stages_page(outcome)),
        Artifact("feeds-that-failed", "The feeds that failed, and why", troubles_page(outcome)),
        Artifact("newest-events", "The newest events in the table", events_page(newest)),
    )


def stages_page(outcome: Outcome) -> str:
    """Stages with their counts and seconds, and a chart of the events by type."""
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


def events_page(newest: Sequence[EventRow]) -> str:
    """The newest events as a table, each with the sentence that says so."""
    if not newest:
        return "# No events yet"
    rows = [
        (e.event_date, e.event_type, ", ".join(e.modes), e.actor, e.recipient, e.place, e.outlets, e.evidence)
        for e in newest
    ]
    columns = ("date", "type", "mode", "actor", "recipient", "place", "outlets", "the sentence that says so")
    return f"# The {len(rows)} newest events\n\n" + markdown_table(columns, rows)


def _type_chart(counts: Sequence[tuple[str, int]]) -> str:
    types = load_codebook().types
    bars = [Bar(name, count, QUAD_COLOURS[types[name].quad]) for name, count in counts]
    return as_markdown_image(bar_chart(bars), "Events of this run by type; green cooperates, red conflicts")

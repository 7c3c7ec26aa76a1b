"""What a run came to, as records and as text: for the terminal, for the Prefect UI and for programs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tasks.records import EventMention, FetchRecord, LoadReport, RunRecord


@dataclass(frozen=True, slots=True)
class Trouble:
    """A feed or a page that could not be used, in words."""

    feed_id: str
    url: str
    outcome: str
    error: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run."""

    run: RunRecord
    load: LoadReport
    events_by_type: tuple[tuple[str, int], ...]
    troubles: tuple[Trouble, ...]  # feeds only: pages that fail fall back to their summary
    uncoded: tuple[tuple[str, str], ...] = ()  # article_id and why its coding failed

    @property
    def seconds(self) -> float:
        """Wall time of the whole run."""
        return ((self.run.ended_at or self.run.started_at) - self.run.started_at) / timedelta(seconds=1)


FINE = frozenset({"ok", "not_modified", "unchanged", "held_back"})


def troubles_of(fetches: Iterable[FetchRecord]) -> tuple[Trouble, ...]:
    """The feeds that failed, in the order in which they were fetched."""
    results = [
        record.result
        for record in fetches
        if record.result.kind == "feed" and record.result.outcome not in FINE
    ]
    return tuple(Trouble(r.feed_id, r.url, r.outcome, r.error or r.outcome) for r in results)


def count_types(mentions: Iterable[EventMention]) -> tuple[tuple[str, int], ...]:
    """How many events of each type the mentions speak of, most frequent first."""
    types = {mention.event_id: mention.coded.event_type for mention in mentions}
    return tuple(sorted(Counter(types.values()).items(), key=lambda item: (-item[1], item[0])))


def stage_rows(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Stage, what it did, and seconds: the table that stands at the end of every run."""
    run, load = outcome.run, outcome.load
    feeds = (run.feeds_ok, run.feeds_unchanged, run.feeds_failed, run.feeds_held)
    articles = (run.articles_new, run.articles_revised, run.articles_duplicate)
    coded = (run.mentions, run.rejected, run.articles_uncoded)
    events = (load.events_new, load.events_changed, load.events_total)
    did = {
        "fetch feeds": "{} new, {} unchanged, {} failed, {} held back".format(*feeds),
        "parse": f"{run.entries_seen} entries, {run.entries_new} of them new, {run.entries_skipped} unusable",
        "fetch pages": f"{run.pages_fetched} pages",
        "deduplicate": "{} new articles, {} revised, {} copies of others".format(*articles),
        "code events": "{} mentions coded, {} candidates not, {} articles not coded".format(*coded),
        "load": "{} new events, {} changed, {} in all".format(*events),
    }
    return [(stage, did.get(stage, ""), f"{seconds:.1f}") for stage, seconds in run.stage_seconds]


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; what a cell holds cannot break it."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\r", " ")
    return escaped.replace("\n", " ")

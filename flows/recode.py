"""The archive coded anew as a Prefect flow: asked for in the UI, and shown as a page."""

from datetime import UTC, datetime

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact

from flows.outcome import markdown_table
from flows.progress import LogWatch
from flows.recoding import Recoded
from flows.recoding import recode as recode_stored
from flows.settings import load_settings
from flows.showing_recoded import said
from flows.wishes import Wish, in_utc, new_run_id
from warehouse.recode import Example


@flow(name="recode", persist_result=False)
def recode(since: datetime | None = None, until: datetime | None = None, apply: bool = False) -> Recoded:
    """Code the stored articles anew with today's codebook; without ``apply`` only show what would change."""
    now = datetime.now(UTC)
    wish = Wish(new_run_id(now), now, in_utc(since), in_utc(until), apply)
    recoded = recode_stored(load_settings(), wish, LogWatch(get_run_logger()))
    create_markdown_artifact(
        key="articles-coded-anew",
        markdown=page_of(recoded),
        description="What coding the archive anew changes",
    )
    return recoded


def page_of(recoded: Recoded) -> str:
    """What changed, as Markdown."""
    types = [
        (one.event_type, one.same, one.gained, one.lost, one.changed) for one in recoded.difference.types
    ]
    examples = [_row(one) for one in recoded.difference.examples]
    parts = [
        f"{recoded.difference.articles} articles compared;"
        f" {'applied' if recoded.report else 'nothing was written'}.",
        markdown_table(("event type", "same", "gained", "lost", "changed"), types),
    ]
    if examples:
        parts.append(markdown_table(("", "event type", "sentence", "before", "now"), examples))
    return "\n\n".join(parts)


def _row(one: Example) -> tuple[str, str, str, str, str]:
    before = said(one.before, one.fields) if one.kind != "gained" else ""
    after = said(one.after, one.fields) if one.kind != "lost" else ""
    return (one.kind, one.event_type, one.evidence, before, after)

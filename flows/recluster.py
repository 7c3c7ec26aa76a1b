"""The archive's stories told anew as a Prefect flow: asked for in the UI, and shown as a page."""

from datetime import UTC, datetime

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact

from flows.outcome import markdown_table
from flows.progress import LogWatch
from flows.retelling import Retold, retell
from flows.settings import load_settings
from flows.wishes import Wish, in_utc, new_run_id


@flow(name="recluster", persist_result=False)
def recluster(since: datetime | None = None, until: datetime | None = None, apply: bool = False) -> Retold:
    """Tell the stories of the archive anew; without ``apply`` only show what would change."""
    now = datetime.now(UTC)
    wish = Wish(new_run_id(now), now, in_utc(since), in_utc(until), apply)
    retold = retell(load_settings(), wish, LogWatch(get_run_logger()))
    create_markdown_artifact(
        key="stories-told-anew", markdown=page_of(retold), description="What telling the stories anew changes"
    )
    return retold


def page_of(retold: Retold) -> str:
    """What changed, as Markdown."""
    counts = retold.counts
    rows = [(one.headline, one.articles, one.moved, one.former_stories) for one in retold.changes]
    return "\n\n".join(
        (
            f"{counts.articles} articles: {counts.stories_before} stories before, {counts.stories_after} after.",
            f"{counts.joined} joined, {counts.split} split, {counts.moved} articles moved;"
            f" {'applied' if retold.applied else 'nothing was written'}.",
            markdown_table(("story", "articles", "moved here", "former stories"), rows),
        )
    )

"""The archive's stories told anew: shown as what would change, or applied in one transaction.

Articles are read and compared block by block, so that memory is bounded by what lives at one time, not by the archive.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flows.meter import Meter
from flows.progress import Watch
from flows.runner import only_one
from flows.settings import Settings
from flows.stages import publish_copy
from flows.wishes import Wish
from tasks.errors import NotPublished, WarehouseError
from tasks.merge import merging
from tasks.records import RunBatch, RunRecord
from tasks.records.stories import StoryMembers, ToldStories
from warehouse import retelling
from warehouse.db import connect, is_there
from warehouse.load import load_run, record_failed_run
from warehouse.migrate import migrate
from warehouse.restore import restore_missing
from warehouse.stored_articles import stored_articles

if TYPE_CHECKING:
    import duckdb

    from tasks.stories import StoryTeller

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Retold:
    """What telling anew came to, or would come to; ``events_changed`` is 0 where it is not applied."""

    counts: retelling.RetoldCounts
    changes: tuple[retelling.RetoldStory, ...]
    applied: bool
    events_changed: int
    seconds: float


def retell(settings: Settings, wish: Wish, watch: Watch) -> Retold:
    """Tell the stories of the archive, or of a span of time, anew.

    Without ``apply`` nothing is written. Raises ``AnotherIngest`` where a run is at work, ``WarehouseError`` where
    there is no warehouse; a killed one leaves everything as it was.
    """
    meter = Meter(watch)
    with only_one(settings), noted_failure(settings, wish, "recluster"):
        restore_missing(settings.warehouse_path, settings.published_path)
        if not is_there(settings.warehouse_path):
            raise WarehouseError(
                f"{settings.warehouse_path}: there is no warehouse here yet: type 'daybook run' first"
            )
        with connect(settings.warehouse_path) as connection:
            migrate(connection)
            live = _tell(connection, wish, meter)
            counts = retelling.settle_names(connection)
            changes = retelling.retold_changes(connection)
            report = _apply(connection, wish, live, meter) if wish.apply else 0
        if wish.apply:
            with meter.stage("publish"):
                try:
                    publish_copy(settings)
                except Exception as error:
                    raise NotPublished(f"applied, but not published: {error}") from error
    return Retold(counts, changes, wish.apply, report, round(meter.elapsed, 1))


def _tell(connection: "duckdb.DuckDBPyConnection", wish: Wish, meter: Meter) -> StoryMembers:
    retelling.begin_retelling(connection)
    teller = _teller(connection, wish)
    ((total,),) = connection.execute("SELECT count(*) FROM articles WHERE duplicate_of IS NULL").fetchall()
    with meter.stage("tell stories", None if wish.since or wish.until else total) as watch:
        order = retelling.told_order(connection, wish.since, wish.until, AT_ONCE)
        for number, article_ids in enumerate(order):
            told = teller.tell(_members(connection, article_ids))
            retelling.note_told(connection, number, told, teller.headlines(set(told.values())))
            watch.advance(len(article_ids))
    return teller.live


def _teller(connection: "duckdb.DuckDBPyConnection", wish: Wish) -> "StoryTeller":
    from tasks.stories import StoryTeller, joined  # SciPy: only where there is something to compare

    before = retelling.told_before(connection, wish.since)
    live = _members(connection, [])
    for start in range(0, len(before), AT_ONCE):
        live = joined(live, _members(connection, before[start : start + AT_ONCE]))
    return StoryTeller(live)


def _members(connection: "duckdb.DuckDBPyConnection", article_ids: list[str]) -> StoryMembers:
    from tasks.story_terms import members_of

    articles = [article for article, _ in stored_articles(connection, article_ids)]
    members = members_of(articles)
    return replace(members, story_ids=tuple(article.story_id or "" for article in articles))


def _apply(connection: "duckdb.DuckDBPyConnection", wish: Wish, live: StoryMembers, meter: Meter) -> int:
    with meter.stage("load"):
        ended = wish.now + timedelta(seconds=meter.elapsed)
        run = RunRecord(wish.run_id, "recluster", wish.now, ended, stage_seconds=meter.seconds)
        told = ToldStories(live, retelling.retold_headlines(connection))
        batch = RunBatch(run, retold=retelling.retold_moves(connection), told=told)
        return load_run(connection, batch, merging()).events_changed


@contextmanager
def noted_failure(settings: Settings, wish: Wish, flow: str) -> Iterator[None]:
    """Note in ``runs`` that the flow failed within the block, where it was to be applied."""
    try:
        yield
    except NotPublished:
        raise
    except Exception as error:
        if wish.apply and is_there(settings.warehouse_path):
            run = RunRecord(wish.run_id, flow, wish.now, wish.now, "failed", str(error) or repr(error))
            try:
                with connect(settings.warehouse_path) as connection:
                    migrate(connection)
                    record_failed_run(connection, run)
            except WarehouseError as second:
                error.add_note(f"and the failure could not be noted in the warehouse: {second}")
        raise

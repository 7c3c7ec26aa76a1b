"""Stored bodies run through the whole pipeline again, run by run in the order of their fetching, without a network.

In place it adds what is missing and changes nothing else; into another home it builds the warehouse anew, as if today's
rules had been those of then. Every run is one transaction, so that a replay that was killed goes on where it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.meter import Meter
from flows.outcome import Outcome
from flows.pipeline import Order, ingest
from flows.progress import Unwatched, Watch
from flows.replay_mark import Mark, clear_mark, read_mark, write_mark
from flows.runner import only_one
from flows.settings import Settings
from flows.stages import publish_copy
from flows.stored_stages import archive_of, stored_stages
from tasks.errors import NotPublished, WarehouseError
from tasks.records import Feed, FeedRegistry, FetchPolicy
from warehouse.bodies import is_kept
from warehouse.db import connect
from warehouse.migrate import migrate
from warehouse.publish import open_published
from warehouse.replay import StoredRun, declared_feeds, loaded_runs, stored_exchanges, stored_runs
from warehouse.restore import restore_missing


@dataclass(frozen=True, slots=True)
class Wish:
    """Which exchanges to replay, by when they were fetched (``until`` excluded), and into which home if another."""

    replay_id: str
    now: datetime
    since: datetime | None = None
    until: datetime | None = None
    into: Path | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay came to; counts are of what it added, but for ``events_total``."""

    home: str
    runs: int  # that were replayed
    runs_done: int  # that were replayed before: by a replay that was cut short, or into the same home
    exchanges: int
    bodies_missing: int  # that are not kept any longer: what they said cannot be replayed
    missing_until: datetime | None  # when the last of these was fetched
    feeds_unknown: tuple[str, ...]  # neither listed nor stored
    entries_new: int
    articles_new: int
    articles_revised: int
    mentions: int
    events_new: int
    events_changed: int
    events_total: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Plan:
    """The runs to replay, with what answers them."""

    source: Settings
    target: Settings
    registry: FeedRegistry
    runs: tuple[StoredRun, ...]
    done: int
    start: Mark  # after it comes the first of the runs; as it is set where the replay is in place

    @property
    def is_in_place(self) -> bool:
        """Whether what is replayed goes to the warehouse that it came from."""
        return self.source is self.target


def replay(settings: Settings, wish: Wish, watch: Watch) -> Replayed:
    """Replay the runs of a span of time.

    Raises ``AnotherIngest`` where a run is at work on the home that is written, ``WarehouseError`` where nothing is
    stored of that time.
    """
    meter = Meter(watch)
    target = _target(settings, wish)
    with only_one(target):
        stored = _stored(settings, wish)
        restore_missing(target.warehouse_path, target.published_path)
        with connect(target.warehouse_path) as connection:
            migrate(connection)
            there = loaded_runs(connection)
        plan = _planned(settings, target, wish, stored, there)
        outcomes, unknown = _walk(plan, wish, meter)
        with meter.stage("publish"):
            try:
                publish_copy(target)
            except Exception as error:
                raise NotPublished(f"replayed, but not published: {error}") from error
        if plan.is_in_place:
            clear_mark(target.home)
        with connect(target.warehouse_path) as connection:
            ((total,),) = connection.execute("SELECT count(*) FROM events").fetchall()
    return _told(plan, stored, outcomes, unknown, total, meter.elapsed)


def _target(settings: Settings, wish: Wish) -> Settings:
    if wish.into is None:
        return settings
    home = wish.into.expanduser().absolute()
    return settings if home == settings.home else replace(settings, home=home, sample=False)


def _stored(settings: Settings, wish: Wish) -> tuple[StoredRun, ...]:
    # From the readers' copy: whoever replays into another home must not hold up the runs of this one.
    with open_published(settings.published_path) as connection:
        runs = stored_runs(connection, wish.since, wish.until)
    bodies = {one for run in runs for one in run.body_hashes}
    if not any(is_kept(settings.bodies_path, one) for one in bodies):
        why = "are kept no longer, or never were (DAYBOOK_KEEP_BODIES)" if bodies else "were fetched then"
        count = len(bodies) or "no"
        raise WarehouseError(f"{settings.bodies_path}: nothing to replay: {count} bodies {why}")
    return runs


def _planned(
    source: Settings, target: Settings, wish: Wish, stored: Sequence[StoredRun], there: frozenset[str]
) -> _Plan:
    start = Mark(wish.replay_id, wish.since, datetime.min.replace(tzinfo=UTC), "")
    if target is not source:
        runs = [run for run in stored if run.run_id not in there]
    else:
        if (mark := read_mark(target.home)) and mark.covers(wish.since):
            start = mark
        left = [run for run in stored if (run.fetched_at, run.run_id) > (start.fetched_at, start.run_id)]
        done = len(stored) - len(left)
        # What brought no body has nothing to add here; elsewhere it makes the ledger whole.
        return _Plan(source, target, _registry(source), tuple(r for r in left if r.body_hashes), done, start)
    return _Plan(source, target, _registry(source), tuple(runs), len(stored) - len(runs), start)


def _registry(settings: Settings) -> FeedRegistry:
    """All feeds there are or were: as the list declares them today, or else as they are stored."""
    with open_published(settings.published_path) as connection:
        feeds = {feed.feed_id: feed for feed in declared_feeds(connection)}
    if settings.sample:
        return FeedRegistry(tuple(feeds.values()), FetchPolicy(), "sample")
    listed = settings.registry()
    return replace(listed, feeds=tuple((feeds | {feed.feed_id: feed for feed in listed.feeds}).values()))


def _walk(plan: _Plan, wish: Wish, meter: Meter) -> tuple[list[Outcome], frozenset[str]]:
    feeds = {feed.feed_id: feed for feed in plan.registry.feeds}
    outcomes: list[Outcome] = []
    unknown: set[str] = set()
    _note(plan, plan.start)
    with meter.stage("replay exchanges", sum(run.exchanges for run in plan.runs)) as watch:
        for run in plan.runs:
            outcome, strangers = _replay_one(plan, wish, run, feeds)
            outcomes.append(outcome)
            unknown |= strangers
            _note(plan, replace(plan.start, fetched_at=run.fetched_at, run_id=run.run_id))
            watch.advance(run.exchanges)
    return outcomes, frozenset(unknown)


def _note(plan: _Plan, mark: Mark) -> None:
    # Another home tells by its runs how far it came.
    if plan.is_in_place:
        write_mark(plan.target.home, mark)


def _replay_one(
    plan: _Plan, wish: Wish, run: StoredRun, feeds: dict[str, Feed]
) -> tuple[Outcome, frozenset[str]]:
    with open_published(plan.source.published_path) as connection:
        exchanges = stored_exchanges(connection, run.run_id)
    replay_id = plan.start.replay_id
    run_id = f"{replay_id}-{run.run_id}" if plan.is_in_place else run.run_id
    own, written_at = (replay_id, wish.now) if plan.is_in_place else (run.run_id, None)
    archive = archive_of(exchanges, plan.source.bodies_path, own, written_at)
    order = Order(plan.target, plan.registry, run_id, run.fetched_at, only_due=True)
    outcome = ingest(order, stored_stages(archive, feeds), Unwatched())
    asked = {one.feed_id for one in exchanges if one.kind == "feed"}
    return outcome, frozenset(asked - feeds.keys())


def _told(
    plan: _Plan,
    stored: Sequence[StoredRun],
    outcomes: Sequence[Outcome],
    unknown: Iterable[str],
    total: int,
    seconds: float,
) -> Replayed:
    folder = plan.source.bodies_path
    missing = {one: run.fetched_at for run in stored for one in run.body_hashes if not is_kept(folder, one)}
    return Replayed(
        home=str(plan.target.home),
        runs=len(plan.runs),
        runs_done=plan.done,
        exchanges=sum(run.exchanges for run in plan.runs),
        bodies_missing=len(missing),
        missing_until=max(missing.values(), default=None),
        feeds_unknown=tuple(sorted(unknown)),
        entries_new=sum(one.run.entries_new for one in outcomes),
        articles_new=sum(one.run.articles_new for one in outcomes),
        articles_revised=sum(one.run.articles_revised for one in outcomes),
        mentions=sum(one.run.mentions for one in outcomes),
        events_new=sum(one.load.events_new for one in outcomes),
        events_changed=sum(one.load.events_changed for one in outcomes),
        events_total=total,
        seconds=round(seconds, 1),
    )

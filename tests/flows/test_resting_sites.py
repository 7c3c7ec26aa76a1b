"""A site that asks for time is left alone with its feeds and its pages, in this run and in later ones."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.outcome import Outcome
from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.settings import Settings, load_settings
from flows.stages import PLAIN
from tasks.records import Feed, FeedRegistry, FetchPolicy
from tests.tasks import badserver
from tests.tasks.badserver import Server, fixed, serving
from tests.tasks.news_pages import page
from warehouse.publish import open_published
from warehouse.query import run_sql

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
# The feed of one press house tells of articles that stand with another; two customers of one hoster are two sites.
FEED_HOST, PAGE_HOST, SIBLING, OTHER = (
    "rss.wire.example",
    "www.press.example",
    "m.press.example",
    "paper.example",
)
ARTICLES = (f"http://{PAGE_HOST}/first", f"http://{SIBLING}/second", f"http://{OTHER}/third")
ITEM = (
    "<item><title>Report {0}</title><guid>{0}</guid><link>{0}</link>"
    "<description>Two ministers met.</description></item>"
)


def rss(title: str) -> bytes:
    items = "".join(ITEM.format(link) for link in ARTICLES)
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


ARTICLE = page("Two ministers met in the capital on Sunday and spoke for hours about grain. " * 6).encode()
SITES = {
    "/robots.txt": fixed(b"User-agent: *\nAllow: /\n"),
    "/rss": fixed(rss("Wire")),
    "/first": fixed(b"", 429, Retry_After="7200"),
    "/second": fixed(ARTICLE, Content_Type="text/html"),
    "/third": fixed(ARTICLE, Content_Type="text/html"),
    "/busy.rss": fixed(b"", 503, Retry_After="7200"),
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for path, answer in SITES.items():
        monkeypatch.setitem(badserver.PATHS, path, answer)
    with serving() as started:
        yield started


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path, environ={"DAYBOOK_WORKERS": "1"})


def run(settings: Settings, server: Server, hours: float, *urls: str) -> Outcome:
    """One run by hand on feeds at these addresses, so many hours after the first."""
    hosts = (FEED_HOST, PAGE_HOST, SIBLING, OTHER)
    policy = FetchPolicy(
        allow_private_hosts=("127.0.0.1",),
        connect_to=tuple((host, f"127.0.0.1:{server.server_port}") for host in hosts),
        concurrency=1,
    )
    # Another document each time: in one that did not change no page is looked for again.
    badserver.PATHS["/rss"] = fixed(rss(f"Wire, hour {hours}"))
    feeds = tuple(Feed(url, url, "Outlet") for url in urls)
    now = NOW + timedelta(hours=hours)
    registry = FeedRegistry(feeds, policy, "test")
    return ingest(Order(settings, registry, f"run {hours}", now, only_due=False), PLAIN, Unwatched())


def asked(server: Server) -> list[str]:
    """What the server was asked since the last time, in words that name the host."""
    found = [f"{headers['host']}{path}" for path, headers in server.asked]
    server.asked.clear()
    return sorted(found)


def ledger(settings: Settings, run_id: str) -> dict[str, str]:
    with open_published(settings.published_path) as connection:
        rows = run_sql(connection, f"select url, outcome from fetches where run_id = '{run_id}'").rows
    return {str(url): str(outcome) for url, outcome in rows}


def test_a_page_that_asks_for_time_holds_the_pages_and_feeds_of_its_site(
    settings: Settings, server: Server
) -> None:
    wire, of_the_site = f"http://{FEED_HOST}/rss", f"http://{SIBLING}/feed"
    run(settings, server, 0, wire)
    robots = [f"{host}/robots.txt" for host in (PAGE_HOST, SIBLING, OTHER)]
    # One at a time: behind the first page the second, of the same registered name, is not asked any more.
    assert asked(server) == sorted([f"{FEED_HOST}/rss", *robots, f"{PAGE_HOST}/first", f"{OTHER}/third"])
    assert ledger(settings, "run 0")[ARTICLES[1]] == "held_back"

    second = run(settings, server, 1, wire, of_the_site)
    assert (second.run.feeds_polled, second.run.feeds_held) == (1, 1)
    assert asked(server) == [f"{FEED_HOST}/rss"]
    assert ledger(settings, "run 1")[f"http://{PAGE_HOST}/robots.txt"] == "held_back"

    third = run(settings, server, 2.01, wire, of_the_site)
    assert (third.run.feeds_polled, third.run.feeds_held) == (2, 0)
    assert {f"{PAGE_HOST}/first", f"{SIBLING}/feed"} < set(asked(server))


def test_a_feed_that_asks_for_time_holds_the_pages_of_its_site_in_the_same_run_and_the_next(
    settings: Settings, server: Server
) -> None:
    wire, busy = f"http://{FEED_HOST}/rss", f"http://{PAGE_HOST}/busy.rss"
    run(settings, server, 0, wire, busy)
    assert asked(server) == sorted(
        [f"{FEED_HOST}/rss", f"{PAGE_HOST}/busy.rss", f"{OTHER}/robots.txt", f"{OTHER}/third"]
    )
    run(settings, server, 1, wire, busy)
    assert asked(server) == [f"{FEED_HOST}/rss"]
    run(settings, server, 2.01, wire)
    assert {f"{PAGE_HOST}/first", f"{PAGE_HOST}/robots.txt"} < set(asked(server))


def test_a_failed_run_leaves_the_wish_behind(settings: Settings, server: Server) -> None:
    def broken(*_: object) -> object:
        raise RuntimeError("no memory")

    wire = Feed("wire", f"http://{FEED_HOST}/rss", "Outlet")
    busy = Feed("busy", f"http://{PAGE_HOST}/busy.rss", "Outlet")
    hosts = tuple(
        (host, f"127.0.0.1:{server.server_port}") for host in (FEED_HOST, PAGE_HOST, OTHER, SIBLING)
    )
    policy = FetchPolicy(allow_private_hosts=("127.0.0.1",), connect_to=hosts)
    order = Order(settings, FeedRegistry((wire, busy), policy, "test"), "run 0", NOW, only_due=False)
    with pytest.raises(RuntimeError):
        ingest(order, replace(PLAIN, load=broken), Unwatched())  # type: ignore[arg-type]
    asked(server)
    second = run(settings, server, 1, busy.url)
    assert (second.run.feeds_polled, second.run.feeds_held, asked(server)) == (0, 1, [])

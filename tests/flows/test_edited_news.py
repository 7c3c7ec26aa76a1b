"""An article that its outlet corrects and then withdraws, over three runs of the whole pipeline."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.settings import Settings, load_settings
from flows.stages import PLAIN
from tasks.records import Feed, FeedRegistry, FetchPolicy
from tests.flows.site import served
from tests.tasks.news_pages import Site
from warehouse.publish import open_published

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1", "127.0.0.2"), total_seconds=5)
SAID = "Rebels shelled Tovar on Sunday, killing {} civilians. The army said that it would answer."
WITHDRAWN = "This report was withdrawn because its source could not be confirmed by anybody in the town."


@pytest.fixture
def site() -> Iterator[Site]:
    with served({}) as started:
        yield started


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path, environ={"DAYBOOK_WORKERS": "1", "DAYBOOK_PARSER": "none"})


def run(settings: Settings, site: Site, hours: int, words: str) -> None:
    now = NOW + timedelta(hours=hours)
    site.pages["/rss"] = (
        200,
        '<rss version="2.0"><channel><title>Wire</title><item><title>News from Tovar</title><guid>g</guid>'
        f"<link>https://a.example/tovar</link><pubDate>Mon, 16 Nov 2026 0{5 + hours // 2}:00:00 GMT</pubDate>"
        f"<description>{words}</description></item></channel></rss>",
    )
    feed = Feed("wire", site.url("/rss"), "Wire", language="en", full_text=False)
    registry = FeedRegistry((feed,), POLICY, "test")
    ingest(Order(settings, registry, f"run-{hours}", now, only_due=False), PLAIN, Unwatched())


def test_what_it_said_before_is_known_as_of_then_and_explained(settings: Settings, site: Site) -> None:
    for hours, words in ((0, SAID.format(4)), (2, SAID.format(9)), (4, WITHDRAWN)):
        run(settings, site, hours, words)
    killed = "SELECT event_id, killed_high FROM events_asof(?) WHERE event_type = 'ASSAULT'"
    with open_published(settings.published_path) as con:
        states = [con.execute(killed, [NOW + timedelta(hours=hours)]).fetchall() for hours in (1, 3, 5)]
        revisions = con.execute("SELECT revision, changes FROM article_revisions ORDER BY 1").fetchall()
        assert con.execute("SELECT count(*) FROM events WHERE event_type = 'ASSAULT'").fetchall() == [(0,)]
    ((event_id, first),), ((same, second),), third = states
    assert (same, first, second, third) == (event_id, 4, 9, [])
    assert [revision for revision, _ in revisions] == [1, 2]
    assert all(changes for _, changes in revisions), "what changed is told"
    told = CliRunner().invoke(app, ["--home", str(settings.home), "explain", event_id[:12]])
    for expected in (
        "Retracted on 2026-11-16 10:00: evidence edited away.",
        "Rebels shelled Tovar on Sunday, killing 9 civilians.",
        "→ changed: killed",
    ):
        assert expected in told.output, told.output
    then = CliRunner().invoke(
        app, ["--home", str(settings.home), "explain", event_id, "--at", "2026-11-16T07:00"]
    )
    assert "As it stood on 2026-11-16 07:00 UTC." in then.output
    assert "killing 4 civilians" in then.output
    assert "killing 9 civilians" not in then.output
    before = CliRunner().invoke(
        app, ["--home", str(settings.home), "explain", event_id, "--at", "2026-11-15"]
    )
    assert f"event {event_id} was not there on 2026-11-15 00:00 UTC" in str(before.exception)

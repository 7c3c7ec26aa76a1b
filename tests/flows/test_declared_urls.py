"""One article under two addresses, through two feeds of a real site: one article, whichever feed comes first."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.settings import Settings, load_settings
from flows.stages import PLAIN
from tasks.records import Feed, FeedRegistry, FetchPolicy
from tests.flows.site import served
from tests.tasks.news_pages import PARAGRAPHS, SUMMARY, TITLE, Site, page
from warehouse.publish import open_published
from warehouse.query import run_sql

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1",), total_seconds=5)
OWN = "/world/border-crossing-reopens-77"
LED_BY = {"desk": "/story?id=77&list=desk", "wire": OWN, "moved": "/old/77"}


@pytest.fixture
def site() -> Iterator[Site]:
    with served({}) as started:
        started.pages |= {
            OWN: (200, page(*PARAGRAPHS)),
            LED_BY["desk"]: (200, page(*PARAGRAPHS, head=f"<link rel='canonical' href='{OWN}'>")),
            LED_BY["moved"]: (301, OWN),
        }
        yield started


def run(settings: Settings, site: Site, minutes: int, *names: str) -> None:
    for name in names:
        link = site.url(LED_BY[name]).replace("&", "&amp;")
        item = f"<title>{TITLE}</title><guid>{name}</guid><link>{link}</link><description>{SUMMARY}</description>"
        body = f'<rss version="2.0"><channel><title>x</title><item>{item}</item></channel></rss>'
        site.pages[f"/{name}.xml"] = (200, body)
    feeds = tuple(Feed(name, site.url(f"/{name}.xml"), "Example News", language="en") for name in names)
    now = NOW + timedelta(minutes=minutes)
    registry = FeedRegistry(feeds, POLICY, "test")
    ingest(Order(settings, registry, f"run-{minutes}", now, only_due=False), PLAIN, Unwatched())


def rows(settings: Settings, question: str) -> list[tuple[Any, ...]]:
    with open_published(settings.published_path) as connection:
        return list(run_sql(connection, question).rows)


@pytest.mark.parametrize(
    "runs",
    [
        [("desk", "wire", "moved")],
        [("desk",), ("wire",), ("moved",)],
        [("wire",), ("moved",), ("desk",)],
        [("moved",), ("desk",), ("wire",)],
    ],
    ids=lambda runs: " then ".join("+".join(names) for names in runs),
)
def test_one_article_in_any_order(tmp_path: Path, site: Site, runs: list[tuple[str, ...]]) -> None:
    settings = load_settings(tmp_path, environ={"DAYBOOK_WORKERS": "1"})
    for number, names in enumerate(runs):
        run(settings, site, 60 * number, *names)
    (article,) = rows(settings, "select canonical_url, declared_url, text_origin, revision from articles")
    assert site.url(OWN) in article[:2]
    assert article[2:] == ("page", 1)
    entries = rows(settings, "select feed_id, article_id from entries order by feed_id")
    assert [feed_id for feed_id, _ in entries] == ["desk", "moved", "wire"]
    assert len({article_id for _, article_id in entries}) == 1

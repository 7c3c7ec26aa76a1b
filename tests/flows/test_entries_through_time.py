"""Entries across runs on a real site: moved, given new guids, edited, edited in silence, and replayed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.pipeline import Order, ingest
from flows.progress import Unwatched
from flows.settings import Settings, load_settings
from flows.stages import PLAIN
from tasks.entry_history import MOST_SILENT_CHANGES
from tasks.records import Feed, FeedRegistry, FetchPolicy
from tests.flows.site import served
from tests.tasks.news_pages import Site, page
from warehouse.publish import open_published
from warehouse.query import run_sql

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1", "127.0.0.2"), total_seconds=5)
DATE = "<pubDate>Mon, 16 Nov 2026 05:00:00 GMT</pubDate>"


@pytest.fixture
def site() -> Iterator[Site]:
    with served({}) as started:
        yield started


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path, environ={"DAYBOOK_WORKERS": "1"})


def item(title: str, guid: str, link: str, words: str = "Words.", date: str = DATE, more: str = "") -> str:
    return (
        f"<item><title>{title}</title><guid>{guid}</guid><link>{link}</link>{date}"
        f"<description><![CDATA[{words}]]></description>{more}</item>"
    )


def rss(*items: str) -> tuple[int, str]:
    return 200, f'<rss version="2.0"><channel><title>Wire</title>{"".join(items)}</channel></rss>'


def run(
    settings: Settings, site: Site, now: datetime, *items: str, full_text: bool = False
) -> dict[str, int]:
    if items:
        site.pages["/rss"] = rss(*items)
    feed = Feed("wire", site.url("/rss"), "Wire", language="en", full_text=full_text)
    registry = FeedRegistry((feed,), POLICY, "test")
    order = Order(settings, registry, f"run-{now:%d%H%M}", now, only_due=False)
    counts = ingest(order, PLAIN, Unwatched()).run
    return {"new": counts.entries_new, "revised": counts.articles_revised, "articles": counts.articles_new}


def rows(settings: Settings, question: str) -> list[tuple[Any, ...]]:
    with open_published(settings.published_path) as connection:
        return list(run_sql(connection, question).rows)


def test_an_entry_with_a_new_guid_or_host_is_the_one_that_it_was(settings: Settings, site: Site) -> None:
    run(settings, site, NOW, item("Ferry sinks", "g1", "https://a.example/ferry-sinks"))
    moved = item("Ferry sinks", "other", "https://b.example/ferry-sinks?utm_source=rss")
    assert run(settings, site, LATER, moved)["new"] == 0
    assert rows(settings, "select count(*), any_value(guid), any_value(url) from entries") == [
        (1, "other", "https://b.example/ferry-sinks?utm_source=rss")
    ]
    assert rows(settings, "select count(*), max(revision) from articles") == [(1, 1)]


STORIES = {
    "ferry": ("Ferry sinks off Tovar", "Ten people drowned when a ferry sank."),
    "talks": ("Border talks resume", "Both governments agreed to meet in Geneva."),
    "storm": ("Storm closes the port", "Waves of nine metres broke the pier."),
    "vote": ("Parliament votes on budget", "Deputies passed it by a narrow margin."),
}


def story(name: str, guid: str, **changes: str) -> str:
    title, words = STORIES[name]
    return item(title, guid, **({"link": f"https://a.example/{name}", "words": words} | changes))


def test_guids_made_anew_with_every_poll_make_no_article_twice(settings: Settings, site: Site) -> None:
    """With links, with front-page links, and with none at all; and an edit meanwhile is no second article."""
    for poll in range(3):
        run(
            settings,
            site,
            NOW + timedelta(hours=poll),
            story("ferry", f"{poll}-a"),
            story("talks", f"{poll}-b", link=""),
            story("storm", f"{poll}-c", link="https://a.example/", date=""),
            story("vote", f"{poll}-d", words=f"Deputies passed it by {poll} votes."),
        )
    assert rows(settings, "select title, count(*) from articles group by title order by title") == [
        (title, 1) for title in sorted(title for title, _ in STORIES.values())
    ]
    assert rows(settings, "select count(*), count(distinct article_id) from entries") == [(4, 4)]


def test_guids_that_count_places_lose_no_article(settings: Settings, site: Site) -> None:
    shown: list[str] = []
    for poll, name in enumerate(STORIES):
        shown.insert(0, name)
        items = [story(one, f"place-{place}") for place, one in enumerate(shown[:2])]
        counts = run(settings, site, NOW + timedelta(hours=poll), *items)
        assert counts == {"new": 1, "revised": 0, "articles": 1}
    assert rows(settings, "select count(*), count(distinct title), max(revision) from articles") == [
        (4, 4, 1)
    ]
    again = run(settings, site, NOW + timedelta(hours=9), *[story(one, "place-0") for one in ("storm",)])
    assert again == {"new": 0, "revised": 0, "articles": 0}


def test_items_of_a_list_that_link_to_it_are_articles_of_their_own(settings: Settings, site: Site) -> None:
    site.pages["/alerts"] = (200, page(*(words for _, words in STORIES.values()), title="Alerts"))
    shown: list[str] = []
    for poll, (name, more) in enumerate(zip(("ferry", "talks"), ("storm", "vote"), strict=True)):
        shown += [name, more]
        items = [story(one, f"guid of {one}", link=site.url("/alerts")) for one in shown]
        run(settings, site, NOW + timedelta(hours=poll), *items, full_text=True)
    assert rows(settings, "select title, text from articles order by title") == sorted(STORIES.values())
    assert rows(settings, "select count(distinct article_id) from entries") == [(4,)]


def test_a_feed_whose_guids_repeat_is_remembered_and_loses_nothing(settings: Settings, site: Site) -> None:
    names = ("one", "two", "three")
    first = [item(name, "same", f"https://a.example/{name}") for name in names]
    assert run(settings, site, NOW, *first)["new"] == 3
    assert rows(settings, "select identity from feeds") == [("link",)]
    # One item alone shows no repeat; without the memory it would be another version of "same".
    assert run(settings, site, LATER, item("four", "same", "https://a.example/four")) == {
        "new": 1,
        "revised": 0,
        "articles": 1,
    }
    assert rows(settings, "select identity from feeds") == [("link",)]
    assert rows(settings, "select count(distinct title), count(*) from articles") == [(4, 4)]


def test_an_edit_revises_an_article_and_leaves_its_dates(settings: Settings, site: Site) -> None:
    link, later = "https://a.example/ferry", "<pubDate>Mon, 16 Nov 2026 07:30:00 GMT</pubDate>"
    run(settings, site, NOW, item("Ferry sinks", "g", link, "Ten people drowned."))
    counts = run(settings, site, LATER, item("Ferry sinks", "g", link, "Twelve people drowned.", later))
    assert counts == {"new": 0, "revised": 1, "articles": 0}
    (article,) = rows(
        settings, "select revision, text, published_at, first_seen_at, date_status from articles"
    )
    assert rows(settings, "select text, changes from article_revisions") == [
        ("Ten people drowned.", "~1 sentence")
    ]
    assert article == (2, "Twelve people drowned.", NOW - timedelta(hours=1), NOW, "ok")
    assert rows(settings, "select first_seen_at from entries") == [(NOW,)]


def test_a_counter_or_a_stamp_makes_no_revision(settings: Settings, site: Site) -> None:
    link, words = "https://a.example/ferry", "Ten people drowned.<br><br>Updated 5 minutes ago | 12 comments"
    run(settings, site, NOW, item("Ferry sinks", "g", link, words))
    counted = words.replace("5 minutes", "2 hours").replace("12", "1,340")
    assert run(settings, site, LATER, item("Ferry sinks", "g", link, counted))["revised"] == 0
    assert rows(settings, "select revision, text from articles") == [
        (1, "Ten people drowned.\n\nUpdated 5 minutes ago | 12 comments")
    ]
    assert rows(settings, "select count(*) from article_revisions") == [(0,)]


def test_an_entry_that_changes_for_ever_without_saying_so_comes_to_rest(
    settings: Settings, site: Site
) -> None:
    link = "https://a.example/ferry"
    revised = [
        run(
            settings,
            site,
            NOW + timedelta(hours=2 * number),
            item("Ferry sinks", "g", link, f"Reader number {number} wins."),
        )["revised"]
        for number in range(MOST_SILENT_CHANGES + 4)
    ]
    assert revised == [0] + [1] * MOST_SILENT_CHANGES + [0] * 3
    dated = item("Ferry sinks", "g", link, "Raised from the bottom.", more="<updated>now</updated>")
    assert run(settings, site, NOW + timedelta(days=30), dated)["revised"] == 1
    assert rows(settings, "select silent_changes from entries") == [(0,)]


def test_what_is_stored_of_a_feeds_html_runs_nothing(settings: Settings, site: Site) -> None:
    words = '<p onclick="x()">Troops <a href="/more">crossed</a>.<script>alert(1)</script></p>'
    run(settings, site, NOW, item("Troops cross", "g", "https://a.example/x", words))
    assert rows(settings, "select summary from entries") == [
        (f'<p>Troops <a href="{site.url("/more")}">crossed</a>.</p>',)
    ]
    assert rows(settings, "select text from articles") == [("Troops crossed.",)]


@pytest.mark.parametrize(("said", "files"), [("none", 0), ("forever", 1)])
def test_bodies_are_kept_only_where_they_are_wanted(
    tmp_path: Path, site: Site, said: str, files: int
) -> None:
    settings = load_settings(tmp_path, environ={"DAYBOOK_WORKERS": "1", "DAYBOOK_KEEP_BODIES": said})
    run(settings, site, NOW, item("Ferry sinks", "g", "https://a.example/ferry"))
    assert len(list(settings.bodies_path.glob("??/*"))) == files

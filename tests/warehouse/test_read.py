from dataclasses import replace
from datetime import timedelta

import pytest

from tasks.records import Actor, FeedState, Place, SeenArticle
from warehouse import read
from warehouse.load import load_run


def test_an_empty_warehouse_knows_nothing(con, make) -> None:
    assert read.feed_states(con, ["f1"]) == {}
    assert read.due_feeds(con, [], make.now, only_due=True) == ([], [])
    assert read.known_entries(con, ["a"]) == {}
    assert read.entry_articles(con, ["a"]) == {}
    assert read.seen_articles(con, ["u"], ["h"]) == ()
    assert read.newest_events(con, 5) == ()
    assert read.feed_health(con) == ()


def test_feed_states_come_back_as_they_were_given(con, make) -> None:
    known = {
        "etag": 'W/"x"',
        "last_modified": "Mon",
        "body_hash": "b",
        "failures": 2,
        "held_until": make.now,
        "polled_at": make.now,
        "body_at": make.now - timedelta(hours=1),
        "strikes": 1.25,
        "interval_minutes": 70,
        "overlap": 101,
        "last_new_at": make.now - timedelta(days=2),
        "hint_minutes": 30,
        "moved_url": "https://f1.example/there",
        "moved_from": ("https://f1.example/rss", "https://f1.example/between"),
        "moved_to": "https://f1.example/beyond",
        "moved_since": make.now - timedelta(days=1),
        "moved_times": 3,
        "why": "asked every 70 minutes",
    }
    update = make.feed(**known)
    load_run(con, make.batch(feeds=(update, make.feed("f2"), make.feed("f3"))))
    states = read.feed_states(con, ["f1", "f2"])
    assert set(states) == {"f1", "f2"}
    assert {name: getattr(states["f1"], name) for name in known} == known
    assert states["f1"] == replace(update.state, url=update.feed.url)
    assert states["f2"].etag is None
    assert isinstance(states["f2"], FeedState)


def test_entries_are_looked_up_by_id(con, make) -> None:
    entries = (make.entry("n1", "a1"), make.entry("n2", "a1"))
    load_run(con, make.batch(articles=(make.article(),), entries=entries))
    assert read.known_entries(con, ["n2", "n1", "n9"]) == {"n1": "hash of n1", "n2": "hash of n2"}
    assert read.entry_articles(con, ["n2", "n9"]) == {"n2": "a1"}
    assert read.known_entries(con, []) == {}


@pytest.mark.parametrize(
    ("urls", "hashes", "expected"),
    [
        (["https://f1.example/a1"], [], ["a1"]),
        ([], ["hash of a2"], ["a2"]),
        (["https://f1.example/a1"], ["hash of a2"], ["a1", "a2"]),
        (["https://f1.example/a1"], ["hash of a1"], ["a1"]),
        (["https://elsewhere.example/"], ["no hash"], []),
        ([], [], []),
    ],
)
def test_articles_are_found_by_url_or_by_content(con, make, urls, hashes, expected) -> None:
    later = make.now + timedelta(minutes=1)
    load_run(con, make.batch(articles=(make.article("a2", first_seen_at=later), make.article("a1"))))
    assert [seen.article_id for seen in read.seen_articles(con, urls, hashes)] == expected


def test_articles_are_found_by_id_too(con, make) -> None:
    load_run(con, make.batch(articles=(make.article("a1"), make.article("a2"))))
    assert [seen.article_id for seen in read.seen_articles(con, [], [], ["a2", "a9"])] == ["a2"]


def test_articles_are_found_by_what_their_pages_declare_with_their_text(con, make) -> None:
    article = make.article("a2", declared_url="https://f1.example/own", text="Four words of text.")
    load_run(con, make.batch(articles=(make.article("a1"), article)))
    (seen,) = read.seen_articles(con, ["https://f1.example/own"], [])
    assert (seen.article_id, seen.declared_url, seen.text) == (
        "a2",
        "https://f1.example/own",
        "Four words of text.",
    )
    assert [one.text for one in read.seen_articles(con, [], ["hash of a2"])] == [""]


def test_a_seen_article_has_what_a_decision_needs(con, make) -> None:
    article = make.article("a2", duplicate_of="a1", revision=3, text="Four words of text.")
    load_run(con, make.batch(articles=(make.article("a1"), article)))
    assert read.seen_articles(con, [], ["hash of a2"]) == (
        SeenArticle(
            article_id="a2",
            feed_id="f1",
            canonical_url="https://f1.example/a2",
            outlet="Outlet f1",
            content_hash="hash of a2",
            words=4,
            revision=3,
            duplicate_of="a1",
            first_seen_at=make.now,
            title="Shelling near Tovar",
            published_at=make.now - timedelta(hours=1),
            date_status="ok",
        ),
    )


def test_a_hundred_thousand_keys_are_one_question(con, make) -> None:
    load_run(con, make.batch(articles=(make.article(),), entries=(make.entry("n7"),)))
    keys = [f"n{number}" for number in range(100_000)]
    assert read.known_entries(con, keys) == {"n7": "hash of n7"}
    assert read.seen_articles(con, keys, keys) == ()


def test_the_newest_events_come_first_with_their_evidence(con, make) -> None:
    articles = [make.article(f"a{n}", published_at=make.now - timedelta(hours=n)) for n in range(4)]
    mentions = [make.mention(f"m{n}", f"e{n}", f"a{n}") for n in range(4)]
    load_run(con, make.batch(articles=tuple(articles), mentions=tuple(mentions)))
    newest = read.newest_events(con, 2)
    assert [event.event_id for event in newest] == ["e0", "e1"]
    assert (newest[0].actor, newest[0].place, newest[0].modes) == ("Rebels", "Tovar", ["heavy-weapons"])
    assert newest[0].evidence == make.sentence


def test_both_sides_of_a_clash_are_named(con, make) -> None:
    sides = (Actor("army", "Army", "VEN", "MIL"), Actor("rebels", "Rebels", "COL", "REB"))
    load_run(con, make.batch(articles=(make.article(),), mentions=(make.mention(actors=sides),)))
    assert read.newest_events(con)[0].actor == "Army and Rebels"


def test_a_map_gets_places_but_no_centre_of_a_country_and_nothing_old(con, make) -> None:
    days = {"new": 0, "recent": 6, "old": 8}
    articles = [make.article(name, published_at=make.now - timedelta(days=age)) for name, age in days.items()]
    country = Place("Chad", "Chad", "TCD", "", 15.4, 18.7, "country")
    mentions = [
        *(make.mention(f"m {name}", f"e {name}", name) for name in days),
        make.mention("m", "e", "new", place=country),
        make.mention("n", "f", "new", place=None),
    ]
    load_run(con, make.batch(articles=tuple(articles), mentions=tuple(mentions)))
    (point,) = read.event_points(con, 7)
    assert (point.place, point.quad_code, point.events) == ("Tovar", 4, 2)
    assert (point.lat, point.lon) == (8.33, -71.75)


def test_feed_health_tells_the_worst_first(con, make) -> None:
    broken = make.fetch("x2", feed_id="f2", outcome="timeout", status=None, error="no answer in 30 s")
    load_run(
        con,
        make.batch(
            feeds=(make.feed("f1"), make.feed("f2", status="failing", failures=4)),
            fetches=(make.fetch("x1"), broken),
            articles=(make.article(),),
            mentions=(make.mention(),),
        ),
    )
    worst, well = read.feed_health(con)
    assert (worst.feed_id, worst.failures, worst.last_outcome, worst.last_error, worst.fetches_failed) == (
        "f2",
        4,
        "timeout",
        "no answer in 30 s",
        1,
    )
    assert (well.feed_id, well.last_outcome, well.last_error, well.articles, well.events) == (
        "f1",
        "ok",
        None,
        1,
        1,
    )

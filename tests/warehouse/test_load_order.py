"""Whatever the order in which mentions come, and in however many runs, the events are the same."""

from collections.abc import Callable
from datetime import date, timedelta

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.records import Actor, Article, EventMention, Place
from warehouse.load import load_run
from warehouse.migrate import migrate

FEEDS = ("f1", "f2", "f3")
PLACES = (None, Place("Tovar", "Tovar", "VEN", "Mérida", 8.33, -71.75, "city"), Place("Mora", "Mora", "VEN"))
ACTORS = ((), (Actor("Rebels", "Rebels", "COL", "REB"),), (Actor("troops", "troops", "VEN", "MIL"),))
DATES = (None, date(2026, 3, 1), date(2026, 3, 2))

mention_values = st.fixed_dictionaries(
    {
        "event_id": st.sampled_from(("e1", "e2", "e3")),
        "confidence": st.sampled_from((0.3, 0.6, 0.9)),
        "place": st.sampled_from(PLACES),
        "actors": st.sampled_from(ACTORS),
        "event_date": st.sampled_from(DATES),
        "killed": st.sampled_from((None, 0, 4, 11)),
    }
)
article_values = st.fixed_dictionaries(
    {
        "feed_id": st.sampled_from(FEEDS),
        "duplicate_of": st.sampled_from((None, None, "a0", "a1")),
        "hours": st.sampled_from((None, 0, 1, 2)),
        "mentions": st.lists(mention_values, max_size=3),
    }
)


def build(make, number: int, values: dict) -> tuple[Article, tuple[EventMention, ...]]:
    article_id, hours = f"a{number}", values["hours"]
    article = make.article(
        article_id,
        values["feed_id"],
        duplicate_of=values["duplicate_of"] if number > 1 else None,
        published_at=None if hours is None else make.now - timedelta(hours=hours),
        first_seen_at=make.now + timedelta(minutes=number),
    )
    mentions = tuple(
        make.mention(f"m{number}.{i}", article_id=article_id, **said)
        for i, said in enumerate(values["mentions"])
    )
    return article, mentions


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), drawn=st.lists(article_values, min_size=1, max_size=5))
def test_any_order_of_loading_gives_the_same_events(
    make, snapshot: Callable[..., dict], data: st.DataObject, drawn: list[dict]
) -> None:
    built = [build(make, number, values) for number, values in enumerate(drawn)]
    feeds = tuple(make.feed(f, owner=owner) for f, owner in zip(FEEDS, ("North", "North", None), strict=True))
    with duckdb.connect() as at_once, duckdb.connect() as piece_by_piece:
        migrate(at_once)
        migrate(piece_by_piece)
        articles = tuple(article for article, _ in built)
        mentions = tuple(mention for _, said in built for mention in said)
        load_run(at_once, make.batch("r0", feeds=feeds, articles=articles, mentions=mentions))
        for number, (article, said) in enumerate(data.draw(st.permutations(built)), 1):
            load_run(
                piece_by_piece, make.batch(f"r{number}", feeds=feeds, articles=(article,), mentions=said)
            )
        # What an event was in between depends on what came first.
        left_out = ("runs", "check_results", "feeds", "event_versions", "mention_versions")
        assert snapshot(piece_by_piece, left_out, without_run=True) == snapshot(
            at_once, left_out, without_run=True
        )

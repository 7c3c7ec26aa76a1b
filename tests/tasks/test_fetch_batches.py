"""A stream of answers: all of them once, as they come, with few bodies in memory, and an end when nobody wants more."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

import pytest

from tasks.fetch_batches import fetch_in_batches
from tasks.records import FetchPolicy, FetchRequest
from tests.tasks.badserver import FEED, Server

NOW = datetime(2026, 1, 1, tzinfo=UTC)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1",), total_seconds=20.0)


def requests(server: Server, *paths: str) -> list[FetchRequest]:
    return [FetchRequest("feed", f"{number} {path}", server.base + path) for number, path in enumerate(paths)]


@pytest.mark.parametrize(
    ("count", "a_batch", "sizes"), [(0, 3, []), (1, 3, [1]), (6, 3, [3, 3]), (7, 3, [3, 3, 1])]
)
def test_every_answer_comes_once(badserver: Server, count: int, a_batch: int, sizes: list[int]) -> None:
    wanted = requests(badserver, *["/feed"] * count)
    batches = list(fetch_in_batches(wanted, POLICY, NOW, a_batch))
    assert [len(batch) for batch in batches] == sizes
    results = list(chain.from_iterable(batches))
    assert sorted(result.feed_id for result in results) == sorted(one.feed_id for one in wanted)
    assert {result.body for result in results} <= {FEED}


def test_a_slow_answer_does_not_hold_the_others_up(badserver: Server) -> None:
    policy = replace(POLICY, per_host=5)
    batches = fetch_in_batches(requests(badserver, "/silent", *["/feed"] * 4), policy, NOW, 4)
    assert {result.url for result in next(batches)} == {badserver.base + "/feed"}
    badserver.release.set()
    ((late,),) = batches
    assert late.outcome == "protocol_error"


def test_bodies_that_nobody_took_yet_are_bounded(badserver: Server) -> None:
    # Each answer is three times the room: nothing new may be asked before the last one was taken.
    policy = replace(POLICY, concurrency=1)
    wanted = requests(badserver, *["/feed"] * 20)
    taken = 0
    for batch in fetch_in_batches(wanted, policy, NOW, 1, waiting_bytes=len(FEED) // 3):
        taken += len(batch)
        assert len(badserver.asked) <= taken + 1
    assert taken == 20


def test_large_bodies_make_small_batches(badserver: Server) -> None:
    batches = fetch_in_batches(
        requests(badserver, *["/feed"] * 6), POLICY, NOW, 100, a_batch_bytes=2 * len(FEED)
    )
    assert [len(batch) for batch in batches] == [2, 2, 2]


def test_nobody_fetches_on_where_nobody_wants_the_rest(badserver: Server) -> None:
    wanted = requests(badserver, "/feed", *["/silent"] * 5)
    batches = fetch_in_batches(wanted, replace(POLICY, per_host=6), NOW, 1)
    assert len(next(batches)) == 1
    batches.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "fetch"]


def test_what_breaks_the_loop_reaches_whoever_takes_the_results(badserver: Server) -> None:
    broken = replace(POLICY, connect_to=(("wire.example", "not an address"),))
    with pytest.raises(ValueError, match="has no port"):
        list(fetch_in_batches(requests(badserver, "/feed"), broken, NOW))

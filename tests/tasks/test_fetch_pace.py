"""A pause between any two exchanges with a host; computed, never waited for."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tasks.fetch import Fetcher, GuardedTransport
from tasks.fetch_pace import Pace
from tasks.fulltext import paced
from tasks.records import FetchKind, FetchPolicy, FetchRequest
from tasks.robots import LONGEST_CRAWL_DELAY, robots_rules
from tests.tasks.badserver import Server
from tests.tasks.news_pages import answer

NOW = datetime(2026, 1, 1, tzinfo=UTC)
POLICY = FetchPolicy(allow_private_hosts=("127.0.0.1",))


def test_starts_at_a_host_are_apart_and_hosts_do_not_wait_for_each_other() -> None:
    pace = Pace(began=100.0)
    turns = [
        ("a", 100.0),
        ("a", 100.0),
        ("b", 100.0),
        ("a", 100.5),
        ("b", 109.0),
        ("b", 109.0),
        ("a", 101.75),
    ]
    assert [pace.wait([host], 0.5, now) for host, now in turns] == [0.5, 1.0, 0.5, 1.0, 0.0, 0.5, 0.25]
    assert pace.wait(["a"], 0.0, 0.0) == 0.0


def test_a_turn_is_one_of_the_host_and_of_its_owner() -> None:
    pace = Pace(began=100.0)
    turns = [["a", "owner"], ["b", "owner"], ["b"], ["a"]]
    assert [pace.wait(keys, 0.5, 100.0, first_waits=False) for keys in turns] == [0.0, 0.5, 1.0, 0.5]


@pytest.mark.parametrize(
    ("kind", "delay", "waits"),
    [
        ("page", 0.0, [0.0] * 4),
        ("page", 10.0, [10.0, 20.0, 30.0, 40.0]),
        ("feed", 10.0, [0.0, 10.0, 20.0, 30.0]),
    ],
)
def test_the_fetcher_keeps_the_pace(
    badserver: Server, kind: FetchKind, delay: float, waits: list[float]
) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    async def fetch() -> list[str]:
        async with GuardedTransport(POLICY) as transport:
            fetcher = Fetcher(transport, POLICY, NOW, sleep, clock=lambda: 7.0)
            requests = [
                FetchRequest(kind, str(number), badserver.base + "/feed", delay_seconds=delay)
                for number in range(4)
            ]
            return [result.outcome for result in await asyncio.gather(*map(fetcher.fetch, requests))]

    assert asyncio.run(fetch()) == ["ok"] * 4
    assert waited == waits


@pytest.mark.parametrize(
    ("robots", "policy", "url", "delay"),
    [
        (None, POLICY, "https://example.org/a", 0.5),
        ("User-agent: *\nDisallow: /x", POLICY, "https://example.org/a", 0.5),
        ("User-agent: *\nCrawl-delay: 3", POLICY, "https://example.org/a", 3.0),
        ("User-agent: *\nCrawl-delay: 0.1", POLICY, "https://example.org/a", 0.5),
        ("User-agent: *\nCrawl-delay: 9\n\nUser-agent: Daybook\nCrawl-delay: 2", POLICY, "https://example.org/a", 2.0),
        ("User-agent: *\nCrawl-delay: 600", POLICY, "https://example.org/a", LONGEST_CRAWL_DELAY),
        ("User-agent: *\nCrawl-delay: nan", POLICY, "https://example.org/a", 0.5),
        ("User-agent: *\nCrawl-delay: soon", POLICY, "https://example.org/a", 0.5),
        ("User-agent: *\nCrawl-delay: 3", replace(POLICY, page_delay_seconds=0.0), "https://example.org/a", 3.0),
        (None, replace(POLICY, page_delay_seconds=7.5), "https://example.org/a", 7.5),
        (None, POLICY, "http://127.0.0.1:8000/a", 0.0),
        (None, POLICY, "http://[::1]/a", 0.0),
        (None, POLICY, "http://localhost/a", 0.0),
        (None, replace(POLICY, connect_to=(("Example.org", "127.0.0.1:80"),)), "https://example.org/a", 0.0),
    ],
)  # fmt: skip
def test_pages_are_paced_as_their_site_wants_it(
    robots: str | None, policy: FetchPolicy, url: str, delay: float
) -> None:
    rules = {} if robots is None else robots_rules([answer(robots)])
    requests = [FetchRequest("page", "f", url)]
    assert [request.delay_seconds for request in paced(requests, policy, rules)] == [delay]

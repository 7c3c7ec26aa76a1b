"""What a robots.txt opens and closes."""

from dataclasses import replace

import pytest

from tasks.records import FetchResult
from tasks.robots import (
    RobotsRules,
    is_passing,
    robots_decision,
    robots_requests,
    robots_rules,
    site_of,
)
from tests.tasks.news_pages import CLOSED, answer, article


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://Example.org/a?b", "https://example.org"),
        ("http://127.0.0.1:81/a", "http://127.0.0.1:81"),
        ("ftp://example.org/a", None),
        ("nowhere", None),
    ],
)
def test_site_of(url: str, site: str | None) -> None:
    assert site_of(url) == site


def test_each_site_is_asked_once() -> None:
    urls = ["https://one.org/a", "https://one.org/b", "http://one.org/c", "https://two.org/d", None]
    requests = robots_requests(article(str(url), url) for url in urls)
    assert [request.url for request in requests] == [
        "https://one.org/robots.txt",
        "http://one.org/robots.txt",
        "https://two.org/robots.txt",
    ]


@pytest.mark.parametrize(
    ("result", "url", "allowed"),
    [
        (answer("User-agent: *\nDisallow: /private/\n"), "https://example.org/private/a", False),
        (answer("User-agent: *\nDisallow: /private/\n"), "https://example.org/news/a", True),
        (answer(CLOSED), "https://example.org/news/a", False),
        (answer(CLOSED + "\nUser-agent: Daybook\nAllow: /news/\n"), "https://example.org/news/a", True),
        (answer("User-agent: daybook\nDisallow: /\n"), "https://example.org/news/a", False),
        (answer("User-agent: GPTBot\nDisallow: /\n"), "https://example.org/news/a", True),
        (answer("\ufeffUser-agent: *\nDisallow: /\n"), "https://example.org/news/a", False),
        (answer(""), "https://example.org/news/a", True),
        (answer("<html>Not found</html>"), "https://example.org/news/a", True),
        (answer(status=404, outcome="http_error"), "https://example.org/a", True),
        (answer(status=403, outcome="http_error"), "https://example.org/a", True),
        (answer(status=410, outcome="gone"), "https://example.org/a", True),
        (answer(status=429, outcome="http_error"), "https://example.org/a", False),
        (answer(status=500, outcome="http_error"), "https://example.org/a", False),
        (answer(status=None, outcome="timeout"), "https://example.org/a", False),
        (answer(status=None, outcome="connect_error"), "https://example.org/a", False),
        (answer(status=200, outcome="too_large"), "https://example.org/a", False),
    ],
)
def test_robots_rules(result: FetchResult, url: str, allowed: bool) -> None:
    (rules,) = robots_rules([result]).values()
    assert rules.allows(url) is allowed
    # What the rules close stays closed; what a site in trouble did not answer may be open another time.
    assert rules.is_outage == (result.status in (None, 429, 500))


def test_no_answer_at_all_leaves_nothing_open() -> None:
    assert robots_rules([]) == {}
    assert not RobotsRules(allow_all=False).allows("https://example.org/a")


@pytest.mark.parametrize(
    ("outcome", "status", "passing"),
    [
        ("ok", 200, False),
        ("timeout", None, True),
        ("connect_error", None, True),
        ("dns_error", None, True),
        ("held_back", None, True),
        ("protocol_error", 200, True),
        ("http_error", 404, False),
        ("http_error", 429, True),
        ("http_error", 503, True),
        ("gone", 410, False),
        ("too_large", 200, False),
        ("refused_address", None, False),
    ],
)
def test_what_may_go_better_another_time(outcome: str, status: int | None, passing: bool) -> None:
    assert is_passing(answer(outcome=outcome, status=status)) is passing


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (answer("User-agent: *\nDisallow: /x"), "its rules are kept"),
        (
            answer("User-agent: *\nCrawl-delay: 3"),
            "its rules are kept, 3 of 3 s kept between two pages",
        ),
        (
            answer("User-agent: *\nCrawl-delay: 600"),
            "its rules are kept, 10 of 600 s kept between two pages",
        ),
        (answer(status=404, outcome="http_error"), "no robots.txt: all pages are open"),
        (
            answer(status=503, outcome="http_error"),
            "robots.txt could not be asked: no page of this site in this run",
        ),
        (answer(status=200, outcome="too_large"), "no leave for any page of this site"),
    ],
)
def test_the_ledger_says_what_robots_decided(result: FetchResult, words: str) -> None:
    rules = robots_rules([result])
    assert robots_decision(result, rules) == words
    page = replace(result, kind="page", url="https://example.org/a")
    assert robots_decision(page, rules) == "open by robots.txt"
    assert robots_decision(replace(page, outcome="robots_denied"), rules) == "closed by robots.txt"
    assert robots_decision(replace(page, url="https://elsewhere.example/a"), rules) is None

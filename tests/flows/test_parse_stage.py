"""The stage that parses: what a hostile document costs, it costs itself."""

import pytest

from flows.stages import WORTH_PROCESSES, parse_feeds
from tasks.records import FetchResult, ParsedFeed, ParseFailure
from tests.tasks.feed_documents import fetched, item

HOG = b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"{}," * 3_000_000 + b"{}]}"


def good(number: int) -> FetchResult:
    return fetched(item(f"<title>t{number}</title><guid>same</guid>"), str(number))


@pytest.mark.parametrize("count", [1, WORTH_PROCESSES])
def test_a_document_that_wants_all_memory_loses_itself_only(count: int) -> None:
    results = [fetched(HOG, "hog"), *(good(number) for number in range(count))]
    first, *others = parse_feeds(results, 2, {})
    assert isinstance(first, ParseFailure)
    assert "of memory" in first.error
    assert [one.entries[0].title for one in others if isinstance(one, ParsedFeed)] == [
        f"t{number}" for number in range(count)
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_how_entries_were_told_apart_reaches_every_document(workers: int) -> None:
    results = [good(number) for number in range(WORTH_PROCESSES)]
    plain = [one for one in parse_feeds(results, workers, {}) if isinstance(one, ParsedFeed)]
    told = parse_feeds(results, workers, {"3": "link_date_title"})
    rungs = [one.identity for one in told if isinstance(one, ParsedFeed)]
    assert rungs == ["guid"] * 3 + ["link_date_title"] + ["guid"] * (WORTH_PROCESSES - 4)
    assert {one.identity for one in plain} == {"guid"}

"""Pages are read in processes: one that hangs its process, in whatever library, loses only itself."""

import itertools
from collections.abc import Sequence

from flows.stages import extract_pages
from tasks.pages import PageText, extract_batch
from tasks.records import FetchResult
from tests.tasks.news_pages import PARAGRAPHS, TEXT, answer, page


def hang_or_read(results: Sequence[FetchResult]) -> list[PageText]:
    if any(result.body and b"hang" in result.body for result in results):
        max(itertools.repeat(0))  # endless, in C: no signal handler of Python's ever runs
    return extract_batch(results)


def test_a_page_that_hangs_the_extractor_loses_only_itself() -> None:
    bodies = [page(*PARAGRAPHS), "<p>hang</p>", page(*PARAGRAPHS)]
    results = [answer(fetch_id=str(number), body=body) for number, body in enumerate(bodies)]
    found = extract_pages(results, 1, hang_or_read, seconds=0.5)
    assert [one.fetch_id for one in found] == ["0", "1", "2"]
    assert [one.page.text if one.page else None for one in found] == [TEXT, None, TEXT]
    assert found[1].problem == "it took more than 0.5 seconds of processor time"


def test_no_page_starts_no_process() -> None:
    assert extract_pages([], 2, hang_or_read) == []

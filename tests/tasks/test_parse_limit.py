"""One document's bounds of memory and items; those of time are in ``test_parse``."""

import resource
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from tasks import parse, parse_limit
from tasks.parse import parse_batch, parse_feed
from tasks.parse_document import Root, cut_items, find_root
from tasks.parse_limit import memory_limit
from tasks.records import ParsedFeed, ParseFailure
from tests.tasks.feed_documents import fetched, item

MEBIBYTE = 1024**2
on_linux = pytest.mark.skipif(
    not parse_limit.PAGES_HELD.exists(), reason="only Linux tells a process what memory it holds"
)


@on_linux
def test_a_document_that_wants_too_much_memory_loses_itself_only() -> None:
    large = b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"{}," * 400_000 + b"{}]}"
    before = resource.getrlimit(resource.RLIMIT_DATA)
    # A process of its own: what earlier tests freed, and the allocator kept, could be used within the limit.
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        batch = [fetched(large), fetched(item("<title>A</title>"))]
        first, second = pool.submit(parse_batch, batch, more_memory=16 * MEBIBYTE).result()
        assert pool.submit(resource.getrlimit, resource.RLIMIT_DATA).result() == before
    assert isinstance(first, ParseFailure)
    assert "over 16 MiB of memory" in first.error
    assert isinstance(second, ParsedFeed)


@on_linux
def test_the_limit_of_memory_holds_inside_its_block_alone() -> None:
    with memory_limit(MEBIBYTE), pytest.raises(MemoryError):
        bytearray(64 * MEBIBYTE)
    assert len(bytearray(64 * MEBIBYTE)) == 64 * MEBIBYTE


def test_where_no_signal_arrives_or_nothing_is_told_there_is_no_limit(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def allocate() -> int:
        with memory_limit(MEBIBYTE):
            return len(bytearray(64 * MEBIBYTE))

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(allocate).result() == 64 * MEBIBYTE
    monkeypatch.setattr(parse_limit, "PAGES_HELD", parse_limit.Path(f"{tmp_path}/statm"))
    assert allocate() == 64 * MEBIBYTE


CUTS = [
    # document, most, what is left, how many there were
    ("<rss><channel><item>1</item></channel></rss>", 1, "<rss><channel><item>1</item></channel></rss>", 1),
    (
        "<rss><channel><item>1</item><item>2</item></channel></rss>",
        1,
        "<rss><channel><item>1</item></channel></rss>",
        2,
    ),
    ("<feed><entry a='b'>1</entry><entry>2</entry></feed>", 1, "<feed><entry a='b'>1</entry></feed>", 2),
    ("<x:RDF><items/><x:item>1</x:item><x:item>2", 1, "<x:RDF><items/><x:item>1</x:item></x:RDF>", 2),
]


@pytest.mark.parametrize(("document", "most", "left", "count"), CUTS)
def test_items_behind_the_bound_are_cut_off(document: str, most: int, left: str, count: int) -> None:
    assert cut_items(document, find_root(document), most) == (left, count)


@pytest.mark.parametrize("form", ["rss", "atom", "rdf"])
def test_what_is_left_of_a_cut_document_is_a_whole_one(form: str) -> None:
    news = {
        "rss": ('<rss version="2.0"><channel>', "<item><title>t{}</title></item>", "</channel></rss>"),
        "atom": (
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            "<entry><title>t{}</title><id>{}</id></entry>",
            "</feed>",
        ),
        "rdf": (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">',
            '<item r:about="{}"><title>t{}</title></item>',
            "</r:RDF>",
        ),
    }
    head, one, tail = news[form]
    count = parse.MOST_ENTRIES + 3
    body = head + "".join(one.format(number, number) for number in range(count)) + tail
    feed = parse_feed(fetched(body.encode()))
    assert [entry.title for entry in feed.entries[-2:]] == [f"t{count - 5}", f"t{count - 4}"]
    assert feed.warning == f"only the first {parse.MOST_ENTRIES} of {count} entries were read"


def test_fifty_thousand_items_cost_what_two_thousand_do() -> None:
    items = "".join(f"<item><title>A</title><guid>{number}</guid></item>" for number in range(50_000))
    started = time.process_time()
    feed = parse_feed(fetched(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()))
    assert len(feed.entries) == parse.MOST_ENTRIES
    assert "of 50000 entries" in (feed.warning or "")
    # All of them took 12 seconds; a slow machine has room here.
    assert time.process_time() - started < 6


def test_fields_are_cut_to_their_bounds() -> None:
    body = item(
        f"<title>{'t' * 5000}</title><guid>{'g' * 5000}</guid><pubDate>{'d' * 5000}</pubDate>"
        f"<link>https://a.example/{'l' * 5000}</link><description>{'s' * 2_000_000}</description>"
    )
    (entry,) = parse_feed(fetched(body)).entries
    sizes = (entry.title, entry.guid or "", entry.published_raw or "", entry.summary)
    assert [len(text) for text in sizes] == [1024, 2048, 256, MEBIBYTE]
    assert entry.url is None


def test_a_root_says_how_it_is_written() -> None:
    assert find_root("<!-- x --><a:RDF x='y'>") == Root("feed", "a:RDF", 10)

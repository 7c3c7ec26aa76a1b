"""Pages are read, judged, and never taken for the worse."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import html

from tasks.fulltext import apply_page
from tasks.page_facts import read_facts
from tasks.page_text import drop_others_words, said_text, shown_leads
from tasks.pages import MOST_BYTES, ExtractedPage, extract_batch, extract_page
from tasks.parse_limit import cpu_limit
from tasks.text import content_hash
from tests.tasks.news_pages import NOW, PARAGRAPHS, TEXT, TITLE, answer, article, page


def test_a_page_gives_text_and_what_it_says_of_itself() -> None:
    head = (
        "<meta name='author' content='Ama Mensah'>"
        "<meta property='article:published_time' content='2024-05-02T10:00:00Z'>"
    )
    found = extract_page(page(*PARAGRAPHS, "Continue reading", head=head).encode(), "https://example.org/a-1")
    assert found is not None
    assert found.text == TEXT
    assert "Sport" not in found.text
    assert "Terms" not in found.text
    assert (found.title, found.author) == (TITLE, "Ama Mensah")
    assert found.published_at == datetime(2024, 5, 2, 10, tzinfo=UTC)


def test_a_date_that_the_page_does_not_say_is_a_guess() -> None:
    said = "<meta property='article:published_time' content='2024-05-02T10:00:00Z'>"
    for head, is_guess in ((said, False), ("", True)):
        found = extract_page(
            page(*PARAGRAPHS, "Posted on May 1, 2024.", head=head).encode(), "https://example.org/a-1"
        )
        assert found is not None
        assert found.is_date_guessed is is_guess
        assert str(found.published_at)[:10] == ("2024-05-01" if is_guess else "2024-05-02")


def test_the_lead_that_a_page_shows_stands_above_its_text() -> None:
    lead = "Customs officers return to the border bridge after eleven days, and traders cheer."
    for shown in (True, False):
        head = f"<meta property='og:description' content='{lead}'>"
        body = page(*PARAGRAPHS, head=head).replace(
            "<article>", f"<header><p>{lead if shown else ''}</p></header><article>"
        )
        found = extract_page(body.encode(), "https://example.org/a-1")
        assert found is not None
        assert found.text == (f"{lead}\n\n{TEXT}" if shown else TEXT)


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 50, b"<html></html>", b"{}", b"%PDF-1.4", b"<p>" * 300])
def test_what_holds_no_text_is_no_page(body: bytes) -> None:
    assert extract_page(body, "https://example.org/a-1") is None


def test_a_page_that_breaks_the_extractor_loses_only_itself() -> None:
    def fragile(body: bytes, url: str) -> ExtractedPage | None:
        if b"break" in body:
            raise RecursionError("too deep")
        return extract_page(body, url)

    good = page(*PARAGRAPHS)
    results = [
        answer(fetch_id=name, body=body)
        for name, body in (("1", good), ("2", "break"), ("3", good), ("4", ""))
    ]
    found = extract_batch(results, fragile)
    assert [one.fetch_id for one in found] == ["1", "2", "3", "4"]
    assert [one.page is not None for one in found] == [True, False, True, False]
    assert [one.problem for one in found] == [
        None,
        "extraction failed: RecursionError: too deep",
        None,
        "no text found",
    ]


@pytest.mark.usefixtures("quiet_collector")
def test_a_page_has_a_limit_of_time_and_the_next_one_its_own() -> None:
    slow = "<table><tr><td>x</td></tr></table>" * 6000  # the extractor takes quadratic time for these
    results = [answer(fetch_id="1", body=slow), answer(fetch_id="2", body=page(*PARAGRAPHS))]
    first, second = extract_batch(results, cpu_seconds=0.5)
    assert (first.page, first.problem) == (None, "reading it took over 0.5 seconds of CPU time")
    assert second.page is not None


@pytest.mark.usefixtures("quiet_collector")
def test_a_page_that_takes_too_long_is_read_by_the_faster_extractor() -> None:
    def endless(body: bytes, url: str) -> ExtractedPage | None:
        while True:
            pass

    (found,) = extract_batch([answer(body=page(*PARAGRAPHS))], endless, cpu_seconds=0.1)
    assert found.page == extracted(TEXT)
    assert found.problem is None


def test_a_page_that_breaks_the_extractor_is_read_by_the_faster_one() -> None:
    def broken(body: bytes, url: str) -> ExtractedPage | None:
        raise RecursionError("too deep")

    (found,) = extract_batch([answer(body=page(*PARAGRAPHS))], broken)
    assert found.page == extracted(TEXT)


@pytest.mark.parametrize(
    "markup",
    [
        "<h1>" * 20_000,
        "<div class='byline'>" * 20_000,
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "articleBody": "'
        + "[" * 200_000
        + '"}</script>',
        "<meta name='author' content='" + "a" * 200_000 + "'>",
        "<title>" + "a | " * 50_000 + "</title>",
        "<meta property='og:description' content='" + "<" * 200_000 + "'>",
        "<p>" + " By" * 100_000,
    ],
    ids=["headings", "bylines", "links", "author", "title", "lead", "by"],
)
@pytest.mark.usefixtures("quiet_collector")
def test_no_markup_takes_the_facts_more_than_linear_time(markup: str) -> None:
    with cpu_limit(1.0):
        tree = html.document_fromstring(f"<html><body>{markup}{page(*PARAGRAPHS)}</body></html>")
        said = read_facts(tree)
        said_text(said.body)
        shown_leads(tree, said.leads)
        drop_others_words(tree, said.title)


def test_a_page_of_too_many_bytes_is_not_read() -> None:
    (found,) = extract_batch([answer(body="<p>" * MOST_BYTES)])
    assert (found.page, found.problem) == (None, "the page is larger than 2,097,152 bytes")


def extracted(text: str, **changes: Any) -> ExtractedPage:
    return ExtractedPage(text, **({"title": None, "author": None, "published_at": None} | changes))


def test_a_page_completes_an_article() -> None:
    day = datetime(2024, 5, 1, tzinfo=UTC)
    found = extracted(f"{TITLE}\n\n{TEXT}", title="Another headline", author="Ama Mensah", published_at=day)
    done = apply_page(article(published_at=None, date_status="missing"), found)
    assert (done.title, done.text, done.text_origin) == (TITLE, TEXT, "page")
    assert (done.author, done.published_at, done.date_status) == ("Ama Mensah", day, "ok")
    assert done.content_hash == content_hash(TITLE, TEXT)
    guessed = apply_page(
        article(published_at=None, date_status="missing"), replace(found, is_date_guessed=True)
    )
    assert (guessed.published_at, guessed.date_status) == (day, "guessed")


def test_what_the_feed_said_stays() -> None:
    tomorrow = extracted(TEXT, title="Other", author="B", published_at=NOW + timedelta(days=9))
    done = apply_page(article(author="A"), tomorrow)
    assert (done.title, done.author, done.published_at) == (TITLE, "A", NOW)
    undated = apply_page(article(published_at=None, date_status="missing"), tomorrow)
    assert (undated.published_at, undated.date_status) == (None, "missing")
    assert apply_page(article(title="", content_hash="1:0"), tomorrow).title == "Other"

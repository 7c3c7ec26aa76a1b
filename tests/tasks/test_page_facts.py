"""What pages say of themselves, however they say it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import html

from tasks.page_facts import PageFacts, read_facts

TEN = datetime(2024, 5, 2, 10, tzinfo=UTC)
NEWS = {"@type": "NewsArticle", "headline": "Talks resume", "datePublished": "2024-05-02T10:00:00Z"}


SITE = "<meta property='og:site_name' content='Example News'>"


def facts(head: str) -> PageFacts:
    return read_facts(
        html.fromstring(f"<html><head><title>T</title>{head}</head><body><p>x</p></body></html>")
    )


def script(data: Any) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("data", "title", "author"),
    [
        (NEWS, "Talks resume", None),
        ([{"@type": "WebSite", "headline": "No"}, NEWS], "Talks resume", None),
        ({"@graph": [{"@type": "Person", "name": "No"}, NEWS]}, "Talks resume", None),
        ({"@type": "WebPage", "mainEntity": NEWS}, "Talks resume", None),
        (NEWS | {"@type": ["Thing", "LiveBlogPosting"]}, "Talks resume", None),
        (NEWS | {"headline": "Talks &amp; tea\n resume"}, "Talks & tea resume", None),
        (NEWS | {"author": "By Ama Mensah"}, "Talks resume", "Ama Mensah"),
        (NEWS | {"author": {"@type": "Person", "name": "Ama Mensah"}}, "Talks resume", "Ama Mensah"),
        (NEWS | {"author": [{"name": "A"}, {"name": ["B", "A"]}, 7, None]}, "Talks resume", "A, B"),
        (NEWS | {"author": "https://example.org/staff/ama"}, "Talks resume", None),
        (NEWS | {"author": "Ama Mensah and Kofi Boateng"}, "Talks resume", "Ama Mensah, Kofi Boateng"),
        ([NEWS | {"author": {"@id": "#1"}}, {"@id": "#1", "name": "Ama"}], "Talks resume", "Ama"),
        ([NEWS | {"author": {"@id": "#1"}}, {"@id": "#1", "name": {"@id": "#1"}}], "Talks resume", None),
        (NEWS | {"headline": 7}, None, None),
        ('{"@type": "NewsArticle", "headline": "Talks\tresume"}', "Talks resume", None),
        (f"<!-- {json.dumps(NEWS)} -->", "Talks resume", None),
        (f"//<![CDATA[\n{json.dumps(NEWS)}\n//]]>", "Talks resume", None),
        (f"{json.dumps(NEWS)};", "Talks resume", None),
        ("{not json", None, None),
        ("[" * 100_000, None, None),
        ("", None, None),
    ],
)
def test_json_ld(data: Any, title: str | None, author: str | None) -> None:
    found = facts(script(data))
    assert (found.title, found.author) == (title, author)


def test_a_broken_script_does_not_hide_the_next() -> None:
    assert facts(script("{broken") + script(NEWS)) == PageFacts("Talks resume", None, TEN)


def test_json_ld_stands_before_meta_elements_but_for_the_shared_headline() -> None:
    metas = (
        "<meta name='twitter:title' content='Meta title'><meta name='author' content='Kofi'>"
        "<meta property='article:published_time' content='2020-01-01'>"
    )
    assert facts(script(NEWS) + metas) == PageFacts("Talks resume", "Kofi", TEN)
    shared = "<meta property='og:title' content='Talks are on again'>"
    assert facts(script(NEWS) + shared).title == "Talks are on again"
    assert facts(metas) == PageFacts("Meta title", "Kofi", datetime(2020, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("", PageFacts()),
        ("<meta property='og:title' content=''><meta content='x'>", PageFacts()),
        (SITE + "<meta property='og:title' content='Talks | Example News'>", PageFacts("Talks")),
        (SITE + "<meta name='author' content='Example News'>", PageFacts(author="Example News")),
        (
            SITE + "<meta name='author' content='Example News'><meta name='byl' content='By Ama Mensah'>",
            PageFacts(author="Ama Mensah"),
        ),
        ("<meta itemprop='datePublished' content='2024-05-02T10:00:00+00:00'>", PageFacts(published_at=TEN)),
        ("<time itemprop='datePublished' datetime='2024-05-02T10:00Z'></time>", PageFacts(published_at=TEN)),
        ("<meta property='article:author' content='https://example.org/ama'>", PageFacts()),
        ("<meta name='parsely-author' content='by Ama'>", PageFacts(author="Ama")),
    ],
)
def test_meta_elements(head: str, found: PageFacts) -> None:
    assert facts(head) == found


def test_facts_are_complete_when_none_is_missing() -> None:
    assert PageFacts("T", "A", TEN).is_complete
    assert not PageFacts("T", None, TEN).is_complete


def test_what_the_page_says_of_its_text_and_its_outlet() -> None:
    said = script(NEWS | {"articleBody": "They met.", "publisher": {"name": "Example News"}})
    found = facts(said + script({"@type": "WebSite", "name": "example.org"}) + SITE)
    assert found.body == "They met."
    assert set(found.own_names) == {"Example News", "example.org"}
    assert found.headlines == ("Talks resume", "Talks resume")


def test_a_byline_on_the_page_stands_before_the_outlets_own_name() -> None:
    tree = html.fromstring(
        f"<html><head>{SITE}<meta name='author' content='Example News'></head>"
        "<body><h1>Talks resume</h1><span class='byline'>By Ama Mensah</span></body></html>"
    )
    assert read_facts(tree).author == "Ama Mensah"


def test_the_article_is_the_one_that_the_page_shares() -> None:
    others = {"itemListElement": [{"@type": "NewsArticle", "headline": "Cup final goes to penalties"}]}
    shared = "<meta property='og:title' content='Talks resume | Example News'>"
    assert facts(script(others) + script(NEWS | {"author": "Ama"}) + shared).author == "Ama"
    assert facts(script({"@type": "NewsArticle", "author": "Ama"})).author == "Ama"


def test_another_articles_text_is_not_this_ones() -> None:
    other = {
        "@type": "NewsArticle",
        "headline": "Cup final goes to penalties",
        "articleBody": "The keeper. " * 99,
    }
    assert facts(script(NEWS | {"articleBody": "They met."}) + script(other)).body == "They met."


def test_a_date_may_stand_on_the_page_instead_of_the_article() -> None:
    assert facts(script({"@type": "WebPage", "datePublished": "2024-05-02T10:00:00Z"})).published_at == TEN

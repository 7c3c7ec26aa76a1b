"""Where a site's feeds are looked for, and where not."""

import pytest

from tasks.discover import Candidate, page_candidates, robots_candidates, usual_candidates

URL = "https://site.example/world/"
FEED = '<link rel="alternate" type="application/rss+xml" href="/rss">'


def found(markup: str, url: str = URL) -> list[tuple[str, str]]:
    return [(one.url, one.source) for one in page_candidates(markup.encode(), "text/html", url)]


@pytest.mark.parametrize(
    ("markup", "urls"),
    [
        (FEED, ["https://site.example/rss"]),
        ('<LINK REL="feed alternate" HREF="x.json">', ["https://site.example/world/x.json"]),
        (
            '<link rel=alternate type="application/feed+json; charset=utf-8" href=//b.example/f>',
            ["https://b.example/f"],
        ),
        (
            '<base href="https://cdn.example/y/">' + FEED.replace('"/rss"', '"rss"'),
            ["https://cdn.example/y/rss"],
        ),
        ('<link rel="alternate" type="text/xml" href="/news.rss">', ["https://site.example/news.rss"]),
        # Announced, and something else.
        ('<link rel="alternate" type="text/xml" href="/oembed?format=xml">', []),
        ('<link rel="alternate" hreflang="fr" href="/fr/">', []),
        ('<link rel="stylesheet" type="application/rss+xml" href="/rss">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', []),
        ('<link rel="alternate" type="application/rss+xml">', []),
        ("", []),
        ("no markup at all", []),
        ("<", []),
    ],
)
def test_what_a_page_announces(markup: str, urls: list[str]) -> None:
    assert found(markup) == [(url, "announced") for url in urls]


@pytest.mark.parametrize(
    ("href", "is_tried"),
    [
        ("/rss/world.xml", True),
        ("/feeds/all.atom", True),
        ("/index.rdf", True),
        ("/?feed=rss2", True),
        ("https://feeds.example.com/site", True),
        ("/sitemap-news.xml", True),
        ("/feedback", False),
        ("/world/africa", False),
        ("https://www.facebook.com/feed", False),
        ("mailto:rss@site.example", False),
    ],
)
def test_what_a_page_links(href: str, is_tried: bool) -> None:
    assert bool(found(f'<a href="{href}">RSS</a>')) is is_tried


def test_announced_ones_come_first_and_each_once() -> None:
    markup = f'<a href="/atom">x</a><a href="/rss#top">y</a>{FEED}{FEED}'
    assert found(markup) == [
        ("https://site.example/rss", "announced"),
        ("https://site.example/atom", "linked"),
    ]


def test_a_page_sends_us_to_so_many_places_only() -> None:
    markup = "".join(f'<a href="/rss/{number}">x</a>' for number in range(500))
    assert len(found(markup)) == 30


def test_robots_name_news_sitemaps() -> None:
    text = (
        "User-agent: *\nDisallow: /x\nSitemap: https://site.example/sitemap.xml\n"
        "SITEMAP : /news-sitemap.xml # the newest\nSitemap: javascript:news\n"
    )
    assert robots_candidates(text, "https://site.example/robots.txt") == (
        Candidate("https://site.example/news-sitemap.xml", "robots.txt"),
    )


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://site.example", "https://site.example/feed"),
        ("https://site.example/world/", "https://site.example/world/feed"),
        ("https://site.example:8080/2026/story.html", "https://site.example:8080/feed"),
    ],
)
def test_usual_places(url: str, first: str) -> None:
    places = [one.url for one in usual_candidates(url)]
    assert places[0] == first
    assert len(set(places)) == len(places)
    assert all(place.startswith(first.split("/", 3)[0] + "//" + first.split("/")[2]) for place in places)

"""News sitemaps are feeds of headlines; other sitemaps are none."""

from datetime import UTC, datetime

import pytest

from tasks.errors import ParseError
from tasks.parse import MOST_ENTRIES, parse_feed
from tests.tasks.feed_documents import fetched

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
)
HARBOUR = """<url><loc> https://news.example/harbour </loc><lastmod>2026-01-05T10:00:00Z</lastmod><news:news>
<news:publication><news:name>The Daily Ferry</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-01-05T11:30:00+02:00</news:publication_date>
<news:title>Harbour &amp; bridge\n  closed</news:title></news:news></url>"""


def sitemap(urls: str) -> bytes:
    return f"{HEAD}{urls}</urlset>".encode()


def test_an_article_of_a_news_sitemap() -> None:
    feed = parse_feed(fetched(sitemap(HARBOUR)))
    (entry,) = feed.entries
    assert feed.title == "The Daily Ferry"
    assert (entry.url, entry.title, entry.language) == (
        "https://news.example/harbour",
        "Harbour & bridge closed",
        "en",
    )
    assert entry.published_at == datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    assert (entry.updated_raw, entry.guid, entry.summary, entry.content) == (
        "2026-01-05T10:00:00Z",
        None,
        "",
        "",
    )
    assert feed.warning is None


@pytest.mark.parametrize(
    ("urls", "titles"),
    [
        ("<url><loc>https://news.example/about</loc></url>" + HARBOUR, ["Harbour & bridge closed"]),
        ("", []),
        # Without its date it still has the sitemap's; without a title it has its link.
        ("<url><loc>https://a.example/x</loc><news:news/></url>", [""]),
        ("<url><loc>javascript:alert(1)</loc><news:news/></url>", []),
        (HARBOUR + "<url><loc>https://news.exa", ["Harbour & bridge closed"]),
        (HARBOUR + "<?robots x?><!-- y -->", ["Harbour & bridge closed"]),
    ],
)
def test_what_is_taken_from_a_sitemap(urls: str, titles: list[str]) -> None:
    assert [entry.title for entry in parse_feed(fetched(sitemap(urls))).entries] == titles


def test_a_broken_sitemap_is_read_as_far_as_it_goes_and_says_so() -> None:
    feed = parse_feed(fetched(f"{HEAD}{HARBOUR}<url><loc>https".encode()))
    assert len(feed.entries) == 1
    assert "broken" in (feed.warning or "")


def test_a_sitemap_is_read_up_to_a_bound() -> None:
    feed = parse_feed(fetched(sitemap(HARBOUR.replace("harbour", "{0}") * (MOST_ENTRIES + 1))))
    assert len(feed.entries) == MOST_ENTRIES
    assert f"of {MOST_ENTRIES + 1} entries" in (feed.warning or "")


@pytest.mark.parametrize(
    ("body", "outcome", "words"),
    [
        (b"<urlset><url><loc>https://a.example/</loc></url></urlset>", "not_a_feed", "without news"),
        (b"<sitemapindex></sitemapindex>", "not_a_feed", "index of sitemaps"),
        (
            b'<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + sitemap(HARBOUR)[39:],
            "bad_feed",
            "entities",
        ),
    ],
)
def test_what_is_no_news_sitemap(body: bytes, outcome: str, words: str) -> None:
    with pytest.raises(ParseError, match=words) as raised:
        parse_feed(fetched(body))
    assert raised.value.outcome == outcome


def test_no_entity_behind_the_root_is_expanded() -> None:
    late = sitemap('<!DOCTYPE u [<!ENTITY y "yyyyyyyy">]>' + HARBOUR.replace("Harbour", "&y;"))
    assert "yyyy" not in repr(parse_feed(fetched(late)))

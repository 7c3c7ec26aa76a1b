"""Passwords in addresses stay in ``feeds.toml``: no ledger, error or export shows them."""

import pytest

from tasks.feeds_due import current_states
from tasks.fetch import fetch_batch
from tasks.fulltext import complete
from tasks.opml import export_opml
from tasks.records import Feed, FeedState, FetchRequest
from tasks.redact import without_secrets, without_userinfo
from tests.tasks.badserver import Server
from tests.tasks.news_pages import CLOSED, NOW, PARAGRAPHS, POLICY, Serve, article, feed, page


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ama:s3cret@wire.example/rss?a=b@c#d@e", "https://wire.example/rss?a=b@c#d@e"),
        ("https://ama@wire.example", "https://wire.example"),
        ("https://ama:s3@cret@wire.example:8080/", "https://wire.example:8080/"),
        ("//ama:s3cret@wire.example/", "//wire.example/"),
        ("https://wire.example/@ama//b@c", "https://wire.example/@ama//b@c"),
        ("https://wire.example/?u=https://b@c.example", "https://wire.example/?u=https://b@c.example"),
        ("mailto:ama@wire.example", "mailto:ama@wire.example"),
        ("", ""),
    ],
)
def test_a_url_without_its_user(url: str, shown: str) -> None:
    assert without_userinfo(url) == shown
    assert without_userinfo(shown) == shown


def test_a_sentence_without_secrets() -> None:
    sentence = "redirected to 'https://ama:s3cret@wire.example/', write to ama@wire.example"
    assert without_secrets(sentence) == "redirected to 'https://wire.example/', write to ama@wire.example"


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/feed", "ok"),
        ("/to-feed", "ok"),
        ("/loop", "bad_redirect"),
        ("/to-secret", "bad_redirect"),
        ("/500", "http_error"),
    ],
)
def test_an_exchange_shows_no_password(badserver: Server, path: str, outcome: str) -> None:
    url = badserver.base.replace("//", "//ama:s3cret@") + path
    (result,) = fetch_batch([FetchRequest("feed", "wire", url)], POLICY, NOW)
    assert (result.outcome, result.url) == (outcome, badserver.base + path)
    assert "s3cret" not in repr(result)
    assert badserver.headers_of(path)[0]["authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    "url", ["ftp://ama:s3cret@wire.example/", "http://ama:s3cret@a b/", "http://ama:s3cret@/"]
)
def test_an_address_that_leads_nowhere_shows_no_password(url: str) -> None:
    (result,) = fetch_batch([FetchRequest("feed", "wire", url)], POLICY, NOW)
    assert result.error
    assert "s3cret" not in repr(result)


def test_a_page_behind_a_password_completes_its_article(site: Serve) -> None:
    server = site({"/a-1": (200, page(*PARAGRAPHS))})
    given = article("a", server.url("/a-1").replace("//", "//ama:s3cret@"))
    done = complete([given], {"f": feed()}, POLICY, fetch_batch, NOW)
    assert done.articles[0].text_origin == "page"
    assert "s3cret" not in repr(done.fetches)


def test_a_page_that_robots_close_shows_no_password(site: Serve) -> None:
    server = site({"/robots.txt": (200, CLOSED)})
    given = article("a", server.url("/a-1").replace("//", "//ama:s3cret@"))
    done = complete([given], {"f": feed()}, POLICY, fetch_batch, NOW)
    assert [row.result.outcome for row in done.fetches] == ["ok", "robots_denied"]
    assert "s3cret" not in repr(done.fetches)


def test_an_exported_list_has_no_password() -> None:
    text = export_opml([Feed("wire", "https://ama:s3cret@wire.example/rss", "Wire")], "Mine")
    assert 'xmlUrl="https://wire.example/rss" htmlUrl="https://wire.example/"' in text


def test_a_state_that_is_stored_without_the_password_still_holds() -> None:
    wire = Feed("wire", "https://ama:s3cret@wire.example/rss", "Wire")
    state = FeedState("wire", etag="e", url="https://wire.example/rss")
    assert current_states([wire], {"wire": state}) == {"wire": state}

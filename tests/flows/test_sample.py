"""The bundled sample: its files, its feeds, its pages and the site that serves them."""

import gzip
import http.client
import json
import threading
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import feedparser
import pytest

from flows.sample import news as news_module
from flows.sample.news import SampleArticle, SampleNews, load_news
from flows.sample.render import page_url, render_feed
from flows.sample.serve import SampleSite, serve_sample

SPORT_AND_SUCH = {
    "city-rovers-derby",
    "clash-of-titans-stage",
    "grocers-price-war",
    "afro-stars-awards",
    "cricket-bombay-thriller",
    "chipmakers-shares-shot",
    "typhoon-batters-taiwan",
    "astana-shootout-win",
    "probe-will-strike-asteroid",
    "lima-open-final",
}


@pytest.fixture(scope="module")
def news() -> SampleNews:
    return load_news()


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with serve_sample() as running:
        yield running


def ask(site: SampleSite, url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    address, port = site.address.split(":")
    connection = http.client.HTTPConnection(address, int(port), timeout=10)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, headers={"Host": parts.netloc, **headers})
        response = connection.getresponse()
        return (
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(),
        )
    finally:
        connection.close()


def originals(news: SampleNews) -> list[SampleArticle]:
    return [article for article in news.articles if article.copy_of is None]


# --- what is in it ----------------------------------------------------------------------------------------


def test_the_outlets_are_seven_with_one_shared_owner_and_one_of_the_states(news: SampleNews) -> None:
    assert len(news.outlets) == 7
    assert len({outlet.host for outlet in news.outlets}) == 7
    assert sorted(Counter(outlet.owner for outlet in news.outlets).values()) == [1, 1, 1, 1, 1, 2]
    assert [outlet.outlet_id for outlet in news.outlets if outlet.state_affiliated] == ["steppe-news"]
    assert all(outlet.host.endswith(".example") for outlet in news.outlets)


def test_every_format_and_both_lengths_are_there(news: SampleNews) -> None:
    feeds = [feed for outlet in news.outlets for feed in outlet.feeds]
    assert {feed.format for feed in feeds} == {"rss", "atom", "rdf", "json"}
    assert Counter(feed.full_text for feed in feeds) == {True: 5, False: 5}


def test_the_articles_are_as_long_as_short_news_and_of_that_week(news: SampleNews) -> None:
    assert 40 <= len(originals(news)) <= 44
    for article in originals(news):
        words = sum(len(paragraph.split()) for paragraph in article.paragraphs)
        assert 120 <= words <= 450, article.slug
        assert "2026-11-09" <= f"{article.published:%Y-%m-%d}" <= "2026-11-15", article.slug


def test_the_newest_article_comes_first(news: SampleNews) -> None:
    assert all(newer.published >= older.published for newer, older in pairwise(news.articles))


def test_there_is_sport_and_such_to_be_tempted_by(news: SampleNews) -> None:
    assert {article.slug for article in originals(news)} >= SPORT_AND_SUCH


def test_one_article_each_is_in_spanish_and_in_french(news: SampleNews) -> None:
    languages = Counter(article.language for article in originals(news))
    assert languages.pop("en") >= 38
    assert languages == {"es": 1, "fr": 1}


def test_copies_are_verbatim_retitled_cut_and_edited(news: SampleNews) -> None:
    first = {article.slug: article for article in originals(news)}
    kinds: Counter[str] = Counter()
    for copy in news.articles:
        if copy.copy_of is None:
            continue
        model = first[copy.copy_of]
        assert copy.outlet_id != model.outlet_id
        assert copy.published > model.published
        if copy.paragraphs == model.paragraphs:
            kinds["verbatim" if copy.title == model.title else "retitled"] += 1
        elif copy.paragraphs == model.paragraphs[: len(copy.paragraphs)]:
            kinds["cut"] += 1
        else:
            kinds["edited"] += 1
    assert kinds == {"verbatim": 2, "retitled": 1, "cut": 1, "edited": 2}


def test_two_feeds_of_one_outlet_share_articles_under_different_tracking(news: SampleNews) -> None:
    outlet = news.outlets[0]
    world, front = outlet.feeds
    shared = [article for article in news.articles_of(outlet, world) if "front" in article.feeds]
    assert len(shared) == 3
    for article in shared:
        one, other = (urlsplit(page_url(outlet, article, feed.tracking)) for feed in (world, front))
        assert one._replace(query="") == other._replace(query="")
        assert dict(parse_qsl(one.query))["utm_campaign"] != dict(parse_qsl(other.query))["utm_campaign"]


HEAD = """+++
outlet = "steppe-news"
slug = "a"
title = "A"
author = "B"
published = 2026-11-10T08:00:00+05:00
"""


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("no front matter", "not enough values"),
        (HEAD.replace("steppe-news", "nobody") + "+++\nOne.", "nobody"),
        (HEAD.replace('slug = "a"', 'slug = "z"') + "+++\nOne.", "named after its slug"),
        (HEAD.replace("+05:00", "") + "+++\nOne.", "needs an offset"),
        (HEAD + 'feeds = ["world"]\n+++\nOne.', "no such feed"),
        (HEAD + 'language = "de"\n+++\nEins.', "none in de"),
        (HEAD + '[[copies]]\noutlet = "meridian-wire"\nkind = "lead"\n+++\nOne.', "unknown keys"),
        (
            HEAD
            + '[[copies]]\noutlet = "meridian-wire"\npublished = 2026-11-10T09:00:00Z\n'
            + 'edits = [["Two", "Three"]]\n+++\nOne.',
            "must occur once",
        ),
    ],
)
def test_a_wrong_article_file_is_named(tmp_path: Path, news: SampleNews, text: str, complaint: str) -> None:
    (tmp_path / "a.md").write_text(text)
    outlets = {outlet.outlet_id: outlet for outlet in news.outlets}
    with pytest.raises(ValueError, match=r"^a\.md: ") as caught:
        list(news_module._read_file(tmp_path / "a.md", outlets))
    assert complaint in str(caught.value)


# --- feeds and pages --------------------------------------------------------------------------------------


def test_every_feed_is_well_formed_and_complete(news: SampleNews) -> None:
    for outlet in news.outlets:
        for feed in outlet.feeds:
            articles = news.articles_of(outlet, feed)
            assert articles, (outlet.outlet_id, feed.short_id)
            body = render_feed(outlet, feed, articles)
            if feed.format == "json":
                items = json.loads(body)["items"]
                assert [item["title"] for item in items] == [article.title for article in articles]
                assert all(("content_html" in item) == feed.full_text for item in items)
                continue
            parsed = feedparser.parse(body)
            assert not parsed.bozo, parsed.get("bozo_exception")
            assert [entry.title for entry in parsed.entries] == [article.title for article in articles]
            assert [entry.link for entry in parsed.entries] == [
                page_url(outlet, article, feed.tracking) for article in articles
            ]
            for entry, article in zip(parsed.entries, articles, strict=True):
                assert entry.author == article.author
                assert entry.summary == article.summary
                assert ("content" in entry) == feed.full_text


def test_feeds_hold_no_moving_part(news: SampleNews) -> None:
    outlet = news.outlets[0]
    feed = outlet.feeds[0]
    again = load_news()
    assert render_feed(outlet, feed, news.articles_of(outlet, feed)) == render_feed(
        again.outlets[0],
        again.outlets[0].feeds[0],
        again.articles_of(again.outlets[0], again.outlets[0].feeds[0]),
    )


def test_every_page_answers_with_the_whole_text_inside_its_clutter(
    site: SampleSite, news: SampleNews
) -> None:
    hosts = {outlet.outlet_id: outlet for outlet in news.outlets}
    for article in news.articles:
        status, headers, body = ask(site, page_url(hosts[article.outlet_id], article, "utm_source=x"))
        page = body.decode()
        assert status == 200
        assert headers["content-type"].startswith("text/html")
        assert article.paragraphs[-1][:30] in page
        assert page.count("<p>") >= len(article.paragraphs) + 2, (
            "the cookie notice and the footer are missing"
        )
        assert "Most read" in page


def test_the_front_page_shows_the_way_to_the_feeds(site: SampleSite, news: SampleNews) -> None:
    for outlet in news.outlets:
        status, _, body = ask(site, f"http://{outlet.host}/")
        assert status == 200
        assert all(f'href="{feed.path}"' in body.decode() for feed in outlet.feeds)


# --- the site ---------------------------------------------------------------------------------------------


def test_the_registry_polls_feeds_that_answer(site: SampleSite, news: SampleNews) -> None:
    feeds = site.registry.feeds
    assert len(feeds) == sum(len(outlet.feeds) for outlet in news.outlets)
    assert all(feed.feed_id.startswith("sample-") for feed in feeds)
    assert {feed.language for feed in feeds} == {"en", "es", "fr"}
    assert [ask(site, feed.url)[0] for feed in feeds] == [200] * len(feeds)


def test_the_policy_leads_every_host_to_the_loopback(site: SampleSite) -> None:
    policy = site.registry.policy
    assert policy.allow_private_hosts == ("127.0.0.1",)
    assert dict(policy.connect_to) == {
        urlsplit(feed.url).netloc: site.address for feed in site.registry.feeds
    }


def test_an_unchanged_document_is_answered_with_304_and_no_body(site: SampleSite) -> None:
    for feed in site.registry.feeds:
        _, headers, _ = ask(site, feed.url)
        status, again, body = ask(site, feed.url, **{"If-None-Match": headers["etag"]})
        assert (status, body, again["etag"]) == (304, b"", headers["etag"])
        status, _, body = ask(site, feed.url, **{"If-None-Match": 'W/"stale"'})
        assert status == 200
        assert body


def test_gzip_comes_only_to_those_who_ask(site: SampleSite) -> None:
    url = site.registry.feeds[0].url
    _, plain_headers, plain = ask(site, url)
    _, packed_headers, packed = ask(site, url, **{"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in plain_headers
    assert packed_headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain)


def test_head_is_get_without_the_body(site: SampleSite) -> None:
    url = site.registry.feeds[0].url
    _, headers, body = ask(site, url)
    assert ask(site, url, method="HEAD")[2] == b""
    assert ask(site, url, method="HEAD")[1]["content-length"] == str(len(body)) == headers["content-length"]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://harbour-post.example/robots.txt", 200),
        ("http://harbour-post.example/2026/11/10/no-such-article", 404),
        ("http://nobody.example/feeds/world.xml", 404),
        ("http://HARBOUR-POST.example:80/feeds/world.xml", 200),
    ],
)
def test_what_there_is_and_is_not(site: SampleSite, url: str, status: int) -> None:
    assert ask(site, url)[0] == status


def test_addresses_stay_the_same_from_run_to_run_and_no_thread_is_left(
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = set(threading.enumerate())
    seen = []
    for _ in range(2):
        with serve_sample() as running:
            seen.append(
                [(feed.feed_id, feed.url, ask(running, feed.url)[2]) for feed in running.registry.feeds]
            )
    assert seen[0] == seen[1]
    assert set(threading.enumerate()) <= before
    assert capfd.readouterr() == ("", "")

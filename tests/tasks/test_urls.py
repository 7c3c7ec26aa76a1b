"""One article, one key: pairs written apart from the rules, and what holds for any address."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.url_rules import url_rules
from tasks.urls import MAX_LENGTH, canonical_url, is_home_page

PAIRS = tomllib.loads(Path(__file__).with_name("url_pairs.toml").read_text(encoding="utf-8"))
# Written later, by somebody who had not seen the rules; as they stood then, 112 of 153 and 63 of 64 were right.
FRESH = tomllib.loads(Path(__file__).with_name("url_pairs_fresh.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("one", "other"), PAIRS["merge"])
def test_addresses_of_one_article_share_a_key(one: str, other: str) -> None:
    key = canonical_url(one)
    assert key is not None
    assert key == canonical_url(other)


@pytest.mark.parametrize(("one", "other"), PAIRS["apart"])
def test_addresses_of_two_articles_have_two_keys(one: str, other: str) -> None:
    keys = canonical_url(one), canonical_url(other)
    assert None not in keys
    assert keys[0] != keys[1]


@pytest.mark.parametrize("kind", ["merge", "apart"])
def test_fresh_pairs_are_told_right(kind: str) -> None:
    wrong = [
        pair
        for pair in FRESH[kind]
        if (canonical_url(pair["a"]) == canonical_url(pair["b"])) is not (kind == "merge")
        or None in (canonical_url(pair["a"]), canonical_url(pair["b"]))
    ]
    assert wrong == []
    assert (len(FRESH["merge"]), len(FRESH["apart"])) == (153, 64)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        # an anchor is an item of a list or a diary, but a place on the page of an article
        (
            "https://example.org/now.html#2025-04-13%20Paper",
            "https://example.org/now.html#2025-04-13%20Paper",
        ),
        ("https://example.org/awesome#htmx", "https://example.org/awesome#htmx"),
        (
            "https://example.org/storm-hits-the-south-coast#what-we-know",
            "https://example.org/storm-hits-the-south-coast",
        ),
        (
            "https://example.org/news/articles/c5yv9plyjgpo#0",
            "https://example.org/news/articles/c5yv9plyjgpo",
        ),
        ("https://example.org/storm-1019241/article#omrss", "https://example.org/storm-1019241/article"),
        # an ambiguous name beside an article's own path, unless it counts something
        (
            "https://example.org/storm-hits-the-south-coast?from=kyiv",
            "https://example.org/storm-hits-the-south-coast",
        ),
        (
            "https://example.org/storm-hits-the-south-coast?cid=12",
            "https://example.org/storm-hits-the-south-coast?cid=12",
        ),
        (
            "https://example.org/storm-hits-the-south-coast?s=kyiv",
            "https://example.org/storm-hits-the-south-coast?s=kyiv",
        ),
        ("https://example.org/2024/05/storm-hits?from=kyiv", "https://example.org/2024/05/storm-hits"),
        (
            "https://example.org/all-the-latest-news?from=kyiv",
            "https://example.org/all-the-latest-news?from=kyiv",
        ),
        # views of an article, not sections of that name
        ("https://example.org/a-1/print", "https://example.org/a-1"),
        ("https://example.org/culture/print", "https://example.org/culture/print"),
        ("www.example.org/a-1", "https://example.org/a-1"),
        ("http://example.org/(X(1)S(abc))/story.aspx?id=1", "https://example.org/story.aspx?id=1"),
        ("https://urldefense.com/v2/url?u=https-3A__b.org_a-2D1&d=x", "https://b.org/a-1"),
    ],
)
def test_a_rule_and_its_limit(url: str, key: str) -> None:
    assert canonical_url(url) == key


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS["merge"]) >= 100
    assert len(PAIRS["apart"]) >= 40


@pytest.mark.parametrize(("one", "other"), PAIRS["merge"] + PAIRS["apart"])
def test_the_key_of_a_key_is_the_key(one: str, other: str) -> None:
    for url in (one, other):
        key = canonical_url(url)
        assert key is not None
        assert canonical_url(key) == key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.example.org/World/a-1/?utm_source=rss&id=7", "https://example.org/World/a-1?id=7"),
        ("http://127.0.0.1:8765/x/story.html?utm_medium=feed", "http://127.0.0.1:8765/x/story.html"),
        ("http://localhost/x", "http://localhost/x"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/#!/world/a-1", "https://example.org/#!/world/a-1"),
        ("https://www.example.org/path?b=2&a=1&b=1", "https://example.org/path?a=1&b=1&b=2"),
    ],
)
def test_the_key_reads_as_the_plainest_address(url: str, key: str) -> None:
    assert canonical_url(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "storm",
        "/news/storm",
        "example.org/news",
        "javascript:alert(1)",
        "mailto:desk@example.org",
        "ftp://example.org/a",
        "file:///etc/hosts",
        "data:text/html,hello",
        "tag:example.org,2024:1",
        "http://",
        "https://exa mple.org/",
        "https://example.org:99999/",
        "\ud800https://example.org",
        "https://example.org/" + "a" * MAX_LENGTH,
    ],
)
def test_what_is_no_web_address_has_no_key(url: str) -> None:
    assert canonical_url(url) is None


@pytest.mark.parametrize(
    ("url", "is_front"),
    [
        ("https://www.example.org/", True),
        ("https://example.org/index.html", True),
        ("https://example.org/?p=1", False),
        ("https://example.org/#!/a", False),
        ("https://example.org/news", False),
    ],
)
def test_a_front_page_is_told_from_an_article(url: str, is_front: bool) -> None:
    key = canonical_url(url)
    assert key is not None
    assert is_home_page(key) is is_front


def test_the_rules_are_consistent() -> None:
    rules = url_rules()
    assert not rules.trackers & rules.ambiguous
    assert rules.switch_names <= rules.ambiguous
    assert all(name == name.lower() for name in rules.trackers | rules.ambiguous)
    aliases = rules.host_aliases
    assert not set(aliases) & set(aliases.values())


HOSTS = st.sampled_from(
    [
        "example.org",
        "www.m.example.org",
        "amp.example.co.uk",
        "127.0.0.1:80",
        "[::1]:81",
        "a..b",
        "é.fr",
        "www.www.",
    ]
) | st.sampled_from(
    ["www.google.com", "web.archive.org", "x-org.cdn.ampproject.org", "www.bbc.co.uk", "localhost"],
)
PIECES = (
    st.sampled_from(
        [
            "/",
            "//",
            "a-1",
            "index.html",
            "print",
            "(S(a))",
            "amp",
            ".amp",
            ".html",
            "..",
            ".",
            "%2e",
            "%20",
            "%41",
            "%e9",
        ]
    )
    | st.sampled_from(
        ["%C3%A9", "e%CC%81", "%2F", "%", "%25", ";jsessionid=1", "&amp;", "&#38;", "%26amp;", "amp;"]
    )
    | st.sampled_from(
        [
            "?",
            "&",
            "=",
            "+",
            "#",
            "#!/",
            "#id=1",
            "-a-b-c",
            "id=1",
            "utm_x=1",
            "ref=rss",
            "url=",
            "/url",
            "'",
            "é",
            "\t",
        ]
    )
    | st.sampled_from(["q=https%3A%2F%2Fb.org%2Fa-1", "/web/2020/", "http://b.org/", "/amp/s/", "c/s/"])
)
ADDRESSES = st.builds(
    lambda scheme, host, pieces: f"{scheme}://{host}/{''.join(pieces)}",
    st.sampled_from(["http", "https", "HTTPS"]),
    HOSTS,
    st.lists(PIECES | st.text(max_size=3), max_size=9),
)


@given(ADDRESSES | st.text())
def test_any_address_has_a_lasting_key_or_none(url: str) -> None:
    key = canonical_url(url)
    if key is not None:
        assert canonical_url(key) == key
        assert key.startswith(("https://", "http://"))

"""Feed lists travel through OPML and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import ConfigError
from tasks.opml import export_opml, import_opml
from tasks.parse_decode import clean
from tasks.records import Feed

FOLDERS = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="KEN"><outline type="rss" text="The Ferry" xmlUrl="https://ferry.example/rss"/></outline>
<outline text="News &amp; views"><outline text="deep"><outline type="rss" title="Two" text="two"
  xmlUrl=" https://two.example/atom.xml "/></outline></outline>
<outline type="rss" xmlUrl="https://ferry.example/rss#again"/>
<outline type="rss" text="bad" xmlUrl="feed:nowhere"/>
<outline type="rss" text="" xmlUrl="https://two.example/atom-xml"/>
<outline type="rss" text="" xmlUrl="https://two.example/atom"/>
</body></opml>"""


def test_folders_titles_and_doubles() -> None:
    feeds = import_opml(FOLDERS)
    assert [(feed.feed_id, feed.url, feed.outlet, feed.country) for feed in feeds] == [
        ("ferry-example-rss", "https://ferry.example/rss", "The Ferry", "KEN"),
        ("two-example-atom", "https://two.example/atom.xml", "two", None),
        ("two-example-atom-xml", "https://two.example/atom-xml", "two.example", None),
        ("two-example-atom-2", "https://two.example/atom", "two.example", None),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no feed"),
        ("plain words", "no feed"),
        ("<html><body>no</body></html>", "no feed"),
        (
            '<opml version="2.0"><body><outline type="rss" xmlUrl="file:///x"/></body></opml>',
            "usable",
        ),
        ('<!DOCTYPE o [<!entity a "b">]><opml/>', "entities"),
    ],
)
def test_what_is_no_feed_list(text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        import_opml(text)


def test_countries_are_folders_in_order() -> None:
    feeds = [Feed("a", "https://a.example/", "A"), Feed("b", "https://b.example/", "B", "KEN", "en")]
    text = export_opml(feeds, "Mine & yours")
    assert "<title>Mine &amp; yours</title>" in text
    assert (
        text.index('text="KEN"')
        < text.index('text="B"')
        < text.index('text="Other"')
        < text.index('text="A"')
    )
    assert 'language="en"' in text


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**6), st.text(min_size=1, max_size=30), st.sampled_from([None, "KEN", "INT"])
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda row: row[0],
    )
)
def test_round_trip(rows: list[tuple[int, str, str | None]]) -> None:
    feeds = [
        Feed(f"h{number}-example", f"https://h{number}.example/", outlet, country)
        for number, outlet, country in rows
    ]
    back = import_opml(export_opml(feeds, "t"))
    assert {(feed.url, feed.country) for feed in back} == {(feed.url, feed.country) for feed in feeds}
    for feed in back:
        (given_feed,) = [other for other in feeds if other.url == feed.url]
        words = " ".join(clean(given_feed.outlet).split())
        if words and words.isprintable():
            assert feed.outlet == words

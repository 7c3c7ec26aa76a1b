"""Which articles are one: decided by address, then by words, and never by the order of the feeds."""

from collections.abc import Iterable
from datetime import timedelta

from tasks.article_groups import group_by_url
from tasks.dedupe import (
    decide,
    link_entries,
    sift_entries,
)
from tasks.text import content_hash
from tests.tasks.stored_articles import EARLIER, NOW, article, entry, verdicts, wire

# --- entries --------------------------------------------------------------------------------------------


def test_entries_are_sifted_by_what_is_stored() -> None:
    sifted = sift_entries(
        [entry("c", "9"), entry("a", "1"), entry("b", "2"), entry("d", "4")], {"b": "2", "c": "3"}
    )
    assert [one.entry_id for one in sifted.new] == ["a", "d"]
    assert [one.entry_id for one in sifted.changed] == ["c"]
    assert [one.entry_id for one in sifted.unchanged] == ["b"]


def test_of_one_id_that_comes_twice_the_latest_counts() -> None:
    old, new = entry("a", "1", published_at=EARLIER), entry("a", "2")
    undated = entry("a", "3", published_at=None)
    for given_order in ([old, new, undated], [new, undated, old]):
        assert sift_entries(given_order, {}).new == (new,)


def test_every_entry_decided_on_is_linked() -> None:
    entries = [entry("a", "1"), entry("b", "2"), entry("lost", "3")]
    decisions = decide([article("a", canonical_url="u"), article("b", canonical_url="u")], [])
    links = link_entries(entries, decisions.decisions, NOW)
    assert [(link.entry.entry_id, link.article_id, link.first_seen_at) for link in links] == [
        ("a", "a", NOW),
        ("b", "a", NOW),
    ]


# --- one run --------------------------------------------------------------------------------------------


def test_entries_of_one_address_are_one_article() -> None:
    late = article("a", canonical_url="u", title="Late", text="Longer text of the late one.")
    early = article(
        "b", canonical_url="u", title="Early", published_at=EARLIER, text="Short.", author="A. Mensah"
    )
    guessed = article("c", canonical_url="u", date_status="clamped", published_at=EARLIER - timedelta(days=9))
    decisions = decide([late, early, guessed], [])
    assert verdicts(decisions) == {"c": ("new", "c"), "a": ("known", "c"), "b": ("known", "c")}
    (one,) = decisions.articles
    assert (one.title, one.text, one.author) == ("Report c", "Longer text of the late one.", "A. Mensah")
    assert (one.published_at, one.date_status) == (EARLIER, "ok")
    assert one.content_hash == content_hash(one.title, one.text)


def test_articles_without_an_address_stay_apart() -> None:
    groups = group_by_url([article("b"), article("a"), article("c", canonical_url="u")])
    assert [[one.article_id for one in group] for group in groups] == [["a"], ["b"], ["c"]]


def test_the_same_words_at_one_outlet_are_one_article() -> None:
    decisions = decide([wire("a", "X", canonical_url="u1"), wire("b", "X", canonical_url="u2")], [])
    assert verdicts(decisions) == {"a": ("new", "a"), "b": ("same_text", "a")}
    assert [one.article_id for one in decisions.articles] == ["a"]


def test_few_words_are_alike_by_chance() -> None:
    short = {"title": "Live", "text": "This is a developing story. More soon."}
    decisions = decide([article("a", outlet="X", **short), article("b", outlet="Y", **short)], [])
    assert set(verdicts(decisions).values()) == {("new", "a"), ("new", "b")}


def test_entries_follow_their_address_to_the_article_of_the_same_words() -> None:
    first = wire("a", "X", canonical_url="u1", published_at=EARLIER)
    again, twin = wire("b", "X", canonical_url="u2"), wire("c", "X", canonical_url="u2")
    decisions = decide([first, again, twin], [])
    assert verdicts(decisions) == {"a": ("new", "a"), "b": ("same_text", "a"), "c": ("known", "a")}


def test_counts_are_of_entries() -> None:
    decisions = decide([wire("a", "X"), wire("b", "Y"), wire("c", "Y")], [])
    counts: Iterable[int] = (decisions.count(verdict) for verdict in ("new", "same_text", "known"))
    assert tuple(counts) == (2, 1, 0)

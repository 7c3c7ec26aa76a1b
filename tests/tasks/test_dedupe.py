"""Which articles are one: decided by address, then by words, and never by the order of the feeds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.article_groups import first_key, group_by_url, merge_group
from tasks.dedupe import (
    Decisions,
    decide,
    decide_by_content,
    decide_by_url,
    link_entries,
    sift_entries,
)
from tasks.records import Article, Entry, SeenArticle
from tasks.text import content_hash, word_count

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)
EARLIER = NOW - timedelta(days=1)
WIRE = (
    "The army said on Thursday that it had retaken the bridge over the river after a night of shelling " * 2
)


def article(article_id: str, **changes: Any) -> Article:
    given: dict[str, Any] = {
        "article_id": article_id,
        "feed_id": "f1",
        "url": None,
        "canonical_url": None,
        "outlet": "Example News",
        "title": f"Report {article_id}",
        "author": None,
        "published_at": NOW,
        "date_status": "ok",
        "language": "en",
        "text": f"What {article_id} tells.",
        "text_origin": "summary",
        "first_seen_at": NOW,
    }
    made = given | changes
    made.setdefault("content_hash", content_hash(made["title"], made["text"]))
    return Article(**made)


def stored(one: Article, **changes: Any) -> SeenArticle:
    given: dict[str, Any] = {
        "article_id": one.article_id,
        "feed_id": one.feed_id,
        "canonical_url": one.canonical_url,
        "outlet": one.outlet,
        "content_hash": one.content_hash,
        "words": word_count(one.text),
        "revision": one.revision,
        "duplicate_of": one.duplicate_of,
        "first_seen_at": one.first_seen_at,
    }
    return SeenArticle(**(given | changes))


def entry(entry_id: str, entry_hash: str, **changes: Any) -> Entry:
    given: dict[str, Any] = {
        "feed_id": "f1",
        "guid": None,
        "url": None,
        "title": "T",
        "summary": "",
        "content": "",
    }
    given |= {"author": None, "published_raw": None, "published_at": NOW, "date_status": "ok"}
    return Entry(entry_id=entry_id, entry_hash=entry_hash, **(given | changes))


def verdicts(decisions: Decisions) -> dict[str, tuple[str, str]]:
    return {decision.entry_id: (decision.verdict, decision.article_id) for decision in decisions.decisions}


def wire(article_id: str, outlet: str, **changes: Any) -> Article:
    return article(
        article_id, outlet=outlet, feed_id=f"feed-{outlet}", title="Bridge retaken", text=WIRE, **changes
    )


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


def test_the_same_words_at_another_outlet_are_a_copy() -> None:
    first = wire("z", "X", published_at=EARLIER)
    decisions = decide([wire("a", "Y"), wire("b", "W"), first], [])
    assert verdicts(decisions) == {"z": ("new", "z"), "a": ("copy", "a"), "b": ("copy", "b")}
    assert {one.article_id: one.duplicate_of for one in decisions.articles} == {"z": None, "a": "z", "b": "z"}


def test_few_words_are_alike_by_chance() -> None:
    short = {"title": "Live", "text": "This is a developing story. More soon."}
    decisions = decide([article("a", outlet="X", **short), article("b", outlet="Y", **short)], [])
    assert set(verdicts(decisions).values()) == {("new", "a"), ("new", "b")}


def test_entries_follow_their_address_to_the_article_of_the_same_words() -> None:
    first = wire("a", "X", canonical_url="u1", published_at=EARLIER)
    again, twin = wire("b", "X", canonical_url="u2"), wire("c", "X", canonical_url="u2")
    decisions = decide([first, again, twin], [])
    assert verdicts(decisions) == {"a": ("new", "a"), "b": ("same_text", "a"), "c": ("known", "a")}


# --- beside what is stored ------------------------------------------------------------------------------


def test_a_stored_address_is_known_before_any_page_is_fetched() -> None:
    old = article("old", canonical_url="u")
    by_url = decide_by_url(
        [article("new", canonical_url="u"), article("other", canonical_url="v")], [stored(old)]
    )
    assert [one.article_id for one in by_url.candidates] == ["other"]
    decisions = decide_by_content(by_url, by_url.candidates, [stored(old)])
    assert verdicts(decisions) == {"new": ("known", "old"), "other": ("new", "other")}


def test_of_two_stored_articles_with_an_address_the_first_seen_counts() -> None:
    first, second = article("b", canonical_url="u", first_seen_at=EARLIER), article("a", canonical_url="u")
    for seen in ([stored(first), stored(second)], [stored(second), stored(first)]):
        assert verdicts(decide([article("new", canonical_url="u")], seen)) == {"new": ("known", "b")}


def test_a_copy_names_the_original_never_a_copy() -> None:
    original, copy = wire("o", "X", first_seen_at=EARLIER), wire("p", "Y", duplicate_of="o")
    seen = [stored(copy, first_seen_at=EARLIER - timedelta(days=1)), stored(original)]
    (new,) = decide([wire("n", "Z")], seen).articles
    assert new.duplicate_of == "o"


def test_the_same_words_at_the_outlet_of_a_copy_belong_to_that_copy() -> None:
    seen = [stored(wire("o", "X")), stored(wire("p", "Y", duplicate_of="o"))]
    decisions = decide([wire("n", "Y")], seen)
    assert verdicts(decisions) == {"n": ("same_text", "p")}
    assert decisions.articles == ()


def test_a_changed_entry_revises_its_own_article() -> None:
    old = article("a", canonical_url="u", first_seen_at=EARLIER, revision=3)
    new = article("a", canonical_url="u", text="What a tells, corrected.")
    decisions = decide([new], [stored(old)], {"a"}, {"a": "a"})
    assert verdicts(decisions) == {"a": ("revision", "a")}
    assert decisions.articles == (replace(new, revision=4, first_seen_at=EARLIER),)


def test_a_revision_stays_a_copy_of_what_it_was_a_copy_of() -> None:
    old = wire("a", "X", duplicate_of="o")
    (new,) = decide(
        [wire("a", "X", author="A. Mensah", text_origin="page")], [stored(old, content_hash="1:0")], {"a"}
    ).articles
    assert (new.duplicate_of, new.revision) == ("o", 2)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (article("a", canonical_url="u", author="Somebody"), "the words are the same"),
        (article("a", canonical_url="u", text="Gone."), "the text was lost"),
    ],
    ids=["cosmetic", "lost"],
)
def test_a_change_that_changes_no_words_is_none(new: Article, why: str) -> None:
    old = article("a", canonical_url="u", text=new.text if why == "the words are the same" else WIRE)
    decisions = decide([new], [stored(old)], {"a"}, {"a": "a"})
    assert verdicts(decisions) == {"a": ("unchanged", "a")}
    assert decisions.articles == ()


def test_a_shorter_page_is_an_edit_all_the_same() -> None:
    old = article("a", text=WIRE)
    new = article("a", text="Retracted by the editors.", text_origin="page")
    assert verdicts(decide([new], [stored(old)], {"a"})) == {"a": ("revision", "a")}


def test_a_changed_entry_of_another_feed_rewrites_nothing() -> None:
    old = article("a", canonical_url="u")
    new = article("b", canonical_url="u", feed_id="f2", text="Another feed's words.")
    assert verdicts(decide([new], [stored(old)], {"b"}, {"b": "a"})) == {"b": ("known", "a")}


def test_an_article_keeps_its_id_when_its_address_changes() -> None:
    old = article("a", canonical_url="u")
    moved = article("a", canonical_url="v", text="What a tells, at last.")
    joined = article("n", canonical_url="v")
    decisions = decide([moved, joined], [stored(old)], {"a"}, {"a": "a"})
    assert verdicts(decisions) == {"a": ("revision", "a"), "n": ("known", "a")}
    assert [one.canonical_url for one in decisions.articles] == ["v"]


def test_an_entry_whose_article_was_not_looked_up_stays_linked() -> None:
    assert verdicts(decide([article("b")], [], {"b"}, {"b": "a"})) == {"b": ("known", "a")}


def test_new_articles_are_copies_of_a_revision_not_the_reverse() -> None:
    old = article("r", outlet="X", title="Bridge", text="Fighting at the bridge.")
    revised = wire("r", "X", published_at=NOW + timedelta(hours=1))
    decisions = decide([wire("n", "Y"), revised], [stored(old)], {"r"}, {"r": "r"})
    assert {one.article_id: one.duplicate_of for one in decisions.articles} == {"n": "r", "r": None}


# --- properties -----------------------------------------------------------------------------------------

TITLES = st.sampled_from(["Bridge retaken", "Talks resume"])
TEXTS = st.sampled_from([WIRE, WIRE + "It gave no toll.", "Short.", "Brief."])
TIMES = st.sampled_from([None, EARLIER, NOW])


@st.composite
def runs(draw: st.DrawFn) -> tuple[list[Article], list[Article]]:
    """One run's articles, and the same in another order."""
    size = draw(st.integers(1, 9))
    made = []
    for number in range(size):
        outlet = draw(st.sampled_from("XYZ"))
        made.append(
            article(
                f"e{number}",
                feed_id=f"{outlet}{draw(st.integers(0, 1))}",
                outlet=outlet,
                canonical_url=draw(st.sampled_from([None, "u1", "u2", "u3"])),
                title=draw(TITLES),
                text=draw(TEXTS),
                published_at=draw(TIMES),
                date_status=draw(st.sampled_from(["ok", "clamped"])),
            )
        )
    return made, list(draw(st.permutations(made)))


def remembered(decisions: Decisions) -> list[SeenArticle]:
    return [stored(one) for one in decisions.articles]


def linked(decisions: Decisions) -> dict[str, str]:
    return {decision.entry_id: decision.article_id for decision in decisions.decisions}


@given(runs())
def test_the_order_of_the_feeds_changes_nothing(run: tuple[list[Article], list[Article]]) -> None:
    one, other = run
    assert decide(one, []) == decide(other, [])


@given(runs())
def test_a_second_run_with_the_same_entries_writes_nothing(run: tuple[list[Article], list[Article]]) -> None:
    one, other = run
    first = decide(one, [])
    for memory in ({}, linked(first)):
        again = decide(other, remembered(first), frozenset(), memory)
        assert again.articles == ()
        assert linked(again) == linked(first)


@given(runs())
def test_what_is_decided_hangs_together(run: tuple[list[Article], list[Article]]) -> None:
    decisions = decide(run[0], [])
    written = {one.article_id: one for one in decisions.articles}
    assert Counter(decision.entry_id for decision in decisions.decisions) == Counter(
        a.article_id for a in run[0]
    )
    assert {decision.article_id for decision in decisions.decisions} == set(written)
    originals = {one.duplicate_of for one in written.values()} - {None}
    assert all(written[str(one)].duplicate_of is None for one in originals)
    addresses = [one.canonical_url for one in written.values() if one.canonical_url]
    assert len(addresses) == len(set(addresses))


@given(runs(), st.data())
def test_a_run_in_two_halves_finds_the_same_articles(
    run: tuple[list[Article], list[Article]], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(run[0])))
    first = decide(run[0][:cut], [])
    second = decide(run[0][cut:], remembered(first), frozenset(), linked(first))
    addresses = Counter(one.canonical_url for one in (*first.articles, *second.articles) if one.canonical_url)
    assert all(count == 1 for count in addresses.values())


@given(runs())
def test_a_group_is_merged_alike_in_any_order(run: tuple[list[Article], list[Article]]) -> None:
    one, other = run
    assert merge_group(one) == merge_group(other)
    assert merge_group(one).article_id == min(one, key=first_key).article_id


def test_counts_are_of_entries() -> None:
    decisions = decide([wire("a", "X"), wire("b", "Y"), wire("c", "Y")], [])
    counts: Iterable[int] = (decisions.count(verdict) for verdict in ("new", "copy", "same_text", "known"))
    assert tuple(counts) == (1, 1, 1, 0)

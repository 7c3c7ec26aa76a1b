"""What is new beside what is stored: known addresses, copies, revisions."""

from dataclasses import replace

import pytest

from tasks.dedupe import (
    decide,
    decide_by_content,
    decide_by_url,
    link_entries,
    sift_entries,
)
from tasks.records import Article
from tests.tasks.stored_articles import EARLIER, NOW, WIRE, article, entry, stored, verdicts, wire


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
    assert decisions.articles == (replace(new, revision=4, first_seen_at=EARLIER, changes="text"),)


def test_another_headline_over_the_same_words_is_an_edit() -> None:
    old = wire("a", "X", canonical_url="u", title="Storm hits the coast")
    edited = replace(old, title="Storm kills four on the coast")
    decisions = decide([edited], [stored(old, title=old.title)], {"a"}, {"a": "a"})
    assert verdicts(decisions) == {"a": ("revision", "a")}


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


@pytest.mark.parametrize(
    ("origin", "pending", "stored_origin", "verdict"),
    [
        ("page", False, "page", "revision"),
        ("page", False, "summary", "revision"),
        ("summary", True, "page", "retry"),
        ("summary", False, "page", "unchanged"),
        ("content", False, "page", "unchanged"),
        ("summary", True, "summary", "revision"),
        ("summary", False, "summary", "revision"),
    ],
)
def test_only_a_page_replaces_the_text_of_a_page(
    origin: str, pending: bool, stored_origin: str, verdict: str
) -> None:
    old = article("a", text=WIRE, text_origin=stored_origin)
    new = article("a", text=WIRE + "Corrected.", text_origin=origin, page_pending=pending)
    decisions = decide([new], [stored(old)], {"a"}, {"a": "a"})
    assert verdicts(decisions) == {"a": (verdict, "a")}
    assert len(decisions.articles) == (verdict == "revision")
    links = link_entries([entry("a", "2")], decisions.decisions, NOW)
    assert [link.entry.entry_hash for link in links] == (
        [] if verdict == "retry" else [""] if pending else ["2"]
    )


def test_an_entry_whose_page_is_pending_is_sifted_as_changed_until_it_has_it() -> None:
    given = entry("a", "1")
    first = decide([article("a", page_pending=True)], [])
    assert verdicts(first) == {"a": ("new", "a")}
    (link,) = link_entries([given], first.decisions, NOW)
    assert sift_entries([given], {"a": link.entry.entry_hash}).changed == (given,)

    seen, memory = [stored(one) for one in first.articles], {"a": "a"}
    still = decide([article("a", page_pending=True)], seen, {"a"}, memory)
    assert verdicts(still) == {"a": ("unchanged", "a")}
    assert [one.entry for one in link_entries([given], still.decisions, NOW)] == [link.entry]

    done = decide([article("a", text=WIRE, text_origin="page")], seen, {"a"}, memory)
    assert verdicts(done) == {"a": ("revision", "a")}
    (link,) = link_entries([given], done.decisions, NOW)
    assert sift_entries([given], {"a": link.entry.entry_hash}).unchanged == (given,)


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

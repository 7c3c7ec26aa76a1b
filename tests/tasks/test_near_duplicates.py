"""Which two texts match, by which rule, and what is a copy of what."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.dedupe import decide
from tasks.near_duplicates import compare, link, relinked, same_words, with_copies
from tasks.records import Compared, NearDuplicate, Relinked, Reported
from tests.tasks.stored_articles import EARLIER, stored, verdicts, wire

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEADLINE = "Rebels shell a village near Tovar"


def compared(**values: Any) -> Compared:
    given: dict[str, Any] = {
        "article_id": "b",
        "other_id": "a",
        "brief": 0,
        "same_outlet": False,
        "title": HEADLINE,
        "other_title": "Coast counts its dead",
        "seconds_apart": 0.0,
        "triples": 0,
        "shared_triples": 0,
        "doubles": 0,
        "shared_doubles": 0,
    }
    return Compared(**(given | values))


DAY = 86_400.0
ALIKE = {"other_title": HEADLINE.upper()}
CASES: tuple[tuple[dict[str, Any], str | None], ...] = (
    ({"triples": 100, "shared_triples": 60}, "text"),
    ({"triples": 100, "shared_triples": 59}, None),
    ({"triples": 100, "shared_triples": 60, "same_outlet": True}, None),
    ({"triples": 100, "shared_triples": 70, "same_outlet": True}, "text"),
    ({"triples": 5, "shared_triples": 5}, None),
    ({"brief": 2, "triples": 40, "shared_triples": 24}, "title and summary"),
    ({"brief": 2, "triples": 40, "shared_triples": 24, "same_outlet": True}, None),
    ({"brief": 2, "triples": 40, "shared_triples": 36, "same_outlet": True}, "title and summary"),
    ({"brief": 1, "triples": 10, "shared_triples": 6}, "summary in text"),
    ({"brief": 2, "triples": 40, "shared_triples": 20, "doubles": 25, "shared_doubles": 16}, "summary"),
    ({"brief": 1, "triples": 40, "shared_triples": 20, "doubles": 25, "shared_doubles": 16}, None),
    ({"brief": 2, "doubles": 5, "shared_doubles": 5}, None),
    ({"brief": 1, **ALIKE}, "title"),
    ({"brief": 1, **ALIKE, "same_outlet": True}, None),  # the parts of a series
    ({"brief": 2, **ALIKE, "seconds_apart": 7 * DAY}, "title"),
    ({"brief": 2, **ALIKE, "seconds_apart": 8 * DAY}, None),
    ({"brief": 0, **ALIKE}, None),  # two agencies on one happening
    ({"brief": 2, "title": "Live: the vote", "other_title": "Live: the vote"}, None),
    ({"brief": 2, "title": "", "other_title": ""}, None),
)


@pytest.mark.parametrize(("values", "rule"), CASES)
def test_each_rule_says_when_two_texts_match(values: dict[str, Any], rule: str | None) -> None:
    found = compare(compared(**values))
    assert (found and found.rule) == rule
    if found is not None:
        assert (found.article_id, found.other_id) == ("a", "b")
        assert 0 < found.similarity <= 1


def test_the_same_words_pair_whoever_has_them() -> None:
    before = [stored(wire("s", "W")), stored(wire("t", "V"))]
    pairs = same_words([wire("b", "X"), wire("a", "Y"), wire("other", "Z", text="Short.")], before)
    assert [(one.article_id, one.other_id) for one in pairs] == [
        ("a", "b"),
        ("a", "s"),
        ("a", "t"),
        ("b", "s"),
        ("b", "t"),
    ]
    assert {(one.rule, one.similarity) for one in pairs} == {("same words", 1.0)}


def reported(*names: str) -> list[Reported]:
    return [Reported(name, START + timedelta(hours=hour), None) for hour, name in enumerate(names)]


def pair(one: str, other: str) -> NearDuplicate:
    return NearDuplicate(min(one, other), max(one, other), "text", 0.8, 50)


@pytest.mark.parametrize(
    ("pairs", "links"),
    [
        ((), {"a": None, "b": None, "c": None}),
        (("ab", "bc", "ac"), {"a": None, "b": "a", "c": "a"}),
        # What matches a copy only is no copy: otherwise a long chain would join what has nothing in common.
        (("ab", "bc"), {"a": None, "b": "a", "c": None}),
        (("ac", "bc"), {"a": None, "b": None, "c": "a"}),
    ],
)
def test_a_copy_is_linked_to_the_earliest_original_that_it_matches(
    pairs: tuple[str, ...], links: dict[str, str | None]
) -> None:
    assert link(reported("a", "b", "c"), [pair(*two) for two in pairs]) == links


def test_of_two_at_one_time_the_lower_id_is_the_original() -> None:
    same = [Reported("b", START, None), Reported("a", START, None)]
    assert link(same, [pair("a", "b")]) == {"a": None, "b": "a"}


@given(st.sets(st.sampled_from(["ab", "ac", "ad", "bc", "bd", "cd", "de", "ef", "cf"])), st.randoms())
def test_originals_are_never_copies_and_every_copy_matches_its_own(pairs: set[str], random: Any) -> None:
    articles, told = reported(*"abcdef"), [pair(*two) for two in sorted(pairs)]
    links = link(articles, told)
    for name, root in links.items():
        assert root is None or ("".join(sorted((name, root))) in pairs and links[root] is None)
    random.shuffle(articles)
    random.shuffle(told)
    assert link(articles, told) == links


def test_copies_are_written_into_articles_and_decisions() -> None:
    first = wire("z", "X", published_at=EARLIER)
    decisions = decide([wire("a", "Y"), wire("b", "W"), first], [])
    links = {"a": "z", "b": "z", "z": None}
    told = with_copies(decisions, links)
    assert verdicts(told) == {"z": ("new", "z"), "a": ("copy", "a"), "b": ("copy", "b")}
    assert {one.article_id: one.duplicate_of for one in told.articles} == links
    assert (told.count("new"), told.count("copy")) == (1, 2)


def test_stored_articles_are_told_only_where_something_changed() -> None:
    before = [Reported("a", START, None), Reported("b", START, "a"), Reported("c", START, "a")]
    assert relinked(before, {"a": None, "b": "a", "c": None}) == (Relinked("c", None),)

"""Whatever comes in whatever order: the same articles, once each."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tasks.article_groups import first_key, merge_group
from tasks.dedupe import (
    Decisions,
    decide,
)
from tasks.records import Article, SeenArticle
from tests.tasks.stored_articles import EARLIER, NOW, WIRE, article, stored

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

"""The hashes of texts: which are kept, and that they stay what they are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.records import Sketch
from tasks.shingles import FEW_WORDS, SAMPLED, plain_words, sketch_batch, title_grams
from tests.tasks.stored_articles import article

TEXT = " ".join(f"word{number}" for number in range(200))


def sketch(**values: Any) -> Sketch:
    (made,) = sketch_batch([article("a", **values)])
    return made


def test_hashes_stay_what_they_are() -> None:
    # They are stored: another way of making them would find no copy of what is stored already.
    made = sketch(title="Rebels shell a village", text="The army said nothing.", text_origin="summary")
    assert made.is_brief
    assert made.triples == (713880529, 1252711900, 1750119849, 3582657931)
    assert made.doubles == (101877868, 646595684, 2245852417)
    assert made.title_keys == (
        205507359,
        799092769,
        1557723212,
        2882795908,
        3338235315,
        3573065635,
        3705680562,
        3939826650,
    )


def test_a_text_of_some_length_keeps_a_sample_and_a_summary_everything() -> None:
    page, summary = sketch(text=TEXT, text_origin="page"), sketch(text=TEXT[:600], text_origin="summary")
    assert not page.is_brief
    assert all(number % SAMPLED == 0 for number in page.triples)
    assert 25 <= len(page.triples) <= 75
    assert page.doubles == ()
    assert summary.is_brief
    everything = set(summary.triples)
    # What a summary shares with a text is found among what both keep.
    both = {number for number in everything if number % SAMPLED == 0}
    assert len(both & set(page.triples)) >= len(both) - 2


@pytest.mark.parametrize(
    ("words", "origin", "is_brief"),
    [
        (FEW_WORDS - 1, "page", True),
        (FEW_WORDS, "page", False),
        (119, "content", True),
        (120, "content", False),
        (0, "title", True),
    ],
)
def test_what_is_brief_is_told_by_words_and_where_they_are_from(
    words: int, origin: str, is_brief: bool
) -> None:
    text = " ".join(TEXT.split()[:words])
    assert sketch(text=text, text_origin=origin).is_brief is is_brief


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t SHOUT, café!", ["don", "t", "shout", "café"]),
        ("ﬁne №1", ["fine", "no1"]),
        ("東京で会議 2024", ["東", "京", "で", "会", "議", "2024"]),
    ],
)
def test_words_are_told_apart(text: str, words: list[str]) -> None:
    assert plain_words(text) == words


def test_titles_that_are_nearly_the_same_share_a_key() -> None:
    one = sketch(title="Rebels shell a village near Tovar, killing four people").title_keys
    other = sketch(title="Rebels shell a village near Tovar - killing four people").title_keys
    less = sketch(title="Rebels shell a village near Tovar killing four peoples").title_keys
    third = sketch(title="Talks resume in the capital after a night of rain").title_keys
    assert one == other
    assert set(one) & set(less)
    assert not set(one) & set(third)
    assert title_grams("Ax") == {"ax"}
    assert sketch(title="!!").title_keys == ()


@given(st.text(), st.text())
def test_any_text_has_a_sketch_of_32_bits(title: str, text: str) -> None:
    made = sketch(title=title, text=text, content_hash="h")
    for hashes in (made.triples, made.doubles, made.title_keys):
        assert list(hashes) == sorted(set(hashes))
        assert all(0 <= number < 2**32 for number in hashes)

"""Copies of training examples in other casings keep their trees."""

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example

from tasks.extract.parser.augment import (
    casing_augmenter,
    lower_cased,
    recased,
    title_cased,
    upper_cased,
)
from tests.tasks.extract.parser.treebank import annotated


@pytest.fixture
def blank() -> Language:
    return spacy.blank("en")


@pytest.mark.parametrize(
    ("maker", "text"),
    [
        (lower_cased, "rebels shot a guard. troops were hit by shells in deraa"),
        (upper_cased, "REBELS SHOT A GUARD. TROOPS WERE HIT BY SHELLS IN DERAA"),
        (title_cased, "Rebels Shot a Guard. Troops Were Hit by Shells in Deraa"),
    ],
)
def test_casings_keep_trees_and_names(blank: Language, maker: Callable[[str, int], str], text: str) -> None:
    document = annotated(blank)
    (copy,) = recased(blank, document, maker)
    assert copy.text == text
    assert [token.dep_ for token in copy.reference] == [token.dep_ for token in document]
    assert [token.head.i for token in copy.reference] == [token.head.i for token in document]
    assert [entity.start for entity in copy.reference.ents] == [entity.start for entity in document.ents]


def test_a_word_that_grows_in_capitals_is_not_copied(blank: Language) -> None:
    document = blank("Die Straße")
    assert list(recased(blank, document, upper_cased)) == []


@pytest.mark.parametrize(
    ("shares", "texts"),
    [
        ({"lower": 0.0, "title": 0.0, "upper": 0.0}, set()),
        (
            {"lower": 1.0, "title": 0.0, "upper": 0.0},
            {"rebels shot a guard. troops were hit by shells in deraa"},
        ),
        (
            {"lower": 0.0, "title": 0.0, "upper": 1.0},
            {"REBELS SHOT A GUARD. TROOPS WERE HIT BY SHELLS IN DERAA"},
        ),
        (
            {"lower": 0.0, "title": 1.0, "upper": 0.0},
            {"Rebels Shot a Guard. Troops Were Hit by Shells in Deraa"},
        ),
    ],
)
def test_the_example_itself_always_stays(blank: Language, shares: dict[str, float], texts: set[str]) -> None:
    augment = casing_augmenter(**shares)
    document = annotated(blank)
    example = Example(blank.make_doc(document.text), document)
    seen: set[str] = set()
    for _ in range(10):
        first, *copies = augment(blank, example)
        assert first is example
        seen |= {copy.text for copy in copies}
    assert seen == texts


def test_shares_are_kept(blank: Language) -> None:
    augment = casing_augmenter(lower=0.2, title=0.2, upper=0.1)
    document = annotated(blank)
    example = Example(blank.make_doc(document.text), document)
    copies = [copy.text for _ in range(400) for copy in list(augment(blank, example))[1:]]
    assert 150 <= len(copies) <= 250
    assert 50 <= sum(text.islower() for text in copies) <= 110

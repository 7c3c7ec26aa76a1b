"""Dictionary forms and word classes."""

import pytest

from tasks.extract.parser.english import word_class
from tasks.extract.parser.lemmas import lemma_of


@pytest.mark.parametrize(
    ("word", "upos", "lemma"),
    [
        ("shot", "VERB", "shoot"),
        ("Fled", "VERB", "flee"),
        ("struck", "VERB", "strike"),
        ("withdrawn", "VERB", "withdraw"),
        ("bombing", "VERB", "bomb"),
        ("shelled", "VERB", "shell"),
        ("TALKS", "NOUN", "talk"),
        ("militiamen", "NOUN", "militiaman"),
        ("casualties", "NOUN", "casualty"),
        ("worse", "ADJ", "bad"),
        ("was", "AUX", "be"),
        ("'s", "AUX", "be"),
        ("’ve", "AUX", "have"),
        ("wo", "AUX", "will"),
        ("might", "AUX", "might"),
        ("n't", "PART", "not"),
        ("'s", "PART", "'s"),
        ("Kyiv", "PROPN", "kyiv"),
        ("United", "PROPN", "united"),
        ("Their", "PRON", "their"),
        (",", "PUNCT", ","),
        ("", "VERB", ""),
    ],
)
def test_lemmas(word: str, upos: str, lemma: str) -> None:
    assert lemma_of(word, upos) == lemma


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("shells", "NNS+VBZ"),
        ("Shells", "NNS+VBZ"),
        ("detain", "VB+VBP"),
        ("took", "VBD"),
        ("taken", "VBN"),
        ("quickly", "RB"),
        ("Idlib", "?"),
        ("zzyzx", "?"),
        ("", "?"),
        ("\x00", "?"),
    ],
)
def test_word_classes(word: str, expected: str) -> None:
    assert word_class(word) == expected

"""Dictionary forms."""

import pytest

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

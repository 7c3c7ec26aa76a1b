"""Sentences from patterns: grammatical trees, and patterns that are wrong are named."""

from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tasks.errors import ConfigError
from tasks.extract.parser.news_sentences import NewsSentences

SMALL = """
[tags]
NNS = "NOUN Number=Plur"
NN = "NOUN Number=Sing"
NNP = "PROPN"
DT = "DET"
IN = "ADP"
VDP = "VERB Tense=Past"
VPS = "VERB Voice=Pass"
[verbs]
act = "shoot"
[phrases]
who = ["riot/NN@2:compound police/NNS@0"]
what = ["bus/NN"]
[[pattern]]
kind = "KIND"
words = ["WORDS"]
"""


def _patterns(folder: Path, words: str, kind: str = "headline") -> Path:
    path = folder / "patterns.toml"
    path.write_text(SMALL.replace("KIND", kind).replace("WORDS", words), encoding="utf-8")
    return path


def _arcs(document: Doc) -> list[tuple[str, str, str, str]]:
    return [(token.text, token.pos_, token.dep_, token.head.text) for token in document]


def test_phrases_stand_in_place_with_their_heads(tmp_path: Path) -> None:
    path = _patterns(tmp_path, "{who}@2:nsubj {act:VDP}@0:root {what}@2:obj in/IN@5:case Goma/NNP@2:obl")
    (document,) = NewsSentences(1, path).documents(Vocab(), each=1)
    assert document.text.strip() == "Riot police shot bus in Goma"
    assert _arcs(document) == [
        ("Riot", "NOUN", "compound", "police"),
        ("police", "NOUN", "nsubj", "shot"),
        ("shot", "VERB", "ROOT", "shot"),
        ("bus", "NOUN", "obj", "shot"),
        ("in", "ADP", "case", "Goma"),
        ("Goma", "PROPN", "obl", "shot"),
    ]


def test_sentences_have_articles_that_headlines_drop(tmp_path: Path) -> None:
    path = _patterns(tmp_path, "{what}@2:nsubj:pass {act:VPS}@0:root", kind="sentence")
    (document,) = NewsSentences(1, path).documents(Vocab(), each=1)
    assert _arcs(document) == [
        ("The", "DET", "det", "bus"),
        ("bus", "NOUN", "nsubj:pass", "shot"),
        ("shot", "VERB", "ROOT", "shot"),
    ]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("{who}:nsubj {act:VDP}@0:root", r"'\{who\}:nsubj' is not form/TAG@HEAD:LABEL"),
        ("bus/XY@0:root", "has no tag"),
        ("{act:VDP}@0:root {nobody}@1:obj", "no phrases or verbs named 'nobody'"),
        ("{kill:VDP}@0:root", "no phrases or verbs named 'kill'"),
    ],
)
def test_a_wrong_pattern_is_named(tmp_path: Path, words: str, complaint: str) -> None:
    path = _patterns(tmp_path, words)
    with pytest.raises(ConfigError, match=complaint) as refused:
        list(NewsSentences(1, path).documents(Vocab(), each=1))
    assert str(path) in str(refused.value)


def test_every_shipped_pattern_gives_one_sentence_that_hangs_together() -> None:
    documents = list(NewsSentences(3).documents(Vocab(), each=8))
    for document in documents:
        assert sum(token.head.i == token.i for token in document) == 1, document.text
        assert len(list(document.sents)) == 1, document.text
        assert all(token.dep_ and token.pos_ for token in document), document.text
        assert "  " not in document.text
        assert " ," not in document.text
    assert len({document.text for document in documents}) > 300


def test_the_same_seed_gives_the_same_sentences() -> None:
    once, again, other = (
        [document.text for document in NewsSentences(seed).documents(Vocab(), each=1)] for seed in (1, 1, 2)
    )
    assert once == again != other

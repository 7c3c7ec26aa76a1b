"""English as the model reads it: news titles are whole words, and a dictionary says what each form can be."""

import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from lemminflect import getAllInflections, getAllLemmas
from spacy.lang.en import English, EnglishDefaults
from spacy.symbols import ORTH, PREFIX
from spacy.util import registry

ENGLISH = "en_daybook"
TITLES: tuple[str, ...] = tuple(
    tomllib.loads(Path(__file__).with_name("english.toml").read_text(encoding="utf-8"))["titles"]
)
UNKNOWN = "?"


@lru_cache(maxsize=50_000)
def word_class(text: str) -> str:
    """Every Penn tag that the dictionary knows for a form: "NNS+VBZ" for "shells", "?" for what it does not know."""
    word = text.lower()
    tags = {
        tag
        for upos, lemmas in getAllLemmas(word).items()
        for lemma in lemmas
        for tag, forms in getAllInflections(lemma, upos).items()
        if word in forms
    }
    return "+".join(sorted(tags)) or UNKNOWN


class NewsEnglishDefaults(EnglishDefaults):
    """spaCy's English with more titles, and the word's class where spaCy has its first letter."""

    tokenizer_exceptions: dict[str, list[dict[Any, Any]]] = {  # noqa: RUF012  (as spaCy declares it)
        **EnglishDefaults.tokenizer_exceptions,
        **{title: [{ORTH: title}] for title in TITLES},
    }
    # The treebanks hold few of the verbs of news; the first letter, which this replaces, tells next to nothing.
    lex_attr_getters: dict[int, Callable[[str], Any]] = {  # noqa: RUF012
        **EnglishDefaults.lex_attr_getters,
        PREFIX: word_class,
    }


@registry.languages(ENGLISH)
class NewsEnglish(English):  # type: ignore[no-untyped-call]
    """The language of the shipped pipeline."""

    lang = ENGLISH
    Defaults = NewsEnglishDefaults

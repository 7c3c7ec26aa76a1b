"""Training examples in the letters of headlines: the same sentences lower-cased, In Title Case, or IN CAPITALS."""

import random
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

_SMALL_WORDS = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "to",
        "and",
        "or",
        "with",
        "from",
        "as",
        "but",
    )
)
_SEED = 5

Augmenter = Callable[[Language, Example], Iterator[Example]]


@registry.augmenters("daybook.casing.v1")  # type: ignore[untyped-decorator]
def casing_augmenter(lower: float, title: float, upper: float) -> Augmenter:
    """An augmenter that adds to each example, with these probabilities, at most one copy in another casing."""
    dice = random.Random(_SEED)
    makers = ((lower, lower_cased), (title, title_cased), (upper, upper_cased))

    def augment(pipeline: Language, example: Example) -> Iterator[Example]:
        yield example
        drawn = dice.random()
        for share, maker in makers:
            if drawn < share:
                yield from recased(pipeline, example.reference, maker)
                return
            drawn -= share

    return augment


def lower_cased(word: str, _: int) -> str:
    """The word in small letters."""
    return word.lower()


def upper_cased(word: str, _: int) -> str:
    """The word in capitals."""
    return word.upper()


def title_cased(word: str, number: int) -> str:
    """The word with a capital, unless it is a small word inside the line."""
    return word if number > 0 and word.lower() in _SMALL_WORDS else word[:1].upper() + word[1:]


def recased(pipeline: Language, document: Doc, maker: Callable[[str, int], str]) -> Iterator[Example]:
    """The annotated document with its words written anew; nothing where a word would change its length."""
    words = [maker(token.text, token.i) for token in document]
    if any(len(new) != len(token) for new, token in zip(words, document, strict=True)):
        return
    spaces = [bool(token.whitespace_) for token in document]
    text = "".join(word + " " * space for word, space in zip(words, spaces, strict=True))
    annotated = Example(pipeline.make_doc(text), document).to_dict()
    annotated["token_annotation"]["ORTH"] = words
    yield Example.from_dict(pipeline.make_doc(text), annotated)

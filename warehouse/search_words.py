"""How a text becomes the words that are searched: the same for what is stored and for what is typed.

Accents are folded and English endings cut off. Scripts that put no spaces between words are indexed by character,
and what is typed in them is found as a row of characters.
"""

import unicodedata
from functools import cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
WORD = rf"[\p{{L}}\p{{N}}\p{{M}}--[{UNSPACED}]]+"
# A possessive is one word, whose ending the stemmer cuts; any other apostrophe parts (l'armee, don't).
TOKENS = rf"[{UNSPACED}]|{WORD}'[sS]\b|{WORD}"
LONGEST = 80  # bytes; longer ones are rubbish that would swell the index

FOLDED_BLOCKS = ((0x00C0, 0x024F), (0x0370, 0x04FF), (0x1E00, 0x1FFF))
MARKS = (
    (0x0300, 0x036F),
    (0x0591, 0x05BD),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x0640, 0x0640),
)
# Letters of Arabic and Persian that are written one for the other, and apostrophes as typesetters have them.
SAME = str.maketrans(
    "\u0622\u0623\u0625\u0671\u0649\u06cc\u06a9\u0629\u0624\u0626\u2019\u2018\u02bc",
    "\u0627\u0627\u0627\u0627\u064a\u064a\u0643\u0647\u0648\u064a'''",
)


@cache
def _folding() -> dict[int, int | None]:
    table: dict[int, int | None] = {}
    for first, last in FOLDED_BLOCKS:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFD", chr(code))
            if plain != chr(code) and all(unicodedata.combining(mark) for mark in plain[1:]):
                table[code] = ord(plain[0])
    table |= {code: None for first, last in MARKS for code in range(first, last + 1)}
    return table | {code: ord(chr(plain)) for code, plain in SAME.items()}


def fold(text: str) -> str:
    """The text without accents and marks that people leave out; all other characters stay."""
    if text.isascii():
        return text
    # A command line that is no UTF-8 arrives with halves of surrogate pairs.
    return text.encode("utf-8", "replace").decode().translate(_folding())


def places_in(text: str, folded: str) -> range | list[int]:
    """For each character of the folded text its place in ``text``."""
    if len(folded) == len(text):
        return range(len(text) + 1)
    folding = _folding()
    kept = [place for place, letter in enumerate(text) if folding.get(ord(letter), 0) is not None]
    return [*kept, len(text)]


def text_analyzer() -> TextAnalyzer:
    """For headlines and texts."""
    return _plain().filter(Filter.stemmer("english")).build()


def name_analyzer() -> TextAnalyzer:
    """For names of outlets, whose endings stay."""
    return _plain().build()


def code_analyzer() -> TextAnalyzer:
    """For codes of countries and languages, whatever their case."""
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.lowercase()).build()


def _plain() -> TextAnalyzerBuilder:
    builder = TextAnalyzerBuilder(Tokenizer.regex(TOKENS)).filter(Filter.remove_long(LONGEST))
    return builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())

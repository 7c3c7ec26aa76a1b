"""From the words of an article to the hashes by which texts that are alike find each other.

The hashes are kept: how they are made must not change without making them all anew.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from tasks.records import Article, Sketch

SAMPLED = 4  # one word-3-gram in so many is kept of a text of some length: those whose hash it divides
FEW_WORDS = 40  # fewer make too few sampled word-3-grams to be compared by
BRIEF_WORDS = 120  # what a feed gives is a summary up to here, and a text like any other beyond
TITLE_BANDS, BAND = 8, 2  # of two titles with a Jaccard index of .88, one in 100,000 pairs shares no key

_WORD = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿]|[^\W_぀-ヿ㐀-䶿一-鿿豈-﫿]+")
_LOW_BITS = np.uint64(0xFFFFFFFF)
_ODD = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)
_TRIPLE, _DOUBLE, _TITLE = np.uint64(0x1D8E4E27C47D124F), np.uint64(0x2545F4914F6CDD1D), np.uint64(0)
_BANDS = np.arange(1, TITLE_BANDS * BAND + 1, dtype=np.uint64) * _ODD[3]

Hashes = npt.NDArray[np.uint64]


class _Codes(dict[str, int]):
    """The hash of each word met so far."""

    def __missing__(self, word: str) -> int:
        code = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")
        self[word] = code
        return code


def sketch_batch(articles: Iterable[Article]) -> list[Sketch]:
    """Make the sketches of articles, in order."""
    codes = _Codes()
    return [_sketch(article, codes) for article in articles]


def plain_words(text: str) -> list[str]:
    """Give the words whatever their case and punctuation; a Han or kana character is one."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def title_grams(title: str) -> frozenset[str]:
    """Give the char-4-grams of a headline's words; a shorter headline is one by itself."""
    plain = " ".join(plain_words(title))
    return frozenset(plain[at : at + 4] for at in range(max(1, len(plain) - 3))) if plain else frozenset()


def _sketch(article: Article, codes: _Codes) -> Sketch:
    title, text = _coded(plain_words(article.title), codes), _coded(plain_words(article.text), codes)
    is_brief = len(text) < (FEW_WORDS if article.text_origin == "page" else BRIEF_WORDS)
    triples = np.concatenate((_grams(title, 3, _TRIPLE), _grams(text, 3, _TRIPLE)))
    if not is_brief:
        triples = triples[triples % np.uint64(SAMPLED) == 0]
    doubles = _grams(text, 2, _DOUBLE) if is_brief else text[:0]
    return Sketch(article.article_id, is_brief, _kept(triples), _kept(doubles), _title_keys(article.title))


def _coded(words: list[str], codes: _Codes) -> Hashes:
    return np.fromiter(map(codes.__getitem__, words), np.uint64, len(words))


def _grams(codes: Hashes, size: int, salt: np.uint64) -> Hashes:
    """The hashes of all runs of ``size``; the salt keeps one kind of gram from meeting another."""
    if len(codes) < size:
        return codes[:0]
    summed = np.full(len(codes) - size + 1, salt, dtype=np.uint64)
    for place in range(size):
        summed += codes[place : len(codes) - size + 1 + place] * _ODD[place]
    return _mixed(summed) & _LOW_BITS


def _mixed(hashes: Hashes) -> Hashes:
    # Sums of products have poor low bits, and these are what is kept and sampled by.
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


def _title_keys(title: str) -> tuple[int, ...]:
    plain = " ".join(plain_words(title))
    if not plain:
        return ()
    letters = np.frombuffer(plain.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    grams = _grams(letters, min(4, len(letters)), _TITLE)
    # MinHash: of each of several orders of the grams the first one, taken together in bands.
    first = _mixed(grams[:, np.newaxis] ^ _BANDS).min(axis=0).reshape(TITLE_BANDS, BAND)
    return _kept(_mixed(first[:, 0] * _ODD[0] + first[:, 1] + _BANDS[:TITLE_BANDS]) & _LOW_BITS)


def _kept(hashes: Any) -> tuple[int, ...]:
    return tuple(np.unique(hashes).tolist())

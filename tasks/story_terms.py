"""From an article to the terms by which it is compared with others.

Three looks at one text, each with hashed terms of its own: four-letter pieces of headline and lead, which forgive
inflection and spelling; words of the whole text; and words of its opening, where news say what happened.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import numpy as np

from tasks.records import Article
from tasks.records.stories import StoryMembers

BITS = 20
PIECES, WORDS, OPENING = 0, 1, 2
LOOKS = 3
COLUMNS = LOOKS << BITS
LEAD_WORDS, OPENING_WORDS, TEXT_WORDS = 35, 110, 600
MOST_TERMS = (220, 160, 90)  # of each look: a bound on what is kept of an article
PIECE_LENGTH = 4
SECONDS_A_DAY = 86_400
_MASK = (1 << BITS) - 1
# Scripts without spaces: their words are pairs of letters.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+(?:['’][^\W_]+)*")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_POSSESSIVE = re.compile(r"['’]s\Z")


def members_of(articles: Sequence[Article]) -> StoryMembers:
    """Make the terms of articles; they have no story yet."""
    rows = [list(_terms(article)) for article in articles]
    lengths = [len(row) for row in rows]
    flat = np.array([pair for row in rows for pair in row], dtype=np.uint32).reshape(-1, 2)
    return StoryMembers(
        tuple(article.article_id for article in articles),
        ("",) * len(articles),
        tuple((article.language or "").split("-")[0].lower() for article in articles),
        np.array([_day(one.published_at or one.first_seen_at) for one in articles], dtype=np.float64),
        np.array([_day(one.first_seen_at) for one in articles], dtype=np.float64),
        np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        flat[:, 0].copy(),
        flat[:, 1].astype(np.uint8),
    )


def words_of(text: str, most: int) -> list[str]:
    """The words of a text in lower case, without possessives, up to ``most`` of them."""
    words: list[str] = []
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text).casefold()):
        if len(words) >= most:
            break
        found = match.group()
        if _IS_UNSPACED.match(found):
            words += [found[at : at + 2] for at in range(max(len(found) - 1, 1))]
        else:
            words.append(_POSSESSIVE.sub("", found))
    return words[:most]


def _day(moment: datetime) -> float:
    return moment.timestamp() / SECONDS_A_DAY


def _terms(article: Article) -> Iterator[tuple[int, int]]:
    title = words_of(article.title, LEAD_WORDS)
    text = [] if article.text_origin == "title" else words_of(article.text, TEXT_WORDS)
    line = f" {' '.join([*title, *text[:LEAD_WORDS]])} "
    pieces = (line[at : at + PIECE_LENGTH] for at in range(len(line) - PIECE_LENGTH + 1))
    yield from _hashed(PIECES, pieces)
    yield from _hashed(WORDS, [*title, *text])
    yield from _hashed(OPENING, [*title, *text][:OPENING_WORDS])


def _hashed(look: int, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    # Counter keeps the order of first mention, so that of equally frequent terms the earlier ones are kept.
    for term, count in Counter(terms).most_common(MOST_TERMS[look]):
        yield look << BITS | zlib.crc32(term.encode("utf-8", "replace")) & _MASK, min(count, 255)

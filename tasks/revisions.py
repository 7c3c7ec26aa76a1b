"""What an outlet changed in an article, told in sentences, and whether that is more than its furniture.

A counter, a stamp of time, a byline, a list of links, another kind of quotation mark: none of them is an edit of
the news, and an article that changed in nothing else stays as it is stored.
"""

import functools
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tasks.records import Article, SeenArticle

NOISE_FILE = Path(__file__).with_name("revision_noise.toml")
REWORDED = 0.5  # of the words of two sentences: from there on one is the other, edited
MOST_PAIRED = 300  # sentences; beyond, the article is another one and its edits are not told one by one
MOST_STAMP_WORDS = 16
MOST_LINKS = 12  # lines of one block
MOST_LINK_QUESTION = 14  # words: a question of more is a sentence of the article
_WITHOUT_SPACES = "぀-ヿ㐀-䶿一-鿿豈-﫿"  # a character is a word there
_WORD = re.compile(rf"[{_WITHOUT_SPACES}]|(?:(?![{_WITHOUT_SPACES}])[^\W_])+")
_NUMBER = re.compile(r"[0-9]+[a-z]{0,4}[0-9]*")  # 1,200, 5th, 2k, 07h30
_LINE = re.compile(r"\n+")
# Not before a small letter, nor a number behind what may be an abbreviation: "on Nov. 5".
_SENTENCE = re.compile(
    r"(?<=[.!?…])[\"'”’»)\]]*\s+(?![a-zß-ÿ0-9])|(?<=[^\W\d_]{5}[.!?])\s+(?=[0-9])|(?<=[。！？])"
)
_PIECES = re.compile(r"\s*[|·•●‧]\s*|\s+[–—-]\s+|\t+")
_ASIDE = re.compile(r"\([^()]{1,80}\)|\[[^\[\]]{1,80}\]")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different between two versions of an article, in sentences; punctuation and case do not count."""

    title: bool = False
    added: int = 0
    removed: int = 0
    reworded: int = 0
    moved: bool = False  # the same sentences in another order

    @property
    def is_cosmetic(self) -> bool:
        """Say whether no word of the news changed."""
        return not (self.title or self.added or self.removed or self.reworded or self.moved)

    @property
    def summary(self) -> str:
        """Tell the changes in short, as in ``title; +2 sentences, -1, ~1``; empty where there are none."""
        counts = [f"{sign}{count}" for sign, count in self._counts() if count]
        if counts:
            counts[0] += " sentence" if counts[0][1:] == "1" else " sentences"
        parts = ["title"] * self.title + [", ".join(counts)] * bool(counts) + ["order"] * self.moved
        return "; ".join(parts)

    def _counts(self) -> tuple[tuple[str, int], ...]:
        return (("+", self.added), ("-", self.removed), ("~", self.reworded))


@dataclass(frozen=True, slots=True)
class _Noise:
    words: frozenset[str]
    telling: frozenset[str]
    lines: re.Pattern[str]
    bylines: re.Pattern[str]
    joiners: frozenset[str]
    headings: frozenset[str]
    versions: re.Pattern[str]


def compare_versions(old_title: str, old_text: str, new_title: str, new_text: str) -> Changes:
    """Compare two versions of an article, their furniture left out of account."""
    before, after = _sentences(old_text), _sentences(new_text)
    if " ".join(before) == " ".join(after):
        before = after  # only parted otherwise
    removed, added = _left_over(before, after), _left_over(after, before)
    reworded = _reworded(removed, added)
    return Changes(
        title=_bare_title(old_title) != _bare_title(new_title),
        added=len(added) - reworded,
        removed=len(removed) - reworded,
        reworded=reworded,
        moved=not removed and not added and before != after,
    )


def changes_of(article: Article, stored: SeenArticle) -> str | None:
    """Tell what an article has that the stored one has not, or None where that is no revision.

    Where the stored text is not at hand, its hash tells at least whether the words are others.
    """
    same_title = stored.title in ("", article.title)  # "" in rows of before titles were compared
    if article.content_hash == stored.content_hash and same_title:
        return None
    old_title = stored.title or article.title
    if not stored.text and stored.words:
        text_changed = article.content_hash != stored.content_hash
        title = compare_versions(old_title, "", article.title, "").summary
        return "; ".join(part for part in (title, "text" * text_changed) if part) or None
    changes = compare_versions(old_title, stored.text, article.title, article.text)
    origin = (
        f"{stored.text_origin} -> {article.text_origin}" if stored.text_origin != article.text_origin else ""
    )
    return None if changes.is_cosmetic else "; ".join(part for part in (origin, changes.summary) if part)


def as_revision(article: Article, stored: SeenArticle) -> Article:
    """Give a changed article as the next revision of the stored one."""
    # What it is a copy of stays: an original that became a copy would make a chain of its own copies. So does its
    # date: an edit does not make yesterday's "on Monday" another Monday.
    is_dated = stored.published_at is not None and stored.date_status in ("ok", "no_zone")
    return replace(
        article,
        published_at=stored.published_at if is_dated else article.published_at,
        date_status=stored.date_status if is_dated else article.date_status,
        revision=stored.revision + 1,
        first_seen_at=stored.first_seen_at,
        duplicate_of=stored.duplicate_of,
        declared_url=stored.declared_url,
    )


def is_furniture(line: str) -> bool:
    """Say whether a line or a sentence of an article is a counter, a stamp of time, a byline or a link."""
    noise = _noise()
    pieces = [piece for piece in _PIECES.split(line.strip()) if piece]
    return all(_is_furniture(piece, noise) for piece in pieces) or _is_furniture(line.strip(), noise)


def _is_furniture(piece: str, noise: _Noise) -> bool:
    words = _words(piece)
    if not words:
        return True
    stamped = [word for word in words if word in noise.words]
    if stamped and len(words) <= MOST_STAMP_WORDS and all(_is_stamp(word, noise) for word in words):
        return True
    return noise.lines.fullmatch(piece.rstrip(" .…:!»→>")) is not None or _is_byline(piece, noise)


def _is_stamp(word: str, noise: _Noise) -> bool:
    return word in noise.words or _NUMBER.fullmatch(word) is not None


def _is_byline(piece: str, noise: _Noise) -> bool:
    found = noise.bylines.match(piece)
    if found is None or _SENTENCE_END.search(piece):
        return False
    names = [word for word in _WORD.findall(piece[found.end() :]) if word not in noise.joiners]
    return 0 < len(names) <= 10 and all(name[0].isupper() for name in names)


def _sentences(text: str) -> list[str]:
    """Give the sentences of a text that tell something, each as its words."""
    told: list[str] = []
    for line in _without_link_blocks([one for one in _LINE.split(text) if one.strip()]):
        if is_furniture(line):
            continue
        for sentence in _SENTENCE.split(line):
            bare = _ASIDE.sub(lambda aside: "" if _tells_itself(aside[0]) else aside[0], sentence)
            if not _tells_itself(bare):
                told.append(" ".join(_words(bare)))
    return told


def _tells_itself(piece: str) -> bool:
    """Say whether a piece of a line is furniture by more than words of time, which dates in the news are as well."""
    words = _words(piece)
    if not words:
        return True
    is_stamp = all(_is_stamp(word, _noise()) for word in words)
    return is_furniture(piece.strip("()[]")) and (not is_stamp or not _noise().telling.isdisjoint(words))


def _without_link_blocks(lines: Sequence[str]) -> Iterator[str]:
    headings, links = _noise().headings, 0
    for line in lines:
        if " ".join(_words(line)) in headings:
            links = MOST_LINKS
        elif links and _is_headline(line):
            links -= 1
        else:
            links = 0
            yield line


def _is_headline(line: str) -> bool:
    if line.rstrip().endswith("?"):
        return len(_words(line)) <= MOST_LINK_QUESTION
    return _SENTENCE_END.search(line.rstrip()) is None


def _left_over(sentences: Sequence[str], others: Sequence[str]) -> list[str]:
    spare = Counter(others)
    left: list[str] = []
    for sentence in sentences:
        if spare[sentence]:
            spare[sentence] -= 1
        else:
            left.append(sentence)
    return left


def _reworded(removed: Sequence[str], added: Sequence[str]) -> int:
    """Count the pairs of sentences that are one, edited; each sentence stands in one pair at most."""
    free = [Counter(sentence.split()) for sentence in added[:MOST_PAIRED]]
    pairs = 0
    for sentence in removed[:MOST_PAIRED]:
        words = Counter(sentence.split())
        shares = [_shared(words, other) for other in free]
        best = max(shares, default=0.0)
        if best >= REWORDED:
            free.pop(shares.index(best))
            pairs += 1
    return pairs


def _shared(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _bare_title(title: str) -> str:
    return " ".join(_words(_noise().versions.sub("", title.strip(), count=1)))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@functools.cache
def _noise() -> _Noise:
    data: dict[str, Any] = tomllib.loads(NOISE_FILE.read_text(encoding="utf-8"))
    words, lines = data["words"], data["lines"]
    return _Noise(
        words=frozenset((*words["stamps"], *words["telling"], *words["counters"], *words["calendar"])),
        telling=frozenset((*words["telling"], *words["counters"])),
        lines=re.compile("|".join((*lines["links"], *lines["stamps"])), re.IGNORECASE),
        bylines=re.compile(rf"(?:{'|'.join(lines['bylines'])})(?::\s*|\s+)", re.IGNORECASE),
        joiners=frozenset(lines["byline_joiners"]),
        headings=frozenset(" ".join(_words(one)) for one in data["blocks"]["headings"]),
        versions=re.compile(rf"\A(?:{data['titles']['versions']})", re.IGNORECASE),
    )

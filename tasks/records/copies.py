"""What tells texts that are alike: their sketches, how two of them compare, and who is a copy of whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CopyRule = Literal[
    "same words",  # the same words throughout
    "text",  # of two texts of some length, enough sampled word-3-grams of the shorter are in the other
    "summary",  # of two summaries, enough word-2-grams of the shorter are in the other
    "title and summary",  # the same of word-3-grams of titles and summaries
    "title",  # headlines with nearly the same char-4-grams, one of them over a summary
    "summary in text",  # enough sampled word-3-grams of a summary are in a text of some length
]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an article's words to find texts alike: hashes of 32 bits, ascending, each once."""

    article_id: str
    is_brief: bool  # a summary or a few words: all of its word-3-grams are kept, not a sample
    triples: tuple[int, ...]  # word-3-grams of title and text
    doubles: tuple[int, ...]  # word-2-grams of the text, of a brief one only
    title_keys: tuple[int, ...]  # titles that are nearly the same share at least one


@dataclass(frozen=True, slots=True)
class Reported:
    """What the linking of copies must know of an article."""

    article_id: str
    reported_at: datetime  # when it was published, or first seen where nobody says
    duplicate_of: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two articles that may be alike, with what they share and how much the smaller one of them has."""

    article_id: str
    other_id: str
    brief: int  # how many of the two are brief
    same_outlet: bool
    title: str
    other_title: str
    seconds_apart: float  # between their reports
    triples: int
    shared_triples: int
    doubles: int
    shared_doubles: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs of articles that may be alike, and the hashes that turned out to tell nothing of an article."""

    compared: tuple[Compared, ...] = ()
    common: tuple[int, ...] = ()
    of_sites: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two articles with directly matching words; ``article_id`` is the lower of the two ids."""

    article_id: str
    other_id: str
    rule: CopyRule
    similarity: float  # 0 to 1, of what the rule compares
    shared: int  # what the rule counts


@dataclass(frozen=True, slots=True)
class Relinked:
    """A stored article that is from now on a copy of another one than before, or of none."""

    article_id: str
    duplicate_of: str | None


@dataclass(frozen=True, slots=True)
class Copies:
    """What a run finds out about texts that are alike, to be written with its articles."""

    sketches: tuple[Sketch, ...] = ()
    pairs: tuple[NearDuplicate, ...] = ()
    relinked: tuple[Relinked, ...] = ()
    common: tuple[int, ...] = ()  # hashes in so many texts that they tell nothing
    of_sites: tuple[tuple[str, int], ...] = ()  # outlet and a hash that it writes day after day

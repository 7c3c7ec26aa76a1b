"""What is remembered of the articles of live stories, column by column: it is compared in bulk."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LIVE_DAYS = 45  # a story that no article came to for so long has ended
MOST_MEMBERS = 50  # articles of a story that others are compared with, the latest: what it is about now
MOST_LIVE = 150_000  # articles that others are compared with: a bound on the memory that telling takes


@dataclass(frozen=True, slots=True, eq=False)
class StoryMembers:
    """Articles with their terms; the terms of the i-th are ``terms[offsets[i]:offsets[i + 1]]``."""

    article_ids: tuple[str, ...]
    story_ids: tuple[str, ...]  # "" for one that has no story yet
    languages: tuple[str, ...]  # without region, "" where it is not known
    days: NDArray[np.float64]  # when it was published, or first seen: days since 1970 in UTC
    came: NDArray[np.float64]  # when it was first seen, likewise
    offsets: NDArray[np.int64]
    terms: NDArray[np.uint32]  # see tasks/story_terms.py
    counts: NDArray[np.uint8]  # how often each term comes, up to 255

    def __len__(self) -> int:
        """Count the articles."""
        return len(self.article_ids)

    def part(self, start: int, stop: int) -> "StoryMembers":
        """Give the articles from ``start`` to before ``stop``, without copying their terms."""
        offsets = self.offsets[start : stop + 1]
        terms = slice(offsets[0], offsets[-1])
        return StoryMembers(
            self.article_ids[start:stop],
            self.story_ids[start:stop],
            self.languages[start:stop],
            self.days[start:stop],
            self.came[start:stop],
            offsets - offsets[0],
            self.terms[terms],
            self.counts[terms],
        )

    def take(self, rows: NDArray[Any]) -> "StoryMembers":
        """Give the articles at ``rows``, in that order."""
        chosen = np.asarray(rows, dtype=np.int64)
        lengths = (self.offsets[1:] - self.offsets[:-1])[chosen]
        offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        places = np.repeat(self.offsets[:-1][chosen] - offsets[:-1], lengths) + np.arange(offsets[-1])
        return StoryMembers(
            tuple(self.article_ids[row] for row in chosen),
            tuple(self.story_ids[row] for row in chosen),
            tuple(self.languages[row] for row in chosen),
            self.days[chosen],
            self.came[chosen],
            offsets,
            self.terms[places],
            self.counts[places],
        )


@dataclass(frozen=True, slots=True, eq=False)
class ToldStories:
    """What a run found out about the stories of its articles."""

    members: StoryMembers  # its articles that are no copies, with their stories
    headlines: tuple[tuple[str, str], ...] = ()  # (story_id, article_id of its most central article)

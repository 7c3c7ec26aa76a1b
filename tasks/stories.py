"""Stories: which articles tell of one happening, in one pass over the articles in the order of time.

Two articles are as alike as the mean cosine of their three looks (``tasks/story_terms.py``), less the farther apart in
time they are. An article joins the story whose members it is most like on average, where that is enough, and else
begins one, which has its id. Stories that were begun in the same block are joined by the same rule once all of the
block is told, as nobody knows their ids yet; a story of before never changes its id. Nothing is read or written here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tasks.records import Article
from tasks.records.stories import LIVE_DAYS, MOST_LIVE, MOST_MEMBERS, StoryMembers, ToldStories
from tasks.story_background import background
from tasks.story_terms import members_of
from tasks.story_walk import StoryWalk
from tasks.story_weights import COLUMNS, Floats, centrality, is_in, likeness, term_weights, weighed

ALIKE = 0.13  # the plateau of the scores on hand-labelled stories: see tests/eval/test_story_quality.py
BLOCK = 500  # articles that are compared at once with all live ones
ROWS = 8_192  # live articles that are weighed at once: a bound on memory, whatever lives


class StoryTeller:
    """The live stories, to which articles are added block by block."""

    def __init__(self, live: StoryMembers, alike: float = ALIKE) -> None:
        self._live, self._alike = live, alike
        self._known = np.bincount(live.terms, minlength=COLUMNS)

    @property
    def live(self) -> StoryMembers:
        """The articles of the stories that live, as they are after the last block."""
        return self._live

    def tell(self, articles: StoryMembers) -> dict[str, str]:
        """Give the story of each article, by article_id, and remember the articles."""
        told: dict[str, str] = {}
        for block in _blocks(articles):
            self._retire(float(block.came.min()))
            stories = self._tell_block(block)
            self._live = joined(self._live, replace(block, story_ids=stories))
            told.update(zip(block.article_ids, stories, strict=True))
        return told

    def headlines(self, stories: Iterable[str]) -> dict[str, str]:
        """Give for each of the stories its most central article, by story_id."""
        wanted = np.isin(np.array(self._live.story_ids, dtype=np.str_), sorted(stories))
        members = self._live.take(np.flatnonzero(wanted))
        names, places = _numbered(members.story_ids)
        central = centrality(members, places, self._weights(len(self._live)))
        order = np.lexsort((np.array(members.article_ids, dtype=np.str_), members.days, -central, places))
        _, firsts = np.unique(places[order], return_index=True)
        return {str(names[places[row]]): members.article_ids[row] for row in order[firsts]}

    def _weights(self, articles: int) -> Floats:
        common, pages = background()
        return term_weights(self._known + common, articles + pages)

    def _retire(self, day: float) -> None:
        """Forget the stories that ended before ``day``, and what is more than the bounds allow."""
        kept = _living(self._live, day - LIVE_DAYS)
        if len(kept) < len(self._live):
            self._live = self._live.take(kept)
            self._known = np.bincount(self._live.terms, minlength=COLUMNS)

    def _tell_block(self, block: StoryMembers) -> tuple[str, ...]:
        self._known = self._known + np.bincount(block.terms, minlength=COLUMNS)
        weights = self._weights(len(self._live) + len(block))
        names, places = _numbered(self._live.story_ids)
        sizes = np.bincount(places, minlength=len(names))
        sums, among = self._alike_to_live(block, weights, places, len(names))
        return StoryWalk(block.article_ids, among, names, sums, sizes, self._alike).stories()

    def _alike_to_live(
        self, block: StoryMembers, weights: Floats, places: NDArray[np.int64], stories: int
    ) -> tuple[Floats, Floats]:
        """How alike each article is to all members of each story, summed up, and to each of the block."""
        own, wanted = weighed(block, weights), is_in(block)
        sums = np.zeros((len(block), stories), dtype=np.float32)
        for start in range(0, len(self._live), ROWS):
            chunk = self._live.part(start, start + ROWS)
            alike = likeness(block, own, chunk, weighed(chunk, weights, wanted))
            here = places[start : start + ROWS]
            order = np.argsort(here, kind="stable")
            found, firsts = np.unique(here[order], return_index=True)
            sums[:, found] += np.add.reduceat(alike[:, order], firsts, axis=1)
        return sums, likeness(block, own, block, own)


def tell_stories(articles: Sequence[Article], live: StoryMembers, stored: Mapping[str, str]) -> ToldStories:
    """Find the stories of articles that are no copies.

    ``live`` are the articles of the stories that live; ``stored`` gives the stories that articles keep, revised ones,
    by article_id.
    """
    arriving = members_of([article for article in articles if article.duplicate_of is None])
    again = set(arriving.article_ids)
    others = [row for row, article_id in enumerate(live.article_ids) if article_id not in again]
    stays = [article_id in stored for article_id in arriving.article_ids]
    kept = arriving.take(np.flatnonzero(stays))
    kept = replace(kept, story_ids=tuple(stored[article_id] for article_id in kept.article_ids))
    teller = StoryTeller(joined(live.take(np.array(others, dtype=np.int64)), kept))
    new = arriving.take(np.flatnonzero(~np.array(stays, dtype=np.bool_)))
    told = teller.tell(new) | {one: stored[one] for one in kept.article_ids}
    members = replace(arriving, story_ids=tuple(told[one] for one in arriving.article_ids))
    return ToldStories(members, tuple(sorted(teller.headlines(set(told.values())).items())))


def joined(one: StoryMembers, other: StoryMembers) -> StoryMembers:
    """Give the articles of both."""
    return StoryMembers(
        one.article_ids + other.article_ids,
        one.story_ids + other.story_ids,
        one.languages + other.languages,
        np.concatenate((one.days, other.days)),
        np.concatenate((one.came, other.came)),
        np.concatenate((one.offsets, one.offsets[-1] + other.offsets[1:])),
        np.concatenate((one.terms, other.terms)),
        np.concatenate((one.counts, other.counts)),
    )


def _numbered(story_ids: Sequence[str]) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    names, places = np.unique(np.array(story_ids, dtype=np.str_), return_inverse=True)
    return names, places


def _blocks(articles: StoryMembers) -> Iterator[StoryMembers]:
    order = np.lexsort((np.array(articles.article_ids, dtype=np.str_), articles.days))
    for start in range(0, len(order), BLOCK):
        yield articles.take(order[start : start + BLOCK])


def _living(live: StoryMembers, since: float) -> NDArray[np.int64]:
    """The rows of stories that an article came to ``since``, of each the latest, and no more than the bounds allow."""
    if not len(live):
        return np.arange(0)
    _, places = _numbered(live.story_ids)
    last = np.full(int(places.max()) + 1, -np.inf)
    np.maximum.at(last, places, live.came)
    order = np.lexsort((-live.days, -live.came, places))
    _, firsts, sizes = np.unique(places[order], return_index=True, return_counts=True)
    rank = np.empty(len(live), dtype=np.int64)
    rank[order] = np.arange(len(live)) - np.repeat(firsts, sizes)
    kept = np.flatnonzero((last[places] >= since) & (rank < MOST_MEMBERS))
    return np.sort(kept[np.argsort(-live.came[kept], kind="stable")][:MOST_LIVE])

"""One block of articles, one after another: which story each belongs to."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class StoryWalk:
    """Average link in one pass, and then among the stories that the block itself began.

    ``among`` holds how alike the articles of the block are; ``sums`` how alike each is to all members of each live
    story, summed up; ``names`` and ``sizes`` are those stories' ids and how many members they have.
    """

    def __init__(
        self,
        article_ids: Sequence[str],
        among: NDArray[np.float32],
        names: NDArray[np.str_],
        sums: NDArray[np.float32],
        sizes: NDArray[np.int64],
        alike: float,
    ) -> None:
        self._ids, self._among, self._names, self._alike = article_ids, among, names, alike
        self._sums, self._sizes = sums, sizes
        self._means = sums / np.maximum(sizes, 1)  # of stories as they were before the block
        self._rows: dict[str, list[int]] = {}  # of the block, by the story that they joined
        self._place = {str(name): place for place, name in enumerate(names)}

    def stories(self) -> tuple[str, ...]:
        """Give the story of every article of the block."""
        for row in range(len(self._ids)):
            story, alike = self._nearest([row])
            self._rows.setdefault(story if alike >= self._alike else self._ids[row], []).append(row)
            if story in self._place and alike >= self._alike:
                self._means[:, self._place[story]] = 0  # from now on it is weighed with its new members
        self._join_begun()
        stories = [""] * len(self._ids)
        for story, rows in self._rows.items():
            for row in rows:
                stories[row] = story
        return tuple(stories)

    def _nearest(self, rows: list[int], leave_out: str = "") -> tuple[str, float]:
        """The story that the articles at ``rows`` are most like on average, and how much."""
        best, most = "", 0.0
        if len(self._names):
            means = self._means[rows[0]] if len(rows) == 1 else self._means[rows].mean(axis=0)
            place = int(means.argmax())
            best, most = str(self._names[place]), float(means[place])
        for story, others in self._rows.items():
            if story != leave_out and (alike := self._alike_to(story, others, rows)) > most:
                best, most = story, alike
        return best, most

    def _alike_to(self, story: str, others: list[int], rows: list[int]) -> float:
        total, size = float(self._among[np.ix_(others, rows)].sum()), len(others)
        if (place := self._place.get(story)) is not None:
            total += float(self._sums[rows, place].sum())
            size += int(self._sizes[place])
        return total / (size * len(rows))

    def _join_begun(self) -> None:
        """Join the stories that this block began, the most alike first, as long as they are alike enough."""
        begun = [story for story in self._rows if story not in self._place]
        near = {story: self._nearest(self._rows[story], story) for story in begun}
        while near:
            story = min(near, key=lambda one: (-near[one][1], one))
            other, alike = near.pop(story)
            if alike < self._alike:
                return
            rows = sorted(self._rows.pop(story) + self._rows.pop(other, []))
            name = other if other in self._place else self._ids[rows[0]]
            self._rows[name] = rows
            near.pop(other, None)
            if name in self._place:
                self._means[:, self._place[name]] = 0
            stale = {one for one, (nearest, _) in near.items() if nearest in (story, other)}
            for one in sorted(stale if name in self._place else stale | {name}):
                near[one] = self._nearest(self._rows[one], one)

"""One block of articles, one after another: which story each belongs to."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class StoryWalk:
    """Average link in one pass, and then among the stories that the block itself began.

    ``among`` holds how alike the articles of the block are; ``sums`` how alike each is to all members of each live
    story, summed up; ``names`` and ``sizes`` are those stories' ids and how many members they have.
    """

    def __init__(
        self,
        article_ids: Sequence[str],
        among: Floats,
        names: NDArray[np.str_],
        sums: Floats,
        sizes: NDArray[np.int64],
        alike: float,
    ) -> None:
        self._ids, self._among, self._names, self._alike = article_ids, among, names, alike
        self._sums, self._sizes = sums, sizes
        self._means = sums / np.maximum(sizes, 1)  # of stories that the block did not add to
        self._place = {str(name): place for place, name in enumerate(names)}
        # Stories with articles of the block, by number: their members, and how alike these are to each of the block.
        self._told: list[str] = []
        self._rows: list[list[int]] = []
        self._totals = np.zeros((len(article_ids), len(article_ids)), dtype=np.float32)
        self._counts = np.ones(len(article_ids), dtype=np.float32)

    def stories(self) -> tuple[str, ...]:
        """Give the story of every article of the block."""
        numbers: dict[str, int] = {}
        for row, article_id in enumerate(self._ids):
            story, alike = self._nearest([row])
            name = story if alike >= self._alike else article_id
            if name not in numbers:
                numbers[name] = self._begin(name)
            self._add(numbers[name], [row])
        self._join_begun()
        stories = [""] * len(self._ids)
        for story, rows in zip(self._told, self._rows, strict=True):
            for row in rows:
                stories[row] = story
        return tuple(stories)

    def _begin(self, story: str) -> int:
        number = len(self._told)
        self._told.append(story)
        self._rows.append([])
        place = self._place.get(story)
        self._counts[number] = 0 if place is None else self._sizes[place]
        if place is not None:
            self._totals[number] = self._sums[:, place]
            self._means[:, place] = 0  # from now on it is weighed with its new members
        return number

    def _add(self, number: int, rows: list[int]) -> None:
        self._rows[number] = sorted(self._rows[number] + rows)
        self._totals[number] += self._among[rows].sum(axis=0)
        self._counts[number] += len(rows)

    def _nearest(self, rows: list[int], leave_out: int = -1) -> tuple[str, float]:
        """The story that the articles at ``rows`` are most like on average, and how much."""
        best, most = "", 0.0
        if len(self._names):
            means = self._means[rows[0]] if len(rows) == 1 else self._means[rows].mean(axis=0)
            place = int(means.argmax())
            best, most = str(self._names[place]), float(means[place])
        told = len(self._told)
        if told:
            totals = self._totals[:told, rows].sum(axis=1) / (self._counts[:told] * len(rows))
            if leave_out >= 0:
                totals[leave_out] = 0
            number = int(totals.argmax())
            if totals[number] > most:
                best, most = self._told[number], float(totals[number])
        return best, most

    def _join_begun(self) -> None:
        """Join the stories that this block began, the most alike first, as long as they are alike enough."""
        numbers = {story: number for number, story in enumerate(self._told)}
        near = {
            story: self._nearest(self._rows[number], number)
            for story, number in numbers.items()
            if story not in self._place
        }
        while near:
            story = min(near, key=lambda one: (-near[one][1], one))
            other, alike = near.pop(story)
            if alike < self._alike:
                return
            if other not in numbers:
                numbers[other] = self._begin(other)
            number, gone = numbers[other], numbers[story]
            rows, self._rows[gone] = self._rows[gone], []
            self._totals[gone] = 0
            self._add(number, rows)
            near.pop(other, None)
            stale = {one for one, (nearest, _) in near.items() if nearest in (story, other)}
            if other not in self._place:
                # Nobody knows its id yet: it has that of the earliest of its articles.
                self._told[number] = name = self._ids[self._rows[number][0]]
                del numbers[other]
                numbers[name] = number
                stale.add(name)
            for one in sorted(stale):
                near[one] = self._nearest(self._rows[numbers[one]], numbers[one])

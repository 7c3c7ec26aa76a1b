"""How common terms are in news at large: what a small collection cannot know of itself.

Counted over a few dozen made-up articles, of each term in at least two of them, and held in ``story_background.txt``;
made anew by ``python -m tasks.story_background FOLDER`` from the sample's articles.
"""

import functools
import sys
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.records import Article
from tasks.story_terms import COLUMNS, members_of

FILE = Path(__file__).with_name("story_background.txt")
LEAST = 2  # articles; a term of one says nothing of news at large


@functools.cache
def background() -> tuple[NDArray[np.int64], int]:
    """In how many articles of the background each term is, and how many these are; not to be changed."""
    articles, *lines = FILE.read_text(encoding="ascii").splitlines()
    known = np.zeros(COLUMNS, dtype=np.int64)
    for line in lines:
        count, *terms = line.split()
        known[[int(term, 36) for term in terms]] = int(count)
    known.flags.writeable = False
    return known, int(articles)


def count_terms(pages: Iterable[str]) -> str:
    """The file's content: how many articles there are, and then for each count the terms, in base 36.

    ``pages`` are Markdown under a front matter in TOML between lines of ``+++``, which has the ``title``.
    """
    now = datetime(2000, 1, 1, tzinfo=UTC)
    articles = []
    for number, page in enumerate(pages):
        _, front, text = page.split("+++\n", 2)
        title = tomllib.loads(front)["title"]
        articles.append(
            Article(str(number), "", None, None, "", title, None, now, "ok", "en", text, "content", "", now)
        )
    known = np.bincount(members_of(articles).terms, minlength=COLUMNS)
    lines = [str(len(articles))]
    for count in range(LEAST, int(known.max()) + 1):
        terms = [np.base_repr(int(term), 36).lower() for term in np.flatnonzero(known == count)]
        if terms:
            lines.append(" ".join((str(count), *terms)))
    return "\n".join(lines) + "\n"


def pages_of(folder: Path) -> list[str]:
    """The articles in a folder, in the order of their names."""
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]


if __name__ == "__main__":
    FILE.write_text(count_terms(pages_of(Path(sys.argv[1]))), encoding="ascii")

"""The background is that of the sample's articles, and makes everyday words weigh little from the first article on."""

from pathlib import Path

import numpy as np

from tasks.story_background import FILE, background, count_terms, pages_of
from tasks.story_terms import COLUMNS, members_of
from tests.tasks.test_stories import article

SAMPLE = Path(__file__).parents[2] / "flows" / "sample" / "articles"


def test_the_file_is_what_the_sample_gives() -> None:
    assert FILE.read_text(encoding="ascii") == count_terms(pages_of(SAMPLE)), (
        "python -m tasks.story_background flows/sample/articles"
    )


def test_everyday_words_are_known() -> None:
    known, articles = background()
    assert articles == len(list(SAMPLE.glob("*.md")))
    assert known.shape == (COLUMNS,)
    assert known.max() <= articles * 2, "two terms may share a hash, hardly more"
    assert np.median(known[members_of([article("a", "", "and of the said in to")]).terms]) > articles / 2
    assert known[members_of([article("a", "", "Zyzzyva")]).terms].max() < articles / 4

"""Real articles, edited as outlets edit them: an edit of the news is told, furniture is not. Needs the corpora."""

import gzip
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.revisions import Changes, compare_versions
from tasks.text import normalise_plain

CORPORA = os.environ.get("DAYBOOK_CORPORA")  # the folder that contains corpora/
ARTICLES = Path(CORPORA or "unset") / "corpora" / "articles.jsonl.gz"
IN_FURNITURE = 2  # articles whose first number stands in a stamp and in a link
NUMBER = re.compile(r"\b[2-9]\b")
Edit = Callable[[str], str]

FURNITURE: dict[str, Edit] = {
    "counters": lambda text: f"{text}\n\n1,204 views · 17 comments",
    "stamp and by-line": lambda text: f"By Jane Doe and John Roe\n\nUpdated 16 Nov 2026 09:05 GMT\n\n{text}",
    "reading time": lambda text: f"4 min read\n\n{text}",
    "links": lambda text: f"{text}\n\nMost read\n\nStorm closes the port of Tovar\n\nWho owns the ferry?",
    "link inside": lambda text: text.replace("\n\n", "\n\nREAD MORE: Storm closes the port of Tovar\n\n", 1),
    "quotation marks": lambda text: (
        text.replace("“", '"').replace("”", '"').replace("’", "'").replace("—", "-")
    ),
    "paragraphs": lambda text: text.replace("\n\n", " "),
}


@pytest.fixture(scope="module")
def articles() -> list[tuple[str, str]]:
    if not CORPORA:
        pytest.skip("DAYBOOK_CORPORA, which says where the corpora are, is not set")
    if not ARTICLES.exists():
        pytest.skip(f"the corpora are not at {ARTICLES}, where DAYBOOK_CORPORA says")
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["title"], normalise_plain(row["text"])) for row in rows if row["title"] and row["text"]]


@pytest.mark.parametrize("edit", FURNITURE.values(), ids=FURNITURE)
def test_furniture_is_no_revision(articles: list[tuple[str, str]], edit: Edit) -> None:
    told = [compare_versions(title, text, title, edit(text)).summary for title, text in articles]
    assert [one for one in told if one] == []


def test_an_edit_is_told_as_what_it_is(articles: list[tuple[str, str]]) -> None:
    for title, text in articles:
        added = f"{text}\n\nPolice said that the captain of the vessel was under arrest."
        assert compare_versions(title, text, title, added) == Changes(added=1)
        assert compare_versions(title, added, title, text) == Changes(removed=1)
        assert compare_versions(title, text, f"{title} after court ruling", text) == Changes(title=True)


def test_another_number_is_told(articles: list[tuple[str, str]]) -> None:
    numbered = [(text, NUMBER.search(text)) for _, text in articles]
    edited = [(text, text[: at.start()] + "77" + text[at.end() :]) for text, at in numbered if at]
    told = [not compare_versions("", old, "", new).is_cosmetic for old, new in edited]
    assert len(told) > 140
    assert told.count(False) == IN_FURNITURE

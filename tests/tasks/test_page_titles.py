"""Of all the titles that a page gives, the headline, without the words of its site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.page_titles import are_alike, choose_title, title_line

TALKS = "Talks on the border crossing resume"


@pytest.mark.parametrize(
    ("titles", "names", "headline"),
    [
        ([], [], None),
        (["", " "], [], None),
        ([TALKS], [], TALKS),
        ([TALKS, "Border talks: all that we know"], [], TALKS),
        ([f"{TALKS} | Example News"], ["Example News"], TALKS),
        ([f"{TALKS} - World - Example News"], ["Example News"], f"{TALKS} - World"),
        ([f"{TALKS} - World | Example.org", TALKS], [], TALKS),
        ([f"{TALKS} – EN – 02.05.2024", TALKS], [], TALKS),
        ([f"{TALKS}：例新聞", TALKS], [], TALKS),
        ([f"{TALKS}-정치ㅣ예일보", TALKS], [], TALKS),
        ([f"{TALKS} * The Example * by Ama Mensah", TALKS], [], TALKS),
        (["“Talks” aren't over | World", "'Talks' aren’t over"], [], "“Talks” aren't over"),
        ([f"{TALKS}: what we know", TALKS], [], f"{TALKS}: what we know"),
        ([f"{TALKS} - a crossing reopens", "Talks"], [], f"{TALKS} - a crossing reopens"),
        (["Talks on the border…", TALKS], [], TALKS),
        (["Ministers speak of", 'Ministers speak of "progress"'], [], 'Ministers speak of "progress"'),
        (["Talks", TALKS], [], "Talks"),
        (["Talks <em>resume</em> to\xadday\n again"], [], "Talks resume today again"),
        (["停戦協議が再開　国境で"], [], "停戦協議が再開　国境で"),
    ],
)
def test_the_headline(titles: list[str], names: list[str], headline: str | None) -> None:
    assert choose_title(titles, names) == headline


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (TALKS, TALKS.upper(), True),
        (TALKS, "Talks on the border resume today", True),
        (TALKS, "Example News", False),
        ("", "", False),
        ("", TALKS, False),
    ],
)
def test_headlines_are_alike(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike


@given(st.lists(st.text()), st.lists(st.text()))
def test_any_titles_give_one_line_or_none(titles: list[str], names: list[str]) -> None:
    chosen = choose_title(titles, names)
    assert (chosen is None) == (not any(map(title_line, titles)))
    assert chosen is None or (chosen and "\n" not in chosen)

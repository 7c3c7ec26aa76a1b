"""Who was counted in a sentence, and as what."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import ConfigError
from tasks.extract.codebook import FOLDER
from tasks.extract.toll_words import load_toll_words
from tasks.extract.tolls import find_tolls

# Each count as kind, low and high, None where it has no such bound.
TOLLS = [
    ("A blast killed at least 12 at the market.", {("killed", 12, None)}),
    ("Twelve people were killed and thirty others injured.", {("killed", 12, 12), ("injured", 30, 30)}),
    ("The raid went on, leaving five dead and 30 wounded.", {("killed", 5, 5), ("injured", 30, 30)}),
    ("Dozens were killed.", {("killed", 24, None)}),
    ("The flood of fighters has killed 1,200 people.", {("killed", 1200, 1200)}),
    ("Two hundred and six soldiers were wounded.", {("injured", 206, 206)}),
    ("A bomb killed two officers and wounded seven.", {("killed", 2, 2), ("injured", 7, 7)}),
    ("The shelling killed two officers and three civilians in Tovar.", {("killed", 5, 5)}),
    ("The rockets killed two people and three cows.", {("killed", 2, 2)}),
    ("The death toll rose to 41.", {("killed", 41, 41)}),
    (
        "The toll from the bombing of a market in Baidoa rose to at least six on Friday, with over 90 others hurt.",
        {("killed", 6, None), ("injured", 90, None)},
    ),
    ("Another five died overnight, bringing the toll to 61.", {("killed", 5, 5), ("killed", 61, 61)}),
    ("Four of its soldiers were killed.", {("killed", 4, 4)}),
    ("Troops shot dead four marchers.", {("killed", 4, 4)}),
    ("Troops shot four marchers dead.", {("killed", 4, 4)}),
    ("Raiders hacked eleven herders to death.", {("killed", 11, 11)}),
    ("The fire claimed more than 30 lives.", {("killed", 30, None)}),
    ("Gunmen killed 12 of the 30 passengers.", {("killed", 12, 12)}),
    ("Three of the twelve were killed.", {("killed", 3, 3)}),
    ("The attack killed 12 people, including 4 children.", {("killed", 12, 12)}),
    ("Two civilians, including a child, died.", {("killed", 2, 2)}),
    (
        "The blast killed between 10 and 15 people and hurt up to 50.",
        {("killed", 10, 15), ("injured", None, 50)},
    ),
    ("The clashes killed a soldier and hurt two.", {("killed", 1, 1), ("injured", 2, 2)}),
    ("A Sudanese judge was assassinated.", {("killed", 1, 1)}),
    ("The officer was killed on 3 May.", {("killed", 1, 1)}),
    ("A 12-year-old girl was killed.", {("killed", 1, 1)}),
    (
        "Police arrested 23 people and detained dozens of students.",
        {("arrested", 23, 23), ("arrested", 24, None)},
    ),
    ("The arrest of 12 editors was condemned.", {("arrested", 12, 12)}),
    ("Gunmen kidnapped 30 schoolgirls.", {("abducted", 30, 30)}),
    ("They took 14 villagers hostage.", {("abducted", 14, 14)}),
    ("Nearly 300,000 people marched through Lima.", {("crowd", 300_000, 300_000)}),
    ("Thousands of protesters rallied in Tunis.", {("crowd", 2000, None)}),
    ("A crowd of some 5,000 gathered in the square.", {("crowd", 5000, 5000)}),
    ("The strike drew more than 1.5 million workers.", {("crowd", 1_500_000, None)}),
    ("Police detained 12 demonstrators.", {("arrested", 12, 12)}),
    ("France sent 2,000 troops to Mali.", {("troops", 2000, 2000)}),
]
NONE = [
    "Some 40 percent of the animals were killed.",
    "He was accused of killing him in 2014.",
    "Nobody was hurt.",
    "More than 3,000 people have been killed since January.",
    "The war has killed 90,000 people.",
    "The shelling destroyed 14 houses.",
    "The judge jailed him for 12 years.",
    "They paid $12 million for the hall.",
]


@pytest.mark.parametrize(("sentence", "wanted"), TOLLS)
def test_counts(sentence: str, wanted: set[tuple[str, int | None, int | None]]) -> None:
    found = find_tolls(sentence)
    assert {(toll.kind, toll.amount.low, toll.amount.high) for toll in found} == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize("sentence", NONE)
def test_no_counts(sentence: str) -> None:
    assert find_tolls(sentence) == ()


def test_a_toll_is_a_sum_and_spans_read_back() -> None:
    sentence = "At least three guards died at once, which raised the toll to nineteen."
    first, total = find_tolls(sentence)
    assert (sentence[first.start : first.end], first.is_total) == ("At least three", False)
    assert (sentence[total.start : total.end], total.is_total) == ("nineteen", True)


@given(st.integers(1, 99_999))
def test_a_plain_count_is_read_whatever_its_size(count: int) -> None:
    (toll,) = find_tolls(f"Shelling killed {count:,} people on Monday.")
    assert toll.amount.said == count


@given(st.text(max_size=150))
def test_any_text_can_be_read(text: str) -> None:
    for toll in find_tolls(text):
        assert text[toll.start : toll.end].strip()


@pytest.mark.parametrize("part", ["12 ", "12, including two men, ", "two and ", "killed 12 and ", "toll 3 "])
def test_no_sentence_takes_long(part: str) -> None:
    sentence = part * (1_100 // len(part))
    started = time.process_time()
    find_tolls(sentence)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("old", "new"),
    [('lower = ["at least"', 'lower = "at least"'), ("[unreal]", "[unrea]"), ("dozens = 24", 'dozens = "x"')],
)
def test_a_broken_list_is_told(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "toll_words.toml"
    text = (FOLDER / "toll_words.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigError, match=r"toll_words\.toml"):
        load_toll_words(path)

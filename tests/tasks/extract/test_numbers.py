"""How many were killed and injured, where a sentence says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.numbers import find_counts, read_number

COUNTS = [
    ("A blast killed at least 12 at the market.", 12, None),
    ("Twelve people were killed and thirty others injured.", 12, 30),
    ("The raid went on, leaving five dead and 30 wounded.", 5, 30),
    ("Dozens were killed.", None, None),
    ("The flood of fighters has killed 1,200 people.", 1200, None),
    ("Two hundred and six soldiers were wounded.", None, 206),
    ("A bomb killed two officers and wounded seven.", 2, 7),
    ("The death toll rose to 41.", 41, None),
    ("Four of its soldiers were killed.", 4, None),
    ("Troops shot dead four marchers.", 4, None),
    ("Gunmen killed 12 of the 30 passengers.", 12, None),
    ("Three of the twelve were killed.", 3, None),
    ("Some 40 percent of the animals were killed.", None, None),
    ("The officer was killed on 3 May.", None, None),
    ("He was accused of killing him in 2014.", None, None),
    ("The clashes killed a soldier and hurt two.", 1, 2),
    ("Two civilians, including a child, died.", 2, None),
    ("Nobody was hurt.", None, None),
]


@pytest.mark.parametrize(("sentence", "killed", "injured"), COUNTS)
def test_counts(sentence: str, killed: int | None, injured: int | None) -> None:
    found = find_counts(sentence)
    assert (found.killed, found.injured) == (killed, injured)


NUMBERS = [
    ("7", 7),
    ("1,200", 1200),
    ("twenty-one", 21),
    ("a hundred", 100),
    ("three hundred and five", 305),
    ("two thousand and ten", 2010),
    ("several", None),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_read_number(text: str, value: int | None) -> None:
    assert read_number(text) == value


@given(st.integers(1, 99_999))
def test_a_plain_count_is_read_whatever_its_size(count: int) -> None:
    assert find_counts(f"Shelling killed {count:,} people on Monday.").killed == count


@given(st.text(max_size=150))
def test_any_text_can_be_read(text: str) -> None:
    found = find_counts(text)
    assert found.killed is None or found.killed >= 0

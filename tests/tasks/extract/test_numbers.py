"""Numbers in figures and words, with what bounds them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.numbers import AMOUNT, Amount, read_amount, read_number

NUMBERS = [
    ("7", 7),
    ("1,200", 1200),
    ("twenty-one", 21),
    ("a hundred", 100),
    ("three hundred and five", 305),
    ("two thousand and ten", 2010),
    ("two dozen", 24),
    ("half a dozen", 6),
    ("1.5 million", 1_500_000),
    ("3 thousand", 3000),
    ("a million", 1_000_000),
    ("several", None),
    ("1.5 villages", None),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_read_number(text: str, value: int | None) -> None:
    assert read_number(text) == value


AMOUNTS = [
    ("12", Amount(12, 12, 12)),
    ("at least 12", Amount(12, 12, None)),
    ("more than two hundred", Amount(200, 200, None)),
    ("200 or more", Amount(200, 200, None)),
    ("80+", Amount(80, 80, None)),
    ("up to 50", Amount(50, None, 50)),
    ("as many as 300", Amount(300, None, 300)),
    ("nearly 300,000", Amount(300_000, 300_000, 300_000)),
    ("an estimated 40", Amount(40, 40, 40)),
    ("between 10 and 15", Amount(10, 10, 15)),
    ("ten to fifteen", Amount(10, 10, 15)),
    ("12-14", Amount(12, 12, 14)),
    ("dozens", Amount(None, 24, None)),
    ("scores", Amount(None, 40, None)),
    ("hundreds", Amount(None, 200, None)),
    ("tens of thousands", Amount(None, 20_000, None)),
    ("several hundred", Amount(None, 300, None)),
]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_read_amount(text: str, amount: Amount) -> None:
    match = re.match(AMOUNT, f"{text} people", re.IGNORECASE)
    assert match is not None
    assert match.group() == text
    assert read_amount(match.group()) == amount


@pytest.mark.parametrize("text", ["people", "many", "12-year-old", "19:30", "10/7"])
def test_no_amount(text: str) -> None:
    assert re.match(rf"{AMOUNT}\b", text) is None


def test_a_score_is_no_range() -> None:
    assert read_amount("3-1") is None


@given(st.integers(1, 9_999_999))
def test_a_figure_is_read_whatever_its_size(count: int) -> None:
    assert read_number(f"{count:,}") == read_number(str(count)) == count


@given(st.text(max_size=40))
def test_bounds_are_in_order(text: str) -> None:
    amount = read_amount(text)
    if amount is not None and amount.low is not None and amount.high is not None:
        assert amount.low <= amount.high

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import ConfigError
from warehouse.search_query import Either, Every, Node, Words, parse_query


def every(*wanted: Node, unwanted: tuple[Node, ...] = ()) -> Every:
    return Every(wanted, unwanted)


A, B, C, D = (Words(letter) for letter in "abcd")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("a b", every(A, B)),
        ("a AND b && +c", every(A, B, C)),
        ("a b OR c", every(A, Either((B, C)))),
        ("a OR b | c || d", every(Either((A, B, C, D)))),
        ("a -b NOT c", every(A, unwanted=(B, C))),
        ("-a", every(unwanted=(A,))),
        ('"a b" -"c d"', every(Words("a b"), unwanted=(Words("c d"),))),
        ("\u201ca b\u201d", every(Words("a b"))),
        ("(a OR b) -(c d)", every(every(Either((A, B))), unwanted=(every(C, D),))),
        ('outlet:"Le Monde" country:UKR', every(Words("Le Monde", "outlet"), Words("UKR", "country"))),
        ("Title:a", every(Words("a", "title"))),
        ("-outlet:a b", every(B, unwanted=(Words("a", "outlet"),))),
        ("bomb* outlet:harb*", every(Words("bomb", None, True), Words("harb", "outlet", True))),
        # What is no operator is a word.
        ("U.S. Kyiv: COVID-19 9/11", every(*map(Words, ("U.S.", "Kyiv:", "COVID-19", "9/11")))),
        ("war or peace and not", every(*map(Words, ("war", "or", "peace", "and", "not")))),
        ("https://a.example/b?c=d", every(Words("https://a.example/b?c=d"))),
        ("ORBAN ANDES NOTHING", every(*map(Words, ("ORBAN", "ANDES", "NOTHING")))),
    ],
)
def test_what_is_typed_is_read(typed: str, tree: Every) -> None:
    assert parse_query(typed) == tree


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "say what to look for"),
        ("   ", "say what to look for"),
        ('a "b c', r"not closed: '\"b c' \(character 3\)"),
        ("a (b OR c", r"not closed: '\(b OR c' \(character 3\)"),
        ("a b)", r"closes nothing: '\)' \(character 4\)"),
        ("a ()", "nothing in these parentheses"),
        ("a OR", "both sides"),
        ("OR a", "both sides"),
        ("a OR OR b", "both sides"),
        ("a OR -b", "both sides"),
        ("a outlet: b", "right after the colon"),
        ("outlet:", "right after the colon"),
        ("outlet:(a b)", "a word or a phrase"),
        ("(" * 50 + "a" + ")" * 50, "too deeply"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(typed: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        parse_query(typed)


@given(st.text(alphabet='ab "()-:*ORANDTitle|&+\u201c\n', max_size=30))
def test_everything_is_read_or_refused(typed: str) -> None:
    with suppress(ConfigError):
        parse_query(typed)

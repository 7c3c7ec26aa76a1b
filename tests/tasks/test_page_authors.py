"""By-lines, however they are written, are names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tasks.page_authors import byline_names, names_of_byline, people_first, split_names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ama Mensah", ["Ama Mensah"]),
        ("By Ama Mensah", ["Ama Mensah"]),
        ("by: Ama Mensah", ["Ama Mensah"]),
        ("Byron Mensah", ["Byron Mensah"]),
        ("Ama Mensah and Kofi Boateng", ["Ama Mensah", "Kofi Boateng"]),
        ("Anna Maria Berg und Lea Wagner, Nairobi", ["Anna Maria Berg", "Lea Wagner", "Nairobi"]),
        ("Ama Mensah, Kofi Boateng, and Lea Wagner", ["Ama Mensah", "Kofi Boateng", "Lea Wagner"]),
        ("Ama Mensah; Kofi Boateng | Lea Wagner", ["Ama Mensah", "Kofi Boateng", "Lea Wagner"]),
        ("Ana Ruiz y Luis Ortega", ["Ana Ruiz", "Luis Ortega"]),
        ("Ministry of Trade and Industry", ["Ministry of Trade and Industry"]),
        ("Al Jazeera and news agencies", ["Al Jazeera and news agencies"]),
        ("Ama Mensah @amamensah", ["Ama Mensah"]),
        ("Ama Mensah (ama@example.org)", ["Ama Mensah"]),
        ("Ama Mensah (Reuters)", ["Ama Mensah"]),
        ("Rory Smith Jr.", ["Rory Smith Jr."]),
        ("@amamensah", []),
        ("", []),
        (" , ", []),
    ],
)
def test_names_of_a_line(value: str, names: list[str]) -> None:
    assert split_names(value) == names


@pytest.mark.parametrize(
    ("sources", "own", "names"),
    [
        ([], [], []),
        ([["Example News"]], ["Example News"], ["Example News"]),
        ([["Example News"], ["Ama Mensah"]], ["Example News"], ["Ama Mensah"]),
        ([["EXAMPLE News"], [], ["example.org"]], ["example.org"], ["EXAMPLE News"]),
        ([["Ama Mensah", "Example"], ["Kofi"]], ["Example"], ["Ama Mensah", "Example"]),
        ([["Ama", "Ama"]], [], ["Ama"]),
    ],
)
def test_people_stand_before_the_outlet(sources: list[list[str]], own: list[str], names: list[str]) -> None:
    assert people_first(sources, own) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ama Mensah", ["Ama Mensah"]),
        ("Von Ama Mensah, Nairobi", ["Ama Mensah", "Nairobi"]),
        ("Por Ana Ruiz y Luis Ortega", ["Ana Ruiz", "Luis Ortega"]),
        ("Von der Leyen reist nach Kiew", []),
        ("By noon the last vehicles had left", []),
        ("Ama Mensah", []),
        ("", []),
    ],
)
def test_a_line_that_is_a_byline(line: str, names: list[str]) -> None:
    assert names_of_byline(line) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("<span class='article__author'>Von Ama Mensah</span>", ["Ama Mensah"]),
        ("<div class='byline'>By <b>Ama Mensah</b></div>", ["Ama Mensah"]),
        ("<a rel='author'>By Ama Mensah</a><p class='byline'>By Kofi Boateng</p>", ["Ama Mensah"]),
        ("<div class='author'>Facebook Twitter</div>", []),
        ("<div class='comment-author'>By Ama Mensah</div>", []),
        ("<span class='teaser__author'>By Kofi</span>", []),
        ("<p class='authority'>By Ama Mensah</p>", []),
        (f"<div class='author'>By Ama Mensah {'who writes ' * 20}</div>", []),
    ],
)
def test_the_byline_of_a_page(body: str, names: list[str]) -> None:
    assert byline_names(html.fromstring(f"<html><body>{body}</body></html>")) == names


@given(st.text())
def test_names_are_lines_of_their_own(value: str) -> None:
    assert all(name and name == name.strip() and ";" not in name for name in split_names(value))

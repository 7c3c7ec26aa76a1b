"""Names in a text: by their words, and by the capitals that tell one name from another."""

import pytest

from tasks.extract.names import NameIndex, is_acronym, words_of


@pytest.fixture(scope="module")
def index() -> NameIndex[str]:
    made: NameIndex[str] = NameIndex()
    for name in ("Sana", "SANA", "LeT", "JEM", "JeM", "Security Council", "security council", "St. Ives"):
        made.add(name, name)
    return made


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sana", "Sana"),
        ("SANA", "SANA"),
        ("sana", None),
        ("LeT", "LeT"),
        ("LET", "LeT"),
        ("Let", None),
        ("let", None),
        ("JEM", "JEM"),
        ("JeM", "JeM"),
        ("Jem", None),
        ("Security Council", "Security Council"),
        ("security council", "security council"),
    ],
)
def test_capitals_tell_names_apart(index: NameIndex[str], text: str, name: str | None) -> None:
    found = index.longest(words_of(text), 0)
    assert (found[1] if found else None) == name


@pytest.mark.parametrize(
    ("word", "acronym"),
    [("SANA", True), ("LeT", True), ("U.N.", True), ("Sana", False), ("HEZBOLLAH", False), ("a", False)],
)
def test_acronyms(word: str, acronym: bool) -> None:
    assert is_acronym(word) == acronym

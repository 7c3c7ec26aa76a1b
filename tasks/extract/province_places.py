"""Decides whether a name is a province, and whose: several countries have an Amazonas, and many names mean more."""

import re
from collections.abc import Sequence

from tasks.extract.finder_words import word_set
from tasks.extract.gazetteer import Gazetteer, Province
from tasks.extract.names import Word
from tasks.extract.place_evidence import Evidence
from tasks.extract.spans import PlaceSpan
from tasks.records import Place

_REGION_WORDS = word_set("division_words")
# A compass point, "capital" or a saint is a province only with the word for it beside it.
_EVERYWHERE = re.compile(
    r"(?:(?:upper|lower|far|greater|deep) )?(?:(?:north|south|east|west)(?:ern)? ?)*(?:central|capital|federal|centre"
    r"|center|coast|district|metropolitan|nord|sud|est|ouest|littoral|centro|norte|sur|sul|leste|oeste|plateau"
    r"|plateaux|lacs|islands?|highlands|lakes|rivers|plains|hills?|union|republic|savannah?|volta|bay|saint .+|st .+)?"
)


def called_province(words: Sequence[Word], at: int, end: int) -> bool:
    """Whether it is called a province: "Herat province", "the state of Kano", "the province of Herat"."""
    if end < len(words) and words[end].joined and words[end].folded in _REGION_WORDS:
        return True
    first = at - 1
    if first > 0 and words[first].folded == "of" and words[at].joined:
        first -= 1
    return first >= 0 and words[first + 1].joined and words[first].folded in _REGION_WORDS


def province_span(
    text: str,
    words: Sequence[Word],
    at: int,
    length: int,
    key: str,
    gazetteer: Gazetteer,
    near: frozenset[str],
    evidence: Evidence,
    *,
    typed_only: bool = False,
) -> PlaceSpan | None:
    """The province of that name, or None where the words around do not carry it.

    ``near`` holds the countries that text and document name: they choose among provinces of one name. With
    ``typed_only`` the word "province", "state" or the like must stand beside the name.
    """
    named = gazetteer.provinces.get(key, ())
    if not named:
        return None
    typed = called_province(words, at, at + length)
    inside = [one for one in named if one.country in near]
    if evidence.refused and not typed:
        return None
    everywhere = _EVERYWHERE.fullmatch(key) is not None
    common = everywhere or gazetteer.is_common(key)
    if not typed and (typed_only or everywhere or not _carries(evidence.level, bool(inside), common)):
        return None
    if not inside and (common or (not typed and len({one.country for one in named}) > 1)):
        return None  # "the Northern Region" of nobody knows whom
    return _span(text, words, at, at + length, max(inside or named, key=lambda one: one.population))


def _carries(level: int, inside: bool, common: bool) -> bool:
    """Whether the words around a bare name are enough, given whether the text speaks of its country."""
    if common:
        return inside and level >= 2
    return level >= 2 or (inside and level == 1)


def _span(text: str, words: Sequence[Word], at: int, end: int, province: Province) -> PlaceSpan:
    start, stop = words[at].start, words[end - 1].end
    place = Place(
        text[start:stop],
        province.name,
        province.country,
        province.name,
        province.lat,
        province.lon,
        "province",
        admin1_code=province.code,
    )
    return PlaceSpan(start, stop, place, province.population)

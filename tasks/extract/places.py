"""Finds where a text plays: countries, provinces and cities, the likeliest of those that share a name."""

import math
from collections.abc import Iterator, Sequence

from tasks.extract.finder_words import word_set
from tasks.extract.gazetteer import PLACE_COLUMNS, REGION_COLUMNS, Gazetteer, PlaceTerm, load_gazetteer
from tasks.extract.names import Word, words_of
from tasks.extract.place_evidence import Evidence, weigh
from tasks.extract.province_places import called_province, province_span
from tasks.extract.spans import PlaceSpan
from tasks.records import Place, PlacePrecision

__all__ = ["PLACE_COLUMNS", "REGION_COLUMNS", "Gazetteer", "find_places", "load_gazetteer"]

_LONGEST_NAME = 4
_NAMED = 2.0  # what a country in the context is worth against a power of ten of people
_STATED = 9.0  # a country or province that stands right after the name
_SURE_FROM = 100_000  # people from which a name with no word of place before it still counts
_KNOWN_FROM = 15_000
_FAMOUS_FROM = 500_000
# Half of their towns are called like somebody, so that the country in the context proves nothing.
_SURNAMES = frozenset(["USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF"])
_ARTICLES = word_set("arabic_articles")
_NEVER = word_set("calendar")
_REGION_WORDS = word_set("division_words")


def find_places(
    text: str, gazetteer: Gazetteer, context: frozenset[str] = frozenset()
) -> tuple[PlaceSpan, ...]:
    """Every place in a text, in order and without overlap; doubtful names are left out.

    ``context`` holds the alpha-3 codes that the document names: with those of the text itself they choose
    among places of one name, then population does.
    """
    words = words_of(text)
    near = context | _named_countries(words, gazetteer)
    found: list[PlaceSpan] = []
    at = 0
    while at < len(words):
        opens = words[at].capital or _is_article(words, at)
        read = _read(text, words, at, gazetteer, near, found) if opens else None
        if read is None:
            at += max(1, _skip(words, at, gazetteer))
        else:
            end, span = read
            found.append(span)
            at = end
    return tuple(found)


def _is_article(words: Sequence[Word], at: int) -> bool:
    """Whether a word is the Arabic article of the name behind its hyphen: al-Bab."""
    if words[at].text not in _ARTICLES or at + 1 == len(words):
        return False
    following = words[at + 1]
    return following.capital and following.joined and not following.spaced


def _named_countries(words: Sequence[Word], gazetteer: Gazetteer) -> frozenset[str]:
    """The countries that a text names by name or by people."""
    codes: set[str] = set()
    for at, word in enumerate(words):
        if word.capital:
            match = gazetteer.index.longest(words, at)
            if match is not None and match[1].country and not _shared(words, at, match, gazetteer):
                codes.add(match[1].country)
    return frozenset(codes)


def _shared(words: Sequence[Word], at: int, match: tuple[int, PlaceTerm], gazetteer: Gazetteer) -> bool:
    """Whether provinces of several countries have the name, so that it alone says nothing of the country."""
    if match[1].kind != "region":
        return False
    key = " ".join(word.folded for word in words[at : at + match[0]])
    return any(one.country != match[1].country for one in gazetteer.provinces.get(key, ()))


def _skip(words: Sequence[Word], at: int, gazetteer: Gazetteer) -> int:
    """How many words to pass over: the name of somebody or something is no place, nor is a part of it."""
    if not words[at].capital:
        return 1
    return gazetteer.other_name(words, at)


def _read(
    text: str,
    words: Sequence[Word],
    at: int,
    gazetteer: Gazetteer,
    near: frozenset[str],
    found: Sequence[PlaceSpan],
) -> tuple[int, PlaceSpan] | None:
    other = gazetteer.other_name(words, at)
    listed = _continues_list(text, words, at, found)
    known = gazetteer.index.longest(words, at)
    for length, key in _keys(words, at):
        if length <= other:
            break
        if known is not None and known[0] >= length:
            break
        if key in _NEVER:
            continue
        evidence = weigh(text, words, at, at + length, gazetteer, listed=listed)
        span = province_span(text, words, at, length, key, gazetteer, near, evidence, typed_only=True)
        if span is not None:
            return at + length, span
        rows = gazetteer.cities(key)
        if rows:
            read = _city(text, words, at, at + length, rows, evidence, gazetteer, near)
            if read is not None and read[1].place.country not in near:
                span = province_span(text, words, at, length, key, gazetteer, near, evidence)
                read = read if span is None or span.place.country not in near else (at + length, span)
            if read is not None:
                return read
    if known is None or known[0] <= other or known[1].kind == "people":
        for length, key in _keys(words, at):
            if length > other and key not in _NEVER:
                evidence = weigh(text, words, at, at + length, gazetteer, listed=listed)
                span = province_span(text, words, at, length, key, gazetteer, near, evidence)
                if span is not None:
                    return at + length, span
        return None
    return _known(text, words, at, known[0], known[1], gazetteer, near, listed)


def _keys(words: Sequence[Word], at: int) -> Iterator[tuple[int, str]]:
    """The names that could begin at a word, the longest first, as (words long, folded)."""
    keys = [words[at].folded]
    for word in words[at + 1 : at + _LONGEST_NAME]:
        if not word.joined:
            break
        keys.append(f"{keys[-1]} {word.folded}")
    for length in range(len(keys), 0, -1):
        if words[at + length - 1].capital:
            yield length, keys[length - 1]


def _continues_list(text: str, words: Sequence[Word], at: int, found: Sequence[PlaceSpan]) -> bool:
    """Whether a place was read just before, parted by "and" or a comma only."""
    return bool(found) and text[found[-1].end : words[at].start].strip() in (",", "and", ", and", "or", "&")


def _known(
    text: str,
    words: Sequence[Word],
    at: int,
    length: int,
    term: PlaceTerm,
    gazetteer: Gazetteer,
    near: frozenset[str],
    listed: bool,
) -> tuple[int, PlaceSpan] | None:
    """A country or a region of the codebook; where a city has the name too it needs a word like "province"."""
    end = at + length
    evidence = weigh(text, words, at, end, gazetteer, listed=listed)
    typed = called_province(words, at, end)
    if _may_be_namesake(term, typed, near):
        key = " ".join(word.folded for word in words[at:end])
        for countries in (near - {term.country}, near):
            span = province_span(text, words, at, length, key, gazetteer, countries, evidence)
            if span is not None and span.place.country in countries:
                return end, span
    if term.kind == "region" and not typed:
        rows = gazetteer.cities(" ".join(word.folded for word in words[at:end]))
        if rows:
            read = _city(text, words, at, end, rows, evidence, gazetteer, near)
            if read is not None and _outranks(read[1], term, words[at:end]):
                return read
    if evidence.refused:
        return None
    start, stop = words[at].start, words[end - 1].end
    city = gazetteer.city_of(term) if term.extent == "city" else None
    if city is not None:
        _, country, admin1, lat, lon, people = city
        code = gazetteer.code_of(country, admin1)
        place = Place(text[start:stop], term.name, country, admin1, lat, lon, "city", admin1_code=code)
        return end, PlaceSpan(start, stop, place, people)
    admin1 = term.name if term.kind == "region" and term.extent == "province" else ""
    place = Place(
        text[start:stop],
        term.name,
        term.country,
        admin1,
        term.lat,
        term.lon,
        _precision(term),
        admin1_code=gazetteer.code_of(term.country, admin1),
    )
    return end, PlaceSpan(start, stop, place)


def _may_be_namesake(term: PlaceTerm, typed: bool, near: frozenset[str]) -> bool:
    """Whether a province elsewhere may be meant: Venezuela's Amazonas, "the US state of Georgia"."""
    if term.kind == "country":
        return typed
    return term.extent == "province" and bool(term.country) and term.country not in near


def _outranks(city: PlaceSpan, region: PlaceTerm, written: Sequence[Word]) -> bool:
    """Whether a bare name means the city: Kharkiv the city, but California the state, and Gaza the Strip."""
    if city.place.country not in ("", region.country):
        return False
    if region.extent == "area" and [w.folded for w in words_of(city.place.name)] != [
        w.folded for w in written
    ]:
        return False
    return city.place.admin1 == region.name or city.population >= _SURE_FROM


def _hint(country: str, near: frozenset[str]) -> float:
    """How much a country in the context says of its towns: half where they share names with half the world."""
    return 0.0 if country not in near else 0.5 if country in _SURNAMES else 1.0


def _precision(term: PlaceTerm) -> PlacePrecision:
    """A stretch of land across borders is known no better than a country."""
    if term.kind == "country" or not term.country:
        return "country"
    return "city" if term.extent == "city" else "province"


def _city(
    text: str,
    words: Sequence[Word],
    at: int,
    end: int,
    rows: Sequence[tuple[str, str, str, float, float, int]],
    evidence: Evidence,
    gazetteer: Gazetteer,
    near: frozenset[str],
) -> tuple[int, PlaceSpan] | None:
    """The likeliest city of a name, or None where what stands around the name does not carry it."""
    stated = gazetteer.stated(text, words, end)

    def worth(row: tuple[str, str, str, float, float, int]) -> float:
        _, country, admin1, _, _, people = row
        said = stated is not None and stated.country == country
        same = said and stated is not None and stated.kind == "region" and stated.name == admin1
        return math.log10(people + 10) + _NAMED * _hint(country, near) + _STATED * said + _STATED * same

    name, country, admin1, lat, lon, people = max(rows, key=worth)
    if stated is not None and stated.country == country:
        evidence = evidence.stated()
    common = gazetteer.is_common(" ".join(word.folded for word in words[at:end]))
    helped = country in near and country not in _SURNAMES
    if not _carries(evidence, people, helped, common):
        return None
    start, stop = words[at].start, words[end - 1].end
    typed = end < len(words) and words[end].joined and words[end].folded in _REGION_WORDS
    if typed:
        region = Place(text[start:stop], f"{name} {words[end].folded}", country, name, lat, lon, "province")
        return end, PlaceSpan(start, stop, region, people)
    code = gazetteer.code_of(country, admin1)
    place = Place(text[start:stop], name, country, admin1, lat, lon, "city", admin1_code=code)
    return end, PlaceSpan(start, stop, place, people)


def _carries(evidence: Evidence, people: int, in_context: bool, common: bool) -> bool:
    """Whether the evidence is enough for a place of that size; a common word or person's name needs more."""
    if evidence.refused:
        return False
    if evidence.level >= 3:
        return True
    if common and people < _FAMOUS_FROM:
        return evidence.level == 2 and (in_context or people >= _KNOWN_FROM)
    if common:
        return evidence.level >= 1
    if evidence.level == 2:
        return True
    if evidence.level == 1:
        return people >= _KNOWN_FROM or in_context
    return people >= _SURE_FROM or (in_context and people >= _KNOWN_FROM)

"""Whether names are told once, with codes that are known, and are no everyday words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from tasks.errors import ConfigError
from tasks.extract.actor_lexicon import INTERNATIONAL, SECTORS
from tasks.extract.codebook import load_codebook
from tasks.extract.codebook_rows import CODEBOOK, Row
from tasks.extract.flaws import Flaw
from tasks.extract.name_tables import TableName, table_names
from tasks.extract.names import fold, is_acronym, words_of
from tasks.extract.own_codebook import OwnFiles, rows_of

# Names of these kinds are looked up in one place: one name can stand for one of them.
_WHO = frozenset({"country", "capital", "seat of power", "territory", "organisation", "group", "person"})
_GUARDED = _WHO - {"country", "capital"}
_LEADER_COLUMNS = "name,country,sector,office,from,to,aliases"
_ONE_HOLDER = frozenset(
    {"president", "prime minister", "chancellor", "king", "queen", "emperor", "pope"}
    | {"foreign minister", "defence minister", "defense minister", "interior minister", "secretary of state"}
)
_EVERYDAY_LISTS = ("adverbs", "prepositions", "conjunctions", "quantities", "persons", "modals", "deeds")
_HANDOVER = timedelta(days=45)  # in which two are named at once: elected and sworn in


def check_names(own: OwnFiles | None, folder: Path = CODEBOOK) -> Iterator[Flaw]:
    """Every flaw of the tables of names."""
    try:
        names = tuple(table_names(own, folder))
    except ConfigError as error:
        yield Flaw("table", error.problem, Path(error.path or folder), error.line, is_error=True)
        return
    yield from _codes(names)
    yield from _twice(names)
    yield from _everyday(names, own, folder)
    yield from _offices(own, folder)
    yield from _guards_of_nobody(names, own, folder)


def _codes(names: Sequence[TableName]) -> Iterator[Flaw]:
    countries = {one.country for one in names if one.kind == "country"} | INTERNATIONAL | {""}
    for one in names:
        if one.country not in countries:
            yield Flaw(
                "code", f"{one.name}: unknown country {one.country!r}", one.path, one.line, is_error=True
            )
        if one.sector and one.sector not in SECTORS:
            yield Flaw(
                "code", f"{one.name}: unknown sector {one.sector!r}", one.path, one.line, is_error=True
            )


def _twice(names: Sequence[TableName]) -> Iterator[Flaw]:
    """Names that stand there twice, or differ in case only and yet stand for different codes.

    An acronym is told from another name by its case: "SANA" is the agency, "Sana" the city.
    """
    said: dict[str, TableName] = {}
    for one in names:
        if one.kind not in _WHO:
            continue
        other = said.setdefault(one.said.removeprefix("the ").removeprefix("The ").casefold(), one)
        same_row = (one.path, one.line) == (other.path, other.line)
        if same_row or (one.kind == other.kind == "person" and one.name == other.name):
            continue
        told_apart = is_acronym(one.said) or is_acronym(other.said)
        differs = (one.country, one.sector) != (other.country, other.sector) and not told_apart
        if one.said == other.said or differs:
            where = f"{other.path.name}:{other.line}"
            says = (
                f"{one.said!r} is {_codes_of(one)} here and {_codes_of(other)} as {other.said!r} in {where}"
            )
            yield Flaw("name twice", says, one.path, one.line, is_error=one.said == other.said)


def _codes_of(one: TableName) -> str:
    return f"{one.name} [{' '.join(filter(None, (one.country, one.sector)))}]"


def _everyday(names: Sequence[TableName], own: OwnFiles | None, folder: Path) -> Iterator[Flaw]:
    """Names of one everyday word that no guard keeps apart from the word."""
    codebook = load_codebook(folder)  # without own files, which may be what is wrong
    everyday = set(codebook.verbs.forms).union(*(codebook.words[name] for name in _EVERYDAY_LISTS))
    everyday |= {fold(one.said) for one in names if one.kind == "role"}
    guarded = {fold(row.cells["name"]) for row in _guards(own, folder)}
    for one in names:
        words = words_of(one.said)
        # A people is known by its members ("Alawites") alone, which no other word is.
        is_people = one.kind == "territory" and one.note == "people"
        if one.kind not in _GUARDED or is_people or len(words) != 1 or words[0].folded in guarded:
            continue
        told_apart = is_acronym(one.said) or one.said.isupper()
        if words[0].folded in everyday and not told_apart:
            says = (
                f"{one.said!r} ({one.name}) is also a word of its own: name it in guards.csv or leave it out"
            )
            yield Flaw("everyday word", says, one.path, one.line)


def _guards(own: OwnFiles | None, folder: Path) -> Iterator[Row]:
    return rows_of(folder, own, "guards.csv", "name,where,words")


def _guards_of_nobody(names: Sequence[TableName], own: OwnFiles | None, folder: Path) -> Iterator[Flaw]:
    known = {" ".join(word.folded for word in words_of(one.said)) for one in names}
    for row in _guards(own, folder):
        if " ".join(word.folded for word in words_of(row.cells["name"])) not in known:
            yield Flaw("guard", f"{row.cells['name']!r} is nobody's name", row.path, row.line)


def _offices(own: OwnFiles | None, folder: Path) -> Iterator[Flaw]:
    """Offices with dates that are none or run backwards, and offices of one that two hold at a time."""
    held: dict[tuple[str, str], list[tuple[date, date, Row]]] = defaultdict(list)
    for row in rows_of(folder, own, "leaders.csv", _LEADER_COLUMNS):
        try:
            since = date.fromisoformat(row.cells["from"])
            until = date.fromisoformat(row.cells["to"]) if row.cells["to"] else date.max
        except ValueError as error:
            yield Flaw("date", f"a date must be YYYY-MM-DD: {error}", row.path, row.line, is_error=True)
            continue
        if until < since:
            says = f"{row.cells['name']}: the office ends ({until}) before it begins ({since})"
            yield Flaw("office", says, row.path, row.line, is_error=True)
        elif row.cells["office"] in _ONE_HOLDER:
            held[row.cells["country"], row.cells["office"]].append((since, until, row))
    for terms in held.values():
        yield from _overlaps(terms)


def _overlaps(terms: list[tuple[date, date, Row]]) -> Iterator[Flaw]:
    terms.sort(key=lambda term: term[:2])
    for (_, until, before), (since, _, row) in pairwise(terms):
        name, other = row.cells["name"], before.cells["name"]
        if since + _HANDOVER < until and name != other:
            says = f"{row.cells['country']} {row.cells['office']}: {name} from {since}, but {other} until {_day(until)}"
            yield Flaw("office", says, row.path, row.line)


def _day(day: date) -> str:
    return "now" if day == date.max else day.isoformat()

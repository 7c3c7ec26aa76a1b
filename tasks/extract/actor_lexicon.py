"""Loads the actor files of the codebook, checks every row, and compiles them into one index of names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from tasks.extract.codebook_rows import CODEBOOK, Row, read_words
from tasks.extract.names import NameIndex, fold, words_of
from tasks.extract.own_codebook import OwnFiles, own_codebook, rows_of

TermKind = Literal[
    "country", "demonym", "people", "capital", "seat", "territory", "name", "role", "modifier", "stop"
]

SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
    ]
).union(["ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"])
INTERNATIONAL = frozenset(["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"])
_COUNTRY_CELLS = ("aliases", "adjectives", "people", "capital")
ROLE_KINDS = frozenset(["title", "person", "collective", "institution", "strike"])


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held, in or for a country; ``until`` is None while it is held."""

    country: str
    sector: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Term:
    """What a name or word of the codebook stands for."""

    kind: TermKind
    name: str
    country: str = ""
    sector: str = ""
    role_kind: str = ""  # of a role: title, person, collective, institution, strike
    bare: bool = True  # of a role: an actor without anything that says whose
    offices: tuple[Office, ...] = ()  # of a person


@dataclass(frozen=True, slots=True)
class Guard:
    """When a name is something else."""

    person_name: bool = False  # also a given name or surname
    elsewhere: frozenset[str] = frozenset()  # words that show the text is about a namesake
    needs: frozenset[str] = frozenset()  # counts only beside one of these words, or its country's
    guarded: bool = False  # whether it needs them


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """Every name, people, role and modifier of the codebook; not to be changed once loaded."""

    index: NameIndex[Term]
    adjectives: dict[str, str]  # country -> "Syrian", to name a composed actor
    countries: dict[str, str]  # country -> "Syria"
    guards: dict[str, Guard]
    given_names: frozenset[str]
    country_words: dict[str, frozenset[str]]  # country -> folded "syria", "syrian", "syrians", "damascus"
    surnames: dict[str, tuple[Term, ...]]  # folded last word of a name -> those who held an office


def load_actor_lexicon(folder: Path | None = None, own: OwnFiles | None = None) -> ActorLexicon:
    """The shipped actor lexicon with the user's own names; or that of a folder, with ``own`` where it is given.

    Compiled once. A wrong row raises ConfigError with file and line.
    """
    return _load(CODEBOOK, own_codebook()) if folder is None else _load(folder, own)


@cache
def _load(folder: Path, own: OwnFiles | None) -> ActorLexicon:
    return _Builder(folder, own).build()


class _Builder:
    """Reads the files in an order in which each can be checked against those before it."""

    def __init__(self, folder: Path, own: OwnFiles | None) -> None:
        self._folder, self._own = folder, own
        self._index: NameIndex[Term] = NameIndex()
        self._seen: dict[tuple[str, str], tuple[str, Term]] = {}
        self._adjectives: dict[str, str] = {}
        self._countries: dict[str, str] = {}
        self._country_words: dict[str, frozenset[str]] = {}
        self._surnames: dict[str, list[Term]] = {}

    def build(self) -> ActorLexicon:
        self._add_countries()
        self._add_territories()
        for name in ("organisations.csv", "groups.csv"):
            for row in self._rows(name, "name,country,sector,aliases"):
                self._add_named(row)
        self._add_leaders()
        self._add_roles()
        self._add_words("modifiers.csv", "word,effect", "modifier")
        self._add_words("nonactors.csv", "name,why", "stop")
        names = read_words(self._folder / "given_names.txt")
        return ActorLexicon(
            self._index,
            self._adjectives,
            self._countries,
            self._guards(),
            names,
            self._country_words,
            {surname: tuple(terms) for surname, terms in self._surnames.items()},
        )

    def _rows(self, name: str, columns: str) -> Iterator[Row]:
        return rows_of(self._folder, self._own, name, columns)

    def _add(self, row: Row, name: str, term: Term, group: str = "name") -> None:
        """Index one name; the same name twice in one group is a mistake in the data."""
        if not words_of(name):
            raise row.error(f"{name!r} is no name: it has neither letters nor digits")
        key = (group, name)
        if key in self._seen:
            where, known = self._seen[key]
            own = self._own is not None and row.path.parent == self._own.folder
            if own and (known.country, known.sector) == (term.country, term.sector):
                return  # a release that ships a name does not stop those who had it before
            raise row.error(f"{name!r} stands in the codebook already ({where})")
        self._seen[key] = f"{row.path.name}:{row.line}", term
        self._index.add(name.removeprefix("the ").removeprefix("The "), term)

    def _check(self, row: Row) -> tuple[str, str]:
        country, sector = row.cells["country"], row.cells["sector"]
        if country and country not in self._countries and country not in INTERNATIONAL:
            raise row.error(f"unknown country {country!r}")
        if sector and sector not in SECTORS:
            raise row.error(f"unknown sector {sector!r}")
        return country, sector

    def _add_countries(self) -> None:
        for row in self._rows("countries.csv", "code,name,aliases,adjectives,people,capital,seats"):
            code, name = row.cells["code"], row.cells["name"]
            if len(code) != 3 or not code.isupper() or code in self._countries:
                raise row.error(f"{code!r} is no new three-letter country code")
            adjectives = row.names("adjectives")
            self._countries[code] = name
            self._adjectives[code] = adjectives[0] if adjectives else name
            for alias in [name, *row.names("aliases")]:
                self._add(row, alias, Term("country", name, code))
            government = Term("seat", f"{self._adjectives[code]} government", code, "GOV")
            for seat in row.names("seats"):
                self._add(row, seat, government)
            capital = Term("capital", government.name, code, "GOV")
            for city in row.names("capital"):
                self._add(row, city, capital)
            self._add_peoples(row, name, code, "")
            shown = [name, *(word for column in _COUNTRY_CELLS for word in row.names(column))]
            self._country_words[code] = frozenset(fold(one.split()[-1]) for one in shown if len(one) > 3)

    def _add_peoples(self, row: Row, name: str, country: str, sector: str) -> None:
        adjectives, people = row.names("adjectives"), row.names("people")
        for adjective in adjectives:
            self._add(row, adjective, Term("demonym", adjectives[0], country, sector), "demonym")
        shown = people[0] if people else name
        for word in people:
            self._add(
                row, word, Term("people", shown, country, sector or ("CVL" if country else "")), "people"
            )

    def _add_territories(self) -> None:
        for row in self._rows("territories.csv", "name,country,sector,aliases,adjectives,people,kind"):
            country, sector = self._check(row)
            name, kind = row.cells["name"], row.cells["kind"]
            if kind not in ("disputed", "region", "dependency", "people"):
                raise row.error(f"unknown kind {kind!r}")
            self._add_peoples(row, name, country, sector)
            for alias in [name, *row.names("aliases")]:
                if kind != "people":
                    self._add(row, alias, Term("territory", name, country, sector))

    def _add_named(self, row: Row) -> None:
        country, sector = self._check(row)
        term = Term("name", row.cells["name"], country, sector)
        for name in [term.name, *row.names("aliases")]:
            self._add(row, name, term)

    def _add_leaders(self) -> None:
        people: dict[str, list[tuple[Row, Office]]] = {}
        for row in self._rows("leaders.csv", "name,country,sector,office,from,to,aliases"):
            self._check(row)
            people.setdefault(row.cells["name"], []).append((row, _office(row)))
        for name, held in people.items():
            first = held[0][0]
            _check_once(held)
            offices = tuple(sorted((office for _, office in held), key=lambda office: office.since))
            last = offices[-1]
            term = Term("name", name, last.country, last.sector, "title", offices=offices)
            self._add(first, name, term)
            self._surnames.setdefault(fold(name.split()[-1]), []).append(term)
            for row, _ in held:
                for alias in row.names("aliases"):
                    self._add(row, alias, term)

    def _add_roles(self) -> None:
        for row in self._rows("roles.csv", "words,forms,sector,kind,bare"):
            sector, kind, bare = row.cells["sector"], row.cells["kind"], row.cells["bare"]
            if sector not in SECTORS or kind not in ROLE_KINDS or bare not in ("yes", "mod"):
                raise row.error(f"unknown sector, kind or bare: {sector!r}, {kind!r}, {bare!r}")
            forms = [row.cells["words"], *row.names("forms")]
            shown = forms[-1] if kind == "collective" else forms[0]
            for form in forms:
                self._add(row, form, Term("role", shown, "", sector, kind, bare == "yes"), "role")

    def _add_words(self, file: str, columns: str, kind: TermKind) -> None:
        first, second = columns.split(",")
        for row in self._rows(file, columns):
            effect = row.cells[second] if kind == "modifier" else ""
            if effect and effect not in SECTORS:
                raise row.error(f"unknown sector {effect!r}")
            self._add(row, row.cells[first], Term(kind, row.cells[first], "", effect), kind)

    def _guards(self) -> dict[str, Guard]:
        found: dict[str, Guard] = {}
        for row in self._rows("guards.csv", "name,where,words"):
            name, where = fold(row.cells["name"]), row.cells["where"]
            if where not in ("person", "text", "needs"):
                raise row.error(f"unknown guard {where!r}")
            old = found.get(name, Guard())
            words = frozenset(fold(word) for word in row.names("words"))
            found[name] = Guard(
                old.person_name or where == "person",
                old.elsewhere | (words if where == "text" else frozenset()),
                old.needs | (words if where == "needs" else frozenset()),
                old.guarded or where == "needs",
            )
        return found


def _office(row: Row) -> Office:
    """The office of one row, its dates checked."""
    try:
        since = date.fromisoformat(row.cells["from"])
        until = date.fromisoformat(row.cells["to"]) if row.cells["to"] else None
    except ValueError as error:
        raise row.error(f"a date must be YYYY-MM-DD: {error}") from None
    if until is not None and until < since:
        raise row.error(f"the office ends ({until}) before it begins ({since})")
    return Office(row.cells["country"], row.cells["sector"], since, until)


def _check_once(held: Sequence[tuple[Row, Office]]) -> None:
    """A person takes an office on one day once; a second row for it is a mistake in the data."""
    seen: dict[tuple[str, str, date], Row] = {}
    for row, office in held:
        first = seen.setdefault((office.country, row.cells["office"], office.since), row)
        if first is not row:
            raise row.error(f"{row.cells['name']!r} has this office already ({first.path.name}:{first.line})")

"""Reads one actor phrase at a word: a name, or whose + what ("Turkish police", "Ghana's army")."""

from dataclasses import replace

from tasks.extract.actor_lexicon import Term
from tasks.extract.actor_roles import RoleReader
from tasks.extract.finder_words import word_set
from tasks.extract.phrase_text import Owner
from tasks.extract.spans import ActorSpan
from tasks.records import Actor

_LED = frozenset(["led"])
_ETHNIC = "ethnic"
_DIRECTIONS = word_set("directions")
_GOVERNMENTS = word_set("governments_by_name")
_OBJECT_FOLLOWS = word_set("object_openers")
_MOST_MODIFIERS = 4


class PhraseReader(RoleReader):
    """Reads actor phrases of one text; holds nothing but the text, its words and the lexicon."""

    def read(self, at: int, found: list[ActorSpan]) -> int:
        """Append what begins at word ``at``; gives the first word after it (``at`` where there is nothing)."""
        if self._words[at].folded == _ETHNIC:
            end = self._read_ethnic(at, found)
            if end > at:
                return end
        for length, term in self._lexicon.index.matches(self._words, at):
            if term.kind == "stop":
                return at + length
            if term.kind in ("name", "territory") and self._lacks_context(at, at + length, term):
                continue
            end = self._read_term(at, at + length, term, found)
            if end > at:
                return end
        return self._read_surname(at, found)

    def _read_term(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        if term.kind in ("country", "capital", "territory"):
            return self._read_place_like(at, end, term, found)
        if term.kind == "demonym":
            return self._read_demonym(at, end, term, found)
        if term.kind == "people":
            return self._read_people(at, end, term, found)
        if term.kind == "role":
            return self._read_role(at, at, None, found, "")
        if term.kind == "modifier":
            return self._read_modified(at, found)
        return self._read_name(at, end, term, found)

    def _read_name(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        if term.offices:
            after = self._read_following(at, end, term, found)
            return after if after > end else self._emit(found, at, end, self._person(term), "person")
        if term.kind == "seat":
            return self._emit(found, at, end, Actor("", term.name, term.country, term.sector), "country")
        owner = Owner(term.name, term.country, term.sector)
        role_at = self._role_after(end, possessive=True)
        if role_at is not None:
            after = self._read_role(at, role_at, owner, found, "")
            if after > role_at:
                return after
        return self._emit(found, at, end, Actor("", term.name, term.country, term.sector), "organisation")

    def _read_following(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        """Who serves or follows a leader, as the leader's country's: "the Assad government", "Putin's spokesman"."""
        head, words = self._role_after(end, possessive=True), self._words
        if head is None:
            return end
        length, role = self._role_at(head)
        after = head + length
        if not self._is_possessive(end):
            # "Putin forces Kyiv to" has a verb; "Trump President" is no phrase at all.
            verb = role.role_kind == "strike" or (
                after < len(words) and (words[after].capital or words[after].folded in _OBJECT_FOLLOWS)
            )
            if role.role_kind == "title" or (role.role_kind != "person" and verb):
                return end
        country = self._person(term).country
        owner = Owner(self._lexicon.countries.get(country, term.name), country)
        return max(end, self._read_role(at, head, owner, found, self._modifier_effect(end, head)))

    def _read_surname(self, at: int, found: list[ActorSpan]) -> int:
        """A government named by its head alone: "the Bush administration"."""
        words, end = self._words, at + 1
        if not words[at].capital or end >= len(words) or not words[end].joined:
            return at
        head = self._skip_possessive(end)
        if head >= len(words) or words[head].folded not in _GOVERNMENTS:
            return at
        country = self._governed(words[at].folded)
        if not country:
            return at
        owner = Owner(self._lexicon.countries.get(country, country), country)
        return self._read_role(at, head, owner, found, "")

    def _governed(self, surname: str) -> str:
        """The country that leaders of this surname governed: of several countries, the one on the day of the text."""
        terms = self._lexicon.surnames.get(surname, ())
        offices = [office for term in terms for office in term.offices if office.sector == "GOV"]
        held = [
            office
            for office in offices
            if self._on is not None
            and office.since <= self._on
            and (office.until is None or self._on <= office.until)
        ]
        for known in (held, offices):
            countries = {office.country for office in known}
            if len(countries) == 1:
                return countries.pop()
        return ""

    def _read_ethnic(self, at: int, found: list[ActorSpan]) -> int:
        """ "Ethnic Albanians", "an ethnic Kurdish party": whose country they live in is said elsewhere."""
        start = at + 1
        if start >= len(self._words) or not self._words[start].joined:
            return at
        adjective, people = self._kind_at(start, "demonym"), self._kind_at(start, "people")
        for match in (adjective, people):
            if match is None:
                continue
            end = start + match[0]
            head = self._role_after(end, possessive=False)
            if head is not None:
                owner = Owner(f"ethnic {match[1].name}", "")
                return self._read_role(at, head, owner, found, self._modifier_effect(end, head))
        if people is None:
            return at
        end = start + people[0]
        shown = self._text[self._words[start].start : self._words[end - 1].end]
        return self._emit(found, at, end, Actor("", f"ethnic {shown}", "", "CVL"), "group")

    def _homeland(self, end: int) -> tuple[str, int] | None:
        """The country whose people they are: "the Albanians of southern Serbia"; with the first word behind it."""
        words = self._words
        if end + 1 >= len(words) or words[end].folded != "of" or not words[end].joined:
            return None
        at = end + 1
        while at < len(words) and words[at].joined and words[at].folded in _DIRECTIONS:
            at += 1
        for kind in ("country", "territory"):
            match = self._kind_at(at, kind) if at < len(words) and words[at].joined else None
            if match is not None and match[1].country:
                return match[1].country, at + match[0]
        return None

    def _read_place_like(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        if self._is_namesake(at, end, term) or self._hyphened(at, end):
            return self._read_led(at, end, term, found) if self._next_is(end, _LED) else end
        owner = Owner(
            term.name if term.kind != "capital" else self._lexicon.countries[term.country], term.country
        )
        owner = replace(owner, sector=term.sector if term.kind == "territory" else "")
        possessive = self._is_possessive(end)
        owned = self._read_owned(at, end, term.country, found) if possessive else None
        if owned is not None:
            return owned
        head = self._role_after(end, possessive=True)
        if head is not None:
            after = self._read_role(
                at, head, owner, found, self._modifier_effect(end, head), noun=not possessive
            )
            if after > head:
                return after
        actor = Actor("", term.name, term.country, term.sector)
        return self._emit(found, at, end, actor, "country", could_be_place=True)

    def _owned_name(self, end: int, country: str) -> int | None:
        """Where a name of the same country follows ("Lebanon's Hezbollah", "Turkish President Erdogan")."""
        at = self._skip_possessive(end)
        for _ in range(_MOST_MODIFIERS):
            if at >= len(self._words) or not self._words[at].joined:
                return None
            match = self._lexicon.index.longest(self._words, at)
            if match is None:
                return None
            if match[1].kind == "name":
                return at if match[1].country == country else None
            if match[1].kind != "modifier":
                return None
            at += match[0]
        return None

    def _read_owned(self, at: int, end: int, country: str, found: list[ActorSpan]) -> int | None:
        """ "Lebanon's Hezbollah" is Hezbollah, the country's name a part of the phrase."""
        name_at = self._owned_name(end, country)
        match = None if name_at is None else self._lexicon.index.longest(self._words, name_at)
        if name_at is None or match is None:
            return None
        inner: list[ActorSpan] = []
        after = self._read_name(name_at, name_at + match[0], match[1], inner)
        found.extend(self._stretch(span, at) for span in inner)
        return after

    def _read_demonym(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        if self._hyphened(at, end):
            return self._read_led(at, end, term, found) if self._next_is(end, _LED) else end
        owner = Owner(term.name, term.country, term.sector)
        head = self._role_after(end, possessive=False)
        if head is not None:
            after = self._read_role(
                at, head, owner, found, self._effect(at, end, head), noun=self._verb_may_follow(at, head)
            )
            if after > head:
                return after
        owned = self._read_owned(at, end, term.country, found)
        if owned is not None:
            return owned
        shared = self._shared_role(end)
        if shared is not None:
            actor = Actor("", f"{term.name} {shared.name}", term.country, term.sector or shared.sector)
            return self._emit(found, at, end, actor, "role")
        if self._kind_at(at, "country") is None and self._stands_alone(at, end):
            return self._emit(
                found, at, end, Actor("", term.name, term.country, term.sector or "CVL"), "group"
            )
        return at

    def _read_people(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        adjective = self._kind_at(at, "demonym")
        invariant = adjective is not None and adjective[0] == end - at
        if invariant and not self._stands_alone(at, end):
            return at
        if self._hyphened(at, end):
            return end
        country, end = self._homeland(end) or (term.country, end)
        return self._emit(found, at, end, Actor("", term.name, country, term.sector), "group")

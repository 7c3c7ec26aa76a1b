"""Reads one actor phrase at a word: a name, or whose + what ("Turkish police", "Ghana's army")."""

from dataclasses import replace

from tasks.extract.actor_lexicon import Term
from tasks.extract.actor_roles import RoleReader
from tasks.extract.phrase_text import Owner
from tasks.extract.spans import ActorSpan
from tasks.records import Actor

_LED = frozenset(["led"])
_MOST_MODIFIERS = 4


class PhraseReader(RoleReader):
    """Reads actor phrases of one text; holds nothing but the text, its words and the lexicon."""

    def read(self, at: int, found: list[ActorSpan]) -> int:
        """Append what begins at word ``at``; gives the first word after it (``at`` where there is nothing)."""
        for length, term in self._lexicon.index.matches(self._words, at):
            if term.kind == "stop":
                return at + length
            if term.kind in ("name", "territory") and self._lacks_context(at, at + length, term):
                continue
            end = self._read_term(at, at + length, term, found)
            if end > at:
                return end
        return at

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
            return self._emit(found, at, end, self._person(term), "person")
        if term.kind == "seat":
            return self._emit(found, at, end, Actor("", term.name, term.country, term.sector), "country")
        owner = Owner(term.name, term.country, term.sector)
        role_at = self._role_after(end, possessive=True)
        if role_at is not None:
            after = self._read_role(at, role_at, owner, found, "")
            if after > role_at:
                return after
        return self._emit(found, at, end, Actor("", term.name, term.country, term.sector), "organisation")

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
        return self._emit(found, at, end, Actor("", term.name, term.country, term.sector), "group")

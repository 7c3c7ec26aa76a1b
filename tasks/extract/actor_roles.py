"""Reads roles: a title with its name, and whose they are ("spokesman for the Turkish army", "masked gunmen")."""

from dataclasses import replace

from tasks.extract.actor_lexicon import Term
from tasks.extract.finder_words import word_set
from tasks.extract.phrase_text import Owner, PhraseText
from tasks.extract.spans import ActorKind, ActorSpan
from tasks.records import Actor

_PARTICLES = word_set("name_particles")
_AFTER_HYPHEN = word_set("after_hyphen")
_DATE_WORDS = word_set("calendar")
_LED_HEADS = frozenset(["coalition", "forces", "alliance", "force", "troops", "invasion"])
_LED_KINDS = frozenset(["military", "air", "naval", "ground"])
_LONGEST_NAME = 6
_STATE = frozenset(["GOV", "LEG", "MIL", "JUD", "COP"])
_OFFICES = frozenset(["GOV", "LEG", "MIL", "JUD", "COP", "PTY", "SPY", "OPP"])


class RoleReader(PhraseText):
    """Reads what begins with a role or its modifiers; what owns a role is read by the class that extends this."""

    def read(self, at: int, found: list[ActorSpan]) -> int:
        """Append what begins at word ``at``; gives the first word after it (``at`` where there is nothing)."""
        raise NotImplementedError

    def _read_role(
        self,
        start: int,
        at: int,
        owner: Owner | None,
        found: list[ActorSpan],
        effect: str,
        *,
        noun: bool = False,
    ) -> int:
        """A role at ``at``, its phrase beginning at ``start``; gives ``at`` where it is no actor here."""
        length, role = self._role_at(at)
        end = at + length
        if noun and role.role_kind == "strike":
            return at
        named = self._named_body(start, end, role, found)
        if named is not None:
            return named
        person_end, person = self._name_after(end, role, effect)
        if owner is None:
            owner, complement_end = self._complement(person_end, role)
            person_end = complement_end
            if person is None and owner is not None:
                person_end, person = self._name_after(complement_end, role, effect)
        if owner is None and person is None and not role.bare and not effect:
            return at
        sector = _sector(role, owner, effect)
        country = person.country if person and not owner else owner.country if owner else ""
        name = person.name if person else self._compose(owner, role)
        if person and person.sector and (person.sector == "ELI" or role.sector not in _OFFICES):
            sector = person.sector
        kind: ActorKind = "person" if person else "role"
        return self._emit(found, start, person_end, Actor("", name, country, sector), kind)

    def _named_body(self, start: int, end: int, role: Term, found: list[ActorSpan]) -> int | None:
        """ "Rights group Amnesty International" is the body, the role a part of the phrase."""
        words = self._words
        if role.role_kind != "institution" or role.sector in _STATE or end >= len(words):
            return None
        if not words[end].spaced:
            return None
        match = self._lexicon.index.longest(words, end)
        if match is None or match[1].kind != "name" or match[1].offices or match[1].sector == "JRN":
            return None
        inner: list[ActorSpan] = []
        after = self.read(end, inner)
        if len(inner) != 1:
            return None
        found.append(self._stretch(inner[0], start))
        return after

    def _stretch(self, span: ActorSpan, at: int) -> ActorSpan:
        """A span with what stands before it from word ``at`` on."""
        start = self._words[at].start
        return replace(span, start=start, actor=replace(span.actor, text=self._text[start : span.end]))

    def _compose(self, owner: Owner | None, role: Term) -> str:
        if owner is None:
            return role.name
        if owner.sector not in ("", "PRE", "CVL") and role.role_kind in ("collective", "strike"):
            return owner.name
        shown = self._lexicon.adjectives.get(owner.country, "") if owner.country else ""
        if owner.name != self._lexicon.countries.get(owner.country) and owner.name != shown:
            shown = owner.name
        head = "military" if role.sector == "MIL" and not role.bare else role.name
        return f"{shown or owner.name} {head}"

    def _name_after(self, end: int, role: Term, effect: str) -> tuple[int, Actor | None]:
        """The person named right after a title: a known one, or capitalised words."""
        words = self._words
        if role.role_kind not in ("title", "person") or end >= len(words) or not words[end].joined:
            return end, None
        for length, term in self._lexicon.index.matches(words, end):
            if term.offices:
                return end + length, self._person(term, former=effect == "ELI" or role.sector == "ELI")
            if term.kind in ("country", "capital", "demonym", "name", "stop", "territory", "seat"):
                return end, None
        last = self._capitals_end(end)
        if last == end:
            return end, None
        return last, Actor("", self._text[words[end].start : words[last - 1].end], "", "")

    def _capitals_end(self, at: int) -> int:
        """The first word after a run of capitalised words, particles and initials that can be a person's name."""
        words, last = self._words, at
        for i in range(at, min(at + _LONGEST_NAME, len(words))):
            word = words[i]
            if not word.joined or (i > at and "\n" in self._text[words[i - 1].end : word.start]):
                break
            capital = word.capital and word.folded not in _DATE_WORDS and word.text[0] not in "'’"
            if capital or (i > at and self._continues(i)):
                last = i + 1
            elif word.folded not in _PARTICLES:
                break
        return last

    def _continues(self, at: int) -> bool:
        """Whether a hyphen joins the word to a name: "Kim Sung-dal", not "Modi-led"."""
        before, word = self._words[at - 1], self._words[at]
        hyphen = before.end + 1 == word.start and self._text[before.end] == "-"
        return hyphen and before.capital and word.folded not in _AFTER_HYPHEN

    def _complement(self, end: int, role: Term) -> tuple[Owner | None, int]:
        """Whose it is when that comes after: "president of Ghana", "spokesman for the Turkish army"."""
        words = self._words
        if end + 1 >= len(words) or words[end].folded not in ("of", "for") or not words[end].joined:
            return None, end
        if words[end].folded == "for" and role.role_kind not in ("person", "title"):
            return None, end
        at = end + 2 if words[end + 1].folded == "the" else end + 1
        inner: list[ActorSpan] = []
        if at >= len(words) or not words[at].joined:
            return None, end
        after = self.read(at, inner)
        if len(inner) != 1 or not inner[0].actor.country or inner[0].start != words[at].start:
            return None, end
        actor = inner[0].actor
        sector = "" if inner[0].kind == "country" and actor.sector == "GOV" else actor.sector
        return Owner(self._owner_name(inner[0]), actor.country, sector), after

    def _owner_name(self, span: ActorSpan) -> str:
        if span.kind == "country" and span.actor.country in self._lexicon.countries:
            return (
                self._lexicon.countries[span.actor.country] if span.actor.sector == "GOV" else span.actor.name
            )
        return span.actor.name

    def _read_modified(self, at: int, found: list[ActorSpan]) -> int:
        """A role with modifiers and no owner: "masked gunmen", "former army chief"."""
        head = self._role_after_modifiers(at)
        if head is None:
            return at
        return self._read_role(at, head, None, found, self._modifier_effect(at, head))

    def _role_after_modifiers(self, at: int) -> int | None:
        match = self._modifier_at(at)
        return None if match is None else self._role_after(at + match[0], possessive=False)

    def _read_led(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        """ "Saudi-led coalition": the leader's armed forces."""
        words = self._words
        head = end + 1
        while head < len(words) and words[head].joined and words[head].folded in _LED_KINDS:
            head += 1
        if head >= len(words) or words[head].folded not in _LED_HEADS or not term.country:
            return end
        adjective = self._lexicon.adjectives.get(term.country, term.name)
        actor = Actor("", f"{adjective}-led {words[head].folded}", term.country, "MIL")
        return self._emit(found, at, head + 1, actor, "group")


def _sector(role: Term, owner: Owner | None, effect: str) -> str:
    """The sector of a composed actor: a modifier outranks the role, a group's own sector outranks both."""
    if owner and owner.sector and owner.sector != "CVL":
        return owner.sector
    if effect == "ELI":
        return "ELI" if role.sector in _OFFICES else role.sector
    if effect == "OPP" and role.sector in ("MIL", "UAF", "REB", "PRM"):
        return "REB"
    if effect == "REB" or (effect == "PRM" and role.sector == "MIL"):
        return effect
    if effect == "OPP" and role.sector in ("UNK", "GOV", "PTY", "CVL", "LEG"):
        return "OPP"
    if effect == "REL" and role.sector in ("UNK", "CVL"):
        return "REL"
    return role.sector

"""Reads one actor phrase at a word: a name, or whose + what ("Turkish police", "Ghana's foreign minister Ama X")."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tasks.extract.actor_lexicon import ActorLexicon, Term
from tasks.extract.names import Word
from tasks.extract.spans import ActorKind, ActorSpan
from tasks.records import Actor

_PARTICLES = frozenset(
    "al el bin ibn abu ben bint von van der de da di dos das du la le ould mac st del af ap".split()
)
# Joined by a hyphen after or before a people's name these make it an adjective of something else.
_AFTER_HYPHEN = frozenset(
    "backed based born held controlled occupied allied aligned run owned made listed funded appointed installed "
    "administered speaking style majority sponsored supplied trained supported friendly bound imposed drafted brokered "
    "mediated educated dominated hosted linked registered flagged wide built claimed".split()
)
_BEFORE_HYPHEN = frozenset("pro anti non ex post pre un inter trans neo mid all sino".split())
_LED = frozenset(["led"])
_LED_HEADS = frozenset(["coalition", "forces", "alliance", "force", "troops", "invasion"])
_MOST_MODIFIERS = 4
# What follows a people's name that stands for the people or one of them ("the French have", "two Syrians").
_FOLLOWERS = frozenset(
    "have has had are is were was will would can could may might must do did said say says who also and or to in on at "
    "from with by for after before against over as but not whose of".split()
)
_DATE_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose role it is: a country, a people, a territory or an organisation."""

    name: str
    country: str
    sector: str = ""
    start: int = 0


class PhraseReader:
    """Reads actor phrases of one text; holds nothing but the text, its words and the lexicon."""

    def __init__(self, text: str, words: Sequence[Word], lexicon: ActorLexicon, on: date | None) -> None:
        self._text, self._words, self._lexicon, self._on = text, words, lexicon, on
        self._folded = frozenset(word.folded for word in words)

    def read(self, at: int, found: list[ActorSpan]) -> int:
        """Append what begins at word ``at``; gives the first word after it (``at`` where there is nothing)."""
        for length, term in self._lexicon.index.matches(self._words, at):
            if term.kind == "stop":
                return at + length
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

    # --- names ---------------------------------------------------------------------------------------------

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

    def _person(self, term: Term, former: bool = False) -> Actor:
        sector = term.offices[-1].sector
        if self._on is not None:
            held = [
                o for o in term.offices if o.since <= self._on and (o.until is None or self._on <= o.until)
            ]
            past = any(o.until is not None and o.until < self._on for o in term.offices)
            sector = held[-1].sector if held else "ELI" if past else ""
        return Actor("", term.name, term.country, "ELI" if former else sector)

    # --- countries, capitals, territories --------------------------------------------------------------------

    def _read_place_like(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        if self._is_namesake(at, end, term) or self._hyphened(at, end):
            return self._read_led(at, end, term, found) if self._next_is(end, _LED) else end
        owner = Owner(
            term.name if term.kind != "capital" else self._lexicon.countries[term.country], term.country
        )
        owner = replace(owner, sector=term.sector if term.kind == "territory" else "")
        possessive = self._is_possessive(end)
        head = self._role_after(end, possessive=True)
        if head is not None:
            after = self._read_role(
                at, head, owner, found, self._modifier_effect(end, head), noun=not possessive
            )
            if after > head:
                return after
        name_at = self._owned_name(end, term.country)
        if name_at is not None:
            length, name = self._lexicon.index.longest(self._words, name_at) or (1, term)
            inner: list[ActorSpan] = []
            after = self._read_name(name_at, name_at + length, name, inner)
            found.extend(self._stretch(span, at) for span in inner)
            return after
        actor = Actor("", term.name, term.country, term.sector)
        return self._emit(found, at, end, actor, "country", could_be_place=True)

    def _is_namesake(self, at: int, end: int, term: Term) -> bool:
        """Whether "Jordan" is a person's name here, or "Georgia" the American state."""
        guard = self._lexicon.guards.get(self._words[at].folded) if end == at + 1 else None
        if guard is None:
            return False
        if guard.elsewhere & self._folded:
            return True
        return guard.person_name and (self._unknown_capital(at - 1, at) or self._unknown_capital(end, end))

    def _unknown_capital(self, at: int, joint: int) -> bool:
        """Whether the word at ``at`` is a capitalised word that no list knows, with only a space between."""
        words = self._words
        if not 0 <= at < len(words) or not 0 < joint < len(words) or not words[joint].spaced:
            return False
        word = words[at]
        if not word.capital or not word.text.isalpha() or word.folded in _DATE_WORDS or len(word.text) < 2:
            return False
        opens = at == 0 or not words[at].joined
        if at < joint and opens:
            return False
        return self._lexicon.index.longest(words, at) is None

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

    def _stretch(self, span: ActorSpan, at: int) -> ActorSpan:
        start = self._words[at].start
        return replace(span, start=start, actor=replace(span.actor, text=self._text[start : span.end]))

    # --- peoples ---------------------------------------------------------------------------------------------

    def _read_demonym(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        if self._hyphened(at, end):
            return self._read_led(at, end, term, found) if self._next_is(end, _LED) else end
        owner = Owner(term.name, term.country, term.sector)
        head = self._role_after(end, possessive=False)
        if head is not None:
            after = self._read_role(at, head, owner, found, self._modifier_effect(end, head))
            if after > head:
                return after
        name_at = self._owned_name(end, term.country)
        if name_at is not None:
            length, name = self._lexicon.index.longest(self._words, name_at) or (1, term)
            inner: list[ActorSpan] = []
            after = self._read_name(name_at, name_at + length, name, inner)
            found.extend(self._stretch(span, at) for span in inner)
            return after
        shared = self._shared_role(end)
        if shared is not None:
            actor = Actor("", f"{term.name} {shared.name}", term.country, term.sector or shared.sector)
            return self._emit(found, at, end, actor, "role")
        if self._stands_alone(at, end):
            return self._emit(
                found, at, end, Actor("", term.name, term.country, term.sector or "CVL"), "group"
            )
        return at

    def _read_people(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        invariant = any(t.kind == "demonym" for _, t in self._lexicon.index.matches(self._words, at))
        if invariant and not self._stands_alone(at, end):
            return at
        if self._hyphened(at, end):
            return end
        return self._emit(found, at, end, Actor("", term.name, term.country, term.sector), "group")

    def _stands_alone(self, at: int, end: int) -> bool:
        """Whether "the French", "a Syrian", "two Lebanese" is a noun here: no noun follows that it could modify."""
        before = self._words[at - 1].folded if at else ""
        if before not in ("the", "a", "an", "many", "some", "two", "three", "four", "five", "most", "other"):
            return False
        if end >= len(self._words) or not self._words[end].joined:
            return True
        return self._words[end].folded in _FOLLOWERS

    def _shared_role(self, end: int) -> Term | None:
        """The role that coordinated peoples share: "Syrian and Russian warplanes"."""
        words, at = self._words, end
        for _ in range(4):
            if at < len(words) and words[at].folded in ("and", "or") and words[at].joined:
                at += 1
            elif (
                at >= len(words) or at == 0 or self._text[words[at - 1].end : words[at].start].strip() != ","
            ):
                return None
            elif words[at].folded == "and":
                at += 1
            match = next(
                ((n, t) for n, t in self._lexicon.index.matches(words, at) if t.kind == "demonym"), None
            )
            if match is None:
                return None
            at += match[0]
            head = self._role_after(at, possessive=False)
            if head is not None:
                return self._role_at(head)[1]
        return None

    # --- roles -----------------------------------------------------------------------------------------------

    def _role_at(self, at: int) -> tuple[int, Term]:
        """The longest role at a word; the caller knows that there is one."""
        return next((n, t) for n, t in self._lexicon.index.matches(self._words, at) if t.kind == "role")

    def _role_after(self, end: int, *, possessive: bool) -> int | None:
        """Where a role begins after an owner, modifiers skipped."""
        at = self._skip_possessive(end) if possessive else end
        for _ in range(_MOST_MODIFIERS):
            if at >= len(self._words) or not self._words[at].joined or not self._same_phrase(at):
                return None
            kinds = {t.kind: n for n, t in reversed(list(self._lexicon.index.matches(self._words, at)))}
            if "role" in kinds:
                return at
            if "modifier" not in kinds:
                return None
            at += kinds["modifier"]
        return None

    def _same_phrase(self, at: int) -> bool:
        return self._words[at].spaced or self._text[self._words[at].start - 1] in "'’-"

    def _modifier_effect(self, start: int, end: int) -> str:
        """The sector that a modifier between owner and role brings ("former", "rebel", "opposition")."""
        at = start
        while at < end:
            match = next(
                ((n, t) for n, t in self._lexicon.index.matches(self._words, at) if t.kind == "modifier"),
                None,
            )
            if match is not None and match[1].sector:
                return match[1].sector
            at += match[0] if match else 1
        return ""

    def _read_modified(self, at: int, found: list[ActorSpan]) -> int:
        """A role with modifiers and no owner: "masked gunmen", "former army chief"."""
        head = self._role_after_modifiers(at)
        if head is None:
            return at
        return self._read_role(at, head, None, found, self._modifier_effect(at, head))

    def _role_after_modifiers(self, at: int) -> int | None:
        match = next(
            ((n, t) for n, t in self._lexicon.index.matches(self._words, at) if t.kind == "modifier"), None
        )
        return None if match is None else self._role_after(at + match[0], possessive=False)

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
        person_end, person = self._name_after(end, role, effect)
        if owner is None:
            owner, complement_end = self._complement(person_end, role)
            person_end = complement_end
        if owner is None and person is None and not role.bare and not effect:
            return at
        sector = _sector(role, owner, effect)
        country = person.country if person and not owner else owner.country if owner else ""
        name = person.name if person else self._compose(owner, role)
        if person and person.sector:
            sector = person.sector
        kind: ActorKind = "person" if person else "role"
        return self._emit(found, start, person_end, Actor("", name, country, sector), kind)

    def _compose(self, owner: Owner | None, role: Term) -> str:
        if owner is None:
            return role.name
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
        for i in range(at, min(at + 6, len(words))):
            word = words[i]
            if not word.joined or (i > at and "\n" in self._text[words[i - 1].end : word.start]):
                break
            if word.capital and word.folded not in _DATE_WORDS and word.text[0] not in "'’":
                last = i + 1
            elif word.folded not in _PARTICLES:
                break
        return last

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

    def _read_led(self, at: int, end: int, term: Term, found: list[ActorSpan]) -> int:
        """ "Saudi-led coalition": the leader's armed forces."""
        words = self._words
        head = end + 1
        while (
            head < len(words)
            and words[head].joined
            and words[head].folded in ("military", "air", "naval", "ground")
        ):
            head += 1
        if head >= len(words) or words[head].folded not in _LED_HEADS or not term.country:
            return end
        adjective = self._lexicon.adjectives.get(term.country, term.name)
        actor = Actor("", f"{adjective}-led {words[head].folded}", term.country, "MIL")
        return self._emit(found, at, head + 1, actor, "group")

    # --- small questions ---------------------------------------------------------------------------------------

    def _is_possessive(self, end: int) -> bool:
        return end < len(self._words) and self._words[end].folded in ("'s", "’s")

    def _skip_possessive(self, end: int) -> int:
        return end + 1 if self._is_possessive(end) else end

    def _next_is(self, end: int, wanted: frozenset[str]) -> bool:
        return end < len(self._words) and self._words[end].folded in wanted and not self._words[end].spaced

    def _hyphened(self, at: int, end: int) -> bool:
        """Whether a hyphen makes the name part of another word: "pro-Russian", "US-backed"."""
        words, text = self._words, self._text
        if at and text[words[at].start - 1] in "-‑–" and words[at - 1].folded in _BEFORE_HYPHEN:
            return True
        hyphen = end < len(words) and text[words[end - 1].end : words[end].start] in ("-", "‑", "–")
        return hyphen and words[end].folded in (_AFTER_HYPHEN | _LED)

    def _emit(
        self,
        found: list[ActorSpan],
        at: int,
        end: int,
        actor: Actor,
        kind: ActorKind,
        *,
        could_be_place: bool = False,
    ) -> int:
        start, stop = self._words[at].start, self._words[end - 1].end
        shown = self._text[start:stop]
        found.append(ActorSpan(start, stop, replace(actor, text=shown), kind, could_be_place))
        return end


def _sector(role: Term, owner: Owner | None, effect: str) -> str:
    """The sector of a composed actor: a modifier outranks the role, a group's own sector outranks both."""
    if owner and owner.sector and owner.sector != "CVL":
        return owner.sector
    if effect == "ELI":
        return (
            "ELI" if role.sector in ("GOV", "LEG", "MIL", "JUD", "COP", "PTY", "SPY", "OPP") else role.sector
        )
    if effect == "OPP" and role.sector in ("MIL", "UAF", "REB", "PRM"):
        return "REB"
    if effect == "REB" or (effect == "PRM" and role.sector == "MIL"):
        return effect
    if effect == "OPP" and role.sector in ("UNK", "GOV", "PTY", "CVL", "LEG"):
        return "OPP"
    return role.sector

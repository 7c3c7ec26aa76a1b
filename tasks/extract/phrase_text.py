"""A text as the phrase readers see it: its words, and the small questions that they ask of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from tasks.extract.actor_lexicon import ActorLexicon, Term, TermKind
from tasks.extract.codebook import load_codebook
from tasks.extract.finder_words import word_set
from tasks.extract.names import Word
from tasks.extract.spans import ActorKind, ActorSpan
from tasks.records import Actor

_AFTER_HYPHEN = word_set("after_hyphen")
_BEFORE_HYPHEN = word_set("before_hyphen")
_FOLLOWERS = word_set("after_people")
_DATE_WORDS = word_set("calendar")
_AFTER_STRIKE = word_set("after_strike")
_MOST_MODIFIERS = 4
HEADLINE, LITTLE = 3, 3  # longer words that a headline has at least; letters of the little ones
_MOST_UNLISTED = 2
_ALSO_ADJECTIVES = frozenset(["national", "official", "representative", "general", "military", "private"])
_PORTFOLIO_HEADS = word_set("portfolio_heads")
_NO_PORTFOLIO = word_set("no_portfolio")
_TRADE_HEADS = word_set("trade_heads")
_VERBS_END = ("ed", "s", "ing")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose role it is: a country, a people, a territory or an organisation."""

    name: str
    country: str
    sector: str = ""


class PhraseText:
    """One text with its words and the lexicon; it holds nothing else."""

    def __init__(self, text: str, words: Sequence[Word], lexicon: ActorLexicon, on: date | None) -> None:
        self._text, self._words, self._lexicon, self._on = text, words, lexicon, on
        self._folded = frozenset(word.folded for word in words)

    def _role_at(self, at: int) -> tuple[int, Term]:
        """The longest role at a word; the caller knows that there is one."""
        return next((n, t) for n, t in self._lexicon.index.matches(self._words, at) if t.kind == "role")

    def _role_after(self, end: int, *, possessive: bool) -> int | None:
        """Where a role begins after an owner, modifiers skipped."""
        at = self._skip_possessive(end) if possessive else end
        owned, unlisted = at > end, 0
        for _ in range(_MOST_MODIFIERS):
            if at >= len(self._words) or not self._words[at].joined or not self._same_phrase(at):
                return None
            kinds = {t.kind: n for n, t in reversed(list(self._lexicon.index.matches(self._words, at)))}
            if "role" in kinds:
                return None if unlisted and self._adjective_here(at) else at
            if "modifier" not in kinds and not self._portfolio(at):
                skipped = self._people_between(at)
                if not skipped and (unlisted == _MOST_UNLISTED or not self._unlisted(at, owned)):
                    return None
                unlisted += not skipped
                kinds = {"modifier": skipped or 1}
            at += kinds.get("modifier", 1)
        return None

    def _adjective_here(self, at: int) -> bool:
        """Whether a role is an adjective before another noun: "the highest level national security"."""
        following = self._words[at + 1 : at + 2]
        noun = bool(following) and following[0].joined and following[0].text.islower()
        return noun and self._words[at].folded in _ALSO_ADJECTIVES

    def _people_between(self, at: int) -> int:
        """How many words name a people without a country: "Turkish Kurdish refugees"."""
        for match in (self._kind_at(at, "demonym"), self._kind_at(at, "people")):
            if match is not None and not match[1].country:
                return match[0]
        return 0

    def _unlisted(self, at: int, owned: bool) -> bool:
        """Whether a word that no list knows can stand between: "Nicaragua's Sandinista government"."""
        word = self._words[at]
        if self._lexicon.index.longest(self._words, at) is not None or not word.text.isalpha():
            return False
        if word.folded in _NO_PORTFOLIO or word.folded in _DATE_WORDS or not word.spaced:
            return False
        if word.capital:
            following = self._words[at + 1 : at + 2]
            return bool(following) and following[0].joined and following[0].text.islower()
        return owned and not word.folded.endswith(_VERBS_END)

    def _portfolio(self, at: int) -> bool:
        """Whether a word says what an office or a trade is for, though no lexicon lists it: "works minister"."""
        word, following = self._words[at], self._words[at + 1 : at + 2]
        heads = bool(following) and following[0].joined and following[0].folded in _PORTFOLIO_HEADS
        if not heads:
            heads = bool(following) and following[0].joined and following[0].folded in _TRADE_HEADS
            heads = heads and not word.folded.endswith(_VERBS_END)  # "Egypt frees workers"
        return heads and word.text.islower() and word.text.isalpha() and word.folded not in _NO_PORTFOLIO

    def _same_phrase(self, at: int) -> bool:
        return self._words[at].spaced or self._text[self._words[at].start - 1] in "'’-"

    def _modifier_at(self, at: int) -> tuple[int, Term] | None:
        return self._kind_at(at, "modifier")

    def _kind_at(self, at: int, kind: TermKind) -> tuple[int, Term] | None:
        """The longest match of one kind at a word."""
        return next(((n, t) for n, t in self._lexicon.index.matches(self._words, at) if t.kind == kind), None)

    def _modifier_effect(self, start: int, end: int) -> str:
        """The sector that a modifier between owner and role brings ("former", "rebel", "opposition")."""
        at = start
        while at < end:
            match = self._modifier_at(at)
            if match is not None and match[1].sector:
                return match[1].sector
            at += match[0] if match else 1
        return ""

    def _effect(self, at: int, end: int, head: int) -> str:
        """The same for an owner at ``at``, with a "former" in front of it: "a former Peruvian governor"."""
        before = self._modifier_at(at - 1) if at and self._words[at].joined else None
        ahead = before[1].sector if before is not None and before[0] == 1 else ""
        return self._modifier_effect(end, head) or (ahead if ahead == "ELI" else "")

    def _is_possessive(self, end: int) -> bool:
        return end < len(self._words) and self._words[end].folded in ("'s", "’s")

    def _verb_may_follow(self, at: int, head: int) -> bool:
        """Whether "strikes" in "US strikes Iran" may be a verb: "US" is noun and adjective alike."""
        after = head + 1
        noun = after < len(self._words) and self._words[after].folded in _AFTER_STRIKE
        return self._words[at].text.isupper() and not noun

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
        return hyphen and words[end].folded in _AFTER_HYPHEN

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

    def _person(self, term: Term, former: bool = False) -> Actor:
        """Who a name is on the day of the text: in office, out of it (ELI), or not there yet ("")."""
        office, sector = term.offices[-1], term.offices[-1].sector
        if self._on is not None:
            begun = [office for office in term.offices if office.since <= self._on]
            held = [office for office in begun if office.until is None or self._on <= office.until]
            office = held[-1] if held else begun[-1] if begun else term.offices[0]
            sector = office.sector if held else "ELI" if begun else ""
        return Actor("", term.name, office.country, "ELI" if former else sector)

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
            match = self._kind_at(at, "demonym")
            if match is None:
                return None
            at += match[0]
            head = self._role_after(at, possessive=False)
            if head is not None:
                return self._role_at(head)[1]
        return None

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

    def _is_namesake(self, at: int, end: int, term: Term) -> bool:
        """Whether "Jordan" is a person's name here, or "Georgia" the American state."""
        guard = self._lexicon.guards.get(self._words[at].folded) if end == at + 1 else None
        if guard is None:
            return False
        if guard.elsewhere & self._folded:
            return True
        if at and self._words[at].spaced and self._words[at - 1].folded in self._lexicon.given_names:
            return guard.person_name and self._words[at - 1].capital
        return guard.person_name and (self._unknown_capital(at - 1, at) or self._surname(end))

    def _surname(self, at: int) -> bool:
        """Whether a surname stands here; in a headline every verb has a capital too: "Israel Arrests Journalist"."""
        if not self._unknown_capital(at, at):
            return False
        return not (self._all_capitals and self._words[at].folded in load_codebook().verbs.forms)

    @cached_property
    def _all_capitals(self) -> bool:
        """Whether it is written as headlines are, each longer word with a capital."""
        longer = [word.capital for word in self._words if len(word.text) > LITTLE and word.text.isalpha()]
        return len(longer) >= HEADLINE and sum(longer) >= len(longer) * 0.8

    def _lacks_context(self, at: int, end: int, term: Term) -> bool:
        """Whether an ambiguous name ("APC") stands without a word that shows whose it is."""
        guard = self._lexicon.guards.get(" ".join(word.folded for word in self._words[at:end]))
        if guard is None or not guard.guarded:
            return False
        context = guard.needs | self._lexicon.country_words.get(term.country, frozenset())
        return not context & self._folded

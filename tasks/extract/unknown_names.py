"""Names that no list knows, where the words beside them say who they are: a role, an apposition, a people.

The lists come first: a name that they know, or that the gazetteer has, stays what it is. What a name finder makes
of a name by its looks decides only where the words around leave it open. A bare name that nobody explains is
nobody.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.extract.actor_lexicon import ActorLexicon, Term
from tasks.extract.finder_words import word_set
from tasks.extract.names import fold, words_of
from tasks.extract.spans import ActorKind, ActorSpan, PlaceSpan
from tasks.extract.syntax import NameSpan
from tasks.records import Actor

_PLURALS = ("s", "men", "people", "women")
_DIRECTIONS = "|".join(sorted(word_set("directions")))
# "the rebel group Name", "the militia known as Name"
_CALLED = re.compile(r",? (?:(?:called|named|known as|calling itself|dubbed),? )?(?:the )?[\"“‘']?")
# "Name, 45, a former ... spokesman"
_APPOSED = re.compile(
    r"(?: \([^)]{1,40}\))?,(?: (?:aged )?\d{1,3},)? (?:(?:a|an|the|one of the|another|then|once) )?"
    r"(?:[a-z][a-z-]+ ){0,2}"
)
_APPOSITION_ENDS = re.compile(r"[,.;:)]|$| (?:who|which|that|in|from|of|for|at|based|with|and|,)\b|\s*[–—]")
# "the minister, Name, said"
_NAMED_BEHIND = re.compile(r",? [\"“]?")
_DETERMINED = re.compile(r"(?:^|\b)(?:the|its|their|his|her|our|whose|a|an) (?:[a-z][a-z-]+ ){0,2}$", re.I)
_OF = re.compile(r" (?:of|from|with)(?: the)? ")
_PEOPLE_BEFORE = re.compile(r"(?:[’']s)? ")
_WHERE = re.compile(
    rf"(?: (?:based|operating|active|fighting|headquartered|formed|banned))? (?:in|from|of)(?: (?:{_DIRECTIONS}))* "
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a role beside a name says of it."""

    country: str
    sector: str
    kind: ActorKind


def with_unknown_names(
    text: str,
    actors: Sequence[ActorSpan],
    places: Sequence[PlaceSpan],
    names: Sequence[NameSpan],
    lexicon: ActorLexicon,
) -> tuple[ActorSpan, ...]:
    """The actors of a sentence with those that only a name finder saw, in order and without overlap.

    All offsets are into ``text``. A role that is but the first part of such a name ("the rebel group Name") gives
    way to the whole.
    """
    found = list(actors)
    covered = [(place.start, place.end) for place in places]
    for name in names:
        known = [*covered, *((span.start, span.end) for span in found)]
        if any(start < name.end and name.start < end for start, end in known):
            continue
        span = _explained(text, name, found, places, lexicon)
        if span is not None:
            found = [other for other in found if other.end <= span.start or other.start >= span.end]
            found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def _explained(
    text: str,
    name: NameSpan,
    actors: Sequence[ActorSpan],
    places: Sequence[PlaceSpan],
    lexicon: ActorLexicon,
) -> ActorSpan | None:
    """The actor that a name stands for by the words beside it, None where they do not say."""
    shown = text[name.start : name.end]
    if not shown[:1].isupper() and "-" not in shown:
        return None
    before = next((span for span in reversed(actors) if span.end <= name.start), None)
    behind = next((span for span in actors if span.start >= name.end), None)
    if before is not None and before.kind == "role":
        said = _introduced(text, name, before, lexicon)
        if said is not None:
            said = _located(text, name.end, said, actors, places)
            return _span(text, before.start if said.kind != "person" else name.start, name, said)
    if behind is not None and behind.kind == "role":
        said = _apposed(text, name, behind, lexicon)
        if said is not None:
            return _span(text, name.start, name, _located(text, behind.end, said, actors, places))
    if behind is not None and name.kind == "PER" and _OF.fullmatch(text[name.end : behind.start]):
        return _span(text, name.start, name, _member(behind))
    return _of_people(text, name, before)


def _introduced(text: str, name: NameSpan, role: ActorSpan, lexicon: ActorLexicon) -> _Said | None:
    """What a role before the name says: "the rebel group Name", "the minister, Name,"."""
    head, between = _head(role, lexicon), text[role.end : name.start]
    if head is None:
        return None
    if head[1].role_kind == "institution":
        return _said(role, head) if _CALLED.fullmatch(between) and "," not in between[:1] else None
    if not _NAMED_BEHIND.fullmatch(between) or not _DETERMINED.search(text[: role.start]):
        return None
    closed = between.startswith(",") and text[name.end : name.end + 1] in (",", ".", "")
    return _said(role, head) if closed and _singular(head[0]) else None


def _apposed(text: str, name: NameSpan, role: ActorSpan, lexicon: ActorLexicon) -> _Said | None:
    """What an apposition says: "Name, a spokesman for the Libyan army", "the X Front, a militant group in Y"."""
    head = _head(role, lexicon)
    if head is None or not _APPOSED.fullmatch(text[name.end : role.start]):
        return None
    if not _singular(head[0]) or not _APPOSITION_ENDS.match(text, role.end):
        return None
    return _said(role, head)


def _member(body: ActorSpan) -> _Said:
    """Whom somebody belongs to: "Name of the Libyan army", "Name from Hezbollah"."""
    if body.kind in ("role", "organisation", "group") and body.actor.sector:
        return _Said(body.actor.country, body.actor.sector, "person")
    return _Said("", "", "person")


def _of_people(text: str, name: NameSpan, people: ActorSpan | None) -> ActorSpan | None:
    """A person or body whose people stands before the name: "Kenya's Name", "the Colombian group Name"."""
    if people is None or people.kind not in ("country", "group") or name.kind == "LOC":
        return None
    if not people.actor.country or not _PEOPLE_BEFORE.fullmatch(text[people.end : name.start]):
        return None
    if people.actor.sector == "GOV" or text[people.start - 1 : people.start] == "-":
        return None
    kind: ActorKind = "person" if name.kind == "PER" else "organisation"
    return _span(text, name.start, name, _Said(people.actor.country, "", kind))


def _span(text: str, start: int, name: NameSpan, said: _Said) -> ActorSpan | None:
    """The mention, where enough is said: at least a country or a sector that is one."""
    if not said.country and said.sector in ("", "UNK"):
        return None
    actor = Actor(text[start : name.end], text[name.start : name.end], said.country, said.sector)
    return ActorSpan(start, name.end, actor, said.kind)


def _said(role: ActorSpan, head: tuple[str, Term]) -> _Said:
    body = head[1].role_kind == "institution"
    kind: ActorKind = "organisation" if body and role.actor.sector not in ("REB", "PRM", "UAF") else "group"
    return _Said(role.actor.country, role.actor.sector, kind if body else "person")


def _head(role: ActorSpan, lexicon: ActorLexicon) -> tuple[str, Term] | None:
    """The first role word of a phrase as written, and what it is."""
    words = words_of(role.actor.text)
    for at in range(len(words)):
        for length, term in lexicon.index.matches(words, at):
            if term.kind == "role" and term.role_kind != "strike":
                return words[at + length - 1].text, term
    return None


def _singular(word: str) -> bool:
    return not fold(word).endswith(_PLURALS) or fold(word).endswith("ss")


def _located(
    text: str, end: int, said: _Said, actors: Sequence[ActorSpan], places: Sequence[PlaceSpan]
) -> _Said:
    """The same with the country that follows: "a militant group in Yemen"."""
    if said.country:
        return said
    for start, country in _countries(actors, places):
        if start > end and _WHERE.fullmatch(text[end:start]):
            return replace(said, country=country)
    return said


def _countries(actors: Sequence[ActorSpan], places: Sequence[PlaceSpan]) -> Iterator[tuple[int, str]]:
    yield from ((span.start, span.place.country) for span in places if span.place.country)
    yield from ((span.start, span.actor.country) for span in actors if span.could_be_place)

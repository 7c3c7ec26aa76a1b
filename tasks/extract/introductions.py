"""What a document introduces: people by their full names, bodies by the acronym in brackets behind their names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.extract.finder_words import word_set
from tasks.extract.names import fold
from tasks.extract.spans import ActorKind, ActorSpan, Sentence
from tasks.records import Actor

_PARTICLES = word_set("name_particles")
_PREFIXES = word_set("name_prefixes")
_NO_SURNAME_AFTER = word_set("titles_before_given_names")
_NEVER = word_set("never_surname") | word_set("name_suffixes")
_FAMILY_FIRST = word_set("family_name_first")
_APPOSED = word_set("apposed_titles")
_PLACES_BEFORE = word_set("place_before")
_AGENCIES = word_set("agency_signatures")
_SMALL_WORDS = word_set("small_words_in_names")
_BODY_SECTORS = {
    sector: word_set(f"bodies_{sector.lower()}") for sector in ("PTY", "LAB", "REB", "GOV", "SOC")
}
_BODIES = word_set("bodies").union(*_BODY_SECTORS.values())
_BRACKET = re.compile(
    r" ?[(\[](?:or |the )?[\"“‘']?([A-Z][A-Za-z&-]{1,9})[\"”’']?(?:[,;] [^)\]]{1,40})?[)\]]"
)
_CAPITALS = r"[^\W\d_a-z][\w’'.-]*"
_FULL_NAME = rf"{_CAPITALS}(?: (?:{_CAPITALS}|bin|ibn|al|el|de|da|dos|von|van|der|del|la|ould)){{1,4}}"
_NAME_BEFORE = re.compile(rf"(?:^|(?P<before>\w+)[,:]? |[\"“] ?)(?P<name>{_FULL_NAME}), (?:the |a |an )?$")
_NAME_AFTER = re.compile(rf", (?P<name>{_FULL_NAME})(?=,|[.]?$)")
_LONGEST_BODY = 10
_STEM = 4  # letters in which "Labor" and "Labour" agree


@dataclass(frozen=True, slots=True)
class Known:
    """A short name and whom it stands for from a place in the document on."""

    short: str
    actor: Actor
    kind: ActorKind
    since: int  # offset into the document


def introduced(sentence: Sentence, spans: Sequence[ActorSpan]) -> Iterator[Known]:
    """The short names that a sentence introduces."""
    for span in spans:
        if span.kind == "person":
            yield from _surnames(span.actor, span.actor.text, sentence.start + span.end)
        elif span.kind == "role" and fold(span.actor.text.rpartition(" ")[2]) not in _PARTICLES:
            yield from _apposed(sentence, span)
    if "(" in sentence.text or "[" in sentence.text:
        for match in _BRACKET.finditer(sentence.text):
            yield from _acronym(sentence, spans, match)


def body_span(sentence: Sentence, spans: Sequence[ActorSpan], match: re.Match[str]) -> ActorSpan | None:
    """The body that is named in full right before the bracket and that no list knows."""
    start = _body_start(sentence.text, match.start(), match[1])
    if start is None:
        return None
    shown = sentence.text[start : match.start()].rstrip()
    near = [s for s in spans if start - 3 <= s.end and s.start < start + len(shown)]
    countries = {span.actor.country for span in near if span.actor.country}
    country = countries.pop() if len(countries) == 1 else ""
    words = frozenset(fold(word) for word in shown.split())
    if not words & _BODIES:  # a treaty, a disease, a law
        return None
    sector = next((sector for sector, heads in _BODY_SECTORS.items() if heads & words), "")
    return ActorSpan(start, start + len(shown), Actor(shown, shown, country, sector), "organisation")


def brackets(text: str) -> Iterator[re.Match[str]]:
    """The acronyms in brackets; group 1 is the acronym."""
    return _BRACKET.finditer(text) if "(" in text or "[" in text else iter(())


def _surnames(actor: Actor, shown: str, since: int) -> Iterator[Known]:
    """The surname of a full name as the text spells it; nothing where only one name is given."""
    size = len(actor.name.split())
    words = _name_words(actor, shown)
    if size < 2 or len(words) < 2 or fold(words[0]) in _NO_SURNAME_AFTER:
        return
    while len(words) > 2 and fold(words[-1].rstrip(".")) in _NEVER:
        words = words[:-1]
    first = len(words) - 1
    while first > 1 and fold(words[first - 1]) in _PARTICLES:
        first -= 1
    yield from _short(" ".join(words[first:]), actor, since)
    if actor.country in _FAMILY_FIRST:
        yield from _short(words[0], actor, since, shortest=2)


def _name_words(actor: Actor, shown: str) -> list[str]:
    """The words of the person's name as the text has it: "Prime Minister Ada Obi of Kenya" gives Ada, Obi."""
    name, words = [fold(word) for word in actor.name.split()], shown.split()
    folded = [fold(word) for word in words]
    if name[-1] not in folded or len(words) < 2:
        return []
    last = len(folded) - 1 - folded[::-1].index(name[-1])
    first = folded.index(name[0]) if name[0] in folded[:last] else max(0, last - len(name) + 1)
    return words[first : last + 1]


def _short(surname: str, actor: Actor, since: int, shortest: int = 3) -> Iterator[Known]:
    bare = surname
    head, dash, tail = surname.partition("-")
    if dash and fold(head) in _PREFIXES:
        bare = tail
    fits = len(bare) >= shortest and bare[0].isalpha() and fold(bare) not in _NEVER and not bare.isdigit()
    if fits and any(letter.isupper() for letter in bare):
        yield Known(bare, actor, "person", since)


def _apposed(sentence: Sentence, span: ActorSpan) -> Iterator[Known]:
    """ "Ama Boateng, the foreign minister of Ghana," and "the minister, Ama Boateng,": the name is the role's."""
    if not _APPOSED & frozenset(fold(word) for word in span.actor.text.split()):
        return
    text = sentence.text
    match = _NAME_BEFORE.search(text[max(0, span.start - 80) : span.start])
    if match is None or (match["before"] or "").lower() in _PLACES_BEFORE:
        match = _NAME_AFTER.match(text, span.end)
    if match is not None:
        actor = replace(span.actor, text=match["name"], name=match["name"])
        yield from _surnames(actor, match["name"], sentence.start + span.end)


def _acronym(sentence: Sentence, spans: Sequence[ActorSpan], match: re.Match[str]) -> Iterator[Known]:
    acronym = match[1]
    if sum(letter.isupper() for letter in acronym) < 2 or fold(acronym) in _AGENCIES:
        return
    since = sentence.start + match.start(1)
    named = next((s for s in spans if s.end == match.start() and _is_body(s, acronym)), None)
    body = body_span(sentence, spans, match)
    if named is not None and (named.kind != "role" or body is None):
        yield Known(acronym, named.actor, "organisation", since)
        return
    inside = next((s for s in spans if s.start == match.start(1)), None)
    if body is not None and (inside is None or _another(body.actor, inside.actor, acronym)):
        yield Known(acronym, body.actor, body.kind, since)


def _another(body: Actor, listed: Actor, acronym: str) -> bool:
    """Whether the body of the text is not the one that the lists know by this acronym."""
    own, other = _large_words(body.name), _large_words(listed.name)
    alike = sum(one[:_STEM] == two[:_STEM] for one, two in zip(own, other, strict=False))
    if len(own) == len(other) and 2 * alike > len(own):  # "International Labor Office"
        return False
    # The same body in another language has initials that its English name lacks.
    english = "".join(word[0] for word in other) == acronym.casefold()
    elsewhere = body.country != "" and body.country != listed.country
    return english or elsewhere or (body.sector != "" and body.sector != listed.sector)


def _large_words(name: str) -> list[str]:
    return [folded for folded in map(fold, name.split()) if folded not in _SMALL_WORDS]


def _is_body(span: ActorSpan, acronym: str) -> bool:
    if span.kind == "role":
        initials = {fold(word[0]) for word in span.actor.text.split()}
        return bool(span.actor.country) and fold(acronym[0]) in initials
    return span.kind in ("organisation", "group")


def _body_start(text: str, end: int, acronym: str) -> int | None:
    """Where the words begin whose initials are the acronym: "Front for Change (FFC)", "(FC)" alike."""
    wanted = "".join(letter for letter in acronym.casefold() if letter.isalpha())
    words = [(m.start(), m.group()) for m in re.finditer(r"[^\W\d_][\w’'.]*", text[max(0, end - 120) : end])]
    offset = max(0, end - 120)
    every = large = ""
    for start, word in reversed(words[-_LONGEST_BODY:]):
        small = fold(word) in _SMALL_WORDS
        if not (word[0].isupper() or small):
            return None
        every = word[0].casefold() + every
        large = large if small else word[0].casefold() + large
        if not small and len(every) > 1 and wanted in (every, large):
            return offset + start
    return None

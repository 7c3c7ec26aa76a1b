"""Resolves short names within a document: a surname after the full name, an acronym after the brackets."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.codebook_rows import CODEBOOK, read_words
from tasks.extract.finder_words import word_set
from tasks.extract.introductions import Known, body_span, brackets, introduced
from tasks.extract.names import fold
from tasks.extract.spans import ActorSpan, Sentence
from tasks.records import Actor

_COMMON = read_words(CODEBOOK / "common_words.txt") | word_set("word_surnames")
_COURTESY = word_set("courtesy_titles")
_CALENDAR = word_set("calendar")
_PREFIXES = word_set("name_prefixes")


def resolve_names(
    sentences: Sequence[Sentence], spans: Sequence[tuple[ActorSpan, ...]]
) -> list[tuple[ActorSpan, ...]]:
    """The spans of every sentence, with those of surnames and acronyms whose full name stands earlier.

    A title may also use what the text behind it introduces. A short name that could be two of the document's
    people is left alone.
    """
    known = _known(sentences, spans)
    if not known:
        return list(spans)
    return [
        _resolved(sentence, _with_bodies(sentence, own, known), known)
        for sentence, own in zip(sentences, spans, strict=True)
    ]


def _resolved(sentence: Sentence, own: Sequence[ActorSpan], known: dict[str, Known]) -> tuple[ActorSpan, ...]:
    corrected = [_corrected(sentence, span, known) for span in own]
    return tuple(sorted([*corrected, *_added(sentence, own, known)], key=lambda span: span.start))


def _with_bodies(
    sentence: Sentence, own: Sequence[ActorSpan], known: dict[str, Known]
) -> Sequence[ActorSpan]:
    """The spans with those of bodies that the document names in full before the brackets, in place of parts."""
    for match in brackets(sentence.text):
        item = known.get(match[1])
        body = None if item is None else body_span(sentence, own, match)
        if item is None or body is None or item.actor.name != body.actor.name:
            continue
        outside = [s for s in own if s.end <= body.start or s.start >= body.end]
        if all(body.start <= s.start and s.end <= body.end for s in own if s not in outside):
            own = [*outside, body]
    return own


def _known(sentences: Sequence[Sentence], spans: Sequence[tuple[ActorSpan, ...]]) -> dict[str, Known]:
    """What each short name stands for; the first introduction counts, two people by one name none."""
    found: dict[str, Known] = {}
    names: dict[str, str] = {}
    for sentence, own in zip(sentences, spans, strict=True):
        for item in introduced(sentence, own):
            name = fold(item.actor.name)
            if names.setdefault(item.short, name) != name:
                found.pop(item.short, None)
            else:
                found.setdefault(item.short, item)
    return found


def _corrected(sentence: Sentence, span: ActorSpan, known: dict[str, Known]) -> ActorSpan:
    """A span with what the document says of a bare "President Diallo" or of an acronym."""
    if span.kind == "person" and not span.actor.country and " " not in span.actor.name:
        item = known.get(span.actor.name)
        if item is not None and item.kind == "person" and _applies(item, sentence, span.start):
            sector = span.actor.sector or item.actor.sector
            actor = Actor(span.actor.text, item.actor.name, item.actor.country, sector)
            return replace(span, actor=actor)
    item = known.get(span.actor.text)
    if item is None or not _applies(item, sentence, span.start):
        return span
    # A surname alone is that of whom the document introduced, though the lists know a more famous one.
    if item.kind == "person" and (span.kind != "person" or item.actor.name == span.actor.name):
        return span
    return replace(span, actor=replace(item.actor, text=span.actor.text), could_be_place=False)


def _applies(item: Known, sentence: Sentence, at: int) -> bool:
    return sentence.is_title or sentence.start + at >= item.since


def _added(sentence: Sentence, own: Sequence[ActorSpan], known: dict[str, Known]) -> list[ActorSpan]:
    """The surnames and acronyms that no span covers yet."""
    text, shouted = sentence.text, sentence.text.isupper()
    loose = sentence.is_title and _title_case(text)
    taken = [(span.start, span.end) for span in own]
    added: list[ActorSpan] = []
    for item in known.values():
        for start, end in _occurrences(text, item.short.upper() if shouted else item.short):
            introduces = sentence.start + end - len(item.short) == item.since
            if introduces or not _applies(item, sentence, start) or not _free(taken, start, end):
                continue
            if _mentions(text, start, end, item, loose):
                added.append(ActorSpan(start, end, replace(item.actor, text=text[start:end]), item.kind))
                taken.append((start, end))
    return added


def _free(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return all(end <= first or start >= last for first, last in taken)


def _occurrences(text: str, short: str) -> Iterator[tuple[int, int]]:
    at = text.find(short)
    while at >= 0:
        yield _with_prefix(text, at), at + len(short)
        at = text.find(short, at + len(short))


def _with_prefix(text: str, at: int) -> int:
    """Where "al-Sharaa" begins when ``at`` is that of "Sharaa"."""
    for length in (3, 2):
        if at > length and text[at - 1] == "-" and fold(text[at - 1 - length : at - 1].strip()) in _PREFIXES:
            start = at - 1 - len(text[at - 1 - length : at - 1].strip())
            return start if start == 0 or not text[start - 1].isalnum() else at
    return at


def _mentions(text: str, start: int, end: int, item: Known, loose: bool) -> bool:
    """Whether the short name stands here for itself: no part of a longer word or of another name."""
    before, after = text[start - 1] if start else " ", text[end] if end < len(text) else " "
    if before.isalnum() or before in "-‐‑_@#/" or after.isalnum() or after in "-‐‑_@/":
        return False
    if item.kind != "person":
        return True
    opening = not text[:start].strip(" \"“‘'([")
    if fold(item.short) in _COMMON and (opening or loose):
        return False
    return loose or (_alone_before(text, start) and _alone_after(text, end))


def _alone_before(text: str, start: int) -> bool:
    """Whether no other capitalised word leads into the name: "Youssouf Diallo" is somebody else."""
    if start < 2 or text[start - 1] not in " \u00a0":
        return True
    word = text[:start].rsplit(maxsplit=1)[-1].strip("\"“‘'(") if text[:start].strip() else ""
    if not word or not word[0].isupper() or word[-1] in ',;:!?”"’)':
        return True
    return fold(word) in _COURTESY or fold(word) in _CALENDAR or fold(word) in _COMMON


def _alone_after(text: str, end: int) -> bool:
    """Whether the name does not go on: "Diallo Street" is no person."""
    if end + 1 >= len(text) or text[end] not in " \u00a0" or not text[end + 1].isupper():
        return True
    return fold(text[end + 1 :].split(maxsplit=1)[0].rstrip(".,;:")) in _CALENDAR


def _title_case(text: str) -> bool:
    """Whether nearly every word begins with a capital, so that capitals say nothing."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in words) > 0.8 * len(words)

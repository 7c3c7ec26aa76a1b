"""Cuts a document into sentences and reads the dateline that agencies put before the first one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.finder_words import word_set
from tasks.extract.spans import Sentence

_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LINE = re.compile(r"[ \t\r\f\v]*\n\s*")
_OPENS_LINE = re.compile(r"[\"'“‘«(\[]*[^\W_a-z]")
WRAPPED = range(50, 101)  # characters of the lines of a text that was cut to a width
# A stop, closing quotes or brackets, white space, and then something that can open a sentence.
_STOP = re.compile(
    r"(?P<mark>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?P<gap>\s+)(?=[\"'“‘«(\[]*[^\W_a-z])", re.UNICODE
)
_LAST_WORD = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$|[^\W_][\w'’-]*$")
# After these a stop never ends a sentence: what they shorten needs the word that follows.
_TITLES = word_set("abbreviations")
# These end a sentence only when the next word is not a number: "Nov. 3", "p. 4".
_BEFORE_NUMBERS = word_set("abbreviations_before_numbers")
# These may end a sentence; they do so unless what follows can only continue it.
_MAYBE_END = word_set("abbreviations_at_end")
_CONTINUES_PLACE = re.compile(
    r"(?:President|Vice|Secretary|Senator|Sen|Rep|House|Senate|Congress|Supreme|Department|State|Treasury|Army|Navy|"
    r"Air|Marine|Coast|Attorney|Ambassador|Defense|Embassy|Capitol|General|Security|Special|Central|District|Court|"
    r"Prime|Foreign|Home|Office|Federal|Justice|National|Geological|Forces|Government|Mission|Agency|High|"
    r"Secretary-General|Representative|Border|Customs|Immigration)\b"
)
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z][\w'’.-]*(?:[ /-][^\W\d_][\w'’.-]*){0,3}"
    r"(?:, [^\W\d_a-z][\w'’.]*(?: [^\W\d_a-z][\w'’.]*){0,2})??)"
    r"(?:,? (?P<date>(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r"(?: \d{1,2})?(?:,? \d{4})?))?"
    r"(?P<agency> ?[(\[][A-Z][\w .&/'’-]{1,40}[)\]])?"
    r"(?P<mark>\s*(?:[-–—]{1,2}|:)\s+)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The lead-in of an agency report, ``text[start:end]``; the sentence proper begins at ``end``."""

    place: str
    date: str | None
    start: int
    end: int


def split_sentences(document: str, title_length: int = 0) -> tuple[Sentence, ...]:
    """Sentences in order, numbered; 0 is the title where ``document[:title_length]`` is one."""
    found: list[Sentence] = []
    if title_length > 0:
        found.extend(_sentence(document, 0, title_length, 0, is_title=True))
    number = 1 if title_length > 0 else 0
    for start, end in _paragraphs(document, title_length):
        for first, last in _cuts(document, start, end):
            piece = _sentence(document, first, last, number, is_title=False)
            found.extend(piece)
            number += len(piece)
    return tuple(found)


def dateline(text: str) -> Dateline | None:
    """The dateline at the very start of a text, or None."""
    offset = len(text) - len(text.lstrip())
    match = _DATELINE.match(text, offset)
    if match is None or match.end() > offset + 90:
        return None
    place, agency, date_text = match["place"], match["agency"], match["date"]
    shouted = place.split(",")[0].isupper() and len(place) > 2
    colon = match["mark"].strip() == ":"
    if colon and not (date_text or agency):
        return None
    if not (agency or date_text or shouted):
        return None
    return Dateline(place, date_text, offset, match.end())


def _sentence(document: str, start: int, end: int, number: int, *, is_title: bool) -> list[Sentence]:
    """None or one: the white space around is not part of a sentence."""
    piece = document[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return [Sentence(number, start, end, document[start:end], is_title)] if end > start else []


def _paragraphs(document: str, start: int) -> Iterator[tuple[int, int]]:
    for gap in _PARAGRAPH.finditer(document, start):
        yield from _lines(document, start, gap.start())
        start = gap.end()
    yield from _lines(document, start, len(document))


def _lines(document: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A caption, a credit or a heading on a line of its own; lines that were only cut to a width stay together."""
    if _is_wrapped(document[start:end]):
        yield start, end
        return
    for gap in _LINE.finditer(document, start, end):
        if _OPENS_LINE.match(document, gap.end(), end):
            yield start, gap.start()
            start = gap.end()
    yield start, end


def _is_wrapped(text: str) -> bool:
    lines = text.split("\n")[:-1]
    cut = sum(len(line) in WRAPPED and line[-1:] not in '.!?:"”’' for line in lines)
    return bool(lines) and cut * 2 > len(lines)


def _cuts(document: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _STOP.finditer(document, start, end):
        if match.end() < end and _ends_here(document, start, match):
            yield start, match.start("gap")
            start = match.end()
    yield start, end


def _ends_here(document: str, start: int, match: re.Match[str]) -> bool:
    """Whether the stop ends a sentence and not an abbreviation or an initial."""
    if match["mark"] != "." or match["close"]:
        return True
    found = _LAST_WORD.search(document, max(start, match.start() - 40), match.start())
    if found is None:
        return True
    shown, word, after = found.group(), found.group().lower(), match.end()
    if word in _TITLES or (word in _BEFORE_NUMBERS and document[after].isdigit()):
        # "the answer was no." ends; "No. 7" does not.
        return word in {"no", "art", "fig", "st", "op", "v", "p"} and not (
            document[after].isdigit() or shown[0].isupper()
        )
    if word in _MAYBE_END or "." in word:
        return not _CONTINUES_PLACE.match(document, after) and not document[after].isdigit()
    return not (len(shown) == 1 and shown.isupper())

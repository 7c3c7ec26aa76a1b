"""The part of a text that shows best why it was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tantivy import TextAnalyzer

from warehouse.search_words import fold, places_in

WIDTH = 220  # characters
LEAD = 60  # characters before the first match, where no sentence begins
SENTENCE_ENDS = ".!?\n\u3002\uff01\uff1f\u061f\u06d4\u0964"


@dataclass(frozen=True, slots=True)
class Needle:
    """A row of words as they are indexed; of the last one only its beginning where ``is_prefix``."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text, where in it the matches begin and end, and whether the text goes on at its two ends."""

    text: str
    matches: tuple[tuple[int, int], ...]
    is_cut: tuple[bool, bool] = (False, False)


def cut_snippet(text: str, needles: Sequence[Needle], analyzer: TextAnalyzer) -> Snippet:
    """The part with most different needles, the earliest of several; the beginning where there is none."""
    folded = fold(text)
    places = places_in(text, folded)
    tokens = [
        (token.text, places[token.char_offset_from], places[token.char_offset_to - 1] + 1)
        for token in analyzer.pre_tokenize(folded).tokens
    ]
    found = sorted(_found(tokens, needles))
    begin = _begin(text, _best(found))
    end = _end(text, begin)
    matches = _joined(
        (first - begin, last - begin) for first, last, _ in found if first >= begin and last <= end
    )
    return Snippet(text[begin:end].replace("\n", " "), matches, (begin > 0, end < len(text)))


def _found(tokens: Sequence[tuple[str, int, int]], needles: Sequence[Needle]) -> list[tuple[int, int, int]]:
    """Begin, end and needle of every match."""
    by_word: dict[str, list[int]] = {}
    for at, (word, _, _) in enumerate(tokens):
        by_word.setdefault(word, []).append(at)
    found = []
    for number, needle in enumerate(needles):
        length = len(needle.words)
        if needle.is_prefix and length == 1:
            starts = [
                at for word, at_all in by_word.items() if word.startswith(needle.words[0]) for at in at_all
            ]
        else:
            starts = [
                at
                for at in by_word.get(needle.words[0], ())
                if all(
                    at + step < len(tokens)
                    and _same(tokens[at + step][0], word, needle.is_prefix and step == length - 1)
                    for step, word in enumerate(needle.words)
                )
            ]
        found += [(tokens[at][1], tokens[at + length - 1][2], number) for at in starts]
    return found


def _same(word: str, wanted: str, is_prefix: bool) -> bool:
    return word.startswith(wanted) if is_prefix else word == wanted


def _best(found: Sequence[tuple[int, int, int]]) -> int:
    """Where the stretch with most different needles begins."""
    best, most, last = 0, 0, 0
    for at, (begin, _, _) in enumerate(found):
        last = max(last, at)
        while last + 1 < len(found) and found[last + 1][1] <= begin + WIDTH - LEAD:
            last += 1
        # Looking at some dozens of matches is enough to tell one stretch from another.
        different = len({number for _, _, number in found[at : min(last, at + 60) + 1]})
        if different > most:
            best, most = begin, different
    return best


def _begin(text: str, match: int) -> int:
    """Where the sentence of the match begins, if that is near; else where a word does."""
    for at in range(match, max(match - LEAD * 2, 0), -1):
        if text[at - 1] in SENTENCE_ENDS and (text[at].isspace() or text[at - 1] not in ".!?"):
            return at + len(text[at:match]) - len(text[at:match].lstrip())
    if match <= LEAD * 2:
        return 0
    at = match - LEAD
    return text.find(" ", at, match) + 1 or at


def _end(text: str, begin: int) -> int:
    if len(text) - begin <= WIDTH:
        return len(text)
    return max(text.rfind(" ", begin + WIDTH * 2 // 3, begin + WIDTH), 0) or begin + WIDTH


def _joined(matches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for begin, end in matches:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return tuple(joined)

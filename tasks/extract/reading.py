"""One sentence, read: its words, verbs, actors, places and dates, and which preposition governs each of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tasks.extract.clauses import Clauses, Range
from tasks.extract.codebook import Codebook
from tasks.extract.frames import Phrase
from tasks.extract.grammar import Tagger
from tasks.extract.somebody import find_persons
from tasks.extract.spans import ActorSpan, DateSpan, PlaceSpan, Sentence
from tasks.extract.syntax import Parse
from tasks.extract.tokens import Word, singulars, tokenise
from tasks.extract.tree import Tree, tree_of
from tasks.extract.tree_clauses import TreeClauses, merged
from tasks.extract.tree_repair import repaired
from tasks.extract.tree_verbs import TreeTagger
from tasks.extract.verbs import Verb
from tasks.extract.word_classes import MARKS

NOT_PARSED = Parse()
LONGEST_HEADLINE = 18  # words
LAST = frozenset({"and", "or", "&"})  # before the last of a list
LIST_REACH = 8
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
COORDINATORS = frozenset({"and", ",", "or", "&", "as", "well"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor or a place with its words and its preposition ("" for none); end exclusive."""

    span: ActorSpan | PlaceSpan
    first: int
    end: int
    preposition: str
    joined: bool = False  # coordinated with the mention before it


@dataclass(frozen=True)
class Reading:
    """A sentence with everything that the finders saw in it."""

    sentence: Sentence
    words: tuple[Word, ...]
    verbs: tuple[Verb, ...]
    clauses: Clauses
    actors: tuple[Mention, ...]
    places: tuple[Mention, ...]
    dates: tuple[DateSpan, ...]
    codebook: Codebook
    headline: bool = False  # written as one, in the title or not
    tree: Tree | None = None  # of its parse
    by_words: "Reading | None" = None  # the same sentence read without its tree

    @cached_property
    def lowers(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word.lower for word in self.words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the sentence, and what it may be the plural of."""
        return frozenset(form for word in self.lowers for form in singulars(word))

    def has_phrase(self, phrase: Phrase, start: int = 0, end: int | None = None) -> bool:
        """Whether a phrase stands in these words."""
        return self.find_phrase(phrase, start, end) is not None

    def find_phrase(self, phrase: Phrase, start: int = 0, end: int | None = None) -> int | None:
        """Where a phrase begins; plurals fit too."""
        if not all(word in self.vocabulary for word in phrase):
            return None
        limit = len(self.words) if end is None else min(end, len(self.words))
        for at in range(start, limit - len(phrase) + 1):
            if all(word in singulars(self.lowers[at + k]) for k, word in enumerate(phrase)):
                if phrase[-1] == "on" and self._dated(at + len(phrase)):
                    continue
                return at
        return None

    def _dated(self, at: int) -> bool:
        """Whether a date begins here, so that an *on* before it is the date's."""
        start = self.words[at].start if at < len(self.words) else -1
        return any(span.start <= start < span.end for span in self.dates) or self.is_a(at, "adverbs")

    def is_a_word(self, word: str, name: str) -> bool:
        """Whether a word belongs to a closed class."""
        return word in self.codebook.words[name]

    def actors_in(self, where: Range) -> Iterator[Mention]:
        """The actors that begin in a range."""
        return (mention for mention in self.actors if where[0] <= mention.first < where[1])

    def word_at(self, offset: int) -> int:
        """The number of the word that covers or follows a character offset."""
        for number, word in enumerate(self.words):
            if word.end > offset:
                return number
        return len(self.words)

    def is_a(self, at: int, *classes: str) -> bool:
        """Whether a word belongs to one of the closed classes."""
        return 0 <= at < len(self.words) and any(
            self.lowers[at] in self.codebook.words[name] for name in classes
        )


def read_sentence(
    sentence: Sentence,
    actors: tuple[ActorSpan, ...],
    places: tuple[PlaceSpan, ...],
    dates: tuple[DateSpan, ...],
    codebook: Codebook,
    parse: Parse = NOT_PARSED,
) -> Reading:
    """Read one sentence; the spans and the parse are offsets into ``sentence.text``."""
    words = tokenise(sentence.text)
    actors = tuple(span for span in actors if not _part_of_place(span, places))
    headline = sentence.is_title or _unpointed(words)
    bounds: dict[ActorSpan | PlaceSpan, Range] = {}
    bounds |= {span: _words_of(words, span.start, span.end) for span in actors}
    bounds |= {span: _words_of(words, span.start, span.end) for span in places}
    taken = frozenset(k for first, end in bounds.values() for k in range(first, end))
    persons = tuple(find_persons(words, codebook.words["persons"], codebook.words["masses"], taken))
    bounds |= {span: _words_of(words, span.start, span.end) for span in persons}
    verbs = Tagger(words, codebook.verbs, codebook.words, taken, headline).verbs()
    stops = {verb.head for verb in verbs}
    stops |= {k for k, word in enumerate(words) if any(d.start <= word.start < d.end for d in dates)}
    scene = _Scene(words, bounds, frozenset(stops), codebook, sentence.is_title)
    by_words = Reading(
        sentence=sentence,
        words=words,
        verbs=verbs,
        clauses=Clauses(words, verbs, codebook.words, taken),
        actors=scene.mentions((*actors, *persons)),
        places=scene.mentions(places),
        dates=dates,
        codebook=codebook,
        headline=headline,
    )
    # What is written as a headline leaves out too much for a parser that learnt from sentences.
    tree = None if headline else tree_of(words, repaired(parse, sentence.text))
    return by_words if tree is None else _by_tree(by_words, tree, scene, taken)


def _by_tree(reading: Reading, tree: Tree, scene: "_Scene", taken: frozenset[int]) -> Reading:
    """The same sentence, read by its tree."""
    words, codebook = reading.words, reading.codebook
    found = TreeTagger(words, tree, codebook.verbs, codebook.words, taken).verbs()
    verbs = merged(reading.verbs, found, tree)
    parsed = frozenset(verb.head for verb in found)
    governed = replace(scene, tree=tree)
    return replace(
        reading,
        verbs=verbs,
        clauses=TreeClauses(words, verbs, codebook.words, taken, tree, parsed),
        actors=governed.mentions(tuple(mention.span for mention in reading.actors)),
        places=governed.mentions(tuple(mention.span for mention in reading.places)),
        tree=tree,
        by_words=reading,
    )


def _part_of_place(span: ActorSpan, places: tuple[PlaceSpan, ...]) -> bool:
    """Whether a capital's name is the end of a longer place's, "Mocímboa da Praia"."""
    size = span.end - span.start
    return span.could_be_place and any(
        p.start < span.start and span.end <= p.end and p.end - p.start > size + 1 for p in places
    )


def _unpointed(words: tuple[Word, ...]) -> bool:
    """Whether a short line ends as headlines do, without a full stop."""
    return 3 <= len(words) <= LONGEST_HEADLINE and words[-1].text[-1].isalnum()


def _words_of(words: tuple[Word, ...], start: int, end: int) -> Range:
    inside = [number for number, word in enumerate(words) if word.start >= start and word.end <= end]
    if not inside:
        touching = [number for number, word in enumerate(words) if word.start < end and word.end > start]
        return (touching[0], touching[-1] + 1) if touching else (0, 0)
    return inside[0], inside[-1] + 1


@dataclass(frozen=True, slots=True)
class _Scene:
    """The words among which names are found, and what governs them there."""

    words: tuple[Word, ...]
    bounds: Mapping[ActorSpan | PlaceSpan, Range]
    stops: frozenset[int]
    codebook: Codebook
    is_title: bool
    tree: Tree | None = None

    def mentions(self, spans: Sequence[ActorSpan | PlaceSpan]) -> tuple[Mention, ...]:
        """The names in order, each with its preposition."""
        found: list[Mention] = []
        for span in sorted(spans, key=lambda span: span.start):
            first, end = self.bounds[span]
            previous = found[-1] if found else None
            joined = previous is not None and self._joined(previous, first, end)
            preposition = previous.preposition if joined and previous else self._preposition(first, end)
            found.append(Mention(span, first, end, preposition, joined))
        return tuple(found)

    def _joined(self, previous: Mention, first: int, end: int) -> bool:
        if _coordinated(self.words, previous.end, first, end, self.is_title):
            return True
        return self.tree is not None and self.tree.lists(first, end, range(previous.first, previous.end))

    def _preposition(self, first: int, end: int) -> str:
        if self.tree is not None:
            return self.tree.preposition(first, end, self.words)
        return _governor(self.words, first, self.stops, self.codebook)


def _coordinated(words: tuple[Word, ...], end: int, first: int, stop: int, is_title: bool) -> bool:
    """Whether only commas, *and*, and a few modifiers part two mentions; in a headline a comma is an *and*."""
    between = [word.lower for word in words[end:first]]
    if between[:1] and between[0] in POSSESSIVES:
        between = between[1:]  # "China's and Russia's ambassadors"
    if not between or len(between) > 6 or not COORDINATORS.intersection(between):
        return False
    listed = words[stop].lower if stop < len(words) and not is_title else ","
    if not LAST.intersection(between) and listed not in (",", "and", "or", "&", "."):
        return False
    # Behind a comma alone stands a list only if its *and* is still to come; else it is an apposition.
    if not LAST.intersection(between) and listed == "," and not is_title:
        return any(word.lower in LAST for word in words[stop : stop + LIST_REACH])
    return between[0] in COORDINATORS and all(
        word in COORDINATORS or (word.replace("-", "").isalpha() and len(between) <= 5) or word.isdigit()
        for word in between
    )


def _governor(words: tuple[Word, ...], first: int, stops: frozenset[int], codebook: Codebook) -> str:
    """The preposition to the left that governs the phrase in which a mention stands."""
    prepositions, openers = codebook.words["prepositions"], codebook.words["subordinators"]
    for k in range(first - 1, max(-1, first - 8), -1):
        word = words[k].lower
        if word == "than" and words[k - 1].lower in ("more", "less", "fewer"):
            continue  # "more than 200 people" is a number, not a comparison
        if word in prepositions and words[k + 1].lower not in ("least", "most"):
            return word
        if word in MARKS or k in stops or word in openers or word in ("and", "or", "but"):
            return ""
    return ""

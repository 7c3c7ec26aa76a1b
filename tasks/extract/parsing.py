"""Which sentences are worth a parser's time, their trees, and the names in them that no list knows."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.extract.actor_lexicon import load_actor_lexicon
from tasks.extract.codebook import Codebook
from tasks.extract.places import find_places, load_gazetteer
from tasks.extract.prefilter import TriggerScan
from tasks.extract.spans import ActorSpan
from tasks.extract.syntax import Parse, SentenceParser
from tasks.extract.unknown_names import with_unknown_names

NOT_PARSED = Parse()


_SCARE = re.compile(r"(?P<open>[“\"‘])(?P<words>[\w-]+(?: [\w-]+)?)(?P<close>[”\"’])(?=\s)")
# A capital that no start of a sentence explains.
_CAPITAL = re.compile(r"(?<=[\w,;:’'\"“] )[A-Z][\w’'-]+")


def telling(sentences: Sequence[str], codebook: Codebook) -> list[int]:
    """The numbers of the sentences that can hold an event."""
    scan = _scan(codebook)
    return [number for number, text in enumerate(sentences) if scan.may_hold_event(text)]


def parse_tellers(sentences: Sequence[str], tellers: Sequence[int], parser: SentenceParser) -> list[Parse]:
    """A tree for each sentence that can hold an event, an empty one for the others."""
    texts = [without_scare_quotes(sentences[number]) for number in tellers]
    trees = dict(zip(tellers, parser.parse(texts), strict=True))
    return [trees.get(number, NOT_PARSED) for number in range(len(sentences))]


def without_scare_quotes(text: str) -> str:
    """The text with spaces for the marks around a word or two, which part what belongs together; offsets stay."""
    return _SCARE.sub(lambda found: f" {found['words']} ", text)


def explained_names(
    sentences: Sequence[str],
    tellers: Sequence[int],
    actors: Sequence[tuple[ActorSpan, ...]],
    countries: frozenset[str],
    parser: SentenceParser,
) -> list[tuple[ActorSpan, ...]]:
    """The actors of each sentence with those whom only a name finder sees and the words beside them explain.

    Names are looked for in sentences that can hold an event, name a role and show a capital that is nobody's yet.
    """
    asked = [number for number in tellers if _unexplained(sentences[number], actors[number])]
    names = dict(zip(asked, parser.names([sentences[number] for number in asked]), strict=True))
    found = list(actors)
    for number, spans in names.items():
        text = sentences[number]
        places = find_places(text, load_gazetteer(), countries)
        found[number] = with_unknown_names(text, actors[number], places, spans, load_actor_lexicon())
    return found


def _unexplained(text: str, actors: Sequence[ActorSpan]) -> bool:
    if not any(span.kind == "role" for span in actors):
        return False
    return any(
        not any(span.start <= found.start() < span.end for span in actors)
        for found in _CAPITAL.finditer(text)
    )


@lru_cache(maxsize=4)
def _scan(codebook: Codebook) -> TriggerScan:
    return TriggerScan(codebook)

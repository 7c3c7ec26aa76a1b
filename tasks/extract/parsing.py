"""Which sentences are worth a parser's time, and their trees."""

from collections.abc import Sequence
from functools import lru_cache

from tasks.extract.codebook import Codebook
from tasks.extract.prefilter import TriggerScan
from tasks.extract.syntax import Parse, SentenceParser

NOT_PARSED = Parse()


def parse_tellers(sentences: Sequence[str], codebook: Codebook, parser: SentenceParser) -> list[Parse]:
    """A tree for each sentence that can hold an event, an empty one for the others."""
    scan = _scan(codebook)
    tellers = [number for number, text in enumerate(sentences) if scan.may_hold_event(text)]
    trees = dict(zip(tellers, parser.parse([sentences[number] for number in tellers]), strict=True))
    return [trees.get(number, NOT_PARSED) for number in range(len(sentences))]


@lru_cache(maxsize=4)
def _scan(codebook: Codebook) -> TriggerScan:
    return TriggerScan(codebook)

"""The columns of event mentions that say how many, in which words, and what was inferred."""

from collections.abc import Iterator, Sequence
from typing import get_args

import pyarrow as pa

from tasks.records import CodedEvent, TollKind
from warehouse.arrow import TEXT, Column

LARGEST = 2**31 - 1
SPANS = pa.list_(pa.struct([("field", TEXT), ("start", pa.int32()), ("end", pa.int32())]))
REASONS = pa.list_(pa.struct([("field", TEXT), ("reason", TEXT)]))


def plausible(number: int | None) -> int | None:
    """The number; None for a figure that no column holds, a misreading that must not cost the run."""
    return number if number is not None and abs(number) <= LARGEST else None


def count_columns(codings: Sequence[CodedEvent]) -> Iterator[Column]:
    """Of each kind of count the number said and its bounds."""
    for kind in get_args(TollKind):
        tolls = [coded.toll(kind) for coded in codings]
        said = [toll.said if toll else None for toll in tolls]
        if kind in ("killed", "injured"):
            said = [getattr(coded, kind) for coded in codings]
        yield _numbers(kind, said)
        yield _numbers(f"{kind}_low", [toll.low if toll else None for toll in tolls])
        yield _numbers(f"{kind}_high", [toll.high if toll else None for toll in tolls])


def said_columns(codings: Sequence[CodedEvent]) -> Iterator[Column]:
    """The spans of each field, and the reasons for what no words say."""
    spans = [[{"field": s.field, "start": s.start, "end": s.end} for s in coded.spans] for coded in codings]
    reasons = [[{"field": name, "reason": reason} for name, reason in coded.inferred] for coded in codings]
    yield Column("spans", SPANS, spans)
    yield Column("inferred", REASONS, reasons)


def _numbers(name: str, values: Sequence[int | None]) -> Column:
    return Column(name, pa.int32(), [plausible(value) for value in values])

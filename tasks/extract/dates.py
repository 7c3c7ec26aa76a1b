"""Resolves the date expressions of news English against the day of publication."""

import re
from datetime import date

from tasks.extract.date_days import rules_of_days
from tasks.extract.date_periods import rules_of_periods
from tasks.extract.spans import DateSpan

# The most explicit first: a later rule never takes what an earlier one has read.
_RULES = tuple((re.compile(pattern), resolve) for pattern, resolve in (*rules_of_days(), *rules_of_periods()))


def find_dates(text: str, published: date) -> tuple[DateSpan, ...]:
    """Every date expression of a text that can be resolved, in order and without overlap."""
    found: list[DateSpan] = []
    for pattern, resolve in _RULES:
        for match in pattern.finditer(text):
            if any(match.start() < seen.end and seen.start < match.end() for seen in found):
                continue
            span = resolve(match, published)
            if span is not None:
                found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))

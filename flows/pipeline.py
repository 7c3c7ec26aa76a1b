"""The one composition of the stages: what comes after what, whoever runs it.

due feeds -> fetch -> parse -> normalise -> full text -> deduplicate -> code -> merge -> load -> publish

Every stage is a function of ``Stages``; a flow may wrap each in an engine's task without this file knowing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flows.meter import Meter
from flows.outcome import FINE, Outcome, count_types, troubles_of
from flows.progress import Watch
from flows.settings import Settings
from flows.stages import Coded, Completed, Drafts, Polled, Selection, Settled
from flows.workers import chunked
from tasks.errors import IngestError
from tasks.records import (
    Feed,
    FeedRegistry,
    FeedState,
    FetchPolicy,
    FetchRequest,
    FetchResult,
    LoadReport,
    ParsedFeed,
    ParseFailure,
    RunBatch,
    RunRecord,
)

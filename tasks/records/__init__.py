"""Every record that passes between the stages; frozen, plain and picklable, and all times are aware and UTC.

A stage takes records and gives records: no dict, data frame, connection or client crosses from one to the next.
"""

from tasks.records.articles import (
    Article,
    EntryLink,
    SeenArticle,
    TextOrigin,
)
from tasks.records.events import (
    Actor,
    CodedEvent,
    Coding,
    DatePrecision,
    Document,
    EventMention,
    Place,
    PlacePrecision,
    Rejected,
)
from tasks.records.feeds import (
    DateStatus,
    Entry,
    Feed,
    FeedRegistry,
    FeedState,
    FetchKind,
    FetchPolicy,
    FetchRequest,
    FetchResult,
    Identity,
    Outcome,
    ParsedFeed,
    ParseFailure,
    SkippedEntry,
)
from tasks.records.runs import (
    FeedUpdate,
    FetchRecord,
    LoadReport,
    Problem,
    RunBatch,
    RunRecord,
)

__all__ = [
    "Actor",
    "Article",
    "CodedEvent",
    "Coding",
    "DatePrecision",
    "DateStatus",
    "Document",
    "Entry",
    "EntryLink",
    "EventMention",
    "Feed",
    "FeedRegistry",
    "FeedState",
    "FeedUpdate",
    "FetchKind",
    "FetchPolicy",
    "FetchRecord",
    "FetchRequest",
    "FetchResult",
    "Identity",
    "LoadReport",
    "Outcome",
    "ParseFailure",
    "ParsedFeed",
    "Place",
    "PlacePrecision",
    "Problem",
    "Rejected",
    "RunBatch",
    "RunRecord",
    "SeenArticle",
    "SkippedEntry",
    "TextOrigin",
]

"""Every error that Daybook raises on purpose.

DaybookError
├── ConfigError            a command line, setting or file of the user's is wrong (exit code 2)
├── IngestError            a run cannot go on (exit code 1)
│   ├── AnotherIngest      another one is at work on the same home; nothing was done
│   ├── NotPublished       a run was loaded, but readers have no copy of it yet
│   ├── FetchError         an exchange failed; travels as a value in ``FetchResult``, never out of a batch
│   ├── ParseError         a document is not a feed that can be read: loses that feed's turn, not the run
│   ├── EntryError         an entry cannot be used: skipped with its reason, the feed goes on
│   └── ExtractError       a text cannot be coded: that article is recorded as not coded, the run goes on
└── WarehouseError         the warehouse cannot be read or written
    ├── MigrationError     a schema step failed; the database is as it was before
    ├── WarehouseBusy      another process holds the writer's file
    ├── NothingPublished   there is no published copy to read yet
    └── CheckFailed        a data rule was violated; the run was rolled back
"""

from pathlib import Path


class DaybookError(Exception):
    """Base of all errors that carry a message for the user."""


class ConfigError(DaybookError):
    """A setting, a command line or a configuration file is wrong; says where and what to do."""

    def __init__(self, problem: str, path: Path | str | None = None, line: int | None = None) -> None:
        self.problem, self.path, self.line = problem, path, line
        place = "" if path is None else f"{path}:{line}: " if line else f"{path}: "
        super().__init__(place + problem)


class IngestError(DaybookError):
    """A run, or one part of it, cannot go on."""


class AnotherIngest(IngestError):
    """Another ingest is at work on the same home; nothing was done."""


class NotPublished(IngestError):
    """A run was loaded, but the copy that readers open could not be replaced."""


class FetchError(IngestError):
    """One exchange failed; ``outcome`` is the word that the ledger keeps."""

    def __init__(self, outcome: str, problem: str) -> None:
        self.outcome = outcome
        super().__init__(problem)


class ParseError(IngestError):
    """A document cannot be read as a feed; ``outcome`` is the word that the ledger keeps."""

    def __init__(self, outcome: str, problem: str) -> None:
        self.outcome = outcome
        super().__init__(problem)


class EntryError(IngestError):
    """One entry of a feed cannot be used."""


class ExtractError(IngestError):
    """A text cannot be coded."""


class WarehouseError(DaybookError):
    """The warehouse cannot be read or written."""


class MigrationError(WarehouseError):
    """A migration failed and was rolled back."""


class WarehouseBusy(WarehouseError):
    """Another process holds the writer's file."""


class NothingPublished(WarehouseError):
    """There is no published copy to read yet."""


class CheckFailed(WarehouseError):
    """A data rule was violated."""

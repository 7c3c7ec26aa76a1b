"""What a check of the codebook finds."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong (an error) or looks odd (a warning), where it stands; ``check`` names the test."""

    check: str
    says: str
    path: Path
    line: int | None = None
    is_error: bool = False

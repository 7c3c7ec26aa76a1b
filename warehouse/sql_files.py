"""The warehouse's statements live in files, one a file; this reads them."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"


@cache
def read_sql(name: str) -> str:
    """The statement in ``warehouse/sql/<name>.sql``."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")

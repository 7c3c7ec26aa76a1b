"""What a recoding changes of stored articles, as the tables that ``warehouse/sql`` reads as ``incoming_*``."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from warehouse.arrow import TEXT, key_table


@dataclass(frozen=True, slots=True)
class RecodedTables:
    """Arrow tables; ``lost`` and ``lost_rejected`` have a column ``key``, ``articles`` id and codebook version.

    ``mentions`` and ``rejected`` have what is gained, in the columns of a run's; None where a run brings its own.
    """

    articles: Any
    lost: Any
    lost_rejected: Any
    mentions: Any = None
    rejected: Any = None

    def by_name(self) -> dict[str, Any]:
        """The tables under the names that statements read them by."""
        named = {
            "incoming_recoded": self.articles,
            "incoming_lost": self.lost,
            "incoming_lost_rejected": self.lost_rejected,
            "incoming_mentions": self.mentions,
            "incoming_rejected": self.rejected,
        }
        return {name: table for name, table in named.items() if table is not None}


RECODED_ARTICLES = pa.schema([("article_id", TEXT), ("codebook_version", TEXT)])
NOTHING_RECODED = RecodedTables(RECODED_ARTICLES.empty_table(), key_table([]), key_table([]))

"""Awards that were granted before names had an index of their own get theirs at the next start."""

from __future__ import annotations

from typing import Any

from services.nomination.awards.model import Award
from services.nomination.awards.names import AwardName, rows_of
from shared.store.documents import from_document, to_document
from shared.store.schema import Migration


async def index_names(database: Any) -> None:
    """Write every row of every award; one that is there is replaced by its like."""
    async for document in database[Award.collection].find({}):
        for row in rows_of(from_document(Award, document)):
            await database[AwardName.collection].replace_one({"_id": row.id}, to_document(row), upsert=True)


NAMES = Migration(name="2025-01-index-award-names", run=index_names)
WHOLE_NAMES = Migration(name="2025-06-whole-award-names", run=index_names)
"""The rows again, now with the whole name."""

"""What can be stored as one document: the base of aggregates and of plain records (read models, settings)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Stored(BaseModel):
    """A typed document of one collection.

    ``indexes`` are tuples of field names: a leading «-» sorts descending; a tuple that starts with «!» is unique.
    """

    model_config = ConfigDict(extra="ignore")

    collection: ClassVar[str]
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = ()

    id: str


class Record(Stored):
    """A document without events of its own: a row of a read model, a directory entry, a delivery."""

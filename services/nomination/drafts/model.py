"""What somebody is typing and has not saved yet: kept beside the dossier, not in it (ADR 0021).

It is no aggregate: it has no events, no history and no audit, so that a pause in typing costs one small write.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from shared.record import Record
from shared.store import Transaction

ACHIEVEMENT = "achievement"
SECTION = "report."
"""A section of the report is the place ``report.<section>``."""

Values = dict[str, str | list[str]]


class Draft(Record):
    """The fields of one form as they stood at the last pause. ``base`` tells on which saved text they were typed.

    ``typed`` is JSON: names of fields hold dots, which names in the store should not.
    """

    collection: ClassVar[str] = "drafts"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("dossier",),)

    dossier: str
    place: str
    typed: str
    base: str
    revision: int
    by: str
    at: datetime

    @property
    def values(self) -> Values:
        """The fields by their names."""
        found: Values = json.loads(self.typed)
        return found


class Seen(BaseModel):
    """What a form knew when it was opened: the text saved then, and how often it had been typed into."""

    model_config = ConfigDict(frozen=True)

    base: str
    revision: int = 0


def draft_id(dossier: str, place: str) -> str:
    """One draft for each form of a dossier, whoever types."""
    return f"{dossier}/{place}"


async def forget(tx: Transaction, dossier_id: str) -> None:
    """Nobody types into this dossier any more."""
    for draft in await tx.find(Draft, {"dossier": dossier_id}):
        tx.remove(Draft, draft.id)

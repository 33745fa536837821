"""The index by which one achievement that is proposed twice is found: an entry for each dossier that was ever sent.

It is fed by events alone, those of all communes and years, and can be made again from the history.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from shared.record import Record


class AchievementEntry(Record):
    """``id`` is the dossier. ``words`` are the significant words of the achievement, ``keys`` those of initiatives.

    ``dropped``: withdrawn, expired or not approved, so that the achievement is free again. ``number`` is that of the
    decision once there is one; ``revoked``: taken back since.
    """

    collection: ClassVar[str] = "achievements"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("nominee",), ("name",), ("keys",))

    nominee: str = ""
    name: str = ""
    shown: str = ""
    kind: str = ""
    unit: str = ""
    nominating_unit: str = ""
    award: str = ""
    year: int = 0
    achieved_on: date | None = None
    words: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    dropped: bool = False
    revoked: bool = False
    number: str = ""

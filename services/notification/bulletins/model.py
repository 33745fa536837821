"""Bản tin: a script for the loudspeaker station, and whether it was read out."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from math import ceil
from typing import ClassVar
from uuid import UUID, uuid5

from shared.aggregate import StatefulAggregate
from shared.errors import RuleBroken
from shared.events.notification import BulletinBroadcast

NAMESPACE = UUID("5b0c6c0e-6a55-5d0c-9e0b-6f3f0a6d1d11")
WORDS_PER_SECOND = 2.5
"""How fast Vietnamese is read out on air, in syllables as they are written, pauses included."""
STATION = "dai-truyen-thanh"
"""Code of the station below its commune (``duong-quang.dai-truyen-thanh``); its head may confirm a broadcast too."""


class NotYet(RuleBroken):
    code = "bulletin.future"
    title_vi = "Ngày phát {on:%d/%m/%Y} chưa đến. Hãy xác nhận sau khi đã phát."
    title_en = "The day of broadcast {on} is still to come. Confirm after it was read out."


class BulletinState(StrEnum):
    QUEUED = "queued"
    """Waits to be read out."""
    BROADCAST = "broadcast"
    """Was read out, as the station confirms."""


class Bulletin(StatefulAggregate[BulletinState]):
    """Bản tin. ``unit`` is the commune whose station reads it, ``decision_unit`` who decided."""

    kind: ClassVar[str] = "bulletin"
    collection: ClassVar[str] = "bulletins"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "state", "-id"),)
    transitions: ClassVar[dict[str, tuple[str, ...]]] = {
        BulletinState.QUEUED: (BulletinState.BROADCAST,),
        BulletinState.BROADCAST: (),
    }

    state: BulletinState = BulletinState.QUEUED
    title: str
    script: tuple[str, ...]
    """Paragraphs, read in this order."""
    decision: str
    decision_unit: str
    number: str
    signed_on: date
    awardees: int
    broadcast_on: date | None = None
    broadcast_by: str = ""
    seconds_on_air: int | None = None

    @property
    def words(self) -> int:
        """Syllables as they are written."""
        return sum(len(paragraph.split()) for paragraph in self.script)

    @property
    def seconds(self) -> int:
        """How long it takes to read, estimated."""
        return ceil(self.words / WORDS_PER_SECOND)

    def confirm(self, *, on: date, today: date, by: str, seconds: int | None = None) -> None:
        """It was read out on that day. Raises NotYet, and IllegalTransition when confirmed before."""
        self.require(on <= today, NotYet(on=on))
        self.move(BulletinState.BROADCAST)
        self.broadcast_on, self.broadcast_by = on, by
        self.seconds_on_air = seconds or self.seconds
        self.record(
            BulletinBroadcast(
                bulletin=self.id,
                unit=self.unit,
                title=self.title,
                broadcast_on=on,
                seconds=self.seconds_on_air,
                decision=self.decision,
            )
        )


def bulletin_id(decision: str, unit: str) -> str:
    """One bulletin for each decision and commune, whoever works it out and how often.

    The first half is the decision's, so that ids sort by time as the decisions do.
    """
    return f"{decision[:13]}-{str(uuid5(NAMESPACE, f'{decision}|{unit}'))[14:]}"

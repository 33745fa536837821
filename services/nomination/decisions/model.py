"""Quyết định khen thưởng: drafted, signed once, never changed after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from services.nomination.acts import Act
from services.nomination.decisions.errors import AlreadySigned
from shared.aggregate import StatefulAggregate
from shared.events.nomination import DecisionIssued, DecisionLine
from shared.events.parts import Nominee

SYMBOL = "QĐ-UBND"


class DecisionState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"


class Line(BaseModel):
    """One awardee; ``bonus`` in đồng, 0 until the decision is signed."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    dossier: str
    award: str
    award_name: str
    award_kind: str
    nominee: Nominee
    honorific: str = ""
    position: str = ""
    nominating_unit: str
    category: str = ""
    origin_unit: str
    year: int
    achievement: str = ""
    achieved_on: date | None = None
    received_on: date | None = None
    bonus: int = 0


class Decision(StatefulAggregate[DecisionState]):
    """``unit_name`` is kept as it was when the decision was signed, ``base_salary`` in đồng."""

    kind: ClassVar[str] = "decision"
    collection: ClassVar[str] = "decisions"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "state", "-id"), ("state", "level"))
    transitions = {DecisionState.DRAFT: (DecisionState.SIGNED,)}

    state: DecisionState = DecisionState.DRAFT
    title: str
    unit_name: str
    lines: tuple[Line, ...]
    drafted_on: date
    number: str = ""
    ordinal: int | None = None
    signed_on: date | None = None
    signed_by: str = ""
    signer_name: str = ""
    signer_post: str = ""
    signer: str = ""
    base_salary: int = 0
    total_bonus: int = 0

    def sign(
        self,
        act: Act,
        *,
        ordinal: int,
        bonuses: Mapping[str, int],
        base_salary: int,
        signer_name: str,
        signer_post: str,
        signer: str,
    ) -> None:
        """Give it its number and put it in force. ``bonuses`` are by dossier, in đồng."""
        self.require(self.state is DecisionState.DRAFT, AlreadySigned())
        self.move(DecisionState.SIGNED)
        self.ordinal = ordinal
        self.number = f"{ordinal:02d}/{SYMBOL}"
        self.signed_on, self.signed_by = act.on, act.by
        self.signer_name, self.signer_post, self.signer = signer_name, signer_post, signer
        self.base_salary = base_salary
        self.lines = tuple(line.model_copy(update={"bonus": bonuses[line.dossier]}) for line in self.lines)
        self.total_bonus = sum(line.bonus for line in self.lines)
        self.record(
            DecisionIssued(
                decision=self.id,
                number=self.number,
                unit=self.unit,
                level=self.level,
                title=self.title,
                signed_on=act.on,
                signer=signer,
                total_bonus=self.total_bonus,
                lines=tuple(
                    DecisionLine(dossier=line.dossier, award=line.award, nominee=line.nominee, bonus=line.bonus)
                    for line in self.lines
                ),
            )
        )

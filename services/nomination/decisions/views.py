"""What the API shows of decisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Change, Ground, Line, Purpose, Step, Way
from services.nomination.decisions.states import DecisionState
from shared.events import Level
from shared.store.reads import Page


class DecisionView(BaseModel):
    """A decision; money in đồng. ``number`` is empty while it is a draft; ``sealed`` means under embargo."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198c0de-0000-7000-8000-00000000000c",
                    "version": 2,
                    "state": "signed",
                    "purpose": "award",
                    "unit": "duong-quang",
                    "level": "commune",
                    "title": "Về việc khen thưởng",
                    "number": "12/QĐ-UBND",
                    "drafted_on": "2025-06-23",
                    "signed_on": "2025-06-25",
                    "signer": "Chủ tịch Ủy ban nhân dân xã Dương Quang",
                    "signer_name": "Tạ Công Thuần",
                    "way": "digital",
                    "fingerprint": "5f4dcc3b5aa765d61d8327deb882cf99b4e1f3b5d5a4f4f0a9e6c1b2d3e4f5a6",
                    "base_salary": 2340000,
                    "total_bonus": 710000,
                    "lines": [],
                }
            ]
        }
    )

    id: str
    version: int
    state: DecisionState
    purpose: Purpose
    unit: str
    level: Level
    title: str
    bases: tuple[str, ...]
    meeting: str
    number: str
    drafted_on: date
    embargo_until: datetime | None
    released_at: datetime | None
    amends: str
    amends_number: str
    reason: str
    changes: tuple[Change, ...]
    ground: Ground | None
    signed_on: date | None
    signed_by: str
    signer: str
    signer_name: str
    way: Way
    recorded_by: str
    certificate: str
    fingerprint: str
    scan: str
    base_salary: int
    total_bonus: int
    lines: tuple[Line, ...]
    history: tuple[Step, ...]

    @classmethod
    def of(cls, decision: Decision) -> Self:
        return cls.model_validate(vars(decision))

    @classmethod
    def seen_from_outside(cls, decision: Decision) -> Self:
        """For those whose offices do not cover the unit: without drafts' history and the codes of certificates."""
        lines = tuple(line.model_copy(update={"code": "", "index": -1}) for line in decision.lines)
        return cls.model_validate({**vars(decision), "lines": lines, "history": (), "reason": ""})


class DecisionPage(BaseModel):
    """A page of decisions."""

    items: list[DecisionView]
    after: str | None

    @classmethod
    def of(cls, page: Page[Decision], covered: set[str]) -> Self:
        items = [
            DecisionView.of(one) if one.unit in covered else DecisionView.seen_from_outside(one) for one in page.items
        ]
        return cls(items=items, after=page.after)


class Signature(BaseModel):
    """Whether the signed file is as it was signed. ``way`` wet: it was signed on paper, and a scan may be there."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "way": "digital",
                    "stored": True,
                    "intact": True,
                    "trusted": True,
                    "subject": "Tạ Công Thuần",
                    "issuer": "Chứng thực thử",
                    "at": "2025-06-25T02:00:00Z",
                }
            ]
        }
    )

    way: Way
    stored: bool
    intact: bool = False
    trusted: bool = False
    subject: str = ""
    issuer: str = ""
    at: datetime | None = None

"""What the API shows of awards."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from services.nomination.awards.model import Award, AwardState, Entry
from shared.events import Level
from shared.events.parts import Nominee
from shared.store.reads import Page


class AwardView(BaseModel):
    """One award; ``bonus`` in đồng. Without history: that is in ``AwardWithHistory``."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198c0de-0000-7000-8000-00000000000d",
                    "version": 1,
                    "state": "granted",
                    "decision": "0198c0de-0000-7000-8000-00000000000c",
                    "number": "12/QĐ-UBND",
                    "dossier": "0198c0de-0000-7000-8000-00000000000a",
                    "award": "TD-CN-LDTT",
                    "award_name": "Lao động tiên tiến",
                    "kind": "LH-CT",
                    "nominee": {
                        "id": "ca-nhan-05",
                        "kind": "individual",
                        "name": "Nguyễn Ngọc Nhài",
                        "unit": "duong-quang.truong-tieu-hoc",
                    },
                    "nominating_unit": "duong-quang.truong-tieu-hoc",
                    "origin_unit": "duong-quang",
                    "unit": "duong-quang",
                    "level": "commune",
                    "issuer": "Chủ tịch Ủy ban nhân dân xã Dương Quang",
                    "imported": False,
                    "year": 2025,
                    "granted_on": "2025-06-23",
                    "bonus": 710000,
                    "achieved_on": None,
                    "revoked_on": None,
                    "revoked_by": "",
                }
            ]
        }
    )

    id: str
    version: int
    state: AwardState
    decision: str
    number: str
    dossier: str
    award: str
    award_name: str
    kind: str
    nominee: Nominee
    nominating_unit: str
    origin_unit: str
    unit: str
    level: Level
    issuer: str
    imported: bool
    year: int
    granted_on: date
    bonus: int
    achieved_on: date | None
    revoked_on: date | None
    revoked_by: str

    @classmethod
    def of(cls, award: Award) -> Self:
        return cls.model_validate({**vars(award), "kind": award.award_kind})


class AwardWithHistory(AwardView):
    """One award and what became of it: each entry says when, by whom, by which decision, and the difference."""

    honorific: str
    position: str
    achievement: str
    history: tuple[Entry, ...]


class AwardPage(BaseModel):
    """A page of the register."""

    items: list[AwardView]
    after: str | None

    @classmethod
    def of(cls, page: Page[Award]) -> Self:
        return cls(items=[AwardView.of(award) for award in page.items], after=page.after)

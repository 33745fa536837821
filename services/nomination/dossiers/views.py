"""What the API shows of a dossier."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import (
    Condition,
    CoNominator,
    Consultation,
    Paper,
    PartFile,
    Pause,
    Step,
    Twin,
)
from services.nomination.dossiers.states import State
from shared.events import Level
from shared.events.parts import Nominee, PartReason, Tally
from shared.law import Assessment, Facts
from shared.store.reads import Page


class DossierLine(BaseModel):
    """A dossier in a list."""

    id: str
    version: int
    state: State
    unit: str
    level: Level
    origin_unit: str
    nominating_unit: str
    award: str
    award_name: str
    kind: str
    nominee: Nominee
    year: int
    submitted_on: date | None
    received_on: date | None
    list_id: str

    @classmethod
    def of(cls, dossier: Dossier) -> Self:
        """The line of a dossier."""
        return cls.model_validate({**vars(dossier), "kind": dossier.award_kind})


class DossierView(DossierLine):
    """A dossier whole. ``warnings`` are conditions without evidence, ``decided_by_level`` who has the power."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198c0de-0000-7000-8000-00000000000a",
                    "version": 3,
                    "state": "accepted",
                    "unit": "duong-quang",
                    "level": "commune",
                    "origin_unit": "duong-quang",
                    "nominating_unit": "duong-quang.truong-tieu-hoc",
                    "award": "TD-CN-LDTT",
                    "award_name": "Lao động tiên tiến",
                    "kind": "LH-CT",
                    "nominee": {
                        "id": "ca-nhan-05",
                        "kind": "individual",
                        "name": "Nguyễn Ngọc Nhài",
                        "unit": "duong-quang.truong-tieu-hoc",
                    },
                    "year": 2025,
                    "submitted_on": "2025-06-05",
                    "received_on": "2025-06-09",
                    "rule_set": "V1",
                    "decided_by_level": "commune",
                }
            ]
        }
    )

    position: str
    honorific: str
    achievement: str
    achieved_on: date | None
    facts: Facts
    papers: tuple[Paper, ...]
    files: tuple[PartFile, ...]
    co_nominators: tuple[CoNominator, ...]
    conditions: tuple[Condition, ...]
    warnings: tuple[Condition, ...]
    override_reason: str
    overridden_by: str
    twins: tuple[Twin, ...]
    received_here_on: date | None
    rule_set: str
    decided_by_level: str
    meeting: str
    tally: Tally | None
    decision: str
    number: str
    answer_by: date | None
    asked: tuple[PartReason, ...]
    pauses: tuple[Pause, ...]
    consultation: Consultation | None
    history: tuple[Step, ...]

    @classmethod
    def of(cls, dossier: Dossier) -> Self:
        return cls.model_validate({**vars(dossier), "kind": dossier.award_kind, "warnings": dossier.warnings})


class DossierPage(BaseModel):
    """A page of dossiers; ``after`` is the cursor of the next one."""

    items: list[DossierLine]
    after: str | None

    @classmethod
    def of(cls, page: Page[Dossier]) -> Self:
        return cls(items=[DossierLine.of(dossier) for dossier in page.items], after=page.after)


class RequiredPart(BaseModel):
    """A part that the dossier should hold."""

    code: str
    name_vi: str
    required: bool


class AssessmentView(BaseModel):
    """What the law says of some facts: advice, people decide."""

    award: str
    award_name: str
    rule_set: str
    received_on: date
    eligible: bool
    decided_by_level: str
    decided_by: str
    conditions: tuple[Condition, ...]
    parts: tuple[RequiredPart, ...]

    @classmethod
    def of(cls, assessment: Assessment) -> Self:
        return cls(
            award=assessment.award.code,
            award_name=assessment.award.name_vi,
            rule_set=assessment.rule_set.code,
            received_on=assessment.received_on,
            eligible=assessment.eligible,
            decided_by_level=assessment.authority.level.value,
            decided_by=assessment.authority.office_title_vi,
            conditions=Condition.of(assessment.conditions),
            parts=tuple(
                RequiredPart(code=part.code, name_vi=part.name_vi, required=part.required) for part in assessment.parts
            ),
        )

"""The simplified procedure over HTTP: which awards and reasons, and the short form."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from services.nomination.dossiers import simplified
from services.nomination.dossiers.api import WRITE, Code, NomineeInput, PaperInput
from services.nomination.dossiers.errors import AwardMismatch
from services.nomination.dossiers.parts import Paper
from services.nomination.dossiers.simplified import NotSimplified, ShortForm
from services.nomination.dossiers.views import DossierView
from shared.law import Category, Kind
from shared.law.errors import UnknownAward
from shared.law.simplified import reliefs
from shared.service import Input, Work, problems

router = APIRouter(prefix="/api/v1/dossiers", tags=["dossiers"])


class ShortDossier(Input):
    """What the short form asks; ``reason`` is one of those of ``GET /dossiers/simplified``."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "nominating_unit": "duong-quang.thon-5",
                    "award": "KT-GK-XA",
                    "kind": "LH-DX",
                    "year": 2025,
                    "nominee": {"kind": "individual", "name": "Ngô Công Đôn", "position": "Dân quân cơ động"},
                    "reason": "bravery",
                    "report": "Đêm 24/8/2025 dùng thuyền đưa 11 người dân vùng ngập đến nơi an toàn.",
                    "achieved_on": "2025-08-25",
                    "not_examined": True,
                    "first_time": True,
                }
            ]
        }
    }

    nominating_unit: Code
    award: Code
    kind: Kind
    year: int = Field(ge=1945, le=2200)
    nominee: NomineeInput
    category: Category | None = None
    reason: str = Field(min_length=1, max_length=80)
    report: str = Field(min_length=20, max_length=5000)
    achieved_on: date | None = Field(None, ge=date(1945, 1, 1), le=date(2200, 12, 31))
    not_examined: bool = Field(False, description="Nothing about the nominee is being examined, as the unit declares.")
    first_time: bool = Field(False, description="This achievement has not been honoured before.")
    local_standard: bool = Field(False, description="The standard of the locality is met.")
    papers: list[PaperInput] = Field(default_factory=list, max_length=100)

    def short(self) -> ShortForm:
        """The same as the commands take it."""
        told = self.model_dump(exclude={"nominee", "papers"})
        return ShortForm(
            **told,
            nominee_kind=self.nominee.kind,
            nominee_name=self.nominee.name,
            nominee_id=self.nominee.id,
            honorific=self.nominee.honorific,
            position=self.nominee.position,
            papers=tuple(Paper.model_validate(paper.model_dump()) for paper in self.papers),
        )


class ReasonView(BaseModel):
    """Why the procedure is open, with the point of the article."""

    id: str
    vi: str
    citation: str


class ReliefView(BaseModel):
    """What it spares; ``verified`` is false where nobody has compared it with the gazette."""

    id: str
    vi: str
    citation: str
    verified: bool


class SimplifiedView(BaseModel):
    """For which awards it can be open, why, and what it spares."""

    awards: list[str]
    reasons: list[ReasonView]
    reliefs: list[ReliefView]


@router.get("/simplified", summary="When the simplified procedure is open, and what it spares", responses=problems())
async def about(
    work: Work, award: Annotated[str, Query(max_length=80, description="Only what concerns this award")] = ""
) -> SimplifiedView:
    """By the law of today."""
    law, today = work.resources.law, work.clock.today()
    codes = [code for code, _ in simplified.awards(law, today) if not award or code == award]
    rows = reliefs(law, award or "KT-GK-XA", today)
    return SimplifiedView(
        awards=codes,
        reasons=[ReasonView.model_validate(vars(one)) for one in simplified.reasons(law, today, award=award)],
        reliefs=[ReliefView(id=row.id, vi=row.vi, citation=row.citation, verified=row.verified) for row in rows],
    )


@router.post(
    "/simplified",
    status_code=201,
    summary="Begin a dossier by the short form",
    response_model=DossierView,
    responses=problems(*WRITE, NotSimplified, UnknownAward, AwardMismatch),
)
async def begin(body: ShortDossier, work: Work) -> DossierView | Response:
    """A draft with a short report; parts that the procedure spares are not asked for."""
    return await work.do(simplified.begin, view=DossierView.of, law=work.resources.law, short=body.short())

"""What the API answers: figures and rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from services.reporting.indicators.figures import TIMELY_DAYS, Figures
from services.reporting.indicators.spread import Spread
from services.reporting.projections.awards import AwardRow
from services.reporting.projections.dossiers import DossierRow, DossierState
from services.reporting.projections.plans import PlanTaskRow
from shared.events import Level
from shared.events.parts import SubjectKind
from shared.identity.directory import DirectoryUnit

LEAD: JsonDict = {"known": 20, "median": 18.0, "slowest": 41, "within_15": 0.35, "within_30": 0.8}
FIGURES: JsonDict = {
    "received": 26, "in_hand": 0, "decided": 20, "forwarded": 3, "by_state": {"decided": 20, "forwarded": 3},
    "awarded": 20, "bonus": 21780000, "lead": LEAD, "steps": {"submitted": LEAD},
    "shares": {"sudden": {"part": 4, "whole": 20, "share": 0.2}},
    "tasks": {"planned": 12, "done": 12, "late": 1}, "registrations": {"sent": 18, "returned": 1, "share": 0.06},
}  # fmt: skip


DOSSIER: JsonDict = {
    "id": "0198c0de-0000-7000-8000-00000000000a", "award": "KT-GK-XA", "kind": "LH-DX", "nominee_name": "Lưu Văn Ước",
    "subject_kind": "individual", "origin_unit": "duong-quang", "nominating_unit": "duong-quang.thon-2",
    "unit": "duong-quang", "state": "decided", "first_on": "2025-04-01", "since": "2025-04-16",
    "decided_by_level": "commune", "number": "01/QĐ-UBND", "granted_on": "2025-04-16", "bonus": 360000, "applied": 3,
}  # fmt: skip
AWARD: JsonDict = {
    "id": "0198c0de-0000-7000-8000-00000000000d", "award": "KT-GK-XA", "kind": "LH-DX", "nominee_name": "Lưu Văn Ước",
    "subject_kind": "individual", "dossier": "0198c0de-0000-7000-8000-00000000000a", "number": "01/QĐ-UBND",
    "origin_unit": "duong-quang", "unit": "duong-quang", "level": "commune", "granted_on": "2025-04-16", "days": 19,
    "bonus": 360000, "applied": 1,
}  # fmt: skip
TASK: JsonDict = {
    "id": "0198c0de-0000-7000-8000-000000000001|II.2", "task": "II.2", "title": "Đăng ký nội dung và tiêu chí thi đua",
    "unit": "duong-quang", "leader": "duong-quang.van-phong", "due_on": "2025-03-14", "done_on": "2025-03-03",
    "parts": 1, "parts_done": 1, "late_units": [], "late": False,
}  # fmt: skip


def _page(example: JsonDict) -> ConfigDict:
    """The example of a list of these."""
    return ConfigDict(json_schema_extra={"examples": [{"items": [example], "after": None}]})


class SpreadView(BaseModel):
    """Days: of how many they are known, the median, the slowest, shares within 15 and 30 days."""

    model_config = ConfigDict(json_schema_extra={"examples": [LEAD]})

    known: int
    median: float | None
    slowest: int | None
    within_15: float | None
    within_30: float | None

    @classmethod
    def of(cls, spread: Spread) -> SpreadView:
        fortnight, month = TIMELY_DAYS
        return cls(
            known=spread.count,
            median=spread.median,
            slowest=spread.slowest,
            within_15=spread.share_within(fortnight),
            within_30=spread.share_within(month),
        )


class ShareView(BaseModel):
    part: int
    whole: int
    share: float | None


class TasksView(BaseModel):
    planned: int
    done: int
    late: int


class RegistrationsView(BaseModel):
    sent: int
    returned: int
    share: float | None


class FiguresView(BaseModel):
    """Figures of a unit or of all together; ``bonus`` in đồng, ``lead`` from achievement to award."""

    model_config = ConfigDict(json_schema_extra={"examples": [FIGURES]})

    received: int
    in_hand: int
    decided: int
    forwarded: int
    by_state: dict[DossierState, int]
    awarded: int
    bonus: int
    lead: SpreadView
    steps: dict[DossierState, SpreadView]
    shares: dict[str, ShareView]
    tasks: TasksView
    registrations: RegistrationsView

    @classmethod
    def of(cls, figures: Figures, on: date) -> FiguresView:
        steps = {state: figures.step(state) for state in DossierState}
        returned = figures.returned
        return cls(
            received=figures.received,
            in_hand=figures.in_hand,
            decided=figures.decided,
            forwarded=figures.forwarded,
            by_state=dict(figures.by_state),
            awarded=figures.awarded,
            bonus=figures.bonus,
            lead=SpreadView.of(figures.lead()),
            steps={state: SpreadView.of(spread) for state, spread in steps.items() if spread.count},
            shares={s.key: ShareView(part=s.part, whole=s.whole, share=s.value) for s in figures.shares},
            tasks=TasksView(planned=figures.planned, done=figures.done, late=figures.late(on)),
            registrations=RegistrationsView(sent=returned.whole, returned=returned.part, share=returned.value),
        )


class UnitView(BaseModel):
    """One unit; ``missing`` when nothing was heard of it in that year."""

    unit: str
    name: str
    level: Level
    missing: bool
    figures: FiguresView

    @classmethod
    def of(cls, unit: DirectoryUnit, figures: Figures, on: date) -> UnitView:
        return cls(
            unit=unit.id, name=unit.name, level=unit.level, missing=figures.empty, figures=FiguresView.of(figures, on)
        )


class Overview(BaseModel):
    """All units that the actor covers, in Vietnamese order, and their total on a day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "year": 2025, "as_of": "2025-12-26", "missing": [], "total": FIGURES,
                    "units": [
                        {
                            "unit": "duong-quang", "name": "Xã Dương Quang", "level": "commune", "missing": False,
                            "figures": FIGURES,
                        }
                    ],
                }
            ]
        }
    )  # fmt: skip

    year: int
    as_of: date
    units: list[UnitView]
    missing: list[str]
    total: FiguresView


class DossierItem(BaseModel):
    """A dossier without its steps; amounts in đồng."""

    id: str
    award: str
    kind: str
    nominee_name: str
    subject_kind: SubjectKind | None
    origin_unit: str
    nominating_unit: str
    unit: str
    state: DossierState | None
    first_on: date | None
    since: date | None
    decided_by_level: str
    number: str
    granted_on: date | None
    bonus: int
    applied: int

    @classmethod
    def of(cls, row: DossierRow) -> DossierItem:
        return cls.model_validate(_picked(cls, row))


class AwardItem(BaseModel):
    """An award; ``days`` from achievement to award, amounts in đồng."""

    id: str
    award: str
    kind: str
    nominee_name: str
    subject_kind: SubjectKind | None
    dossier: str
    number: str
    origin_unit: str
    unit: str
    level: Level | None
    granted_on: date | None
    days: int | None
    bonus: int
    applied: int

    @classmethod
    def of(cls, row: AwardRow) -> AwardItem:
        return cls.model_validate(_picked(cls, row))


class TaskItem(BaseModel):
    """A task of a plan, and whether it is late today."""

    id: str
    task: str
    title: str
    unit: str
    leader: str
    due_on: date | None
    done_on: date | None
    parts: int
    parts_done: int
    late_units: tuple[str, ...]
    late: bool

    @classmethod
    def of(cls, row: PlanTaskRow, on: date) -> TaskItem:
        return cls.model_validate(_picked(cls, row) | {"late": row.late(on)})


class DossierList(BaseModel):
    """A page; ``after`` is the cursor of the next."""

    model_config = _page(DOSSIER)

    items: list[DossierItem]
    after: str | None


class AwardList(BaseModel):
    """A page; ``after`` is the cursor of the next."""

    model_config = _page(AWARD)

    items: list[AwardItem]
    after: str | None


class TaskList(BaseModel):
    """A page; ``after`` is the cursor of the next."""

    model_config = _page(TASK)

    items: list[TaskItem]
    after: str | None


def _picked(cls: type[BaseModel], row: BaseModel) -> dict[str, Any]:
    return row.model_dump(include=set(cls.model_fields))

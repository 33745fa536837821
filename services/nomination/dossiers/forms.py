"""The forms by which people write a dossier, and what they become."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Request
from pydantic import BaseModel, Field

from services.nomination.dossiers.commands import Proposal
from shared.events.parts import PartReason, SubjectKind
from shared.law import Category, Kind, Rating
from shared.web.forms import Day, FormErrors, Whole, form, nfc

Count = Annotated[Whole, Field(ge=0, le=100_000)]


class WhomForm(BaseModel):
    """Whom the unit nominates."""

    nominating_unit: str = Field(title="đơn vị đề nghị", min_length=1, max_length=80)
    nominee_kind: SubjectKind = Field(title="đối tượng")
    nominee_name: str = Field(title="họ tên hoặc tên tập thể", min_length=2, max_length=200)
    honorific: str = Field("", title="danh xưng", max_length=20)
    position: str = Field("", title="chức vụ, công việc", max_length=300)


class AwardForm(WhomForm):
    """And for which award."""

    award: str = Field(title="danh hiệu, hình thức khen thưởng", min_length=1, max_length=80)
    kind: Kind | None = Field(None, title="loại hình khen thưởng")
    year: Annotated[Whole, Field(ge=1945, le=2200)] = Field(title="năm xét")

    def proposal(self, kind: Kind) -> Proposal:
        """As the commands take it, with the kind that the award has; the facts come with the achievement."""
        return Proposal(**self.model_dump(exclude={"kind"}), kind=kind, facts=None)


class TypedForm(BaseModel):
    """What the nomination rests on, as far as it is typed. What is left empty is not known, and the law says so."""

    achievement: str = Field("", title="thành tích", max_length=20_000)
    achieved_on: Day | None = Field(None, title="ngày lập thành tích")
    category: Category | None = Field(None, title="nhóm đối tượng")
    rating: Rating | None = Field(None, title="kết quả xếp loại")
    months: Annotated[Whole, Field(ge=0, le=12)] | None = Field(None, title="số tháng công tác")
    recruited_on: Day | None = Field(None, title="ngày tuyển dụng")
    volunteer_months: Count | None = Field(None, title="số tháng thanh niên xung phong")
    total: Count | None = Field(None, title="tổng số người")
    completed: Count | None = Field(None, title="số người hoàn thành nhiệm vụ")
    advanced: Count | None = Field(None, title="số người đạt Lao động tiên tiến")
    fighters: Count | None = Field(None, title="số Chiến sĩ thi đua cơ sở")
    warned: Count | None = Field(None, title="số người bị kỷ luật từ cảnh cáo")
    initiative: str = Field("", title="tên sáng kiến", max_length=500)
    initiative_recognised: bool = False
    sudden: bool = False
    in_field: bool = False
    bravery: bool = False
    contribution: bool = False
    large_contribution: bool = False
    outstanding: bool = False
    concluded: bool = False
    criteria: list[str] = Field(default_factory=list, title="biên bản bình xét xác nhận", max_length=40)
    no_discipline: bool = False
    no_proceedings: bool = False
    no_earlier: bool = False
    papers: list[str] = Field(default_factory=list, title="giấy tờ kèm theo")


class AchievementForm(TypedForm):
    """The same once it is saved: then something must be said."""

    achievement: str = Field(title="thành tích", min_length=20, max_length=20_000)


async def typed_so_far(request: Request) -> TypedForm:
    """What stands in the form at this moment; a field that is not right yet counts as empty."""
    sent = await form(request, TypedForm)
    if not isinstance(sent, FormErrors):
        return sent
    right = {name: value for name, value in sent.values.items() if value != "" and name not in sent.errors}
    several = {name: [right[name]] if isinstance(right[name], str) else right[name] for name in _SEVERAL & right.keys()}
    return TypedForm.model_validate(right | several)


_SEVERAL = frozenset({"papers", "criteria"})


async def emptied(request: Request) -> frozenset[str]:
    """The fields that the form shows and that stand empty: what was known of them before is taken back."""
    sent = await request.form()
    blank = {name for name in sent if not any(str(value).strip() for value in sent.getlist(name))}
    unticked = set(sent.getlist("judged")) - set(sent.getlist("criteria"))
    return frozenset(blank | {f"criteria.{key}" for key in unticked})


class ReasonForm(BaseModel):
    """Why, in words that the other side reads; what is wrong with each part stands in fields of their own."""

    reason: str = Field(title="lý do", min_length=3, max_length=2000)


class ConsultForm(BaseModel):
    """Of whom what is asked: units of the house, and bodies outside, one on each line."""

    question: str = Field(title="nội dung lấy ý kiến", min_length=3, max_length=2000)
    units: list[str] = Field(default_factory=list, title="đơn vị được hỏi", max_length=20)
    outside: str = Field("", title="cơ quan khác", max_length=2000)

    @property
    def bodies(self) -> list[str]:
        """All that are asked."""
        return [*self.units, *(line.strip()[:200] for line in self.outside.splitlines() if len(line.strip()) > 1)]


class OpinionForm(BaseModel):
    """The answer of a body."""

    place: Annotated[Whole, Field(ge=0, le=100)] = Field(title="cơ quan trả lời")
    agrees: Literal["yes", "no"] = Field(title="ý kiến")
    text: str = Field("", title="nội dung ý kiến", max_length=2000)


class ConclusionForm(BaseModel):
    """Why the others are waited for no longer."""

    because: str = Field(title="lý do kết thúc", min_length=3, max_length=2000)


def part_reasons(sent: Mapping[str, Any], codes: Collection[str]) -> list[PartReason]:
    """What a form says of single parts: fields ``why.<part>`` that are filled."""
    said = {code: nfc(str(sent.get(f"why.{code}", "")))[:2000] for code in codes}
    return [PartReason(part=code, reason=text) for code, text in said.items() if text]


class WithdrawalForm(BaseModel):
    """Why the unit takes the dossier back."""

    why: str = Field(title="lý do rút", min_length=3, max_length=2000)


class SubmissionForm(BaseModel):
    """A reason where a condition that fails is overridden."""

    override_reason: str = Field("", title="lý do vẫn đề nghị", max_length=2000)


class ForwardForm(BaseModel):
    """To which unit above."""

    to_unit: str = Field(title="nơi nhận", min_length=1, max_length=80)


def year_of(today: date) -> int:
    """The year under review that a new dossier most likely speaks of."""
    return today.year

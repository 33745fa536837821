"""The forms by which people write a dossier, and how they become facts of the law."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from services.nomination.dossiers.commands import Proposal
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Paper
from shared.events.parts import PartReason, SubjectKind
from shared.law import Category, Facts, Initiative, Kind, Members, Movement, Rating, Reach, Service
from shared.web.forms import Day, FormState, Whole, nfc

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
    kind: Kind = Field(title="loại hình khen thưởng")
    year: Annotated[Whole, Field(ge=1945, le=2200)] = Field(title="năm xét")

    def proposal(self) -> Proposal:
        """As the commands take it; the facts come with the achievement."""
        return Proposal(**self.model_dump(), facts=None)


class AchievementForm(BaseModel):
    """What the nomination rests on. What is left empty is not known, and the law says so."""

    achievement: str = Field(title="thành tích", min_length=20, max_length=20_000)
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
    no_discipline: bool = False
    no_proceedings: bool = False
    no_earlier: bool = False
    papers: list[str] = Field(default_factory=list, title="giấy tờ kèm theo")


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


def proposal_of(dossier: Dossier, sent: AchievementForm, names: dict[str, str]) -> Proposal:
    """The dossier with the achievement written into it. ``names`` are those of the papers by code."""
    return Proposal(
        nominating_unit=dossier.nominating_unit,
        award=dossier.award,
        kind=Kind(dossier.award_kind),
        year=dossier.year,
        nominee_kind=dossier.nominee.kind,
        nominee_name=dossier.nominee.name,
        nominee_id=dossier.nominee.id,
        nominee_unit=dossier.nominee.unit,
        position=dossier.position,
        honorific=dossier.honorific,
        achievement=sent.achievement,
        achieved_on=sent.achieved_on,
        facts=facts_from(dossier.facts, sent, kind=Kind(dossier.award_kind)),
        papers=tuple(Paper(code=code[:10], name=names.get(code, code)[:300]) for code in dict.fromkeys(sent.papers)),
    )


def facts_from(facts: Facts, sent: AchievementForm, *, kind: Kind) -> Facts:
    """The facts known before, with what the form says; a field left empty changes nothing."""
    update: dict[str, Any] = {
        "subject": facts.subject.model_copy(update={"category": sent.category or facts.subject.category}),
        "ratings": {**(facts.ratings or {}), facts.year: sent.rating} if sent.rating else facts.ratings,
        "members": _members(facts, sent),
        "service": _service(facts, sent),
        "initiatives": _initiatives(facts, sent),
        "disciplines": () if sent.no_discipline else facts.disciplines or None,
        "proceedings": () if sent.no_proceedings else facts.proceedings or None,
        "achievement": _achievement(facts, sent),
    }
    if kind is Kind.MOVEMENT:
        movement = facts.movement or Movement(reach=Reach.COMMUNE, years=0)
        update["movement"] = movement.model_copy(
            update={"outstanding": sent.outstanding or None, "concluded": sent.concluded or None}
        )
    return facts.model_copy(update=update)


def state_of(dossier: Dossier) -> FormState:
    """The form filled from a dossier."""
    facts, achievement = dossier.facts, dossier.facts.achievement
    members, service = facts.members, facts.service
    first = facts.initiatives[0] if facts.initiatives else None
    rating = (facts.ratings or {}).get(facts.year)
    values: dict[str, Any] = {
        "achievement": dossier.achievement,
        "achieved_on": dossier.achieved_on.isoformat() if dossier.achieved_on else "",
        "category": facts.subject.category.value if facts.subject.category else "",
        "rating": rating.value if rating else "",
        "months": service.months_in_year if service else None,
        "recruited_on": service.recruited_on.isoformat() if service and service.recruited_on else "",
        "volunteer_months": service.volunteer_months if service else None,
        "initiative": first.title if first else "",
        "initiative_recognised": bool(first and first.recognised),
        "sudden": achievement.sudden,
        "in_field": bool(achievement.in_field),
        "bravery": achievement.bravery,
        "contribution": achievement.contribution,
        "large_contribution": achievement.large_contribution,
        "outstanding": bool(facts.movement and facts.movement.outstanding),
        "concluded": bool(facts.movement and facts.movement.concluded),
        "no_discipline": facts.disciplines == (),
        "no_proceedings": facts.proceedings == (),
        "no_earlier": achievement.earlier_awards == (),
        "papers": [paper.code for paper in dossier.papers],
    }
    if members:
        values |= members.model_dump()
    return FormState(values)


def _members(facts: Facts, sent: AchievementForm) -> Members | None:
    said = {name: getattr(sent, name) for name in ("total", "completed", "advanced", "fighters", "warned")}
    known = {name: value for name, value in said.items() if value is not None and (name != "total" or value > 0)}
    return (facts.members or Members()).model_copy(update=known) if known else facts.members


def _service(facts: Facts, sent: AchievementForm) -> Service | None:
    said = {
        "months_in_year": sent.months,
        "recruited_on": sent.recruited_on,
        "volunteer_months": sent.volunteer_months,
    }
    known = {name: value for name, value in said.items() if value is not None}
    return (facts.service or Service()).model_copy(update=known) if known else facts.service


def _initiatives(facts: Facts, sent: AchievementForm) -> tuple[Initiative, ...] | None:
    if not sent.initiative:
        return facts.initiatives
    known = facts.initiatives or ()
    first = known[0] if known else Initiative(title=sent.initiative, year=facts.year, reach=Reach.BASE, applied=True)
    recognised = sent.initiative_recognised or None
    return (first.model_copy(update={"title": sent.initiative, "recognised": recognised}), *known[1:])


def _achievement(facts: Facts, sent: AchievementForm) -> Any:
    told = {
        "description": sent.achievement[:2000],
        "sudden": sent.sudden,
        "in_field": sent.in_field or facts.achievement.in_field,
        "bravery": sent.bravery,
        "contribution": sent.contribution,
        "large_contribution": sent.large_contribution,
        "counted_from": sent.achieved_on or facts.achievement.counted_from,
        "earlier_awards": () if sent.no_earlier else facts.achievement.earlier_awards or None,
    }
    return facts.achievement.model_copy(update=told)


def year_of(today: date) -> int:
    """The year under review that a new dossier most likely speaks of."""
    return today.year

"""Why was this given, or not: dossier, conditions, vote, decision and money in one answer.

Of a vote only the published totals are known here, and nothing of what lies under embargo.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from services.nomination.awards import queries
from services.nomination.awards.model import Award, AwardState
from services.nomination.awards.views import AwardWithHistory
from services.nomination.dossiers import queries as dossiers
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Condition, StepKind
from services.nomination.dossiers.states import State
from shared.events.parts import Nominee, Tally
from shared.identity import Actor
from shared.law import Law, NoFigure, NoRule
from shared.store import Reads


class Money(BaseModel):
    """How the bonus was worked out, in đồng; by the base salary of the day of the decision."""

    multiplier: str
    base_salary: int
    raw: int
    rounded: int
    citation: str
    verified: bool


class Why(BaseModel):
    """The answer: ``given`` and the one sentence, and what it rests on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dossier": "0198c0de-0000-7000-8000-00000000000a",
                    "nominee": {
                        "id": "ca-nhan-05", "kind": "individual", "name": "Nguyễn Ngọc Nhài",
                        "unit": "duong-quang.truong-tieu-hoc",
                    },
                    "award_name": "Lao động tiên tiến", "year": 2025, "given": True,
                    "sentence": "Đã khen thưởng theo Quyết định số 12/QĐ-UBND.", "state": "decided",
                    "achievement": "", "rule_set": "V1", "decided_by_level": "commune", "conditions": [],
                    "override_reason": "", "tally": None, "money": None, "award": None,
                }
            ]
        }
    )  # fmt: skip

    dossier: str
    nominee: Nominee
    award_name: str
    year: int
    given: bool
    sentence: str
    state: State
    achievement: str
    rule_set: str
    decided_by_level: str
    conditions: tuple[Condition, ...]
    override_reason: str
    tally: Tally | None
    money: Money | None
    award: AwardWithHistory | None

    @classmethod
    def of(cls, dossier: Dossier, award: Award | None, law: Law) -> Self:
        """Out of what is published."""
        return cls.model_validate(
            {
                **vars(dossier),
                "dossier": dossier.id,
                "nominee": award.nominee if award else dossier.nominee,
                "given": award is not None and award.state is AwardState.GRANTED,
                "sentence": sentence(dossier, award),
                "money": money_of(law, award) if award else None,
                "award": AwardWithHistory.of(award) if award else None,
            }
        )


async def why(reads: Reads, *, actor: Actor, law: Law, dossier_id: str) -> Why:
    """For those who may read the dossier; raises Denied, NotFound."""
    dossier = await dossiers.get(reads, actor=actor, dossier_id=dossier_id)
    return Why.of(dossier, await queries.of_dossier(reads, dossier_id), law)


def sentence(dossier: Dossier, award: Award | None) -> str:
    """The reason in one sentence."""
    if award is not None and award.state is AwardState.REVOKED:
        return f"Đã khen thưởng, sau đó bị thu hồi theo Quyết định số {award.revoked_by}."
    if award is not None:
        return f"Đã khen thưởng theo Quyết định số {award.number}."
    if dossier.state in _ENDS:
        return _ENDS[dossier.state](dossier)
    if dossier.failed and not dossier.override_reason:
        return f"Chưa khen thưởng: chưa đạt điều kiện ({dossier.failed[0].article})."
    return "Chưa khen thưởng: hồ sơ đang được xử lý."


def money_of(law: Law, award: Award) -> Money | None:
    """How the bonus came about; None for money that the law files do not explain."""
    try:
        bonus = law.bonus(award.award, award.nominee.kind.value, decided_on=award.granted_on)
    except (NoRule, NoFigure):
        return None
    if award.imported or bonus.rounded != award.bonus:
        return None
    return Money.model_validate({**_plain(bonus), "multiplier": f"{bonus.multiplier.normalize():f}"})


def _plain(bonus: Any) -> dict[str, Any]:
    return {name: getattr(bonus, name) for name in ("base_salary", "raw", "rounded", "citation", "verified")}


def _counted(tally: Tally | None) -> str:
    return f" ({tally.agree}/{tally.base} phiếu đồng ý)" if tally else ""


def _reason(dossier: Dossier, what: StepKind) -> str:
    found = next((step.reason for step in reversed(dossier.history) if step.what is what), "")
    return found.rstrip(". ") or "không ghi lý do"


_ENDS: dict[State, Callable[[Dossier], str]] = {
    State.REJECTED: lambda one: f"Không khen thưởng: Hội đồng không thông qua{_counted(one.tally)}.",
    State.WITHDRAWN: lambda one: (
        f"Không khen thưởng: đơn vị đề nghị đã rút hồ sơ ({_reason(one, StepKind.WITHDRAWN)})."
    ),
    State.RETURNED: lambda one: f"Chưa khen thưởng: hồ sơ bị trả lại ({_reason(one, StepKind.RETURNED)}).",
    State.APPROVED: lambda one: f"Chưa khen thưởng: Hội đồng đã thông qua{_counted(one.tally)}, chờ quyết định.",
    State.EXPIRED: lambda _: "Không khen thưởng: hồ sơ không được bổ sung đúng hạn.",
    State.FORWARDED: lambda _: "Chưa khen thưởng: hồ sơ đã trình cấp có thẩm quyền.",
}
"""The sentence for the states in which something has been said already."""

"""The JSON face of an assessment: what ``check`` reads and what it writes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from shared.law.answers import Assessment, Bonus, ConditionResult
from shared.law.errors import NoFigure, NoRule
from shared.law.facts import Facts
from shared.law.law import Law


class Question(BaseModel):
    """One dossier to look at. ``decided_on`` (default: the day of receipt) chooses the money."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    award: str = Field(min_length=1, max_length=100, description="Code, e.g. TD-CN-CSTDCS.")
    received_on: date
    decided_on: date | None = None
    facts: Facts


def answer(law: Law, question: Question) -> dict[str, Any]:
    """Everything the law says about one dossier, as plain JSON values."""
    assessment = law.assess(question.award, question.facts, received_on=question.received_on)
    decided_on = question.decided_on or question.received_on
    return {
        "award": {
            "code": assessment.award.code,
            "name_vi": assessment.award.name_vi,
            "name_en": assessment.award.name_en,
        },
        "received_on": question.received_on.isoformat(),
        "rule_set": assessment.rule_set.code,
        "eligible": assessment.eligible,
        "conditions": [_condition(each) for each in assessment.conditions],
        "authority": _authority(assessment),
        "parts": [
            {"code": part.code, "name_vi": part.name_vi, "name_en": part.name_en, "required": part.required}
            for part in assessment.parts
        ],
        "bonus": _bonus(law, question, decided_on),
    }


def _condition(result: ConditionResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "outcome": result.outcome.value,
        "article": result.article,
        "sentence_vi": result.sentence_vi,
        "sentence_en": result.sentence_en,
        "attach_vi": result.attach_vi,
        "citation": result.citation,
        "verified": result.verified,
        "missing_facts": [{"path": fact.path, "vi": fact.vi, "en": fact.en} for fact in result.missing_facts],
    }


def _authority(assessment: Assessment) -> dict[str, Any]:
    authority = assessment.authority
    return {
        "level": authority.level.value,
        "office_title_vi": authority.office_title_vi,
        "office_title_en": authority.office_title_en,
        "also": [level.value for level in authority.also],
        "citation": authority.citation,
        "verified": authority.verified,
    }


def _bonus(law: Law, question: Question, decided_on: date) -> dict[str, Any]:
    try:
        bonus = law.bonus(question.award, question.facts.subject.kind, decided_on=decided_on)
    except (NoRule, NoFigure) as reason:
        return {"decided_on": decided_on.isoformat(), "none_vi": reason.vi, "none_en": reason.en}
    return {"decided_on": decided_on.isoformat(), **_figures(bonus)}


def _figures(bonus: Bonus) -> dict[str, Any]:
    return {
        "multiplier": _number(bonus.multiplier),
        "base_salary": bonus.base_salary,
        "raw": bonus.raw,
        "rounded": bonus.rounded,
        "citation": bonus.citation,
        "verified": bonus.verified,
    }


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")

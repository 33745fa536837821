"""The JSON face of the law: what ``check`` reads and what it writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from shared.law.answers import Assessment, Authority, Bonus, ConditionResult, Sourced
from shared.law.errors import NoFigure, NoRule, UnknownAward
from shared.law.facts import Day, Facts
from shared.law.law import Law


class Question(BaseModel):
    """One dossier to look at. ``decided_on`` (default: the day of receipt) chooses the money."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    award: str = Field(min_length=1, max_length=100, description="Code, e.g. TD-CN-CSTDCS.")
    received_on: Day
    decided_on: Day | None = None
    facts: Facts


def answer(law: Law, question: Question) -> dict[str, Any]:
    """Everything the law says about one dossier, as plain JSON values."""
    assessment = law.assess(question.award, question.facts, received_on=question.received_on)
    decided_on = question.decided_on or question.received_on
    bonus, settings = _bonus(law, question, decided_on)
    return {
        "award": _award(assessment),
        "received_on": question.received_on.isoformat(),
        "rule_set": assessment.rule_set.code,
        "rule_set_verified": assessment.rule_set.verified,
        "eligible": assessment.eligible,
        "conditions": [_condition(each) for each in assessment.conditions],
        "authority": _authority(assessment.authority),
        "authority_at_decision": _authority_on(law, question.award, decided_on),
        "route": [level.value for level in law.route("commune", question.award, question.received_on)],
        "parts": [
            {
                "code": part.code,
                "name_vi": part.name_vi,
                "name_en": part.name_en,
                "required": part.required,
                "form_no": part.form_no,
                **_source(part),
            }
            for part in assessment.parts
        ],
        "copies": _copies(law, question),
        "public_notice": _public_notice(law, question),
        "bonus": bonus,
        "more_favourable": _more_favourable(law, question, decided_on),
        "unverified": sorted({*_settings(assessment), *settings}),
    }


def _award(assessment: Assessment) -> dict[str, Any]:
    award = assessment.award
    return {"code": award.code, "name_vi": award.name_vi, "name_en": award.name_en, "citation": award.citation}


def _condition(result: ConditionResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "outcome": result.outcome.value,
        "article": result.article,
        "sentence_vi": result.sentence_vi,
        "sentence_en": result.sentence_en,
        "attach_vi": result.attach_vi,
        "attach_en": result.attach_en,
        "missing_facts": [{"path": fact.path, "vi": fact.vi, "en": fact.en} for fact in result.missing_facts],
        **_source(result),
    }


def _authority_on(law: Law, code: str, on: date) -> dict[str, Any] | None:
    """Who must sign on the day of the decision; None where the award has gone by then."""
    try:
        return _authority(law.authority(code, on))
    except UnknownAward:
        return None


def _authority(authority: Authority) -> dict[str, Any]:
    return {
        "level": authority.level.value,
        "office_title_vi": authority.office_title_vi,
        "office_title_en": authority.office_title_en,
        "also": [level.value for level in authority.also],
        **_source(authority),
    }


def _copies(law: Law, question: Question) -> dict[str, Any]:
    copies = law.copies(question.award, question.received_on)
    return {"originals": copies.originals, "electronic": copies.electronic, **_source(copies)}


def _public_notice(law: Law, question: Question) -> dict[str, Any] | None:
    notice = law.public_notice(question.award, question.received_on)
    if notice is None:
        return None
    return {
        "where_vi": notice.where_vi,
        "where_en": notice.where_en,
        "working_days": notice.working_days,
        "calendar_days": notice.calendar_days,
        **_source(notice),
    }


def _bonus(law: Law, question: Question, decided_on: date) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The money, or why there is none, and the settings it rests on."""
    day = decided_on.isoformat()
    try:
        bonus = law.bonus(question.award, question.facts.subject.kind, decided_on=decided_on)
    except (NoRule, NoFigure, UnknownAward) as reason:
        return {"decided_on": day, "code": reason.code, "none_vi": reason.vi, "none_en": reason.en}, ()
    return {"decided_on": day, **_figures(bonus), "payer": _payer(law, question.award, decided_on)}, bonus.settings


def _payer(law: Law, code: str, on: date) -> str | None:
    try:
        return law.money.payer(code, on).payer
    except NoRule:
        return None


def _figures(bonus: Bonus) -> dict[str, Any]:
    return {
        "multiplier": format(bonus.multiplier.normalize(), "f"),
        "at_most": bonus.at_most,
        "base_salary": bonus.base_salary,
        "raw": bonus.raw,
        "rounded": bonus.rounded,
        **_source(bonus),
    }


def _more_favourable(law: Law, question: Question, decided_on: date) -> dict[str, Any] | None:
    """The later edition, where it lets an older dossier profit, and what it would say."""
    later = law.more_favourable(received_on=question.received_on, decided_on=decided_on)
    if later is None:
        return None
    try:
        under = law.assess(question.award, question.facts, received_on=decided_on)
    except UnknownAward:
        return None
    return {"rule_set": later.code, "eligible": under.eligible, "verified": later.verified, "citation": later.citation}


def _settings(assessment: Assessment) -> set[str]:
    answers: tuple[Sourced, ...] = (*assessment.conditions, assessment.authority, *assessment.parts)
    return {setting for each in answers for setting in each.settings}


def _source(answer: Sourced) -> dict[str, Any]:
    """Where an answer stands, and whether it may be presented as law."""
    return {
        "citation": answer.citation,
        "tag": answer.tag,
        "verified": answer.verified,
        "unverified": answer.unverified,
        "settings": list(answer.settings),
    }

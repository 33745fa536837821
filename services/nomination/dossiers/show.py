"""A dossier as its page tells it: what happened, what the law says, what comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from services.nomination.dossiers.deadlines import NextStep
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Condition, Step, StepKind
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.law import Outcome
from shared.web import parts
from shared.web.parts import Link, Moment, Tone, Upcoming

TONES: dict[State, Tone] = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "waiting",
    State.RETURNED: "attention",
    State.ACCEPTED: "waiting",
    State.SCHEDULED: "waiting",
    State.APPROVED: "done",
    State.REJECTED: "stopped",
    State.FORWARDED: "waiting",
    State.DECIDED: "done",
    State.WITHDRAWN: "stopped",
}

_STEP_TONES: dict[StepKind, Tone] = {
    StepKind.RETURNED: "attention",
    StepKind.RELEASED: "attention",
    StepKind.APPROVED: "done",
    StepKind.DECIDED: "done",
    StepKind.REJECTED: "stopped",
    StepKind.WITHDRAWN: "stopped",
}

_BY_NOMINATOR = frozenset({StepKind.CREATED, StepKind.SUBMITTED, StepKind.WITHDRAWN})

_OUTCOMES: dict[Outcome, str] = {
    Outcome.HOLDS: "met",
    Outcome.FAILS: "failed",
    Outcome.LACKS_EVIDENCE: "unproven",
}

UNVERIFIED = "chưa kiểm chứng, địa phương cần xác nhận"
"""Beside the article of a condition that rests on no text that anybody has read."""

LEVELS = {
    "commune": "Chủ tịch UBND xã",
    "town": "Chủ tịch UBND thị xã",
    "province": "Chủ tịch UBND tỉnh",
    "prime_minister": "Thủ tướng Chính phủ",
    "government": "Chính phủ",
    "president": "Chủ tịch nước",
}
"""Who decides, by level, as the page says it."""


def people_in(dossier: Dossier) -> set[str]:
    """Everybody whose name the page needs."""
    return {step.by for step in dossier.history}


def units_in(dossier: Dossier) -> set[str]:
    """Every unit whose name the page needs."""
    return {dossier.unit, dossier.origin_unit, dossier.nominating_unit, *(step.unit for step in dossier.history)}


def moments(dossier: Dossier, names: Names, councils: Collection[str]) -> list[Moment]:
    """The history for the timeline; it leads to the meetings of those units whose council the reader may look at."""
    return [_moment(step, dossier, names, councils) for step in dossier.history]


def upcoming(step: NextStep | None, names: Names) -> Upcoming | None:
    """The next step for the top of the timeline."""
    return Upcoming(step.what, names.unit(step.unit), step.due) if step else None


def conditions(found: Iterable[Condition]) -> list[parts.Condition]:
    """The conditions of the law as the component takes them."""
    return [
        parts.Condition(
            _OUTCOMES[one.outcome],  # type: ignore[arg-type]
            one.vi,
            one.article if one.verified else f"{one.article} ({UNVERIFIED})",
            ", ".join(one.missing_vi) if one.outcome is Outcome.LACKS_EVIDENCE else _attach(one),
        )
        for one in found
    ]


def _attach(one: Condition) -> str:
    return one.attach_vi if one.outcome is Outcome.FAILS else ""


def _moment(step: Step, dossier: Dossier, names: Names, councils: Collection[str]) -> Moment:
    where = dossier.nominating_unit if step.what in _BY_NOMINATOR else step.unit
    reason = step.reason
    if step.parts:
        papers = {paper.code: paper.name for paper in dossier.papers}
        reason = f"{reason} (giấy tờ: {', '.join(papers.get(part) or part for part in step.parts)})"
    return Moment(
        step.at,
        _title(step),
        f"{names.person(step.by)}, {names.unit(where)}",
        reason,
        _document(step, councils),
        _STEP_TONES.get(step.what, "neutral"),
    )


def _title(step: Step) -> str:
    name = PAGES.labels.name(step.what)
    return f"{name} theo Tờ trình số {step.document}" if step.what is StepKind.FORWARDED else name


def _document(step: Step, councils: Collection[str]) -> Link | None:
    if step.what is StepKind.DECIDED:
        return Link(f"Quyết định số {step.document}", f"/nomination/decisions/{step.document_id}")
    if step.what in (StepKind.SCHEDULED, StepKind.APPROVED, StepKind.REJECTED) and step.unit in councils:
        return Link("Phiên họp Hội đồng", f"/nomination/meetings/{step.document_id}")
    return None

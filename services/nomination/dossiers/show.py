"""A dossier as its page tells it: what happened, what the law says, what comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

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
    State.SUPPLEMENTING: "attention",
    State.CONSULTING: "waiting",
    State.SCHEDULED: "waiting",
    State.APPROVED: "done",
    State.REJECTED: "stopped",
    State.FORWARDED: "waiting",
    State.DECIDED: "done",
    State.WITHDRAWN: "stopped",
    State.EXPIRED: "stopped",
}

_STEP_TONES: dict[StepKind, Tone] = {
    StepKind.RETURNED: "attention",
    StepKind.RELEASED: "attention",
    StepKind.APPROVED: "done",
    StepKind.DECIDED: "done",
    StepKind.REJECTED: "stopped",
    StepKind.WITHDRAWN: "stopped",
    StepKind.ASKED: "attention",
    StepKind.EXPIRED: "stopped",
    StepKind.DECLINED: "attention",
}

_BY_NOMINATOR = frozenset(
    {
        StepKind.CREATED,
        StepKind.SUBMITTED,
        StepKind.WITHDRAWN,
        StepKind.SUPPLEMENTED,
        StepKind.INVITED,
        StepKind.DROPPED,
    }
)
_BY_ANOTHER = frozenset({StepKind.JOINED, StepKind.DECLINED})
"""Steps of a unit that nominates together; the step names it."""

_SAID = frozenset({StepKind.CONSULTED, StepKind.OPINED})
"""Steps whose text is a question or an answer, not a reason."""

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
    return {dossier.overridden_by, *(step.by for step in dossier.history)} - {""}


def units_in(dossier: Dossier) -> set[str]:
    """Every unit whose name the page needs."""
    others = (one.unit for one in dossier.co_nominators)
    return {
        dossier.unit,
        dossier.origin_unit,
        dossier.nominating_unit,
        *others,
        *(step.unit for step in dossier.history),
    }


def moments(
    dossier: Dossier, names: Names, councils: Collection[str], parts_by_code: Mapping[str, str]
) -> list[Moment]:
    """The history for the timeline; it leads to the meetings of those units whose council the reader may look at."""
    return [_moment(step, dossier, names, councils, parts_by_code) for step in dossier.history]


def upcoming(step: NextStep | None, names: Names) -> Upcoming | None:
    """The next step for the top of the timeline."""
    if step is None:
        return None
    who = names.unit(step.unit)
    return Upcoming(step.what, f"{who}. Thời hạn giải quyết tạm dừng" if step.stands else who, step.due)


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


def _moment(
    step: Step, dossier: Dossier, names: Names, councils: Collection[str], parts_by_code: Mapping[str, str]
) -> Moment:
    where = dossier.nominating_unit if step.what in _BY_NOMINATOR else step.unit
    place = step.document if step.what in _BY_ANOTHER else names.unit(where)
    who = "Hệ thống" if step.what is StepKind.EXPIRED else f"{names.person(step.by)}, {place}"
    said = step.what in _SAID
    return Moment(
        step.at,
        _title(step),
        who,
        "" if said else _reason(step, parts_by_code),
        _document(step, councils),
        _STEP_TONES.get(step.what, "neutral"),
        step.reason if said else _changes(step),
    )


def _reason(step: Step, parts_by_code: Mapping[str, str]) -> str:
    """The reason, then what was said of single parts; parts of which nothing was said are named alone."""
    said = [f"{parts_by_code.get(one.part, one.part)}: {one.reason}" for one in step.reasons]
    told = {one.part for one in step.reasons}
    silent = [parts_by_code.get(part, part) for part in step.parts if part not in told]
    lead = f"{step.reason} (giấy tờ: {', '.join(silent)})" if silent else step.reason
    return " ".join(filter(None, (lead, "; ".join(said))))


def _changes(step: Step) -> str:
    """What the unit changed since it sent the dossier before."""
    return "; ".join(f"{one.what}: «{one.before or 'trống'}» → «{one.after or 'trống'}»" for one in step.changes)


def _title(step: Step) -> str:
    name = PAGES.labels.name(step.what)
    if step.what in (StepKind.CONSULTED, StepKind.OPINED, StepKind.INVITED, StepKind.DROPPED):
        return f"{name}: {step.document}"
    return f"{name} theo Tờ trình số {step.document}" if step.what is StepKind.FORWARDED else name


def _document(step: Step, councils: Collection[str]) -> Link | None:
    if step.what is StepKind.DECIDED:
        return Link(f"Quyết định số {step.document}", f"/nomination/decisions/{step.document_id}")
    if step.what is StepKind.FORWARDED and step.document_id and step.unit in councils:
        return Link("Mở tờ trình", f"/nomination/submissions/{step.document_id}")
    if step.what in (StepKind.SCHEDULED, StepKind.APPROVED, StepKind.REJECTED) and step.unit in councils:
        return Link("Phiên họp Hội đồng", f"/nomination/meetings/{step.document_id}")
    return None

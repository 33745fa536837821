"""A decision as its page tells it: the list, the signature, the history, what became of it, what one can do."""

from __future__ import annotations

from typing import Any

from services.nomination import access
from services.nomination.decisions import queries
from services.nomination.decisions.documents import FIELDS, awardee_name
from services.nomination.decisions.forms import EIGHT, POSTS
from services.nomination.decisions.inspection import inspect
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Line, Purpose, Step, Way
from services.nomination.decisions.states import Action, DecisionState
from services.nomination.names import Names
from services.nomination.pages import PAGES
from shared.clock import VIETNAM
from shared.identity import Role
from shared.identity.directory import people_at
from shared.law import NoFigure, NoRule
from shared.web.forms import FormState
from shared.web.parts import Moment

CHANGED = {"title": "trích yếu", "lines": "danh sách", "bases": "căn cứ pháp lý", "embargo_until": "giờ công bố"}


async def look(work: Any, decision: Decision) -> dict[str, Any]:
    """Everything the page needs besides the decision."""
    names = await Names.load(
        work.reads,
        units={decision.unit, *(line.nominating_unit for line in decision.lines)},
        people={step.by for step in decision.history} | {decision.recorded_by, decision.signed_by},
    )
    own = decision.unit in names.covered(work.actor, (decision.unit,))
    can = {action.value for action in access.decision_actions(work.actor, decision)}
    rows = [_row(work, decision, line, names) for line in decision.lines]
    signers = await people_at(work.reads, decision.unit, Role.SIGNER, on=work.clock.today()) if can else []
    return {
        "names": names,
        "own": own,
        "rows": rows,
        "total": sum(row["bonus"] for row in rows),
        "unverified": list(dict.fromkeys(row["award"] for row in rows if row["unverified"])),
        "can": can,
        "posts": POSTS,
        "ways": _ways(work, can),
        "signers": [(one.id, one.name) for one in signers],
        "signature": await inspect(work.reads, decision, work.resources.keys) if decision.number else None,
        "moments": [_moment(step, names) for step in decision.history] if own else [],
        "changes": _changes(decision),
        "later": await queries.amendments(work.reads, decision.id),
        "draft_form": _draft_form(decision),
        "sealed": decision.state is DecisionState.SEALED,
        "heading": heading(decision),
    }


def heading(decision: Decision) -> str:
    """What stands above the title."""
    if decision.number:
        return f"Quyết định số {decision.number}"
    drafts = {
        Purpose.AWARD: "Dự thảo quyết định khen thưởng",
        Purpose.CORRECTION: "Dự thảo quyết định đính chính",
        Purpose.REVOCATION: "Dự thảo quyết định thu hồi",
    }
    return drafts[decision.purpose]


def _ways(work: Any, can: set[str]) -> list[tuple[str, str]]:
    if Action.SIGN.value not in can:
        return []
    paper = (Way.WET.value, "Ký tay trên giấy; hệ thống ghi nhận người ký và ngày ký")
    if work.actor.subject not in work.resources.keys:
        return [paper]
    return [(Way.DIGITAL.value, "Ký số bằng chứng thư số của tôi"), paper]


def _row(work: Any, decision: Decision, line: Line, names: Names) -> dict[str, Any]:
    bonus, unverified = line.bonus, False
    if decision.state is DecisionState.DRAFT and decision.purpose is Purpose.AWARD:
        try:
            found = work.resources.law.bonus(line.award, line.nominee.kind.value, decided_on=work.clock.today())
            bonus, unverified = found.rounded, found.unverified
        except (NoRule, NoFigure):
            bonus = 0
    covered = line.dossier and names.covered(work.actor, (decision.unit, line.nominating_unit))
    return {
        "url": f"/nomination/dossiers/{line.dossier}" if covered else "",
        "nominee": awardee_name(line),
        "award": line.award_name,
        "unit": names.unit(line.nominating_unit),
        "bonus": bonus,
        "unverified": unverified,
    }


def _moment(step: Step, names: Names) -> Moment:
    note = "; ".join(f"{CHANGED.get(one.what, one.what)}: «{one.before}» → «{one.after}»" for one in step.changes)
    return Moment(
        step.at, PAGES.labels.name(step.what), names.person(step.by) if step.by else "Hệ thống", step.note, note=note
    )


def _changes(decision: Decision) -> list[dict[str, str]]:
    whose = {line.award_id: awardee_name(line) for line in decision.lines}
    return [
        {"who": whose[one.award], "what": FIELDS[one.field], "before": one.before, "after": one.after}
        for one in decision.changes
    ]


def _draft_form(decision: Decision) -> FormState:
    until = decision.embargo_until.astimezone(VIETNAM) if decision.embargo_until else None
    return FormState.of(
        {
            "title": decision.title,
            "bases": "\n".join(decision.bases),
            "embargo_on": until.date().isoformat() if until else "",
            "embargo_time": until.strftime("%H:%M") if until else EIGHT,
        }
    )

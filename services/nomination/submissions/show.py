"""A submission as its page tells it."""

from __future__ import annotations

from typing import Any

from services.nomination import access
from services.nomination.decisions.forms import POSTS
from services.nomination.decisions.parts import Way
from services.nomination.dossiers import show as dossiers
from services.nomination.dossiers.deadlines import next_step
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from services.nomination.names import Names
from services.nomination.pages import PAGES
from services.nomination.submissions import queries
from services.nomination.submissions.letters import grounds
from services.nomination.submissions.model import Line, Step, Submission, SubmissionStep
from services.nomination.submissions.states import Action, SubmissionState
from shared.identity import Role
from shared.identity.directory import people_at
from shared.web.parts import Moment, Option, Tone

TONES: dict[SubmissionState, Tone] = {
    SubmissionState.DRAFT: "neutral",
    SubmissionState.DISCARDED: "stopped",
    SubmissionState.SENT: "waiting",
    SubmissionState.RECEIVED: "done",
    SubmissionState.RETURNED: "attention",
}
_STEP_TONES: dict[SubmissionStep, Tone] = {
    SubmissionStep.RETURNED: "attention",
    SubmissionStep.RECEIVED: "done",
    SubmissionStep.DISCARDED: "stopped",
}


def row(its: Submission, names: Names) -> dict[str, Any]:
    """A line of the list."""
    return {
        "url": f"/nomination/submissions/{its.id}",
        "number": its.number or "Dự thảo",
        "title": its.title,
        "way": f"{names.unit(its.unit)} → {names.unit(its.to_unit)}",
        "count": len(its.lines),
        "sent_on": its.sent_on,
        "state": PAGES.labels.name(its.state),
        "tone": TONES[its.state],
    }


async def look(work: Any, its: Submission) -> dict[str, Any]:
    """What the page needs besides the submission."""
    found = await queries.dossiers_of(work.reads, its)
    can = {action.value for action in access.submission_actions(work.actor, its)}
    waiting = [one for one in found.values() if one.state is State.FORWARDED and one.submission == its.id]
    people = {its.signed_by, its.received_by, *(step.by for step in its.history)} - {""}
    units = {its.unit, its.to_unit, *(step.unit for step in its.history), *(one.unit for one in found.values())}
    names = await Names.load(work.reads, people=people, units=units)
    if not waiting:
        can -= {Action.TAKE.value, Action.RETURN.value}
    today = work.clock.today()
    holders = await people_at(work.reads, its.unit, Role.SIGNER, on=today) if Action.SEND.value in can else []
    mine = any(one.id == work.actor.subject for one in holders)
    return {
        "names": names,
        "tone": TONES[its.state],
        "can": can,
        "rows": [_line(work, one, found.get(one.dossier), names) for one in its.lines],
        "moments": [_moment(step, names) for step in its.history],
        "waiting": [Option(one.id, one.nominee.name, one.award_name) for one in waiting],
        "decisions": await queries.decisions(work.reads, its, found.values()),
        "posts": POSTS,
        "mine": mine,
        "ways": _ways(work) if mine else [(Way.WET.value, "Ghi nhận đã ký trên giấy")],
        "signers": [(one.id, one.name) for one in holders],
        "unsigned": its.state is SubmissionState.DRAFT and await _unsigned(work, its),
        "may_seal": its.unit in work.resources.seals if Action.EXPORT.value in can else False,
        "may_answer": its.to_unit in work.resources.seals if Action.ANSWER.value in can else False,
    }


async def _unsigned(work: Any, its: Submission) -> bool:
    """Whether minutes that should go with it are not signed yet."""
    on_what = await grounds(work.reads, its.unit, its.dossiers)
    return any(not one.number for one in on_what.minutes)


def _ways(work: Any) -> list[tuple[str, str]]:
    wet = (Way.WET.value, "Ký tay trên bản in")
    return [(Way.DIGITAL.value, "Ký số"), wet] if work.actor.subject in work.resources.keys else [wet]


def _line(work: Any, line: Line, dossier: Dossier | None, names: Names) -> dict[str, Any]:
    told: dict[str, Any] = {
        "nominee": line.nominee, "award": line.award_name, "url": "", "where": "–", "state": "–", "tone": "neutral",
        "reason": line.reason, "due": None,
    }  # fmt: skip
    if dossier is None:
        return told
    ahead = next_step(work.resources.law, dossier, work.clock.today())
    return told | {
        "url": f"/nomination/dossiers/{dossier.id}/way",
        "where": names.unit(dossier.unit),
        "state": PAGES.labels.name(dossier.state),
        "tone": dossiers.TONES[dossier.state],
        "due": ahead.due if ahead else None,
    }


def _moment(step: Step, names: Names) -> Moment:
    title = PAGES.labels.name(step.what)
    if step.names:
        title = f"{title}: {', '.join(step.names)}"
    who = f"{names.person(step.by)}, {names.unit(step.unit)}"
    return Moment(step.at, title, who, step.reason, tone=_STEP_TONES.get(step.what, "neutral"))

"""The page of one candidate."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from services.nomination import access
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.show import TONES as DOSSIER_TONES
from services.nomination.dossiers.show import UNVERIFIED
from services.nomination.holds.queries import hold_on
from services.nomination.names import Names
from services.nomination.pages import PAGES
from services.nomination.sweeps import queries
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.deadlines import WAITS_FOR, way_points
from services.nomination.sweeps.duplicates import OVER
from services.nomination.sweeps.model import Sweep
from services.nomination.sweeps.pages import TONES
from services.nomination.sweeps.parts import StepKind
from services.nomination.sweeps.states import Action, CandidateState
from shared.law import ProceedingKind
from shared.law.proof import evidence_kinds, proof_by
from shared.web.forms import FormErrors, FormState
from shared.web.parts import Condition, FileRow, Link, Moment, Tone, Upcoming

FORMS = ("ask", "opine", "conclude", "return", "set_aside", "take_up", "hold", "lift")
_STEP_TONES: dict[StepKind, Tone] = {
    StepKind.RETURNED: "attention",
    StepKind.PROVED: "done",
    StepKind.PROPOSED: "done",
    StepKind.SET_ASIDE: "stopped",
}
_QUESTION = "Bản khai về thời gian, đơn vị tham gia có đúng không? Hội có đồng ý đề nghị khen thưởng không?"


async def candidate_page(
    request: Request, work: Any, candidate_id: str, *, wrong: dict[str, FormErrors] | None = None, refused: str = ""
) -> HTMLResponse:
    """The page; ``wrong`` are forms that are not right, ``refused`` says what the law or the state forbids."""
    one = await queries.candidate(work.reads, actor=work.actor, candidate_id=candidate_id)
    sweep = await work.reads.get(Sweep, one.sweep)
    law, today = work.resources.law, work.clock.today()
    units = {one.unit, one.hamlet, one.waits_at, one.association_unit}
    names = await Names.load(work.reads, people={step.by for step in one.history}, units=units)
    dossier = await work.reads.get_or_none(Dossier, one.dossier) if one.dossier else None
    alive = dossier is not None and (dossier.state.value not in OVER or bool(dossier.number))
    can = [action for action in access.candidate_actions(work.actor, one) if not (alive and action is Action.TAKE_UP)]
    officer = access.sweeps(one.unit)(work.actor)
    held = await hold_on(work.reads, one.nominee) if officer else None
    return PAGES.render(
        request,
        "sweeps/candidate.html",
        status=422 if wrong or refused else 200,
        one=one,
        sweep=sweep,
        names=names,
        tone=TONES[one.state],
        refused=refused,
        can={action.value for action in can},
        forms={name: FormState() for name in FORMS} | {"ask": FormState({"question": _QUESTION})} | (wrong or {}),
        moments=_moments(one, names),
        upcoming=_upcoming(one, names),
        proof=_proof(law, one, today),
        proofs=_files(law, one, today),
        days=way_points(law, one),
        unverified=UNVERIFIED,
        dossier=dossier,
        dossier_tone=DOSSIER_TONES[dossier.state] if dossier else "neutral",
        officer=officer,
        hold=held,
        examined=[(kind.value, PAGES.labels.name(kind)) for kind in ProceedingKind],
    )


def _upcoming(one: Candidate, names: Names) -> Upcoming | None:
    if one.state is CandidateState.SET_ASIDE or not one.waits_at:
        return None
    who = names.unit(one.waits_at)
    stands = one.state is CandidateState.ASKED
    return Upcoming(WAITS_FOR[one.state], f"{who}. Thời hạn của xã tạm dừng" if stands else who, one.due_on)


def _proof(law: Any, one: Candidate, today: Any) -> list[Condition]:
    """The verdict on the proofs as a condition of the law."""
    if one.declaration is None:
        return []
    proof = proof_by(law, one.subject, one.proof_kinds, today)
    article = proof.citation if proof.verified else f"{proof.citation} ({UNVERIFIED})"
    missing = proof.missing_vi[:1].upper() + proof.missing_vi[1:]
    said = "Có giấy tờ chứng minh thời gian tham gia"
    return [Condition("met" if proof.sufficient else "unproven", said, article, missing)]


def _files(law: Any, one: Candidate, today: Any) -> list[FileRow]:
    kinds = {row.id: row.vi for row in evidence_kinds(law, one.subject, today)}
    return [
        FileRow(
            f"{kinds.get(each.kind, each.kind)}: {each.what}",
            f"/nomination/candidates/{one.id}/files/{each.file.id}" if each.file else "",
            each.file.size if each.file else 0,
            "" if each.file else "bản giấy",
        )
        for each in one.proofs
    ]


def _moments(one: Candidate, names: Names) -> list[Moment]:
    return [
        Moment(
            step.at,
            PAGES.labels.name(step.what),
            "Hệ thống" if step.by.startswith("service:") else names.person(step.by),
            step.reason if step.what in (StepKind.RETURNED, StepKind.SET_ASIDE, StepKind.TAKEN_UP) else "",
            _link(step.what, step.document_id),
            _STEP_TONES.get(step.what, "neutral"),
            ": ".join(filter(None, (step.document, "" if step.what in _WITH_REASON else step.reason))),
        )
        for step in one.history
    ]


_WITH_REASON = (StepKind.RETURNED, StepKind.SET_ASIDE, StepKind.TAKEN_UP)


def _link(what: StepKind, id_: str) -> Link | None:
    if what is StepKind.POSTED:
        return Link("Danh sách niêm yết", f"/nomination/postings/{id_}")
    if what is StepKind.PROPOSED:
        return Link("Hồ sơ", f"/nomination/dossiers/{id_}")
    return None

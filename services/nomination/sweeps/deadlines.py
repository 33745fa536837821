"""By when the next step of a candidate is due, and whose it is: the law's days, pauses added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.nomination.dossiers.deadlines import CONSULTATION, FORWARD, allowance
from services.nomination.sweeps.candidate import Candidate, Turns
from services.nomination.sweeps.states import CandidateState
from shared.law import Law

SWEEP_ENTRY, DECLARATION, PROOF, LIST_POSTING = "sweep_entry", "declaration", "proof", "list_posting"

WAITS_FOR = {
    CandidateState.FOUND: "Lập bản khai",
    CandidateState.DECLARED: "Bổ sung giấy tờ chứng minh, kiểm tra hồ sơ",
    CandidateState.PROVED: "Hỏi ý kiến hội, niêm yết danh sách",
    CandidateState.ASKED: "Chờ ý kiến của hội",
    CandidateState.OPINED: "Niêm yết danh sách",
    CandidateState.POSTED: "Hết niêm yết thì lập hồ sơ trình",
    CandidateState.PROPOSED: "Họp Hội đồng, trình cấp trên",
    CandidateState.SET_ASIDE: "",
}
"""What a candidate waits for in each state, as lists and notices say it."""


@dataclass(frozen=True, kw_only=True)
class WayPoint:
    """A day of the commune's time (law of the resistance awards): what, until when, with its source."""

    what: str
    due: date
    citation: str
    verified: bool


def turns(law: Law, on: date) -> Turns:
    """The rule by which a candidate that moves on that day learns whose turn it is next."""

    def turn(candidate: Candidate) -> tuple[str, date | None]:
        match candidate.state:
            case CandidateState.FOUND:
                return candidate.hamlet, _due(law, candidate, DECLARATION, on)
            case CandidateState.DECLARED:
                return candidate.hamlet, _due(law, candidate, PROOF, on)
            case CandidateState.PROVED | CandidateState.OPINED:
                return candidate.unit, _from_receipt(law, candidate, LIST_POSTING)
            case CandidateState.ASKED:
                asked = candidate.consultation
                return candidate.association_unit or candidate.unit, asked.answer_by if asked else None
            case CandidateState.POSTED | CandidateState.PROPOSED:
                return candidate.unit, _from_receipt(law, candidate, FORWARD)
            case CandidateState.SET_ASIDE:
                return "", None

    return turn


def answer_by(law: Law, candidate: Candidate, on: date) -> date:
    """The last day for the association's answer when it is asked today."""
    due = _due(law, candidate, CONSULTATION, on)
    assert due is not None
    return due


def way_points(law: Law, candidate: Candidate) -> list[WayPoint]:
    """The days that the law sets the commune once declaration and proof are complete; none before."""
    points = []
    for step, what in ((LIST_POSTING, "Công khai danh sách"), (FORWARD, "Xét và trình cấp trên")):
        due = _from_receipt(law, candidate, step)
        if due is None or candidate.received_on is None:
            continue
        rule = law.deadline(step, level=candidate.level.value, on=candidate.received_on, award=candidate.award)
        points.append(WayPoint(what=what, due=due, citation=rule.citation, verified=rule.verified))
    return points


def _from_receipt(law: Law, candidate: Candidate, step: str) -> date | None:
    if candidate.received_on is None:
        return None
    return _due(law, candidate, step, candidate.received_on, candidate.paused_days)


def _due(law: Law, candidate: Candidate, step: str, start: date, paused: int = 0) -> date:
    return allowance(law, step, level=candidate.level.value, award=candidate.award, on=start).due(start, paused)

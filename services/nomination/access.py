"""Who may do what in nomination. The default is no; every command asks here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes
from services.nomination.councils.model import Council
from services.nomination.councils.states import Action as AtMeeting
from services.nomination.councils.states import MinutesAction
from services.nomination.decisions.model import Decision
from services.nomination.decisions.states import Action as OnDecision
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import Action
from services.nomination.exemplars.model import Selection
from services.nomination.exemplars.states import Action as OnSelection
from services.nomination.submissions.model import Submission
from services.nomination.submissions.states import Action as WithSubmission
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.model import Sweep
from services.nomination.sweeps.states import Action as OnCandidate
from shared.identity import Actor, Role, Rule, covers, holds

nobody = Rule(lambda _: False)


def nominates(nominating_unit: str, origin_unit: str) -> Rule:
    """The head of the nominating unit, or the emulation officer of its commune."""
    return holds(Role.UNIT_HEAD, at=nominating_unit) | holds(Role.OFFICER, at=origin_unit)


def handles(dossier: Dossier) -> Rule:
    """The officer of the unit that has the dossier in hand."""
    return holds(Role.OFFICER, at=dossier.unit)


def _nominator(dossier: Dossier) -> Rule:
    return nominates(dossier.nominating_unit, dossier.origin_unit)


def submits(unit: str) -> Rule:
    """The officer prepares the letter, the signer signs it: either may send."""
    return holds(Role.OFFICER, at=unit) | holds(Role.SIGNER, at=unit)


def _sender(dossier: Dossier) -> Rule:
    return submits(dossier.unit)


def _answers(dossier: Dossier) -> Rule:
    """A body that is asked answers through its head or officer; the officer notes what came on paper."""
    rule = handles(dossier)
    for one in dossier.consultation.opinions if dossier.consultation else ():
        if one.unit and one.given_on is None:
            rule = rule | holds(Role.UNIT_HEAD, at=one.unit) | holds(Role.OFFICER, at=one.unit)
    return rule


def joins(dossier: Dossier, unit: str) -> Rule:
    """The head of a unit that was asked to nominate together and has not answered."""
    asked = {one.unit for one in dossier.co_nominators if one.agrees is None}
    return holds(Role.UNIT_HEAD, at=unit) if unit in asked else nobody


def _joins_any(dossier: Dossier) -> Rule:
    rule = nobody
    for one in dossier.co_nominators:
        rule = rule | joins(dossier, one.unit)
    return rule


DOSSIER: dict[Action, Callable[[Dossier], Rule]] = {
    Action.EDIT: _nominator,
    Action.SUBMIT: _nominator,
    Action.INVITE: _nominator,
    Action.JOIN: _joins_any,
    Action.WITHDRAW: _nominator,
    Action.RETURN: handles,
    Action.ACCEPT: handles,
    Action.FORWARD: _sender,
    Action.ASK: handles,
    Action.SUPPLEMENT: _nominator,
    Action.CONSULT: handles,
    Action.OPINE: _answers,
    Action.CONCLUDE: handles,
}


def allowed(action: Action, dossier: Dossier) -> Rule:
    """Who may do this with that dossier, whatever its state."""
    return DOSSIER[action](dossier)


def actions(actor: Actor, dossier: Dossier) -> list[Action]:
    """What this person can do with it now: office and state both say yes."""
    return [action for action in Action if dossier.can(action) and allowed(action, dossier)(actor)]


def _below(its: Submission) -> Rule:
    return submits(its.unit)


def _above(its: Submission) -> Rule:
    return holds(Role.OFFICER, at=its.to_unit)


WITH_SUBMISSION: dict[WithSubmission, Callable[[Submission], Rule]] = {
    WithSubmission.EDIT: _below,
    WithSubmission.DISCARD: _below,
    WithSubmission.SEND: _below,
    WithSubmission.RECEIVE: _above,
    WithSubmission.TAKE: _above,
    WithSubmission.RETURN: _above,
    WithSubmission.EXPORT: _below,
    WithSubmission.ANSWER: _above,
}


def with_submission(action: WithSubmission, its: Submission) -> Rule:
    """Who may do this with that submission, whatever its state."""
    return WITH_SUBMISSION[action](its)


def submission_actions(actor: Actor, its: Submission) -> list[WithSubmission]:
    """What this person can do with it now: office and state both say yes."""
    return [action for action in WithSubmission if its.can(action) and with_submission(action, its)(actor)]


def takes_in(unit: str) -> Rule:
    """Reads in files that are addressed to the unit."""
    return holds(Role.OFFICER, at=unit)


def keeps_holds(unit: str) -> Rule:
    """Notes that somebody is examined, and that it is over."""
    return holds(Role.OFFICER, at=unit)


def posts(unit: str) -> Rule:
    """Makes lists public and answers what citizens say to them."""
    return holds(Role.OFFICER, at=unit)


def sweeps(unit: str) -> Rule:
    """Opens a sweep of a commune, and closes it."""
    return holds(Role.OFFICER, at=unit)


def enters(unit: str, hamlet: str) -> Rule:
    """Writes the list of a hamlet: its head, or the officer of the commune for the citizen at the counter."""
    return holds(Role.UNIT_HEAD, at=hamlet) | holds(Role.OFFICER, at=unit)


def _enters(candidate: Candidate) -> Rule:
    return enters(candidate.unit, candidate.hamlet)


def _officer_of(candidate: Candidate) -> Rule:
    return holds(Role.OFFICER, at=candidate.unit)


def _association(candidate: Candidate) -> Rule:
    """The association answers through its head; the officer notes what came on paper."""
    rule = _officer_of(candidate)
    return rule | holds(Role.UNIT_HEAD, at=candidate.association_unit) if candidate.association_unit else rule


CANDIDATE: dict[OnCandidate, Callable[[Candidate], Rule]] = {
    OnCandidate.EDIT: _enters,
    OnCandidate.DECLARE: _enters,
    OnCandidate.PROVE: _enters,
    OnCandidate.CONFIRM: _officer_of,
    OnCandidate.RETURN: _officer_of,
    OnCandidate.ASK: _officer_of,
    OnCandidate.OPINE: _association,
    OnCandidate.CONCLUDE: _officer_of,
    OnCandidate.POST: _officer_of,
    OnCandidate.PROPOSE: _enters,
    OnCandidate.SET_ASIDE: _officer_of,
    OnCandidate.TAKE_UP: _officer_of,
    OnCandidate.HOLD: _officer_of,
}


def with_candidate(action: OnCandidate, candidate: Candidate) -> Rule:
    """Who may do this with that candidate, whatever the state."""
    return CANDIDATE[action](candidate)


def candidate_actions(actor: Actor, candidate: Candidate) -> list[OnCandidate]:
    """What this person can do with a candidate now: office and state both say yes."""
    return [one for one in OnCandidate if candidate.can(one) and with_candidate(one, candidate)(actor)]


OVERSEE = (Role.OFFICER, Role.SIGNER, Role.AUDITOR)
"""Whose office at a commune or above it reads the lists; others there have no need of these old people's lives."""


def oversees(path: str) -> Rule:
    """Reads every list of the commune of that path."""
    return Rule(
        lambda actor: any(
            office.role in OVERSEE and (office.path in ("", path) or path.startswith(f"{office.path}/"))
            for office in actor.offices
        )
    )


def reads_sweep(sweep: Sweep, path: str) -> Rule:
    """The page of a sweep: who oversees the commune, the heads of its hamlets, and the association."""
    rule = oversees(path)
    for unit in (*sweep.hamlets, sweep.association_unit):
        rule = rule | holds(Role.UNIT_HEAD, at=unit) if unit else rule
    return rule


def reads_candidate(candidate: Candidate, path: str) -> Rule:
    """One candidate: who oversees the commune, who wrote the list, and the association once it is asked."""
    rule = oversees(path) | _enters(candidate)
    asked = candidate.consultation is not None and candidate.association_unit
    return rule | holds(Role.UNIT_HEAD, at=candidate.association_unit) if asked else rule


def reads_dossier(paths: Iterable[str], members: Iterable[str] = ()) -> Rule:
    """An office at or above one of the units concerned, or a seat in the council that has it on its agenda."""
    rule, seats = nobody, frozenset(members)
    for path in paths:
        rule = rule | covers(path)
    return rule | Rule(lambda actor: actor.subject in seats)


def keeps_council(unit: str) -> Rule:
    """Sets up the council and changes who sits in it."""
    return holds(Role.OFFICER, at=unit) | holds(Role.ADMIN, at=unit)


def convenes(council: Council) -> Rule:
    """Calls the council together."""
    unit = council.unit
    return holds(Role.OFFICER, at=unit) | holds(Role.COUNCIL_SECRETARY, at=unit) | holds(Role.COUNCIL_CHAIR, at=unit)


def runs(meeting: Meeting) -> Rule:
    """The secretary and whoever presides at this meeting, while they hold the office."""
    return presides(meeting) | (holds(Role.COUNCIL_SECRETARY, at=meeting.unit) & _is(meeting.secretary))


def sits(meeting: Meeting) -> Rule:
    """A voting member of this meeting, while holding the office."""
    seat = holds(Role.COUNCIL_MEMBER, at=meeting.unit) | holds(Role.COUNCIL_CHAIR, at=meeting.unit)
    return seat & Rule(lambda actor: actor.subject in meeting.members)


def prepares(meeting: Meeting) -> Rule:
    """Whoever runs the meeting, and the officer of the unit, who has the dossiers."""
    return runs(meeting) | holds(Role.OFFICER, at=meeting.unit)


def reads_papers(meeting: Meeting) -> Rule:
    """The files for the meeting: whoever sits or runs it, and who prepares it."""
    return attends(meeting) | prepares(meeting)


def presides(meeting: Meeting) -> Rule:
    """The chair of this meeting, while holding the office; a deputy while standing in."""
    stands_in = Rule(lambda actor: actor.subject in meeting.stand_ins)
    chair = holds(Role.COUNCIL_CHAIR, at=meeting.unit) & _is(meeting.chair)
    return chair | (holds(Role.COUNCIL_MEMBER, at=meeting.unit) & stands_in)


def attends(meeting: Meeting) -> Rule:
    """Whoever has something to do at the meeting: its members, its chair, its secretary."""
    return sits(meeting) | runs(meeting)


AT_MEETING: dict[AtMeeting, Callable[[Meeting], Rule]] = {
    AtMeeting.PREPARE: prepares,
    AtMeeting.ATTEND: runs,
    AtMeeting.DECLARE: attends,
    AtMeeting.ANSWER: runs,
    AtMeeting.NOTE: runs,
    AtMeeting.OPEN: runs,
    AtMeeting.CAST: sits,
    AtMeeting.RAISE: runs,
    AtMeeting.COUNT: runs,
    AtMeeting.VOID: runs,
    AtMeeting.BREAK_TIE: presides,
    AtMeeting.REPEAT: runs,
    AtMeeting.CLOSE: runs,
}


def at_meeting(action: AtMeeting, meeting: Meeting) -> Rule:
    """Who may do this at that meeting, whatever its state."""
    return AT_MEETING[action](meeting)


def with_minutes(action: MinutesAction, minutes: Minutes) -> Rule:
    """The secretary writes and presents them, the chair sends them back or signs."""
    secretary = holds(Role.COUNCIL_SECRETARY, at=minutes.unit) & _is(minutes.secretary)
    office = Role.COUNCIL_MEMBER if minutes.by_deputy else Role.COUNCIL_CHAIR
    chair = holds(office, at=minutes.unit) & _is(minutes.chair)
    return secretary if action in {MinutesAction.CORRECT, MinutesAction.PRESENT} else chair


def declares(meeting: Meeting, person: str) -> Rule:
    """A member speaks for oneself; chair and secretary note it for anybody."""
    return runs(meeting) | (sits(meeting) & _is(person))


def reads_meeting(meeting: Meeting, path: str) -> Rule:
    """Those who attend, and who has an office at the unit or above it."""
    return attends(meeting) | covers(path)


def drafts(unit: str) -> Rule:
    """Drafts a decision."""
    return holds(Role.OFFICER, at=unit) | holds(Role.SIGNER, at=unit)


def signs(unit: str) -> Rule:
    """Signs it."""
    return holds(Role.SIGNER, at=unit)


DECISION: dict[OnDecision, Callable[[str], Rule]] = {
    OnDecision.EDIT: drafts,
    OnDecision.DISCARD: drafts,
    OnDecision.SIGN: signs,
    OnDecision.RECORD: drafts,
    OnDecision.ATTACH: drafts,
    OnDecision.AMEND: drafts,
}


def decides(action: OnDecision, decision: Decision) -> Rule:
    """Who may do this with that decision, whatever its state."""
    return DECISION[action](decision.unit)


def decision_actions(actor: Actor, decision: Decision) -> list[OnDecision]:
    """What this person can do with it now: office and state both say yes."""
    return [action for action in OnDecision if decision.can(action) and decides(action, decision)(actor)]


def keeps_register(unit: str) -> Rule:
    """Enters past years and mends what was entered."""
    return holds(Role.OFFICER, at=unit)


def selects(unit: str) -> Rule:
    """Chooses models out of the register."""
    return holds(Role.OFFICER, at=unit)


def confirms(unit: str) -> Rule:
    """Settles the list of delegates, or sends it back."""
    return holds(Role.COUNCIL_CHAIR, at=unit) | holds(Role.SIGNER, at=unit)


SELECTION: dict[OnSelection, Callable[[str], Rule]] = {
    OnSelection.RECOUNT: selects,
    OnSelection.ADJUST: selects,
    OnSelection.DESCRIBE: selects,
    OnSelection.PROPOSE: selects,
    OnSelection.DISCARD: selects,
    OnSelection.RETURN: confirms,
    OnSelection.CONFIRM: confirms,
}


def with_selection(action: OnSelection, selection: Selection) -> Rule:
    """Who may do this with that selection, whatever its state."""
    return SELECTION[action](selection.unit)


def selection_actions(actor: Actor, selection: Selection) -> list[OnSelection]:
    """What this person can do with it now: office and state both say yes."""
    return [one for one in OnSelection if selection.can(one) and with_selection(one, selection)(actor)]


def reads_selection(path: str, units: Iterable[str]) -> Rule:
    """An office at the unit or above it; of a confirmed list, the units of its delegates."""
    rule = covers(path)
    for unit in units:
        rule = rule | holds(Role.UNIT_HEAD, at=unit)
    return rule


def _is(person: str) -> Rule:
    return Rule(lambda actor: actor.subject == person)

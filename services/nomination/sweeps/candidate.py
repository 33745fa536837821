"""A candidate of a sweep, from being found to the dossier. Pure: the days come from whoever calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from services.nomination.acts import Act
from services.nomination.dossiers.parts import Consultation, Opinion, PartFile, Pause
from services.nomination.sweeps.errors import AnswerStillDue, CandidateNotPossible, RelativeMustDeclare
from services.nomination.sweeps.parts import CandidateStep, CandidateTwin, Declaration, Proof, StepKind
from services.nomination.sweeps.states import NAMES, POSSIBLE, TRANSITIONS, Action, CandidateState
from shared.aggregate import StatefulAggregate
from shared.errors import NotFound
from shared.events.nomination import (
    AssociationAnswered,
    AssociationAsked,
    CandidateDeclared,
    CandidateFound,
    CandidateOverdue,
    CandidatePosted,
    CandidateProposed,
    CandidateProved,
    CandidateReturned,
    CandidateSetAside,
    CandidateTakenUp,
)
from shared.events.parts import Nominee, SubjectKind
from shared.web.collation import fold

Turns = Callable[["Candidate"], tuple[str, date | None]]
"""Tells of a candidate that has just moved which unit has the next step, and until when."""


def key_of(name: str, birth_year: int) -> str:
    """By which one person is found twice: the name without diacritics, and the year of birth."""
    return f"{fold(name)}|{birth_year}"


class Candidate(StatefulAggregate[CandidateState]):
    """Somebody on the list. ``received_on`` is the day on which declaration and proof were complete.

    ``due_on`` is the last day of the step that is waited for and ``waits_at`` the unit that has to do it; ``turns``
    works both out when the candidate moves. ``pauses`` are the days on which the commune's clock stood.
    """

    kind: ClassVar[str] = "candidate"
    collection: ClassVar[str] = "candidates"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("sweep", "hamlet", "-id"),
        ("unit", "key"),
        ("due_on",),
        ("posting",),
        ("dossier",),
    )
    transitions = TRANSITIONS

    state: CandidateState = CandidateState.FOUND
    sweep: str
    subject: str
    award: str
    award_name: str
    association: str = ""
    association_unit: str = ""
    hamlet: str
    person: str = ""
    name: str
    honorific: str = ""
    birth_year: int
    living: bool
    served: str = ""
    served_in: str = ""
    key: str
    distinct_reason: str = ""
    twins: tuple[CandidateTwin, ...] = ()
    declaration: Declaration | None = None
    proofs: tuple[Proof, ...] = ()
    received_on: date | None = None
    consultation: Consultation | None = None
    pauses: tuple[Pause, ...] = ()
    posting: str = ""
    closes_on: date | None = None
    dossier: str = ""
    set_aside_reason: str = ""
    waits_at: str = ""
    due_on: date | None = None
    told_late: date | None = None
    history: tuple[CandidateStep, ...] = ()

    @property
    def nominee(self) -> Nominee:
        """The candidate as dossiers and holds know a person."""
        return Nominee(id=self.person or self.id, kind=SubjectKind.INDIVIDUAL, name=self.name, unit=self.hamlet)

    @property
    def proof_kinds(self) -> set[str]:
        """The kinds of proof that are there."""
        return {one.kind for one in self.proofs}

    @property
    def paused_days(self) -> int:
        """Working days for which the clock of the commune stood."""
        return sum(one.days for one in self.pauses)

    @property
    def opinion(self) -> Opinion | None:
        """What the association answered, if it did."""
        given = self.consultation.opinions[0] if self.consultation else None
        return given if given and given.given_on else None

    def can(self, action: Action) -> bool:
        """Whether the action makes sense in the present state."""
        return self.state in POSSIBLE[action]

    def found(self, act: Act, turns: Turns) -> None:
        """Note the beginning."""
        self._then(turns)
        self._note(act, StepKind.FOUND, reason=self.distinct_reason)
        self.record(CandidateFound(**self._about(act), birth_year=self.birth_year, living=self.living, found_on=act.on))

    def edit(self, act: Act, *, changes: str, **fields: Any) -> None:
        """Write otherwise who it is. ``changes`` tells the history what was written before."""
        self.only(Action.EDIT)
        for name, value in fields.items():
            setattr(self, name, value)
        self.key = key_of(self.name, self.birth_year)
        self._note(act, StepKind.EDITED, reason=changes)

    def declare(self, act: Act, turns: Turns, declaration: Declaration) -> None:
        """The declaration, by the person or a relative; a later one replaces it until the proof is complete."""
        self.only(Action.DECLARE)
        self.require(self.living or declaration.by == "relative", RelativeMustDeclare())
        if self.state is CandidateState.FOUND:
            self.move(CandidateState.DECLARED)
        self.declaration = declaration
        self._then(turns)
        self._note(act, StepKind.DECLARED, document=declaration.declarant)
        self.record(CandidateDeclared(**self._about(act), by_relative=declaration.by == "relative", declared_on=act.on))

    def add_proof(self, act: Act, proof: Proof) -> None:
        """Add a paper."""
        self.only(Action.PROVE)
        self.proofs = (*self.proofs, proof)
        self._note(act, StepKind.PROOF_ADDED, document=proof.what)

    def remove_proof(self, act: Act, proof_id: str) -> Proof:
        """Take a paper off; raises NotFound."""
        self.only(Action.PROVE)
        proof = next((one for one in self.proofs if one.id == proof_id), None)
        if proof is None:
            raise NotFound(what="giấy tờ này")
        self.proofs = tuple(one for one in self.proofs if one.id != proof_id)
        self._note(act, StepKind.PROOF_REMOVED, document=proof.what)
        return proof

    def confirm(self, act: Act, turns: Turns) -> None:
        """Declaration and proof are complete, which the caller has asked the law."""
        self.only(Action.CONFIRM)
        self.move(CandidateState.PROVED)
        self.received_on, self.pauses = act.on, ()
        self._then(turns)
        self._note(act, StepKind.PROVED)
        self.record(CandidateProved(**self._about(act), received_on=act.on))

    def give_back(self, act: Act, turns: Turns, *, reason: str) -> None:
        """Back to the hamlet, which mends declaration or proof; the clock of the commune begins anew afterwards."""
        self.only(Action.RETURN)
        self.move(CandidateState.DECLARED)
        self.received_on, self.consultation = None, None
        self._then(turns)
        self._note(act, StepKind.RETURNED, reason=reason)
        self.record(CandidateReturned(**self._about(act), reason=reason, returned_on=act.on))

    def ask(self, act: Act, turns: Turns, *, question: str, answer_by: date) -> None:
        """Ask the association; the clock stands until it has answered or is waited for no longer."""
        self.only(Action.ASK)
        self.move(CandidateState.ASKED)
        body = Opinion(body=self.association, unit=self.association_unit)
        self.consultation = Consultation(question=question, opened_on=act.on, answer_by=answer_by, opinions=(body,))
        self.pauses = (*self.pauses, Pause(since=act.on))
        self._then(turns)
        self._note(act, StepKind.ASKED, reason=question, document=self.association)
        self.record(
            AssociationAsked(
                **self._about(act),
                association=self.association,
                association_unit=self.association_unit,
                question=question,
                asked_on=act.on,
                answer_by=answer_by,
            )
        )

    def opine(self, act: Act, turns: Turns, *, agrees: bool, text: str, given_on: date) -> None:
        """The association's answer, with its date and text."""
        self.only(Action.OPINE)
        assert self.consultation is not None
        (asked,) = self.consultation.opinions
        given = asked.model_copy(update={"agrees": agrees, "text": text, "given_on": given_on, "by": act.by})
        self.consultation = self.consultation.model_copy(update={"opinions": (given,)})
        said = "Đồng ý" if agrees else "Không đồng ý"
        self._answered(act, turns, StepKind.OPINED, agrees=agrees, reason=f"{said}. {text}".strip())

    def conclude(self, act: Act, turns: Turns, *, reason: str) -> None:
        """Wait for the association no longer, once its day has passed."""
        self.only(Action.CONCLUDE)
        assert self.consultation is not None
        until = self.consultation.answer_by
        self.require(until < act.on, AnswerStillDue(until=f"{until:%d/%m/%Y}"))
        self._answered(act, turns, StepKind.CONCLUDED, agrees=None, reason=reason)

    def post(self, act: Act, turns: Turns, *, posting: str, closes_on: date) -> None:
        """The list with this name is public."""
        self.only(Action.POST)
        self.move(CandidateState.POSTED)
        self.posting, self.closes_on = posting, closes_on
        self._then(turns)
        self._note(act, StepKind.POSTED, document_id=posting)
        self.record(CandidatePosted(**self._about(act), posting=posting, posted_on=act.on, closes_on=closes_on))

    def propose(self, act: Act, turns: Turns, *, dossier: str) -> None:
        """The candidate has become a dossier."""
        self.only(Action.PROPOSE)
        self.move(CandidateState.PROPOSED)
        self.dossier = dossier
        self._then(turns)
        self._note(act, StepKind.PROPOSED, document_id=dossier)
        self.record(CandidateProposed(**self._about(act), dossier=dossier, proposed_on=act.on))

    def set_aside(self, act: Act, *, reason: str) -> None:
        """Do not go on for now; the name stays on the list with the reason."""
        self.only(Action.SET_ASIDE)
        self.move(CandidateState.SET_ASIDE)
        self.set_aside_reason = reason
        self.waits_at, self.due_on, self.told_late = "", None, None
        self._note(act, StepKind.SET_ASIDE, reason=reason)
        self.record(CandidateSetAside(**self._about(act), reason=reason, set_aside_on=act.on))

    def take_up(self, act: Act, turns: Turns, *, reason: str) -> None:
        """Go on again: from the declaration if it is there, else from the beginning."""
        self.only(Action.TAKE_UP)
        self.move(CandidateState.DECLARED if self.declaration else CandidateState.FOUND)
        self.received_on, self.consultation, self.pauses = None, None, ()
        self.posting, self.closes_on, self.dossier, self.set_aside_reason = "", None, "", ""
        self._then(turns)
        self._note(act, StepKind.TAKEN_UP, reason=reason)
        self.record(CandidateTakenUp(**self._about(act), reason=reason, taken_up_on=act.on))

    def tell_late(self, act: Act, *, what: str) -> None:
        """The day of the step has passed: tell it once."""
        self.told_late = self.due_on
        self.record(CandidateOverdue(**self._about(act), what=what, noticed_on=act.on))

    def settle(self) -> None:
        """Nothing is waited for any more: the dossier has gone up, or has ended."""
        self.waits_at, self.due_on = "", None

    def only(self, action: Action) -> None:
        """Raise CandidateNotPossible unless the action makes sense now."""
        self.require(self.can(action), CandidateNotPossible(state=NAMES[self.state], action=action.value))

    @property
    def files(self) -> tuple[PartFile, ...]:
        """The files of the proofs."""
        return tuple(one.file for one in self.proofs if one.file)

    def _answered(self, act: Act, turns: Turns, what: StepKind, *, agrees: bool | None, reason: str) -> None:
        self.move(CandidateState.OPINED)
        *earlier, last = self.pauses
        ended = last.model_copy(update={"until": act.on})
        self.pauses = (*earlier, ended)
        self._then(turns)
        self._note(act, what, reason=reason, document=self.association)
        self.record(
            AssociationAnswered(
                **self._about(act),
                association=self.association,
                agrees=agrees,
                answered_on=act.on,
                paused_days=ended.days,
            )
        )

    def _then(self, turns: Turns) -> None:
        """Whose turn it is now and until when; a new day is told anew when it passes."""
        self.waits_at, self.due_on = turns(self)
        self.told_late = None

    def _note(self, act: Act, what: StepKind, **more: str) -> None:
        self.history = (*self.history, CandidateStep(what=what, at=act.at, by=act.by, **more))

    def _about(self, act: Act) -> dict[str, Any]:
        return {
            "candidate": self.id,
            "sweep": self.sweep,
            "unit": self.unit,
            "hamlet": self.hamlet,
            "name": self.name,
            "subject_kind": self.subject,
            "waits_at": self.waits_at,
            "due_on": self.due_on,
            "by": act.by,
        }

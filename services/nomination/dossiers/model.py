"""Hồ sơ đề nghị khen thưởng: a dossier and the way it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.nomination.acts import Act
from services.nomination.dossiers.appraisal import Appraisal
from services.nomination.dossiers.errors import AlreadyUsed, DecidedHere, Ineligible
from services.nomination.dossiers.joining import Joint
from services.nomination.dossiers.parts import Condition, Leg, StepKind, Twin
from services.nomination.dossiers.states import Action, State
from shared.events import Level
from shared.events.nomination import (
    CouncilDecided,
    NominationAccepted,
    NominationForwarded,
    NominationReturned,
    NominationSubmitted,
    NominationWithdrawn,
)
from shared.events.parts import PartReason, Tally
from shared.law import Assessment, Procedure

NEVER_OVERRIDDEN = frozenset({"GC-PROCEEDINGS"})
"""Conditions that no reason overrides: Nghị định 152/2025/NĐ-CP, Điều 4."""
TOLD = 1000
"""Letters of the achievement that travel with the event of the submission."""


class Dossier(Joint, Appraisal):
    """Hồ sơ, from the draft of the nominating unit to the decision."""

    def created(self, act: Act) -> None:
        """Note the beginning."""
        self._note(act, StepKind.CREATED)

    def edit(self, act: Act, **fields: Any) -> None:
        """Change what the nominating unit wrote."""
        self._only(Action.EDIT)
        self.edited_at, self.edited_by = act.at, act.by
        before = self._confirmed
        for name, value in fields.items():
            setattr(self, name, value)
        if before != self._confirmed:
            self._ask_again(act)

    def submit(
        self, act: Act, *, assessment: Assessment, override_reason: str = "", twins: Sequence[Twin] = ()
    ) -> None:
        """Send it to the officer. A condition that fails, or a twin, refuses, unless a reason overrides it.

        What is being examined (discipline, investigation, inspection, complaint) nothing overrides.
        """
        self._only(Action.SUBMIT)
        self._all_answered()
        examined = [one for one in assessment.failed if one.id in NEVER_OVERRIDDEN]
        if examined or (assessment.failed and not override_reason):
            raise Ineligible(examined or assessment.failed, award=self.award, rule_set=assessment.rule_set)
        if twins and not override_reason:
            raise AlreadyUsed(twins)
        self.move(State.SUBMITTED)
        self.conditions, self.twins = Condition.of(assessment.conditions), tuple(twins)
        needed = bool(assessment.failed or twins)
        self.override_reason = override_reason if needed else ""
        self.overridden_by = act.by if needed else ""
        self.submitted_on = act.on
        self._settle_answer()
        self._note(act, StepKind.SUBMITTED, reason=self.override_reason, changes=self._changes())
        self.record(
            NominationSubmitted(
                **self._about(),
                by=act.by,
                submitted_on=act.on,
                override_reason=self.override_reason,
                achievement=self.achievement[:TOLD],
                achieved_on=self.achieved_on,
                initiatives=tuple(one.title for one in self.facts.initiatives or ()),
                list_id=self.list_id,
                co_nominators=self.nominating_units[1:],
            )
        )

    def return_(
        self,
        act: Act,
        *,
        reason: str,
        parts: Sequence[str] = (),
        reasons: Sequence[PartReason] = (),
        answer_by: date | None = None,
    ) -> None:
        """Send it back with the reason; from the level above it goes back to the unit it came from."""
        self._only(Action.RETURN)
        named = tuple(dict.fromkeys((*parts, *(one.part for one in reasons))))
        self._note(act, StepKind.RETURNED, reason=reason, parts=named, reasons=tuple(reasons))
        if self.state is State.FORWARDED:
            *trail, last = self.trail
            self.trail = tuple(trail)
            self.unit, self.level, self.submission = last.unit, last.level, ""
        self.move(State.RETURNED)
        self.asked, self.answer_by = tuple(reasons), answer_by
        self.record(
            NominationReturned(
                **self._about(), by=act.by, reason=reason, parts=named, reasons=tuple(reasons), answer_by=answer_by
            )
        )

    def accept(
        self, act: Act, *, assessment: Assessment, twins: Sequence[Twin] = (), without_council: bool = False
    ) -> None:
        """Receive it for appraisal. The first acceptance fixes the law that applies and who decides.

        ``without_council``: the simplified procedure lets the authority decide without waiting for the council.
        """
        self._only(Action.ACCEPT)
        self.move(State.ACCEPTED)
        if self.received_on is None:
            self.received_on = act.on
            self.rule_set = assessment.rule_set.code
            self.decided_by_level = assessment.authority.level.value
            self.conditions = Condition.of(assessment.conditions)
        self.received_here_on = act.on
        self.twins = tuple(twins)
        self.pauses = ()
        self._note(act, StepKind.ACCEPTED)
        self.record(
            NominationAccepted(
                **self._about(),
                by=act.by,
                received_on=act.on,
                decided_by_level=self.decided_by_level,
                rule_set=self.rule_set,
                list_id=self.list_id,
                without_council=without_council,
            )
        )

    def withdraw(self, act: Act, *, reason: str) -> None:
        """The nominating unit takes it back."""
        self._only(Action.WITHDRAW)
        if self.can(Action.INVITE):
            self._drop_unanswered(act)
        self.move(State.WITHDRAWN)
        self._note(act, StepKind.WITHDRAWN, reason=reason)
        self.record(NominationWithdrawn(**self._about(), by=act.by, reason=reason))

    def schedule(self, act: Act, *, meeting: str) -> None:
        """Put it on the agenda of a council."""
        self.move(State.SCHEDULED)
        self.meeting = meeting
        self._note(act, StepKind.SCHEDULED, document_id=meeting)

    def release(self, act: Act, *, reason: str) -> None:
        """The council ended without voting on it."""
        self.require(self.state is State.SCHEDULED, self._impossible("release"))
        self.move(State.ACCEPTED)
        self._note(act, StepKind.RELEASED, reason=reason, document_id=self.meeting)
        self.meeting = ""

    def council_decided(self, act: Act, *, approved: bool, tally: Tally) -> None:
        """The meeting is closed and the ballot counted."""
        self.move(State.APPROVED if approved else State.REJECTED)
        self.tally = tally
        self._note(act, StepKind.APPROVED if approved else StepKind.REJECTED, document_id=self.meeting)
        self.record(
            CouncilDecided(
                **self._about(),
                meeting=self.meeting,
                level=self.level,
                approved=approved,
                tally=tally,
                decided_on=act.on,
            )
        )

    def forward(
        self,
        act: Act,
        *,
        to_unit: str,
        to_level: Level,
        letter: str,
        decided_by_level: str,
        submission: str = "",
    ) -> None:
        """Send it to the level above with a submission, whose letter has that number.

        ``decided_by_level`` is who decides today.
        """
        self._only(Action.FORWARD)
        self.require(not self.held_by, self._impossible(Action.FORWARD.value))
        self.require(decided_by_level != self.level.value, DecidedHere(level=self.level.value))
        self._note(act, StepKind.FORWARDED, document=letter, document_id=submission)
        self.move(State.FORWARDED)
        left = Leg(unit=self.unit, level=self.level)
        self.trail = (*self.trail, left)
        self.unit, self.level = to_unit, to_level
        self.received_here_on, self.meeting = None, ""
        self.submitted_on, self.submission = act.on, submission
        self.record(
            NominationForwarded(
                **self._about(),
                from_unit=left.unit,
                to_unit=to_unit,
                to_level=to_level.value,
                letter=letter,
                forwarded_on=act.on,
                submission=submission,
            )
        )

    def hold(self, decision: str) -> None:
        """A decision that is signed will name it: nothing else may decide on it or send it on."""
        self.held_by = decision

    def decide(self, act: Act, *, decision: str, number: str) -> None:
        """A signed decision names it; without a council only where the procedure is the simplified one."""
        short = self.facts.procedure is Procedure.SIMPLIFIED
        self.require(self.state is not State.ACCEPTED or short, self._impossible("decide"))
        self.move(State.DECIDED)
        self.decision, self.number = decision, number
        self._note(act, StepKind.DECIDED, document=number, document_id=decision)

    @property
    def _confirmed(self) -> tuple[object, ...]:
        """What units that nominate together put their name to."""
        return self.nominee, self.award, self.award_kind, self.year

"""What happens to a dossier while it is appraised: the supplement, the consultation, the end by time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nomination.acts import Act
from services.nomination.dossiers.body import DossierBody
from services.nomination.dossiers.errors import AlreadyAnswered, AskedBefore
from services.nomination.dossiers.parts import Condition, Consultation, Opinion, Pause, StepKind
from services.nomination.dossiers.states import Action, State
from shared.events.nomination import (
    ConsultationClosed,
    ConsultationOpened,
    NominationExpired,
    OpinionGiven,
    SupplementAsked,
    SupplementGiven,
)
from shared.events.parts import PartReason
from shared.law import Assessment


class Appraisal(DossierBody):
    """The ways that begin and end with a dossier that has been received."""

    def ask_supplement(self, act: Act, *, reasons: Sequence[PartReason], answer_by: date) -> None:
        """Ask for parts to be mended: once while a unit appraises it. The clock stands until they come."""
        self._only(Action.ASK)
        before = any(step.what is StepKind.ASKED and step.unit == self.unit for step in self.history)
        self.require(not before, AskedBefore())
        self.move(State.SUPPLEMENTING)
        self.asked, self.answer_by = tuple(reasons), answer_by
        self.pauses = (*self.pauses, Pause(since=act.on))
        parts = tuple(one.part for one in reasons)
        self._note(act, StepKind.ASKED, parts=parts, reasons=tuple(reasons))
        self.record(
            SupplementAsked(**self._about(), by=act.by, asked_on=act.on, answer_by=answer_by, reasons=tuple(reasons))
        )

    def supplement(self, act: Act, *, assessment: Assessment) -> None:
        """Send what was asked for; the conditions are looked at anew, under the law of the first receipt."""
        self._only(Action.SUPPLEMENT)
        self.move(State.ACCEPTED)
        self._settle_answer()
        self.conditions = Condition.of(assessment.conditions)
        days = self._go_on(act)
        self._note(act, StepKind.SUPPLEMENTED, changes=self._changes())
        self.record(SupplementGiven(**self._about(), by=act.by, given_on=act.on, paused_days=days))

    def consult(self, act: Act, *, question: str, opinions: Sequence[Opinion], answer_by: date) -> None:
        """Ask other bodies for their opinion; the clock stands until all have answered or are waited for no longer."""
        self._only(Action.CONSULT)
        self.move(State.CONSULTING)
        self.consultation = Consultation(
            question=question, opened_on=act.on, answer_by=answer_by, opinions=tuple(opinions)
        )
        units = tuple(one.unit for one in opinions if one.unit)
        self.consulted = tuple(dict.fromkeys((*self.consulted, *units)))
        self.pauses = (*self.pauses, Pause(since=act.on))
        bodies = tuple(one.body for one in opinions)
        self._note(act, StepKind.CONSULTED, reason=question, document=", ".join(bodies))
        self.record(
            ConsultationOpened(
                **self._about(),
                by=act.by,
                bodies=bodies,
                units=units,
                question=question,
                opened_on=act.on,
                answer_by=answer_by,
            )
        )

    def opine(self, act: Act, *, place: int, agrees: bool, text: str) -> None:
        """Note the answer of the body at that place of the list; the last answer ends the consultation."""
        self._only(Action.OPINE)
        asked = self.consultation
        assert asked is not None
        one = asked.opinions[place]
        self.require(one.given_on is None, AlreadyAnswered(body=one.body))
        given = one.model_copy(update={"agrees": agrees, "text": text, "given_on": act.on, "by": act.by})
        opinions = (*asked.opinions[:place], given, *asked.opinions[place + 1 :])
        self.consultation = asked.model_copy(update={"opinions": opinions})
        left = len(self.consultation.unanswered)
        said = "Đồng ý" if agrees else "Không đồng ý"
        self._note(act, StepKind.OPINED, reason=f"{said}. {text}".strip(), document=one.body)
        self.record(OpinionGiven(**self._about(), by=act.by, body=one.body, agrees=agrees, given_on=act.on, left=left))
        if not left:
            self._end_consultation(act)

    def conclude(self, act: Act, *, reason: str) -> None:
        """Wait for the others no longer."""
        self._only(Action.CONCLUDE)
        self._end_consultation(act, reason=reason)

    def expire(self, act: Act) -> None:
        """What was asked for did not come by the day that was named."""
        self.require(self.answer_by is not None and self.answer_by < act.on, self._impossible("expire"))
        assert self.answer_by is not None
        asking = next(step for step in reversed(self.history) if step.what in (StepKind.RETURNED, StepKind.ASKED))
        asked = asking.reason or "; ".join(one.reason for one in asking.reasons)
        self.move(State.EXPIRED)
        self._note(act, StepKind.EXPIRED, reason=asked)
        self.record(NominationExpired(**self._about(), expired_on=act.on, answer_by=self.answer_by, asked=asked))

    def _end_consultation(self, act: Act, *, reason: str = "") -> None:
        assert self.consultation is not None
        self.move(State.ACCEPTED)
        days = self._go_on(act)
        unanswered = tuple(one.body for one in self.consultation.unanswered)
        self._note(act, StepKind.CONCLUDED, reason=reason)
        self.record(
            ConsultationClosed(**self._about(), by=act.by, closed_on=act.on, paused_days=days, unanswered=unanswered)
        )

    def _go_on(self, act: Act) -> int:
        """Let the clock go on; the working days for which it stood."""
        *earlier, last = self.pauses
        ended = last.model_copy(update={"until": act.on})
        self.pauses = (*earlier, ended)
        return ended.days

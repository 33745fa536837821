"""What a decision says when it is signed, sealed or released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.nomination.decisions.parts import Purpose
from shared.events import Event
from shared.events.nomination import (
    ConcernedAward,
    CorrectedValue,
    CorrectionIssued,
    DecisionIssued,
    DecisionLine,
    DecisionSealed,
    RevocationIssued,
)

if TYPE_CHECKING:
    from services.nomination.decisions.model import Decision


def sealed(decision: Decision) -> Event:
    """Signed under embargo: for the few who must know."""
    assert decision.signed_on is not None
    assert decision.embargo_until is not None
    return DecisionSealed(
        decision=decision.id,
        number=decision.number,
        unit=decision.unit,
        level=decision.level,
        signed_on=decision.signed_on,
        embargo_until=decision.embargo_until,
        awards=len(decision.lines),
    )


def issued(decision: Decision) -> Event:
    """In force and public."""
    match decision.purpose:
        case Purpose.AWARD:
            return _award(decision)
        case Purpose.CORRECTION:
            return _correction(decision)
        case Purpose.REVOCATION:
            return _revocation(decision)


def _award(decision: Decision) -> DecisionIssued:
    assert decision.signed_on is not None
    return DecisionIssued(
        decision=decision.id,
        number=decision.number,
        unit=decision.unit,
        level=decision.level,
        title=decision.title,
        signed_on=decision.signed_on,
        signer=decision.signer,
        total_bonus=decision.total_bonus,
        lines=tuple(
            DecisionLine(dossier=line.dossier, award=line.award, nominee=line.nominee, bonus=line.bonus)
            for line in decision.lines
        ),
    )


def _correction(decision: Decision) -> CorrectionIssued:
    assert decision.signed_on is not None
    return CorrectionIssued(
        decision=decision.id,
        number=decision.number,
        unit=decision.unit,
        level=decision.level,
        title=decision.title,
        signed_on=decision.signed_on,
        signer=decision.signer,
        amends=decision.amends,
        amends_number=decision.amends_number,
        awards=_concerned(decision),
        values=tuple(
            CorrectedValue(award_id=one.award, field=one.field.value, before=one.before, after=one.after)
            for one in decision.changes
        ),
    )


def _revocation(decision: Decision) -> RevocationIssued:
    assert decision.signed_on is not None
    assert decision.ground is not None
    return RevocationIssued(
        decision=decision.id,
        number=decision.number,
        unit=decision.unit,
        level=decision.level,
        title=decision.title,
        signed_on=decision.signed_on,
        signer=decision.signer,
        amends=decision.amends,
        amends_number=decision.amends_number,
        awards=_concerned(decision),
        ground=decision.ground.code,
        money_back=decision.total_bonus,
    )


def _concerned(decision: Decision) -> tuple[ConcernedAward, ...]:
    return tuple(
        ConcernedAward(award_id=line.award_id, dossier=line.dossier, award=line.award, nominee=line.nominee)
        for line in decision.lines
    )

"""What a decision says when it is signed, sealed or released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    assert decision.embargo_until is not None
    return DecisionSealed(
        **_heading(decision),
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
    return DecisionIssued(
        **_public(decision),
        total_bonus=decision.total_bonus,
        lines=tuple(
            DecisionLine(dossier=line.dossier, award=line.award, nominee=line.nominee, bonus=line.bonus)
            for line in decision.lines
        ),
    )


def _correction(decision: Decision) -> CorrectionIssued:
    return CorrectionIssued(
        **_amending(decision),
        values=tuple(
            CorrectedValue(award_id=one.award, field=one.field.value, before=one.before, after=one.after)
            for one in decision.changes
        ),
    )


def _revocation(decision: Decision) -> RevocationIssued:
    assert decision.ground is not None
    return RevocationIssued(
        **_amending(decision),
        ground=decision.ground.code,
        money_back=decision.total_bonus,
    )


def _heading(decision: Decision) -> dict[str, Any]:
    """What even a sealed decision says of itself."""
    return {name: getattr(decision, name) for name in ("number", "unit", "level", "signed_on")} | {
        "decision": decision.id
    }


def _public(decision: Decision) -> dict[str, Any]:
    return _heading(decision) | {"title": decision.title, "signer": decision.signer}


def _amending(decision: Decision) -> dict[str, Any]:
    """What a decision about an earlier one says besides."""
    earlier = {"amends": decision.amends, "amends_number": decision.amends_number}
    return _public(decision) | earlier | {"awards": _concerned(decision)}


def _concerned(decision: Decision) -> tuple[ConcernedAward, ...]:
    return tuple(
        ConcernedAward(award_id=line.award_id, dossier=line.dossier, award=line.award, nominee=line.nominee)
        for line in decision.lines
    )

"""What a submission learns when the level above takes up or sends back one of its dossiers."""

from __future__ import annotations

from services.nomination.acts import Act
from services.nomination.dossiers.model import Dossier
from services.nomination.submissions.model import Submission
from services.nomination.submissions.states import Action
from shared.store import Transaction


async def taken_up(tx: Transaction, dossier: Dossier, act: Act) -> None:
    """Whoever takes up a dossier has received the submission that it came with."""
    its = await _its(tx, dossier)
    if its and its.can(Action.RECEIVE):
        its.receive(act)
        tx.save(its)


async def sent_back(tx: Transaction, dossier: Dossier, act: Act, *, reason: str) -> None:
    """A single dossier goes back: the submission that it came with says so."""
    its = await _its(tx, dossier)
    if its and its.can(Action.RETURN):
        its.return_(act, dossiers={dossier.id}, reason=reason)
        tx.save(its)


async def _its(tx: Transaction, dossier: Dossier) -> Submission | None:
    """None for what went up before there were submissions."""
    return await tx.get_or_none(Submission, dossier.submission) if dossier.submission else None

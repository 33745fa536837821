"""Hòm phiếu kín: the sealed ballots of one vote, and beside them, not tied to them, who has voted.

It is a record and no aggregate on purpose: nothing of it enters the audit, the outbox or the idempotency keys. The
ballots lie in the order of their codes, which are hashes, and the names in the order of the alphabet, so that neither
order nor time says anything. No ballot is ever opened; only their sum is, with a key that is not in the store
(``sealing``).
"""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict

from services.nomination.councils.errors import AlreadyVoted, BadSeal
from services.nomination.councils.parts import Vote
from services.nomination.councils.sealing import Opening, SealedBallot, Sealing, new_salt
from shared.record import Record


class Ballot(BaseModel):
    """One sealed ballot. Its ``code`` is the receipt, which only the voter knows as the own."""

    model_config = ConfigDict(frozen=True, extra="ignore", from_attributes=True)

    code: str
    sealed: tuple[str, str]
    proof: tuple[tuple[str, str], ...]


class BallotBox(Record):
    """The ballots of one round of one item. ``id`` is ``<meeting>/<dossier>/<round>``.

    ``lock`` is the public key. ``salt`` is the store's part of the private one, empty once the box is counted or void.
    """

    collection: ClassVar[str] = "ballot_boxes"

    lock: str
    salt: str
    ballots: tuple[Ballot, ...] = ()
    voted: tuple[str, ...] = ()
    factor: str = ""
    proof: tuple[str, ...] = ()
    void: bool = False

    @classmethod
    def locked(cls, id_: str, key: str, sealing: Sealing) -> Self:
        """An empty box, locked with the opener's key."""
        salt = new_salt()
        return cls(id=id_, salt=salt, lock=sealing.lock(id_, key=key, salt=salt))

    @property
    def counted(self) -> bool:
        """Whether the sum was opened."""
        return bool(self.factor)

    def fits(self, key: str, sealing: Sealing) -> bool:
        """Whether that is the opener's key of this box, while it is open."""
        return bool(self.salt) and sealing.lock(self.id, key=key, salt=self.salt) == self.lock

    def cast(self, person: str, sealed: SealedBallot, lock: str) -> Self:
        """The box with one ballot more. Raises AlreadyVoted; BadSeal if it was sealed for another lock."""
        if person in self.voted:
            raise AlreadyVoted
        if lock != self.lock or self.counted or self.void:
            raise BadSeal
        ballots = sorted((*self.ballots, Ballot.model_validate(sealed)), key=lambda ballot: ballot.code)
        return self.model_copy(update={"ballots": tuple(ballots), "voted": tuple(sorted((*self.voted, person)))})

    def count(self, key: str, sealing: Sealing) -> tuple[Self, dict[Vote, int]]:
        """The box with its opening, and how often each answer was given. Raises WrongKey."""
        ballots = tuple(SealedBallot(one.sealed, one.proof, one.code) for one in self.ballots)
        opening: Opening = sealing.open(self.id, key=key, salt=self.salt, lock=self.lock, ballots=ballots)
        changed = {"salt": "", "factor": opening.factor, "proof": opening.proof}
        return self.model_copy(update=changed), opening.counts

    def voided(self) -> Self:
        """The box with nothing in it that could be opened: who had voted stays, what they said goes."""
        return self.model_copy(update={"salt": "", "ballots": (), "void": True})

    @property
    def codes(self) -> tuple[str, ...]:
        """The receipts, once the sum was opened."""
        return tuple(ballot.code for ballot in self.ballots) if self.counted else ()


def box_id(meeting: str, dossier: str, round_: int) -> str:
    """The id of the box of a round."""
    return f"{meeting}/{dossier}/{round_}"

"""Hòm phiếu kín: the ballots of one item, and beside them, not tied to them, who has voted.

It is a record and no aggregate on purpose: nothing of it enters the audit, the outbox or the idempotency keys. The
ballots lie in the order of their random tokens and the names in the order of the alphabet, so that neither order
nor time says anything; what a ballot says is sealed until the ballot is closed, and gone afterwards.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from enum import StrEnum
from typing import ClassVar, Self

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import BaseModel, ConfigDict

from services.nomination.councils.errors import AlreadyVoted, BallotUnreadable
from shared.record import Record

TOKEN_BYTES = 15


class Vote(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    BLANK = "blank"


_LETTER = {Vote.AGREE: b"a", Vote.DISAGREE: b"d", Vote.BLANK: b"b"}
_VOTE = {letter: vote for vote, letter in _LETTER.items()}


class Seal:
    """Hides what a ballot says from whoever reads the store. One key for each box, made from the process's secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def close(self, box: str, vote: Vote) -> str:
        """The vote, sealed. All seals have the same length and no two are alike."""
        return jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM"}, _LETTER[vote], self._key(box))

    def open(self, box: str, sealed: str) -> Vote:
        """The vote in a seal; raises BallotUnreadable when the secret has changed."""
        try:
            return _VOTE[jwe.decrypt_compact(sealed, self._key(box)).plaintext or b""]
        except (JoseError, ValueError, KeyError) as error:
            raise BallotUnreadable from error

    def _key(self, box: str) -> OctKey:
        return OctKey.import_key(hmac.digest(self._secret, f"ballot|{box}".encode(), hashlib.sha256))


class Ballot(BaseModel):
    """One ballot: a token that only the voter knows as the own, and the sealed vote; empty once counted."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    token: str
    sealed: str = ""


class BallotBox(Record):
    """The ballots of one item of one meeting. ``id`` is ``<meeting>/<dossier>``."""

    collection: ClassVar[str] = "ballot_boxes"

    ballots: tuple[Ballot, ...] = ()
    voted: tuple[str, ...] = ()
    counted: bool = False

    @classmethod
    def for_item(cls, meeting: str, dossier: str) -> Self:
        """An empty box."""
        return cls(id=box_id(meeting, dossier))

    def cast(self, person: str, vote: Vote, seal: Seal) -> tuple[Self, str]:
        """The box with one ballot more, and the token that is the voter's receipt. Raises AlreadyVoted."""
        if person in self.voted:
            raise AlreadyVoted
        token = secrets.token_hex(TOKEN_BYTES)
        ballots = [*self.ballots, Ballot(token=token, sealed=seal.close(self.id, vote))]
        changed = {
            "ballots": tuple(sorted(ballots, key=lambda ballot: ballot.token)),
            "voted": tuple(sorted((*self.voted, person))),
        }
        return self.model_copy(update=changed), token

    def count(self, seal: Seal) -> tuple[Self, dict[Vote, int]]:
        """The box with its tokens alone, and how often each answer was given."""
        counts = dict.fromkeys(Vote, 0)
        for ballot in self.ballots:
            counts[seal.open(self.id, ballot.sealed)] += 1
        bare = tuple(Ballot(token=ballot.token) for ballot in self.ballots)
        return self.model_copy(update={"ballots": bare, "counted": True}), counts

    @property
    def tokens(self) -> tuple[str, ...]:
        """The receipts, once the ballot is closed."""
        return tuple(ballot.token for ballot in self.ballots) if self.counted else ()


def box_id(meeting: str, dossier: str) -> str:
    """The id of the box of an item."""
    return f"{meeting}/{dossier}"

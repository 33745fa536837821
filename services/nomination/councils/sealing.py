"""Sealing ballots and opening their sum. What a single ballot says is opened by nobody, not even by the count.

The arithmetic is that of ``verify_ballot``, so that who reads that one file has read all of it. Every answer costs
the same number of steps.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from services.nomination.councils.errors import WrongKey
from services.nomination.councils.parts import Vote
from services.nomination.councils.verify_ballot import (
    LETTERS,
    VALUES,
    G,
    Jacobian,
    N,
    add,
    challenge,
    code_of,
    negative,
    read,
    summed,
    tidy,
    times,
    write,
)

KEY_GROUPS = 7
SALT_BYTES = 32


@dataclass(frozen=True)
class SealedBallot:
    """A ballot as it lies in the box and is published: two points, the proof that it is one vote, its receipt."""

    sealed: tuple[str, str]
    proof: tuple[tuple[str, str], ...]
    code: str


@dataclass(frozen=True)
class Opening:
    """What the sum of the ballots says, and the proof that it was opened with the key of the box."""

    counts: dict[Vote, int]
    factor: str
    proof: tuple[str, str]


def new_key() -> str:
    """A key for one box, to be kept by whoever opens the ballot: 140 bits in seven groups of four letters."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(KEY_GROUPS))


def new_salt() -> str:
    """The part of a box's key that lies in the box while it is open, and is gone when it is counted."""
    return secrets.token_hex(SALT_BYTES)


@dataclass(frozen=True)
class Sealing:
    """Makes the secret of a box out of three parts that lie in three places.

    The opener's key is in the opener's browser and nowhere else; the salt in the box until it is counted; the
    process's secret in the settings. Two of them are worth nothing.
    """

    secret: str = field(repr=False)

    def lock(self, election: str, *, key: str, salt: str) -> str:
        """The public key of a box."""
        return write(times(self._number(election, key, salt), G))

    def open(self, election: str, *, key: str, salt: str, lock: str, ballots: tuple[SealedBallot, ...]) -> Opening:
        """Open the sum of the ballots; raises WrongKey where the parts do not make the key of the box."""
        number = self._number(election, key, salt)
        public = times(number, G)
        if not hmac.compare_digest(write(public), lock):
            raise WrongKey
        a, b = summed([{"sealed": ballot.sealed} for ballot in ballots])
        factor = times(number, a)
        counts = _counts(add(b, negative(factor)), len(ballots))
        w = _random()
        c = challenge("count", election, public, a, b, factor, times(w, G), times(w, a))
        return Opening(counts, write(factor), (_hex(c), _hex(w + c * number)))

    def _number(self, election: str, key: str, salt: str) -> int:
        parts = "|".join(("ballot", election, tidy(key), salt)).encode()
        return int.from_bytes(hmac.digest(self.secret.encode(), parts, hashlib.sha512), "big") % (N - 1) + 1


def seal(election: str, lock: str, vote: Vote) -> SealedBallot:
    """Seal one vote for a box. The number that could show what it says is forgotten on return."""
    public, r = read(lock), _random()
    points = [times(value, G) for value in VALUES.values()]
    chosen = list(VALUES).index(vote.answer)
    a, b = times(r, G), add(times(r, public), points[chosen])
    said: list[Jacobian] = []
    answers: list[tuple[int, int]] = []
    w = _random()
    for place, point in enumerate(points):  # the branches that are not true are made up from their end
        c, z = (0, w) if place == chosen else (_random(), _random())
        rest = add(b, negative(point))
        said += [add(times(z, G), negative(times(c, a))), add(times(z, public), negative(times(c, rest)))]
        answers.append((c, z))
    c = (challenge("ballot", election, public, a, b, *said) - sum(c for c, _ in answers)) % N
    answers[chosen] = (c, (w + c * r) % N)
    sealed, proof = (write(a), write(b)), tuple((_hex(c), _hex(z)) for c, z in answers)
    return SealedBallot(sealed, proof, code_of(election, {"sealed": sealed, "proof": proof}))


def _counts(says: Jacobian, ballots: int) -> dict[Vote, int]:
    """How many of each answer add up to this point: there are few ballots, so all sums are tried."""
    sums = {write(times(number, G)): number for number in range(ballots + 1)}
    step = negative(times(VALUES["disagree"], G))
    for disagree in range(ballots + 1):
        agree = sums.get(write(says))
        if agree is not None:
            return {Vote.AGREE: agree, Vote.DISAGREE: disagree, Vote.BLANK: ballots - agree - disagree}
        says = add(says, step)
    raise WrongKey


def _random() -> int:
    return secrets.randbelow(N - 1) + 1


def _hex(number: int) -> str:
    return f"{number % N:064x}"

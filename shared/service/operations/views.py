"""What the API says of dead letters, gaps, replays and rebuilds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from shared.messaging.deadletters import DeadLetter
from shared.messaging.gaps import Gap
from shared.messaging.interventions import Act, Intervention
from shared.messaging.rebuild import Rebuild
from shared.messaging.rebuild import State as RebuildState
from shared.messaging.replay import Replay
from shared.messaging.replay import State as ReplayState
from shared.service.operations.masking import masked


class LetterView(BaseModel):
    """A dead letter, without what it says."""

    consumer: str
    event: str
    type: str
    subject: str
    sequence: int
    unit: str
    reason: str
    detail: str
    handler: str
    attempts: int
    first_failed: datetime
    last_failed: datetime
    resend: bool

    @classmethod
    def of(cls, letter: DeadLetter) -> LetterView:
        """The view of a letter."""
        return cls(**letter.model_dump(include=set(cls.model_fields)))


class LetterDetail(LetterView):
    """With the event's data, personal data masked; None where it cannot be read."""

    data: dict[str, Any] | None

    @classmethod
    def of(cls, letter: DeadLetter) -> LetterDetail:
        """The view of a letter with its data."""
        envelope = letter.envelope
        data = masked(envelope.data) if envelope else None
        return cls(**letter.model_dump(include=set(LetterView.model_fields)), data=data)


class LetterList(BaseModel):
    """A page of dead letters."""

    items: list[LetterView]
    after: str | None


class Resent(BaseModel):
    """How many will be sent again."""

    count: int


class GapView(BaseModel):
    """What waits of one subject: see `missing`, or `error` if the next one is there and fails."""

    consumer: str
    subject: str
    reached: int
    missing: list[int]
    parked: list[int]
    since: datetime
    publisher: str
    error: str
    handler: str
    waived: bool

    @classmethod
    def of(cls, gap: Gap) -> GapView:
        """The view of a gap."""
        plain = {name: getattr(gap, name) for name in cls.model_fields if name not in {"missing", "parked"}}
        return cls(**plain, missing=list(gap.missing), parked=[one.sequence for one in gap.parked])


class GapList(BaseModel):
    """All gaps, the longest waiting first."""

    items: list[GapView]


class ActView(BaseModel):
    """Something that was done by hand."""

    id: str
    act: Act
    consumer: str
    target: str
    reason: str
    by: str
    at: datetime

    @classmethod
    def of(cls, act: Intervention) -> ActView:
        """The view of an act."""
        return cls(**act.model_dump(include=set(cls.model_fields)))


class ActList(BaseModel):
    """A page of acts, the newest first."""

    items: list[ActView]
    after: str | None


class ReplayView(BaseModel):
    """A replay: what it would send, and how far it is."""

    id: str
    consumer: str
    state: ReplayState
    since: datetime | None
    until: datetime
    types: list[str]
    subject: str
    unit: str
    counts: dict[str, int]
    total: int
    handled: int
    unknown: int
    first: datetime | None
    last: datetime | None
    sent: int
    error: str

    @classmethod
    def of(cls, replay: Replay) -> ReplayView:
        """The view of a replay."""
        plain = replay.model_dump(include=set(cls.model_fields) - {"counts"})
        return cls(**plain, counts=dict(replay.counts))


class RebuildView(BaseModel):
    """A rebuild: how far it is."""

    id: str
    model: str
    state: RebuildState
    generation: int
    attempt: int
    events: int
    behind: int | None
    asked_at: datetime
    ended_at: datetime | None
    error: str

    @classmethod
    def of(cls, rebuild: Rebuild) -> RebuildView:
        """The view of a rebuild."""
        return cls(**rebuild.model_dump(include=set(cls.model_fields)))


class ConsumerView(BaseModel):
    """A consumer and what is wrong with it."""

    name: str
    ordered: bool
    model: str
    dead: int
    gaps: int
    parked: int


class ModelView(BaseModel):
    """A read model, the generation that holds, its last rebuild."""

    name: str
    generation: int
    last: RebuildView | None


class Overview(BaseModel):
    """Where this service stands. ``refusing``: commands are refused because events do not leave."""

    refusing: bool
    consumers: list[ConsumerView]
    models: list[ModelView]

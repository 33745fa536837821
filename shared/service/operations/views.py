"""What the API says of dead letters, gaps, replays and rebuilds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from shared.messaging.deadletters import DeadLetter
from shared.messaging.gaps import Gap
from shared.messaging.interventions import Act, Intervention
from shared.messaging.rebuild import Rebuild
from shared.messaging.rebuild import State as RebuildState
from shared.messaging.replay import Replay
from shared.messaging.replay import State as ReplayState
from shared.service.operations.masking import masked

_EVENT = "0198c0de-0000-7000-8000-000000000001"
_SUBJECT = "dossier/0198c0de-0000-7000-8000-00000000000a"
LETTER: JsonDict = {
    "consumer": "reporting.projections",
    "event": _EVENT,
    "type": "vn.thidua.nomination.NominationSubmitted.v1",
    "subject": _SUBJECT,
    "sequence": 1,
    "unit": "duong-quang",
    "reason": "ValidationError",
    "detail": "data.year: Field required",
    "handler": "services.reporting.projections.consumer.dossier",
    "attempts": 4,
    "first_failed": "2025-06-10T02:00:00Z",
    "last_failed": "2025-06-10T02:11:10Z",
    "resend": False,
}
GAP: JsonDict = {
    "consumer": "reporting.projections",
    "subject": _SUBJECT,
    "reached": 1,
    "missing": [2],
    "parked": [3, 4],
    "since": "2025-06-10T02:00:00Z",
    "publisher": "/duong-quang/nomination",
    "error": "",
    "handler": "",
    "waived": False,
}
ACT: JsonDict = {
    "id": "0198c0de-0000-7000-8000-000000000002",
    "act": "discard",
    "consumer": "reporting.projections",
    "target": _EVENT,
    "reason": "Entered by mistake.",
    "by": "quan-tri",
    "at": "2025-06-10T03:00:00Z",
}
REPLAY: JsonDict = {
    "id": "0198c0de-0000-7000-8000-000000000003",
    "consumer": "reporting.projections",
    "state": "counted",
    "since": "2025-06-01T00:00:00Z",
    "until": "2025-06-10T03:00:00Z",
    "types": [],
    "subject": "",
    "unit": "duong-quang",
    "counts": {"vn.thidua.nomination.NominationSubmitted.v1": 34},
    "total": 34,
    "handled": 33,
    "unknown": 0,
    "first": "2025-06-02T01:12:00Z",
    "last": "2025-06-09T08:40:00Z",
    "sent": 0,
    "error": "",
}
REBUILD: JsonDict = {
    "id": "0198c0de-0000-7000-8000-000000000004",
    "model": "reporting.projections",
    "state": "reading",
    "generation": 1,
    "attempt": 1,
    "events": 1200,
    "behind": 340,
    "asked_at": "2025-06-10T03:00:00Z",
    "ended_at": None,
    "error": "",
}
CONSUMER: JsonDict = {
    "name": "reporting.projections",
    "ordered": True,
    "model": "reporting.projections",
    "dead": 1,
    "gaps": 1,
    "parked": 2,
}


def _shown(example: JsonDict) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class LetterView(BaseModel):
    """A dead letter, without what it says."""

    model_config = _shown(LETTER)

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

    model_config = _shown({**LETTER, "data": {"nominee": {"id": "dq-01", "name": "L…"}}})

    data: dict[str, Any] | None

    @classmethod
    def of(cls, letter: DeadLetter) -> LetterDetail:
        """The view of a letter with its data."""
        envelope = letter.envelope
        data = masked(envelope.data) if envelope else None
        return cls(**letter.model_dump(include=set(LetterView.model_fields)), data=data)


class LetterList(BaseModel):
    """A page of dead letters."""

    model_config = _shown({"items": [LETTER], "after": None})

    items: list[LetterView]
    after: str | None


class Resent(BaseModel):
    """How many will be sent again."""

    model_config = _shown({"count": 3})

    count: int


class GapView(BaseModel):
    """What waits of one subject: see `missing`, or `error` if the next one is there and fails."""

    model_config = _shown(GAP)

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

    model_config = _shown({"items": [GAP]})

    items: list[GapView]


class ActView(BaseModel):
    """Something that was done by hand."""

    model_config = _shown(ACT)

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

    model_config = _shown({"items": [ACT], "after": None})

    items: list[ActView]
    after: str | None


class ReplayView(BaseModel):
    """A replay: what it would send, and how far it is."""

    model_config = _shown(REPLAY)

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

    model_config = _shown(REBUILD)

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

    model_config = _shown(CONSUMER)

    name: str
    ordered: bool
    model: str
    dead: int
    gaps: int
    parked: int


class ModelView(BaseModel):
    """A read model, the generation that holds, its last rebuild."""

    model_config = _shown({"name": "reporting.projections", "generation": 0, "last": REBUILD})

    name: str
    generation: int
    last: RebuildView | None


class Overview(BaseModel):
    """Where this service stands. ``refusing``: commands are refused because events do not leave."""

    model_config = _shown({"refusing": False, "consumers": [CONSUMER], "models": []})

    refusing: bool
    consumers: list[ConsumerView]
    models: list[ModelView]

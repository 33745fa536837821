"""What the API shows of councils and meetings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from services.nomination.councils.ballots import voting_rule
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.model import Council, Seat
from services.nomination.councils.parts import Conflict, Mode, Paper, Round
from services.nomination.councils.queries import Turnout
from services.nomination.councils.states import ItemState, MeetingState
from shared.events import Level
from shared.events.parts import Nominee, Tally
from shared.law import Law, VotingRule
from shared.store.reads import Page


class CouncilView(BaseModel):
    """A council with the terms of its members."""

    id: str
    version: int
    unit: str
    level: Level
    name: str
    chair: str
    secretary: str
    seats: tuple[Seat, ...]

    @classmethod
    def of(cls, council: Council) -> Self:
        return cls.model_validate(vars(council))


class CouncilPage(BaseModel):
    """A page of councils."""

    items: list[CouncilView]
    after: str | None

    @classmethod
    def of(cls, page: Page[Council]) -> Self:
        return cls(items=[CouncilView.of(council) for council in page.items], after=page.after)


class QuorumView(BaseModel):
    """``present`` may vote on the item, of ``members``; ``needed`` must."""

    model_config = ConfigDict(from_attributes=True)

    present: int
    members: int
    needed: int
    reached: bool


class ItemView(BaseModel):
    """One item with the rule of its vote. ``voted`` is the number who have voted, as far as it may be known.

    ``rounds`` are the votes held on it, the first one first; of a secret one there is never more than the tally.
    ``presiding`` is the chair, or the deputy in the chair's place; ``held`` says what is examined about the nominee.
    """

    dossier: str
    award: str
    award_name: str
    nominee: Nominee
    state: ItemState
    notes: str
    recused: tuple[str, ...]
    unanswered: tuple[str, ...]
    voters: tuple[str, ...]
    quorum: QuorumView
    mode: Mode
    base: str
    approve_pct: Decimal
    strict: bool
    citation: str
    rounds: tuple[Round, ...]
    tally: Tally | None
    approved: bool | None
    voted: int | None = None
    voted_myself: bool = False
    presiding: str = ""
    held: str = ""


class MeetingLine(BaseModel):
    """A meeting in a list."""

    id: str
    version: int
    unit: str
    level: Level
    council: str
    title: str
    held_on: date
    time: str
    place: str
    state: MeetingState

    @classmethod
    def of(cls, meeting: Meeting) -> Self:
        """The line of a meeting."""
        return cls.model_validate(vars(meeting))


class MeetingPage(BaseModel):
    """A page of meetings."""

    items: list[MeetingLine]
    after: str | None

    @classmethod
    def of(cls, page: Page[Meeting]) -> Self:
        return cls(items=[MeetingLine.of(meeting) for meeting in page.items], after=page.after)


class MeetingView(MeetingLine):
    """A meeting whole."""

    members: tuple[str, ...]
    present: tuple[str, ...]
    remote: tuple[str, ...]
    written: tuple[str, ...]
    chair: str
    presiding: str
    secretary: str
    papers: tuple[Paper, ...]
    guests: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    items: tuple[ItemView, ...]
    closed_on: date | None

    @classmethod
    def with_law(
        cls,
        meeting: Meeting,
        law: Law,
        turnout: dict[str, Turnout] | None = None,
        held: dict[str, str] | None = None,
    ) -> Self:
        """The view of a meeting; ``turnout`` is what the person asking may know of the ballots."""
        agenda = items(meeting, law, turnout or {}, held or {})
        return cls.model_validate({**vars(meeting), "presiding": meeting.presiding(), "items": agenda})


class Receipt(BaseModel):
    """The code by which the voter finds the own ballot among those published; empty in an open vote."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"meeting": "0198…", "dossier": "0198…", "code": "7KQM-2XHD-90TV-B4CS-E1NA"}]}
    )

    meeting: str
    dossier: str
    code: str


def items(meeting: Meeting, law: Law, turnout: dict[str, Turnout], held: dict[str, str]) -> tuple[ItemView, ...]:
    """The agenda with quorum, rule and, where closed, the result."""
    found = []
    for item in meeting.items:
        rule, known = voting_rule(law, meeting, item.award), turnout.get(item.dossier)
        seen = {"presiding": meeting.presiding(item.dossier), "held": held.get(item.dossier, "")}
        told = {**vars(item), **seen, **_told(meeting, item.dossier, rule), **(vars(known) if known else {})}
        found.append(ItemView.model_validate(told))
    return tuple(found)


def _told(meeting: Meeting, dossier: str, rule: VotingRule) -> dict[str, Any]:
    """What follows for an item from presence, conflicts and the rule."""
    return {
        "recused": meeting.recused(dossier),
        "unanswered": meeting.unanswered(dossier),
        "voters": meeting.voters(dossier, rule),
        "quorum": QuorumView.model_validate(meeting.quorum(dossier, rule)),
        "mode": rule.mode,
        "base": rule.base,
        "approve_pct": rule.approve_pct,
        "strict": rule.strict,
        "citation": rule.citation,
    }

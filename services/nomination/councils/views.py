"""What the API shows of councils and meetings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from pydantic import BaseModel, ConfigDict

from services.nomination.councils.ballots import voting_rule
from services.nomination.councils.meeting import Conflict, ItemState, Meeting, MeetingState
from services.nomination.councils.model import Council, Seat
from services.nomination.councils.queries import Turnout
from shared.events import Level
from shared.events.parts import Nominee, Tally
from shared.law import Law
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
    """One item. ``voted`` is the number who have voted, for chair and secretary; for all once it is closed."""

    dossier: str
    award: str
    award_name: str
    nominee: Nominee
    state: ItemState
    recused: tuple[str, ...]
    voters: tuple[str, ...]
    quorum: QuorumView
    base: str
    approve_pct: Decimal
    tally: Tally | None
    approved: bool | None
    voted: int | None = None
    voted_myself: bool = False


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
    chair: str
    secretary: str
    conflicts: tuple[Conflict, ...]
    items: tuple[ItemView, ...]
    closed_on: date | None

    @classmethod
    def with_law(cls, meeting: Meeting, law: Law, turnout: dict[str, Turnout] | None = None) -> Self:
        """The view of a meeting; ``turnout`` is what the person asking may know of the ballots."""
        return cls.model_validate({**vars(meeting), "items": items(meeting, law, turnout or {})})


class Receipt(BaseModel):
    """The token by which the voter finds the own ballot in the published list after closing."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"meeting": "0198…", "dossier": "0198…", "token": "5f1c…"}]}
    )

    meeting: str
    dossier: str
    token: str


class Tokens(BaseModel):
    """The tokens of all ballots counted, in the order of the tokens."""

    meeting: str
    dossier: str
    tokens: tuple[str, ...]


def items(meeting: Meeting, law: Law, turnout: dict[str, Turnout]) -> tuple[ItemView, ...]:
    """The agenda with quorum, rule and, where closed, the result."""
    found = []
    for item in meeting.items:
        rule = voting_rule(law, meeting, item.award)
        known = turnout.get(item.dossier)
        found.append(
            ItemView(
                **vars(item),
                recused=meeting.recused(item.dossier),
                voters=meeting.voters(item.dossier),
                quorum=QuorumView.model_validate(meeting.quorum(item.dossier, rule)),
                base=rule.base,
                approve_pct=rule.approve_pct,
                voted=known.voted if known else None,
                voted_myself=known.voted_myself if known else False,
            )
        )
    return tuple(found)

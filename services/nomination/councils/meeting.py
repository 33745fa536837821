"""Phiên họp Hội đồng: agenda, presence, conflicts, quorum, and what each ballot came to. Never who voted how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from services.nomination.acts import Act
from services.nomination.councils.errors import (
    BallotNotOpen,
    BallotOpen,
    MeetingOver,
    NoQuorum,
    NotAMember,
    NotOnAgenda,
    NotYet,
    NoVote,
)
from shared.aggregate import StatefulAggregate
from shared.events.nomination import CouncilClosed, CouncilConvened
from shared.events.parts import Nominee, Tally
from shared.law import VotingRule


class MeetingState(StrEnum):
    CONVENED = "convened"
    CLOSED = "closed"


class ItemState(StrEnum):
    PENDING = "pending"
    OPEN = "open"
    CLOSED = "closed"


class Item(BaseModel):
    """One dossier on the agenda; ``tally`` and ``approved`` only once its ballot is closed."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    dossier: str
    award: str
    award_name: str
    nominee: Nominee
    state: ItemState = ItemState.PENDING
    tally: Tally | None = None
    approved: bool | None = None


class Conflict(BaseModel):
    """A member who does not vote on an item, and why."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    person: str
    dossier: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """How many can vote on an item, of how many, and how many must."""

    present: int
    members: int
    needed: int
    reached: bool


class Meeting(StatefulAggregate[MeetingState]):
    """One meeting. ``members`` are those who vote, the chair among them; presence is of members only."""

    kind: ClassVar[str] = "meeting"
    collection: ClassVar[str] = "meetings"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "-id"), ("members", "state"))
    transitions = {MeetingState.CONVENED: (MeetingState.CLOSED,)}

    state: MeetingState = MeetingState.CONVENED
    council: str
    title: str
    held_on: date
    time: str = ""
    place: str
    members: tuple[str, ...]
    chair: str
    secretary: str
    items: tuple[Item, ...]
    present: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    closed_on: date | None = None

    def convened(self) -> None:
        """Tell that the council is called together."""
        self.record(
            CouncilConvened(
                meeting=self.id,
                unit=self.unit,
                held_on=self.held_on,
                place=self.place,
                members=self.members,
                dossiers=tuple(item.dossier for item in self.items),
            )
        )

    def item(self, dossier: str) -> Item:
        """The item of a dossier; raises NotOnAgenda."""
        for item in self.items:
            if item.dossier == dossier:
                return item
        raise NotOnAgenda

    @property
    def open_item(self) -> Item | None:
        """The item on which members vote now."""
        return next((item for item in self.items if item.state is ItemState.OPEN), None)

    def recused(self, dossier: str) -> tuple[str, ...]:
        """The members who do not vote on an item."""
        return tuple(conflict.person for conflict in self.conflicts if conflict.dossier == dossier)

    def voters(self, dossier: str) -> tuple[str, ...]:
        """The members who are there and have no conflict."""
        out = set(self.recused(dossier))
        return tuple(member for member in self.members if member in self.present and member not in out)

    def quorum(self, dossier: str, rule: VotingRule) -> Quorum:
        """Counted anew for each item: who is recused does not count as present, but stays a member."""
        present, members = len(self.voters(dossier)), len(self.members)
        needed = -(-members * rule.quorum_num // rule.quorum_den)
        reached = rule.quorate(present=present, members=members)
        return Quorum(present=present, members=members, needed=needed, reached=reached)

    def attend(self, present: tuple[str, ...]) -> None:
        """Note who is there; not while members vote, or the quorum would move under them."""
        self._going_on()
        self._no_ballot()
        for person in present:
            self.require(person in self.members, NotAMember(person=person))
        self.present = tuple(member for member in self.members if member in present)

    def declare(self, person: str, dossier: str, reason: str) -> None:
        """A member steps back from an item that is not voted on yet. Saying it twice changes the reason."""
        self._going_on()
        self.require(person in self.members, NotAMember(person=person))
        self.require(self.item(dossier).state is ItemState.PENDING, BallotOpen())
        others = tuple(one for one in self.conflicts if (one.person, one.dossier) != (person, dossier))
        self.conflicts = (*others, Conflict(person=person, dossier=dossier, reason=reason))

    def open_ballot(self, dossier: str, *, rule: VotingRule, on: date) -> None:
        """Let members vote on an item. Without a quorum of those who may vote on it, there is no ballot."""
        self._going_on()
        self._no_ballot()
        item = self.item(dossier)
        self.require(item.state is ItemState.PENDING, BallotNotOpen())
        self.require(on >= self.held_on, NotYet(day=self.held_on))
        quorum = self.quorum(dossier, rule)
        self.require(quorum.reached, NoQuorum(present=quorum.present, members=quorum.members, needed=quorum.needed))
        self._set(item.model_copy(update={"state": ItemState.OPEN}))

    def check_vote(self, person: str, dossier: str) -> None:
        """Raise unless this member may vote on the item now."""
        self._going_on()
        self.require(self.item(dossier).state is ItemState.OPEN, BallotNotOpen())
        if person in self.recused(dossier):
            raise NoVote(why_vi="bạn đã khai có liên quan", why_en="you declared a conflict")
        if person not in self.voters(dossier):
            raise NoVote(why_vi="bạn chưa được ghi nhận có mặt", why_en="you are not noted as present")

    def close_ballot(self, dossier: str, *, rule: VotingRule, agree: int, disagree: int, blank: int) -> Item:
        """Count. The share is of all members or of those present, as the rule says; half is never a majority."""
        item = self.item(dossier)
        self.require(item.state is ItemState.OPEN, BallotNotOpen())
        present, members = len(self.voters(dossier)), len(self.members)
        base = members if rule.base == "all_members" else present
        tally = Tally(agree=agree, disagree=disagree, blank=blank, present=present, members=members, base=base)
        approved = rule.approved(in_favour=agree, present=present, members=members) and agree * 2 > base
        closed = item.model_copy(update={"state": ItemState.CLOSED, "tally": tally, "approved": approved})
        self._set(closed)
        return closed

    def close(self, act: Act) -> None:
        """End the meeting. Items without a ballot go back undecided."""
        self._no_ballot()
        self._going_on()
        self.move(MeetingState.CLOSED)
        self.closed_on = act.on
        self.record(
            CouncilClosed(
                meeting=self.id,
                unit=self.unit,
                closed_on=act.on,
                present=len(self.present),
                members=len(self.members),
            )
        )

    def _going_on(self) -> None:
        self.require(self.state is MeetingState.CONVENED, MeetingOver())

    def _no_ballot(self) -> None:
        self.require(self.open_item is None, BallotOpen())

    def _set(self, changed: Item) -> None:
        self.items = tuple(changed if item.dossier == changed.dossier else item for item in self.items)

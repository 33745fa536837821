"""What a meeting is besides its votes: agenda, papers, presence, conflicts, quorum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from pydantic import Field

from services.nomination.councils.errors import (
    BallotNotOpen,
    BallotOpen,
    ItemSettled,
    MeetingOver,
    NoConflict,
    NotAMember,
    NothingToSettle,
    NotOnAgenda,
    OwnConflict,
)
from services.nomination.councils.parts import (
    Answer,
    Conflict,
    Item,
    Paper,
    Presence,
    Quorum,
    Source,
    Standing,
)
from services.nomination.councils.states import BETWEEN_VOTES, MEETING, ON_ITEM, Action, ItemState, MeetingState
from shared.aggregate import StatefulAggregate
from shared.events.nomination import CouncilConvened
from shared.law import VotingRule

DEPUTY = "deputy"
"""The post of those who may take the chair's place, in the order of the seats."""

_MISPLACED = {
    ItemState.PENDING: ItemSettled,
    ItemState.OPEN: BallotNotOpen,
    ItemState.TIED: NothingToSettle,
    ItemState.CLOSED: NothingToSettle,
}


class Sitting(StatefulAggregate[MeetingState]):
    """A meeting without its votes. ``members`` are those who vote, the chair among them; presence is of members only.

    ``present`` are in the room, ``remote`` are connected, ``written`` send their opinion. ``deputies_preside`` is the
    council's rule of the day on which it was called: whether a deputy takes the chair's place.
    """

    kind: ClassVar[str] = "meeting"
    collection: ClassVar[str] = "meetings"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "-id"), ("members", "state"))
    transitions = MEETING

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
    papers: tuple[Paper, ...] = ()
    guests: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    posts: dict[str, str] = Field(default_factory=dict)
    deputies_preside: bool = False
    closed_on: date | None = None

    # Before and around the votes

    def convened(self) -> None:
        """Tell that the council is called together, or to something else than before."""
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

    def prepare(
        self, *, title: str, held_on: date, time: str, place: str, items: Sequence[Item], conflicts: Sequence[Conflict]
    ) -> None:
        """Change what the meeting is about. Members are told again when day, place or agenda change.

        An item on which there was a vote stays as it is.
        """
        self.check(Action.PREPARE)
        told = (self.held_on, self.time, self.place, [item.dossier for item in self.items])
        kept = {item.dossier: item for item in self.items}
        dropped = kept.keys() - {item.dossier for item in items}
        for id_ in dropped:
            self.require(not kept[id_].rounds, ItemSettled())
        self.title, self.held_on, self.time, self.place = title, held_on, time, place
        self.items = tuple(kept.get(item.dossier, item) for item in items)
        self.conflicts = tuple(conflicts)
        if told != (held_on, time, place, [item.dossier for item in items]):
            self.convened()

    def lay_out(self, papers: Sequence[Paper], guests: Sequence[str]) -> None:
        """Name the papers that members read before the meeting, and who is invited without a vote; files stay."""
        self.check(Action.PREPARE)
        self.papers = (*papers, *(one for one in self.papers if one.file))
        self.guests = tuple(dict.fromkeys(guests))

    def put_in(self, paper: Paper) -> None:
        """A paper with its file, for the members."""
        self.check(Action.PREPARE)
        self.papers = (*self.papers, paper)

    def take_out(self, file_id: str) -> None:
        """Drop a paper with its file."""
        self.check(Action.PREPARE)
        self.papers = tuple(one for one in self.papers if one.file is None or one.file.id != file_id)

    def paper(self, file_id: str) -> Paper | None:
        """The paper of a file."""
        return next((one for one in self.papers if one.file and one.file.id == file_id), None)

    def attend(self, presence: Mapping[str, Presence]) -> None:
        """Note who is there and how; not while members vote, or the quorum would move under them."""
        self.check(Action.ATTEND)
        for person in presence:
            self.require(person in self.members, NotAMember(person=person))
        there = {how: tuple(one for one in self.members if presence.get(one) is how) for how in Presence}
        self.present, self.remote = there[Presence.IN_PERSON], there[Presence.REMOTE]
        self.written = there[Presence.WRITTEN]

    def note(self, dossier: str, notes: str) -> None:
        """Write down what was said about an item."""
        self.check(Action.NOTE, dossier)
        self._set(self.item(dossier).model_copy(update={"notes": notes}))

    def declare(self, person: str, dossier: str, reason: str, *, by: str = "") -> None:
        """A member steps back from an item that is not voted on yet. Saying it twice changes the reason.

        What the data proposed or the chair refused stays beside it.
        """
        self.check(Action.DECLARE, dossier)
        self.require(person in self.members, NotAMember(person=person))
        known = self.conflict(person, dossier)
        if known is None or known.source is Source.DECLARED:
            self._conflict(Conflict(person=person, dossier=dossier, reason=reason))
        else:
            self._conflict(known.answered(Answer(by=by or person, confirmed=True, why=reason)))

    def answer(self, person: str, dossier: str, answer: Answer) -> None:
        """Confirm or refuse what the data propose. Nobody refuses the own conflict."""
        self.check(Action.ANSWER, dossier)
        found = self.conflict(person, dossier)
        if found is None or found.source is Source.DECLARED:
            raise NoConflict
        self.require(answer.confirmed or answer.by != person, OwnConflict())
        self._conflict(found.answered(answer))

    # What follows from it

    def item(self, dossier: str) -> Item:
        """The item of a dossier; raises NotOnAgenda."""
        for item in self.items:
            if item.dossier == dossier:
                return item
        raise NotOnAgenda

    def conflict(self, person: str, dossier: str) -> Conflict | None:
        """What is known of a member's conflict on an item."""
        return next((one for one in self.conflicts if (one.person, one.dossier) == (person, dossier)), None)

    @property
    def open_item(self) -> Item | None:
        """The item on which members vote now."""
        return next((item for item in self.items if item.state is ItemState.OPEN), None)

    @property
    def attending(self) -> tuple[str, ...]:
        """Who makes the quorum: in the room or connected."""
        return tuple(member for member in self.members if member in {*self.present, *self.remote})

    def presiding(self, dossier: str = "") -> str:
        """Who presides, over the whole or over an item: the chair, or a deputy where the chair is away or recused.

        Without a deputy who is there and free, or where the council's rule knows none, it stays the chair.
        """
        away = bool(self.attending) and self.chair not in self.attending
        recused = set(self.recused(dossier)) if dossier else set()
        if self.deputies_preside and (away or self.chair in recused):
            able = set(self.attending) - recused
            for member in self.members:
                if self.posts.get(member) == DEPUTY and member in able:
                    return member
        return self.chair

    @property
    def stand_ins(self) -> frozenset[str]:
        """Deputies in the chair's place now: over the meeting, or over an item that is not settled yet."""
        unsettled = [item.dossier for item in self.items if item.state is not ItemState.CLOSED]
        return frozenset(self.presiding(dossier) for dossier in ("", *unsettled)) - {self.chair}

    def presence_of(self, person: str) -> Presence:
        """How a member takes part."""
        if person in self.present:
            return Presence.IN_PERSON
        if person in self.remote:
            return Presence.REMOTE
        return Presence.WRITTEN if person in self.written else Presence.ABSENT

    def recused(self, dossier: str) -> tuple[str, ...]:
        """The members who do not vote on an item."""
        return tuple(
            one.person for one in self.conflicts if one.dossier == dossier and one.standing is Standing.CONFIRMED
        )

    def unanswered(self, dossier: str) -> tuple[str, ...]:
        """Members about whom the data propose a conflict that nobody has answered."""
        return tuple(
            one.person for one in self.conflicts if one.dossier == dossier and one.standing is Standing.PROPOSED
        )

    def voters(self, dossier: str, rule: VotingRule) -> tuple[str, ...]:
        """The members who may vote on an item: those who attend or may write, without those who step back."""
        able = {*self.attending, *(self.written if rule.absent_written else ())} - set(self.recused(dossier))
        return tuple(member for member in self.members if member in able)

    def quorum(self, dossier: str, rule: VotingRule) -> Quorum:
        """Counted anew for each item: who is recused does not count as present, but stays a member."""
        recused = set(self.recused(dossier))
        present, members = sum(one not in recused for one in self.attending), len(self.members)
        needed = -(-members * rule.quorum_num // rule.quorum_den)
        reached = rule.quorate(present=present, members=members)
        return Quorum(present=present, members=members, needed=needed, reached=reached)

    def check(self, action: Action, dossier: str = "") -> None:
        """Raise unless the action makes sense now, by the one table in ``states``."""
        self.require(self.state is MeetingState.CONVENED, MeetingOver())
        if action in BETWEEN_VOTES:
            self.require(self.open_item is None, BallotOpen())
        if dossier:
            state = self.item(dossier).state
            wanted = ON_ITEM.get(action, state)
            self.require(state is wanted, _MISPLACED[wanted]() if state is not ItemState.OPEN else BallotOpen())

    def can(self, action: Action, item: Item | None = None) -> bool:
        """Whether it makes sense now, as pages ask before they show a button."""
        quiet = action not in BETWEEN_VOTES or self.open_item is None
        fits = item is None or item.state is ON_ITEM.get(action, item.state)
        return self.state is MeetingState.CONVENED and quiet and fits

    def _conflict(self, changed: Conflict) -> None:
        others = [one for one in self.conflicts if (one.person, one.dossier) != (changed.person, changed.dossier)]
        self.conflicts = (*others, changed)

    def _set(self, changed: Item) -> None:
        self.items = tuple(changed if item.dossier == changed.dossier else item for item in self.items)

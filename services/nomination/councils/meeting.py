"""Phiên họp Hội đồng: agenda, presence, conflicts, quorum, votes and what they came to. Never a secret choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from pydantic import Field

from services.nomination.acts import Act
from services.nomination.councils.errors import (
    AlreadyVoted,
    BallotNotOpen,
    BallotOpen,
    BallotsMissing,
    ConflictsUnanswered,
    ItemSettled,
    MeetingOver,
    NoConflict,
    NoQuorum,
    NotAMember,
    NothingToSettle,
    NotOnAgenda,
    NotYet,
    NoVote,
    OwnConflict,
    TooFewBallots,
    TooFewVoters,
    VotedTwice,
)
from services.nomination.councils.outcome import outcome_of, tally_of
from services.nomination.councils.parts import (
    Answer,
    Conflict,
    Item,
    Mode,
    Outcome,
    Paper,
    Presence,
    Quorum,
    Round,
    Rule,
    Source,
    Standing,
    Vote,
)
from services.nomination.councils.states import BETWEEN_VOTES, ITEM, MEETING, ON_ITEM, Action, ItemState, MeetingState
from shared.aggregate import StatefulAggregate
from shared.errors import IllegalTransition
from shared.events.nomination import CouncilClosed, CouncilConvened
from shared.law import VotingRule

FEWEST = 3
"""Fewer ballots than these cannot stay secret: of two, each voter knows the other's."""

COUNTED_AT_MOST = 2
"""A vote is repeated once: who may go on until the result pleases may also see what changes from one to the next."""


_MISPLACED = {
    ItemState.PENDING: ItemSettled,
    ItemState.OPEN: BallotNotOpen,
    ItemState.TIED: NothingToSettle,
    ItemState.CLOSED: NothingToSettle,
}


class Meeting(StatefulAggregate[MeetingState]):
    """One meeting. ``members`` are those who vote, the chair among them; presence is of members only.

    ``present`` are in the room, ``remote`` are connected, ``written`` send their opinion.
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
        """Name the papers that members read before the meeting, and who is invited without a vote."""
        self.check(Action.PREPARE)
        self.papers, self.guests = tuple(papers), tuple(dict.fromkeys(guests))

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

    # Voting

    def open_ballot(self, dossier: str, *, rule: VotingRule, act: Act, aware: bool = False) -> Round:
        """Let members vote on an item. Without a quorum of those who may vote on it, there is no vote."""
        self.check(Action.OPEN, dossier)
        self.require(act.on >= self.held_on, NotYet(day=self.held_on))
        quorum = self.quorum(dossier, rule)
        self.require(quorum.reached, NoQuorum(present=quorum.present, members=quorum.members, needed=quorum.needed))
        roll, mode = self.voters(dossier, rule), Mode(rule.mode)
        waiting = [one for one in self.unanswered(dossier) if one in roll]
        self.require(not waiting, ConflictsUnanswered(number=len(waiting)))
        few = mode is Mode.SECRET and len(roll) < FEWEST
        self.require(aware or not few, TooFewVoters(number=len(roll)))
        item = self.item(dossier)
        opened = Round(
            number=len(item.rounds) + 1,
            mode=mode,
            rule=Rule(approve_pct=rule.approve_pct, base=rule.base, tie=rule.tie, citation=rule.citation),
            roll=roll,
            present=quorum.present,
            members=quorum.members,
            opened_at=act.at,
            opened_by=act.by,
            aware=few,
        )
        self._move(item.model_copy(update={"rounds": (*item.rounds, opened)}), ItemState.OPEN)
        return opened

    def going_on(self, dossier: str, action: Action = Action.CAST) -> Round:
        """The vote on an item that goes on; raises BallotNotOpen."""
        self.check(action, dossier)
        last = self.item(dossier).last
        if last is None:
            raise BallotNotOpen
        return last

    def check_vote(self, person: str, dossier: str) -> Round:
        """The vote that goes on; raises unless this member may vote in it."""
        going_on = self.going_on(dossier)
        if person in self.recused(dossier):
            raise NoVote(why_vi="bạn có liên quan đến người hoặc tập thể được đề nghị", why_en="you have a conflict")
        if person not in going_on.roll:
            raise NoVote(why_vi="bạn chưa được ghi nhận có mặt", why_en="you are not noted as present")
        return going_on

    def cast_openly(self, person: str, dossier: str, vote: Vote) -> None:
        """A member's answer in an open vote, once."""
        going_on = self.check_vote(person, dossier)
        self.require(person not in going_on.hands, AlreadyVoted())
        self._round(dossier, hands={**going_on.hands, person: vote})

    def raise_hands(self, dossier: str, hands: Mapping[str, Vote]) -> None:
        """Note the hands raised in the room; what members entered themselves stays."""
        going_on = self.going_on(dossier, Action.RAISE)
        self.require(going_on.mode is Mode.OPEN, BallotNotOpen())
        for person in hands:
            self.require(person in going_on.roll, NotAMember(person=person))
        own = {person: vote for person, vote in going_on.hands.items() if person not in going_on.noted}
        noted = {person: vote for person, vote in hands.items() if person not in own}
        self._round(dossier, hands={**own, **noted}, noted=tuple(sorted(noted)))

    def check_count(self, dossier: str, *, voted: Sequence[str], early: bool) -> Round:
        """The vote that goes on; raises unless it may be counted now. Too few ballots would tell who cast them."""
        going_on = self.going_on(dossier, Action.COUNT)
        missing = len(going_on.roll) - len(voted)
        if going_on.mode is Mode.SECRET:
            fewest = min(FEWEST, len(going_on.roll))
            self.require(len(voted) >= fewest, TooFewBallots(number=len(voted), fewest=fewest))
        self.require(early or not missing, BallotsMissing(number=missing))
        return going_on

    def close_ballot(
        self,
        dossier: str,
        *,
        rule: VotingRule,
        act: Act,
        counts: Mapping[Vote, int],
        voted: Sequence[str],
        early: bool = False,
    ) -> Round:
        """Count. ``early``: although members who could vote have not."""
        going_on = self.check_count(dossier, voted=voted, early=early)
        tally = tally_of(
            rule,
            agree=counts[Vote.AGREE],
            disagree=counts[Vote.DISAGREE],
            blank=counts[Vote.BLANK],
            present=len(going_on.roll),
            members=going_on.members,
        )
        outcome = outcome_of(rule, tally)
        closed = self._round(dossier, closed_at=act.at, voted=tuple(sorted(voted)), tally=tally, outcome=outcome)
        tied = outcome is Outcome.TIED and self.chair in going_on.roll
        self._settle(dossier, closed, approved=None if tied else outcome is Outcome.PASSED)
        return closed

    def break_tie(self, dossier: str, *, approve: bool, reason: str) -> None:
        """The chair's opinion prevails, where the rule says so and the votes are as many for as against."""
        self.check(Action.BREAK_TIE, dossier)
        self._settle(dossier, self._round(dossier, casting=approve, casting_reason=reason), approved=approve)

    def void(self, dossier: str, *, act: Act, reason: str) -> None:
        """End the vote without counting. That it was opened, and why it came to nothing, is kept."""
        self.check(Action.VOID, dossier)
        self._round(dossier, closed_at=act.at, void=reason, hands={})
        self._move(self.item(dossier), ItemState.PENDING)

    def repeat(self, dossier: str, *, reason: str) -> None:
        """Vote again on an item. The first vote stays in the record with its result."""
        self.check(Action.REPEAT, dossier)
        item = self.item(dossier)
        self.require(len(item.counted) < COUNTED_AT_MOST, VotedTwice())
        self._round(dossier, again=reason)
        self._move(self.item(dossier).model_copy(update={"tally": None, "approved": None}), ItemState.PENDING)

    def close(self, act: Act) -> None:
        """End the meeting. Items without a result go back undecided."""
        self.check(Action.CLOSE)
        self.require(all(item.state is not ItemState.TIED for item in self.items), BallotOpen())
        self.move(MeetingState.CLOSED)
        self.closed_on = act.on
        self.record(
            CouncilClosed(
                meeting=self.id,
                unit=self.unit,
                closed_on=act.on,
                present=len(self.attending),
                members=len(self.members),
            )
        )

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
        again = action is not Action.REPEAT or item is None or len(item.counted) < COUNTED_AT_MOST
        return self.state is MeetingState.CONVENED and quiet and fits and again

    def _settle(self, dossier: str, closed: Round, *, approved: bool | None) -> None:
        item = self.item(dossier).model_copy(update={"tally": closed.tally, "approved": approved})
        self._move(item, ItemState.TIED if approved is None else ItemState.CLOSED)

    def _round(self, dossier: str, **changes: object) -> Round:
        item = self.item(dossier)
        changed = item.rounds[-1].model_copy(update=changes)
        self._set(item.model_copy(update={"rounds": (*item.rounds[:-1], changed)}))
        return changed

    def _conflict(self, changed: Conflict) -> None:
        others = [one for one in self.conflicts if (one.person, one.dossier) != (changed.person, changed.dossier)]
        self.conflicts = (*others, changed)

    def _move(self, item: Item, target: ItemState) -> None:
        if target.value not in ITEM.get(item.state.value, ()):
            raise IllegalTransition(source=item.state.value, target=target.value)
        self._set(item.model_copy(update={"state": target}))

    def _set(self, changed: Item) -> None:
        self.items = tuple(changed if item.dossier == changed.dossier else item for item in self.items)

"""Phiên họp Hội đồng: agenda, presence, conflicts, quorum, votes and what they came to. Never a secret choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.nomination.acts import Act
from services.nomination.councils.errors import (
    AlreadyVoted,
    BallotNotOpen,
    BallotsMissing,
    ConflictsUnanswered,
    NoQuorum,
    NotAMember,
    NotPresiding,
    NotYet,
    NoVote,
    TieUnbroken,
    TooFewBallots,
    TooFewVoters,
    VotedTwice,
)
from services.nomination.councils.outcome import outcome_of, tally_of
from services.nomination.councils.parts import (
    Item,
    Mode,
    Outcome,
    Round,
    Rule,
    Vote,
)
from services.nomination.councils.sitting import Sitting
from services.nomination.councils.states import ITEM, Action, ItemState, MeetingState
from shared.errors import IllegalTransition
from shared.events.nomination import CouncilClosed
from shared.law import VotingRule

FEWEST = 3
"""Fewer ballots than these cannot stay secret: of two, each voter knows the other's."""

COUNTED_AT_MOST = 2
"""A vote is repeated once: who may go on until the result pleases may also see what changes from one to the next."""


class Meeting(Sitting):
    """One meeting with its votes: who could vote, what they came to, and whether the chair had to decide."""

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
            rule=Rule(
                approve_pct=rule.approve_pct, base=rule.base, tie=rule.tie, citation=rule.citation, strict=rule.strict
            ),
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
        tied = outcome is Outcome.TIED and self.presiding(dossier) in going_on.roll
        self._settle(dossier, closed, approved=None if tied else outcome is Outcome.PASSED)
        return closed

    def break_tie(self, dossier: str, *, approve: bool, reason: str, by: str) -> None:
        """The opinion of who presides prevails, where the rule says so and as many are for as against."""
        self.check(Action.BREAK_TIE, dossier)
        self.require(by == self.presiding(dossier), NotPresiding())
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
        self.require(all(item.state is not ItemState.TIED for item in self.items), TieUnbroken())
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

    def can(self, action: Action, item: Item | None = None) -> bool:
        """The same as for any meeting; and a vote is repeated once."""
        again = action is not Action.REPEAT or item is None or len(item.counted) < COUNTED_AT_MOST
        return again and super().can(action, item)

    def _settle(self, dossier: str, closed: Round, *, approved: bool | None) -> None:
        item = self.item(dossier).model_copy(update={"tally": closed.tally, "approved": approved})
        self._move(item, ItemState.TIED if approved is None else ItemState.CLOSED)

    def _round(self, dossier: str, **changes: object) -> Round:
        item = self.item(dossier)
        changed = item.rounds[-1].model_copy(update=changes)
        self._set(item.model_copy(update={"rounds": (*item.rounds[:-1], changed)}))
        return changed

    def _move(self, item: Item, target: ItemState) -> None:
        if target.value not in ITEM.get(item.state.value, ()):
            raise IllegalTransition(source=item.state.value, target=target.value)
        self._set(item.model_copy(update={"state": target}))

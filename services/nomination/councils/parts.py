"""What a meeting is made of: items with the rounds of their vote, conflicts, papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from services.nomination.attachments import Attachment
from services.nomination.councils.states import ItemState
from shared.events.parts import Nominee, Tally


class Vote(StrEnum):
    """What a ballot says. One letter each: a request must not tell by its length what is in it."""

    AGREE = "A"
    DISAGREE = "D"
    BLANK = "B"

    @property
    def answer(self) -> str:
        """The word for it in tallies."""
        return _ANSWERS[self]


_ANSWERS = {Vote.AGREE: "agree", Vote.DISAGREE: "disagree", Vote.BLANK: "blank"}


class Mode(StrEnum):
    """How a vote is held."""

    SECRET = "secret"  # noqa: S105 - a word of the rule, no password
    OPEN = "open"


class Presence(StrEnum):
    """How a member takes part. A written opinion votes where the rule allows it, and makes no quorum."""

    IN_PERSON = "in_person"
    REMOTE = "remote"
    WRITTEN = "written"
    ABSENT = "absent"


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    TIED = "tied"


class Source(StrEnum):
    """Where a conflict was seen."""

    DECLARED = "declared"
    NOMINEE = "nominee"
    COLLECTIVE = "collective"
    NOMINATOR = "nominator"
    RELATIVE = "relative"


class Standing(StrEnum):
    """What became of a proposed conflict. Only a confirmed one keeps a member from voting."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Value(BaseModel):
    """Base of the shapes inside a meeting: frozen, tolerant of what newer releases add."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Paper(Value):
    """A paper for members before the meeting: ``link`` where it can be read, or a ``file`` that members download."""

    title: str = Field(min_length=1, max_length=300)
    link: str = Field(default="", max_length=500, pattern=r"^(https?://\S+|/\S*)?$")
    file: Attachment | None = None


class Answer(Value):
    """What somebody said to a proposed conflict, and why."""

    by: str
    confirmed: bool
    why: str


class Conflict(Value):
    """A reason for a member not to vote on an item, and what was answered to it: all of it is kept."""

    person: str
    dossier: str
    reason: str
    source: Source = Source.DECLARED
    standing: Standing = Standing.CONFIRMED
    answers: tuple[Answer, ...] = ()

    def answered(self, answer: Answer) -> Conflict:
        """The same with one answer more; the last one holds."""
        standing = Standing.CONFIRMED if answer.confirmed else Standing.REFUSED
        return self.model_copy(update={"standing": standing, "answers": (*self.answers, answer)})


class Rule(Value):
    """The rule under which a vote was held, as it was then."""

    approve_pct: Decimal
    base: str
    tie: str
    citation: str
    strict: bool = False


class Round(Value):
    """One vote on an item that was opened. ``tally`` and ``outcome`` stay empty when it was voided.

    ``roll`` is who could vote when it opened. ``hands`` are the answers of an open vote by member, ``noted`` those of
    them that chair or secretary wrote down; of a secret vote there is nothing. ``aware``: the council went on although
    so few votes cannot stay secret. ``again`` is why it was repeated, ``void`` why it was not counted.
    """

    number: int
    mode: Mode
    rule: Rule
    roll: tuple[str, ...]
    present: int
    members: int
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None = None
    hands: dict[str, Vote] = Field(default_factory=dict)
    noted: tuple[str, ...] = ()
    voted: tuple[str, ...] = ()
    tally: Tally | None = None
    outcome: Outcome | None = None
    void: str = ""
    casting: bool | None = None
    casting_reason: str = ""
    again: str = ""
    aware: bool = False


class Item(Value):
    """One dossier on the agenda; ``tally`` and ``approved`` only once its last vote is closed."""

    dossier: str
    award: str
    award_name: str
    nominee: Nominee
    nominating_unit: str = ""
    state: ItemState = ItemState.PENDING
    notes: str = ""
    rounds: tuple[Round, ...] = ()
    tally: Tally | None = None
    approved: bool | None = None

    @property
    def last(self) -> Round | None:
        """The vote that goes on or was held last."""
        return self.rounds[-1] if self.rounds else None

    @property
    def counted(self) -> tuple[Round, ...]:
        """The votes that were counted, in their order."""
        return tuple(one for one in self.rounds if one.tally is not None)


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """How many make the quorum of an item, of how many, and how many must."""

    present: int
    members: int
    needed: int
    reached: bool

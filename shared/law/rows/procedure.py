"""The way of a dossier: parts, steps, time, councils, cancelling."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from shared.law.rows.base import ForAwards, ForLevels, Level, Row, Sentence


class PartRow(ForAwards):
    """A part of a dossier; ``when`` (CEL) limits it to some dossiers."""

    table: ClassVar[str] = "parts"

    code: str = Field(min_length=1)
    name_vi: Sentence
    name_en: Sentence
    required: bool = True
    procedures: tuple[Literal["full", "simplified"], ...] = ("full",)
    when: str | None = None
    form_no: str | None = None


class CopiesRow(ForAwards):
    """How many sets of the dossier go up; null: the province sets the number."""

    table: ClassVar[str] = "copies"

    originals: int | None = Field(ge=1)
    electronic: bool = Field(False, description="Electronic files go along, unless secret.")


class SimplifiedCase(ForAwards):
    """A case in which the simplified procedure is open; the condition GC-SIMPLIFIED asks for one of them.

    ``facts`` are the words of the achievement any of which makes the case, ``kinds`` the kinds of commendation that do.
    """

    table: ClassVar[str] = "simplified_cases"

    facts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    vi: Sentence
    en: Sentence


class ConsultationTopic(Row):
    """What the bodies consulted (hiệp y) are asked about."""

    table: ClassVar[str] = "consultation_topics"

    vi: Sentence
    en: Sentence


class PublicNotice(ForAwards):
    """The list must be made public; for how long says the deadline ``public_notice``."""

    table: ClassVar[str] = "public_notices"

    where_vi: Sentence
    where_en: Sentence


class StepRow(ForAwards):
    """A step of the procedure, in order; ``deadline`` names its time in the table of deadlines."""

    table: ClassVar[str] = "steps"

    order: int = Field(ge=1)
    level: Level | None = Field(None, description="Who acts; null: the nominating unit or village.")
    vi: Sentence
    en: Sentence
    deadline: str | None = None


class DeadlineRow(ForLevels):
    """Days for a step, for some levels and awards."""

    table: ClassVar[str] = "deadlines"

    step: str
    days: int = Field(ge=0)
    counted: Literal["working", "calendar"] = "working"


class DueDateRow(ForAwards):
    """A fixed day of the year for a step."""

    table: ClassVar[str] = "due_dates"

    step: str
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    before: bool = Field(False, description="«trước ngày»: the day itself is too late.")
    sector: Literal["general", "education"] = "general"
    from_month: int | None = Field(None, ge=1, le=12, description="First month of a window.")
    from_day: int | None = Field(None, ge=1, le=31)


class VotingRow(ForLevels):
    """Quorum and threshold of a council."""

    table: ClassVar[str] = "voting"

    quorum_num: int = Field(ge=1)
    quorum_den: int = Field(ge=1)
    approve_pct: Decimal = Field(gt=0, le=100)
    strict: bool = Field(False, description="«quá bán»: exactly the share is not enough.")
    base: Literal["all_members", "present"]
    mode: Literal["secret", "open"]
    absent_written: bool
    tie: Literal["fails", "chair"]
    deputy_presides: bool = Field(False, description="A deputy presides where the chair is away or steps back.")
    held: Literal["refuse", "mark"] = Field(
        "refuse", description="A nominee under examination: kept off the agenda and the vote, or only marked there."
    )


class CouncilRow(Row):
    """How a council is made up; ``id`` is the level."""

    table: ClassVar[str] = "councils"

    chair_vi: Sentence
    chair_en: Sentence
    standing_vice_vi: str | None = None
    vice_chairs_max: int | None = None
    odd_members: bool | None = None
    secretary_votes: bool | None = None
    meets_every_months: int | None = None
    own_rules: bool = Field(False, description="Its head issues its working rules.")


class CommunityVote(ForAwards):
    """A vote of households in a village meeting; null: a local setting nobody has made."""

    table: ClassVar[str] = "community_votes"

    present_pct: int | None = Field(ge=0, le=100)
    approve_pct: int | None = Field(ge=0, le=100)


class GroundRow(Row):
    """A ground for cancelling an award."""

    table: ClassVar[str] = "grounds"

    vi: Sentence
    en: Sentence


class ConsequenceRow(ForAwards):
    """What follows when an award is cancelled; ``decided_by`` where it is not whoever granted it."""

    table: ClassVar[str] = "consequences"

    vi: Sentence
    en: Sentence
    decided_by: Level | None = None


class RetentionRow(Row):
    """How long papers are kept; null: not found."""

    table: ClassVar[str] = "retention"

    years: int | None = Field(ge=1)
    vi: Sentence
    en: Sentence

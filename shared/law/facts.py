"""What is known about a nominee when a dossier is looked at.

Everywhere ``None`` (or leaving the field out) means *not known*, and an empty list means *known to be none*.
That difference is the whole point: what is unknown can never make a condition fail, it makes it lack evidence.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum, StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Year = Annotated[int, Field(ge=1945, le=2200)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Text = Annotated[str, Field(max_length=2000)]


class SubjectKind(StrEnum):
    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"


class Category(StrEnum):
    """Which paragraph of the law speaks of this subject."""

    STAFF = "staff"
    """Cán bộ, công chức, viên chức, người lao động (Điều 24 khoản 1)."""
    WORKER = "worker"
    """Công nhân, nông dân, người lao động khác (Điều 24 khoản 3)."""
    FORCES = "forces"
    """Quân đội, công an, dân quân thường trực, dân quân cơ động (Điều 24 khoản 2)."""
    VETERAN_VOLUNTEER = "veteran_volunteer"
    """Thanh niên xung phong (Điều 96)."""
    UNIT = "unit"
    """An ordinary collective: office, school, union, enterprise."""
    FORCES_UNIT = "forces_unit"
    """A collective of the armed forces."""
    COMMUNE = "commune"
    """Xã, phường, thị trấn, đặc khu as such."""
    PROVINCE = "province"
    """Tỉnh, thành phố as such."""
    VILLAGE = "village"
    """Thôn, tổ dân phố as such."""
    FAMILY = "family"


class Kind(StrEnum):
    """Loại hình khen thưởng, Điều 8 and Điều 96."""

    MERIT = "LH-CT"
    SUDDEN = "LH-DX"
    MOVEMENT = "LH-PT"
    DEVOTION = "LH-CH"
    TENURE = "LH-NH"
    FOREIGN = "LH-DN"
    RESISTANCE = "LH-KC"


class Rating(StrEnum):
    """Yearly rating of task fulfilment, worst to best."""

    KHT = "KHT"
    HT = "HT"
    HTT = "HTT"
    HTXS = "HTXS"

    @property
    def rank(self) -> int:
        return list(Rating).index(self)


class Reach(IntEnum):
    """How far an initiative, an achievement, a movement or a cluster reaches."""

    BASE = 0
    COMMUNE = 1
    TOWN = 2
    PROVINCE = 3
    NATION = 4


class DisciplineForm(StrEnum):
    REPRIMAND = "khien_trach"
    WARNING = "canh_cao"
    DEMOTION = "ha_bac"
    REMOVAL = "cach_chuc"
    DISMISSAL = "buoc_thoi_viec"


class ProceedingKind(StrEnum):
    DISCIPLINE = "discipline"
    INVESTIGATION = "investigation"
    INSPECTION = "inspection"
    COMPLAINT = "complaint"


class Procedure(StrEnum):
    FULL = "full"
    SIMPLIFIED = "simplified"


class Fact(BaseModel):
    """Base of the fact model: immutable, and nothing unexpected goes in."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=False)


F = TypeVar("F", bound=Fact)


def in_order(fact: F, first: date, last: date | None) -> F:
    """The fact itself, if its last day does not lie before its first."""
    if last is not None and last < first:
        raise PydanticCustomError(
            "period", "the last day {last} lies before the first {first}", {"first": first, "last": last}
        )
    return fact


class Subject(Fact):
    kind: SubjectKind
    category: Category | None = None
    founded: Year | None = Field(None, description="Year in which a collective was set up.")
    taxpayer: bool | None = Field(None, description="A unit that pays taxes.")
    auditable: bool | None = Field(None, description="A unit that the state auditor examines.")


class PastAward(Fact):
    """One line of the two history tables that every achievement report carries."""

    code: Text
    year: Year = Field(description="The year for which it was given.")
    decision: Text | None = Field(None, description="Number of the decision.")
    decided_on: Day | None = None
    issuer: Text | None = Field(None, description="Who signed the decision.")
    kind: Kind | None = Field(
        None, description="Loại hình: sudden and themed awards do not count towards an award for merit since July 2025."
    )


class Discipline(Fact):
    form: DisciplineForm
    imposed_on: Day
    ends_on: Day | None = Field(None, description="End of the disciplinary period; null while it runs.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return in_order(self, self.imposed_on, self.ends_on)


class Proceeding(Fact):
    """Discipline, investigation, inspection or complaint that is or was being examined."""

    kind: ProceedingKind
    opened_on: Day
    closed_on: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return in_order(self, self.opened_on, self.closed_on)


class EarlierUse(Fact):
    """An award for which an initiative has already served."""

    award: Text = Field(description="Code of the award.")
    year: Year | None = None
    decision: Text | None = None


class Initiative(Fact):
    """Sáng kiến, đề tài or đề án khoa học, công trình khoa học và công nghệ that the proposal rests on."""

    title: Text
    year: Year | None = None
    reach: Reach | None = Field(None, description="Recognised effect: 0 base, 1 commune, 2 town, 3 province, 4 nation.")
    recognised: bool | None = Field(None, description="Recognised or accepted by the competent head.")
    applied: bool | None = Field(None, description="Applied with effect.")
    decision: Text | None = Field(None, description="Number of the decision that recognised it.")
    used_for: tuple[Text | EarlierUse, ...] = Field(
        (), description="Awards that it has already been used for: codes, or codes with year and decision."
    )


class Members(Fact):
    """Head counts of a collective in the year under review."""

    total: Annotated[int, Field(gt=0, le=10_000_000)] | None = None
    completed: Count | None = Field(None, description="Members who completed their tasks.")
    advanced: Count | None = Field(None, description="Members with Lao động tiên tiến or Chiến sĩ tiên tiến.")
    fighters: Count | None = Field(None, description="Members with Chiến sĩ thi đua cơ sở.")
    warned: Count | None = Field(None, description="Members disciplined at cảnh cáo or heavier.")


Months = Annotated[int, Field(ge=0, le=12)]


class Spell(Fact):
    """A time of service, both days included."""

    first: Day
    last: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return in_order(self, self.first, self.last)


class Service(Fact):
    """Time of service. What is not stated as a number is worked out from the dates."""

    recruited_on: Day | None = Field(None, description="First day in the present body.")
    months_in_year: Months | None = Field(
        None, description="Months worked in the year under review; without it, counted from the day of recruitment."
    )
    contract_months: Months = Field(
        0, description="Claimed: months of the year under a labour contract before recruitment."
    )
    treatment_months: Months = Field(0, description="Claimed: months of treatment of an injury from a brave act.")
    training_months: Months = Field(0, description="Claimed: months in training that lasts less than a year.")
    long_training_months: Months = Field(0, description="Claimed: months in training that lasts a year or more.")
    volunteer_months: Count | None = Field(None, description="Months in the thanh niên xung phong.")
    volunteer_spells: tuple[Spell, ...] | None = Field(None, description="Times in the thanh niên xung phong.")
    forces_years: Count | None = Field(None, description="Full years of continuous service in army or police.")
    forces_since: Day | None = Field(None, description="First day of the continuous service in army or police.")
    martyr: bool = Field(False, description="Claimed: fallen and recognised as liệt sĩ.")


class Movement(Fact):
    """The movement or chuyên đề for which the award is asked."""

    reach: Reach | None = Field(None, description="Level that launched it.")
    years: Count | None = None
    concluded: bool | None = Field(None, description="At its sơ kết or tổng kết.")
    outstanding: bool | None = None
    leads: bool | None = Field(None, description="The first of those taking part.")


class Cluster(Fact):
    """Cụm, khối thi đua."""

    reach: Reach | None = Field(None, description="Level whose council organises it.")
    leads: bool | None = None
    exceeds_targets: bool | None = None


class Achievement(Fact):
    """What the proposal rests on. The claims are false until somebody makes them: a claim is not a finding."""

    description: Text | None = None
    reach: Reach | None = Field(None, description="How far its influence was found to go.")
    sudden: bool = Field(False, description="Claimed: outside programme, plan and duty.")
    many: bool = Field(False, description="Claimed: many achievements.")
    in_field: bool | None = Field(None, description="Whether it influences one field of work (lĩnh vực).")
    bravery: bool = Field(False, description="Claimed: a brave act that saved people or property.")
    combat: bool = Field(False, description="Claimed: mưu trí, sáng tạo in combat, recognised by the unit.")
    contribution: bool = Field(False, description="Claimed: labour, land, property or charity.")
    large_contribution: bool = Field(False, description="Claimed: a large contribution of labour, land and property.")
    prize: bool = Field(False, description="Claimed: a prize of the region or the world.")
    political_task: bool = Field(False, description="Claimed: the award serves a political task promptly.")
    found_by_head: bool = Field(False, description="Claimed: the head of the body found the achievement.")
    secret: bool = Field(False, description="Claimed: the achievement is a state secret.")
    counted_from: Day | None = Field(None, description="First day that counts; default 1 January of the year.")
    earlier_awards: tuple[Text, ...] | None = Field(
        None, description="Decisions that have already rewarded this very achievement."
    )


class Facts(Fact):
    """All that `Law.assess` may look at."""

    subject: Subject
    year: Year = Field(description="The year under review.")
    kind: Kind | None = None
    procedure: Procedure = Procedure.FULL
    registered: bool | None = Field(None, description="The pledge was registered; a condition only before 2024.")
    ratings: dict[Year, Rating] | None = None
    awards: tuple[PastAward, ...] | None = None
    awards_known_from: Year | None = Field(
        None, description="First year from which the list of past awards is complete; null: complete."
    )
    disciplines: tuple[Discipline, ...] | None = None
    proceedings: tuple[Proceeding, ...] | None = None
    initiatives: tuple[Initiative, ...] | None = None
    members: Members | None = None
    service: Service | None = None
    movement: Movement | None = None
    cluster: Cluster | None = None
    achievement: Achievement = Achievement()
    criteria: dict[str, bool] = Field(
        default_factory=dict,
        description="Criteria of judgement that the review minutes confirm (true) or deny (false). "
        "Keys are those of the criteria table of the data files.",
    )

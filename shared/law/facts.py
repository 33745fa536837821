"""What is known about a nominee when a dossier is looked at.

Everywhere ``None`` (or leaving the field out) means *not known*, and an empty list means *known to be none*.
That difference is the whole point: what is unknown can never make a condition fail, it makes it lack evidence.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum, StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Year = Annotated[int, Field(ge=1945, le=2200)]
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


class Subject(Fact):
    kind: SubjectKind
    category: Category | None = None
    founded: Year | None = Field(None, description="Year in which a collective was set up.")


class PastAward(Fact):
    """One line of the two history tables that every achievement report carries."""

    code: Text
    year: Year = Field(description="The year for which it was given.")
    decision: Text | None = Field(None, description="Number of the decision.")
    decided_on: date | None = None
    issuer: Text | None = None
    kind: Kind | None = None


class Discipline(Fact):
    form: DisciplineForm
    imposed_on: date
    ends_on: date | None = Field(None, description="End of the disciplinary period; null while it runs.")


class Proceeding(Fact):
    """Discipline, investigation, inspection or complaint that is or was being examined."""

    kind: ProceedingKind
    opened_on: date
    closed_on: date | None = None


class Initiative(Fact):
    """Sáng kiến, đề tài or đề án khoa học, công trình khoa học và công nghệ."""

    title: Text
    year: Year | None = None
    reach: Reach | None = Field(None, description="Recognised effect: 0 base, 1 commune, 2 town, 3 province, 4 nation.")
    recognised: bool | None = Field(None, description="Recognised or accepted by the competent head.")
    applied: bool | None = Field(None, description="Applied with effect.")
    decision: Text | None = None
    used_for: tuple[Text, ...] = Field((), description="Codes of awards that it has already been used for.")


class Members(Fact):
    """Head counts of a collective in the year under review."""

    total: Annotated[int, Field(gt=0, le=10_000_000)] | None = None
    completed: Count | None = Field(None, description="Members who completed their tasks.")
    advanced: Count | None = Field(None, description="Members with Lao động tiên tiến or Chiến sĩ tiên tiến.")
    fighters: Count | None = Field(None, description="Members with Chiến sĩ thi đua cơ sở.")
    warned: Count | None = Field(None, description="Members disciplined at cảnh cáo or heavier.")


class Service(Fact):
    months_in_year: Annotated[int, Field(ge=0, le=12)] | None = Field(
        None,
        description="Months that count as worked in the year, with earlier contract time, training and "
        "treatment after a brave act as the circulars allow.",
    )
    volunteer_months: Count | None = Field(None, description="Months in the thanh niên xung phong.")
    forces_years: Count | None = Field(None, description="Full years of continuous service in army or police.")
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
    many: bool = Field(False, description="Claimed: many achievements with influence in a field.")
    bravery: bool = Field(False, description="Claimed: a brave act that saved people or property.")
    combat: bool = Field(False, description="Claimed: mưu trí, sáng tạo in combat, recognised by the unit.")
    contribution: bool = Field(False, description="Claimed: labour, land, property or charity.")
    counted_from: date | None = Field(None, description="First day that counts; default 1 January of the year.")
    earlier_awards: tuple[Text, ...] | None = Field(
        None, description="Decisions that have already rewarded this very achievement."
    )


class Facts(Fact):
    """All that `Law.assess` may look at."""

    subject: Subject
    year: Year = Field(description="The year under review.")
    kind: Kind | None = None
    procedure: Procedure = Procedure.FULL
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

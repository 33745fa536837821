"""An emulation movement: launched once, with what it wants and by which criteria it is judged."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.aggregate import Aggregate
from shared.errors import RuleBroken
from shared.events import Level
from shared.events.parts import Criterion as Published
from shared.events.registration import MovementLaunched
from shared.identity import Actor


class Form(StrEnum):
    """The two forms of a movement (Luật 06/2022/QH15, Điều 16)."""

    REGULAR = "thuong-xuyen"
    THEMATIC = "chuyen-de"


class Phase(StrEnum):
    """Where a movement is on a day."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"


class CriterionTwice(RuleBroken):
    code = "criterion.twice"
    title_vi = "Hai tiêu chí cùng mang số {number}."
    title_en = "Two criteria carry the number {number}."


class Criterion(BaseModel):
    """What is judged, and the most points it earns."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(min_length=1, max_length=20, title="số tiêu chí")
    group: str = Field(default="", max_length=200, title="nhóm tiêu chí")
    name: str = Field(min_length=1, max_length=300, title="tên tiêu chí")
    max_points: int = Field(ge=0, le=1000, title="điểm tối đa")


class MovementDetails(BaseModel):
    """What a launch says."""

    model_config = ConfigDict(frozen=True)

    title: str = Field(min_length=1, max_length=300, title="tên phong trào")
    form: Form = Field(default=Form.REGULAR, title="hình thức")
    starts_on: date = Field(title="ngày bắt đầu")
    ends_on: date = Field(title="ngày kết thúc")
    objective: str = Field(default="", max_length=2000, title="mục tiêu")
    scope: str = Field(default="", max_length=500, title="phạm vi")
    subjects: tuple[str, ...] = Field(default=(), max_length=20, title="đối tượng")
    measures: str = Field(default="", max_length=2000, title="biện pháp")
    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=100, title="tiêu chí")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError("Ngày kết thúc không được trước ngày bắt đầu.")
        return self


class Movement(Aggregate):
    """Phong trào thi đua."""

    kind: ClassVar[str] = "movement"
    collection: ClassVar[str] = "movements"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit",),)

    title: str
    form: Form
    starts_on: date
    ends_on: date
    objective: str = ""
    scope: str = ""
    subjects: tuple[str, ...] = ()
    measures: str = ""
    criteria: tuple[Criterion, ...]
    launched_on: date
    launched_by: str
    launched_by_name: str

    @classmethod
    def launch(cls, details: MovementDetails, *, unit: str, level: Level, by: Actor, on: date) -> Movement:
        """Launch a movement; raises CriterionTwice."""
        check_numbers(details.criteria)
        said = {name: getattr(details, name) for name in MovementDetails.model_fields}
        movement = cls(unit=unit, level=level, launched_on=on, launched_by=by.subject, launched_by_name=by.name, **said)
        movement.record(
            MovementLaunched(
                movement=movement.id,
                title=movement.title,
                unit=unit,
                starts_on=movement.starts_on,
                ends_on=movement.ends_on,
                criteria=tuple(
                    Published(group=one.group, name=one.name, max_points=one.max_points) for one in movement.criteria
                ),
            )
        )
        return movement

    def phase(self, today: date) -> Phase:
        """Whether it is still to come, running, or over."""
        if today < self.starts_on:
            return Phase.AHEAD
        return Phase.RUNNING if today <= self.ends_on else Phase.OVER

    @property
    def points(self) -> int:
        """The most points that can be earned."""
        return sum(one.max_points for one in self.criteria)


def check_numbers(criteria: tuple[Criterion, ...]) -> None:
    """Raise CriterionTwice when two criteria carry the same number."""
    seen: set[str] = set()
    for one in criteria:
        if one.code in seen:
            raise CriterionTwice(number=one.code)
        seen.add(one.code)

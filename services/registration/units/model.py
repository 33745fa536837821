"""A unit of the tree: registered, perhaps placed under another parent, and ended, with successors or without."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from shared.aggregate import StatefulAggregate
from shared.errors import Conflict, RuleBroken
from shared.events import Level
from shared.events.registration import UnitMoved, UnitRegistered, UnitSucceeded

CODE = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$"
RANK = {Level.PROVINCE: 0, Level.TOWN: 1, Level.COMMUNE: 2, Level.BASE: 3}


class Category(StrEnum):
    """What sort of unit it is, for people who look it up."""

    PROVINCE = "province"
    TOWN = "town"
    WARD = "ward"
    COMMUNE = "commune"
    OFFICE = "office"
    BODY = "body"
    COUNCIL = "council"
    UNION = "union"
    SCHOOL = "school"
    HEALTH = "health"
    MEDIA = "media"
    HAMLET = "hamlet"


USUAL = {
    Level.PROVINCE: Category.PROVINCE,
    Level.TOWN: Category.TOWN,
    Level.COMMUNE: Category.COMMUNE,
    Level.BASE: Category.OFFICE,
}


class UnitState(StrEnum):
    ACTIVE = "active"
    ENDED = "ended"


class UnitExists(Conflict):
    code = "unit.exists"
    title_vi = "Đơn vị {unit} đã có trong danh mục."
    title_en = "The unit {unit} is already registered."


class UnknownUnit(RuleBroken):
    code = "unit.unknown"
    title_vi = "Chưa có đơn vị {unit} trong danh mục."
    title_en = "No unit {unit} is registered."


class WrongPlace(RuleBroken):
    code = "unit.place"
    title_vi = "Đơn vị {unit} không đặt được dưới {parent}: {detail}"
    title_en = "The unit {unit} cannot stand under {parent}: {detail}"


class WrongDates(RuleBroken):
    code = "unit.dates"
    title_vi = "Ngày kết thúc {end:%d/%m/%Y} không được trước ngày bắt đầu {start:%d/%m/%Y}."
    title_en = "The end {end} must not lie before the start {start}."


class UnitDetails(BaseModel):
    """What somebody states when registering a unit."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(pattern=CODE, max_length=80, title="mã đơn vị")
    name: str = Field(min_length=1, max_length=200, title="tên đơn vị")
    level: Level = Field(title="cấp")
    category: Category | None = Field(default=None, title="loại đơn vị")
    parent: str | None = Field(default=None, max_length=80, title="đơn vị cấp trên")
    valid_from: date = Field(title="ngày bắt đầu")
    valid_to: date | None = Field(default=None, title="ngày kết thúc")


class Unit(StatefulAggregate[UnitState]):
    """Đơn vị. ``id`` and ``unit`` are its code; ``path`` names it from the root."""

    kind: ClassVar[str] = "unit"
    collection: ClassVar[str] = "units"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("path",), ("parent",))
    transitions: ClassVar[dict[str, tuple[str, ...]]] = {
        UnitState.ACTIVE: (UnitState.ENDED,),
        UnitState.ENDED: (),
    }

    state: UnitState = UnitState.ACTIVE
    name: str
    category: Category
    parent: str | None
    path: str
    valid_from: date
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    @classmethod
    def register(cls, details: UnitDetails, parent: Unit | None) -> Unit:
        """A new unit below ``parent``; raises WrongPlace and WrongDates."""
        _check_dates(details.valid_from, details.valid_to)
        _check_place(details.code, details.level, parent)
        unit = cls(
            id=details.code,
            unit=details.code,
            level=details.level,
            name=details.name,
            category=details.category or USUAL[details.level],
            parent=details.parent,
            path=path_below(parent, details.code),
            valid_from=details.valid_from,
            valid_to=details.valid_to,
        )
        unit.record(
            UnitRegistered(
                code=unit.id,
                name=unit.name,
                level=unit.level,
                parent=unit.parent,
                path=unit.path,
                valid_from=unit.valid_from,
                valid_to=unit.valid_to,
            )
        )
        return unit

    def succeed(self, *, successors: tuple[str, ...], on: date) -> None:
        """End with that day; the successors, if any, carry the histories on."""
        _check_dates(self.valid_from, on)
        self.move(UnitState.ENDED)
        self.valid_to = on
        self.successors = successors
        self.record(UnitSucceeded(code=self.id, successors=successors, on=on))

    def place(self, parent: Unit, *, on: date) -> None:
        """Stand under this parent from a day on: another one, or the same that has itself moved."""
        _check_place(self.id, self.level, parent)
        self.parent = parent.id
        self.path = path_below(parent, self.id)
        self.record(UnitMoved(code=self.id, parent=parent.id, path=self.path, on=on))

    def exists(self, on: date) -> bool:
        """Whether the day lies within its time."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def path_below(parent: Unit | None, code: str) -> str:
    """The path of a unit with that code below a parent."""
    return f"{parent.path}/{code}" if parent else code


def _check_dates(start: date, end: date | None) -> None:
    if end is not None and end < start:
        raise WrongDates(start=start, end=end)


def _check_place(code: str, level: Level, parent: Unit | None) -> None:
    if parent is None:
        if level is not Level.PROVINCE:
            raise WrongPlace(unit=code, parent="–", detail="chỉ cấp tỉnh không có đơn vị cấp trên.")
        return
    if RANK[parent.level] >= RANK[level]:
        raise WrongPlace(unit=code, parent=parent.id, detail="đơn vị cấp trên phải ở cấp cao hơn.")
    if level is Level.BASE and not code.startswith(f"{parent.id}."):
        raise WrongPlace(unit=code, parent=parent.id, detail=f"mã phải bắt đầu bằng «{parent.id}.».")
    if level is not Level.BASE and "." in code:
        raise WrongPlace(unit=code, parent=parent.id, detail="mã có dấu chấm chỉ dùng cho đơn vị cơ sở.")

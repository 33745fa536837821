"""What stands in a registration: criteria and contents, or titles that somebody strives for."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from services.registration.movements.model import Criterion, check_numbers
from shared.errors import RuleBroken
from shared.events.parts import SubjectKind


class TitleTwice(RuleBroken):
    code = "registration.title_twice"
    title_vi = "{name} đã đăng ký danh hiệu này rồi."
    title_en = "{name} is already registered for this title."


class Pledge(BaseModel):
    """A figure the unit promises to reach (nội dung thi đua)."""

    model_config = ConfigDict(frozen=True)

    content: str = Field(min_length=1, max_length=300, title="nội dung")
    unit: str = Field(min_length=1, max_length=60, title="đơn vị tính")
    target: int = Field(ge=0, le=1_000_000_000, title="mức phấn đấu")


class Title(BaseModel):
    """A title that a person, a collective or a household strives for."""

    model_config = ConfigDict(frozen=True)

    subject_kind: SubjectKind = Field(default=SubjectKind.INDIVIDUAL, title="đối tượng")
    subject: str = Field(min_length=1, max_length=200, title="họ tên hoặc tên tập thể")
    subject_id: str = Field(default="", max_length=120, description="Id under which histories are kept, if known.")
    award: str = Field(pattern=r"^[A-Z0-9-]{3,40}$", title="danh hiệu")
    note: str = Field(default="", max_length=500, title="ghi chú")


class Lines(BaseModel):
    """Everything a registration asks to be agreed to. ``aims`` are words, for what is not counted by name."""

    model_config = ConfigDict(frozen=True)

    criteria: tuple[Criterion, ...] = Field(default=(), max_length=100)
    pledges: tuple[Pledge, ...] = Field(default=(), max_length=100)
    titles: tuple[Title, ...] = Field(default=(), max_length=500)
    aims: tuple[str, ...] = Field(default=(), max_length=20)

    @property
    def count(self) -> int:
        """How many lines, of all sorts."""
        return len(self.criteria) + len(self.pledges) + len(self.titles) + len(self.aims)

    @property
    def points(self) -> int:
        """The most points of all criteria together."""
        return sum(one.max_points for one in self.criteria)

    def check(self) -> None:
        """Raise CriterionTwice or TitleTwice."""
        check_numbers(self.criteria)
        seen: set[tuple[str, str]] = set()
        for one in self.titles:
            key = (one.subject_id or one.subject.casefold(), one.award)
            if key in seen:
                raise TitleTwice(name=one.subject)
            seen.add(key)

"""Hội đồng Thi đua - Khen thưởng: who sits in it and for how long."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from services.nomination.councils.errors import SeatsWrong
from shared.aggregate import Aggregate


class Seat(BaseModel):
    """A person's term in the council, both ends included."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    person: str
    valid_from: date
    valid_to: date | None = None

    def is_held(self, on: date) -> bool:
        """Whether the date lies within the term."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Council(Aggregate):
    """A council of a commune, town or province. The chair sits and votes; the secretary does neither."""

    kind: ClassVar[str] = "council"
    collection: ClassVar[str] = "councils"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "-id"),)

    name: str
    chair: str
    secretary: str
    seats: tuple[Seat, ...]

    def members(self, on: date) -> tuple[str, ...]:
        """Who votes on a date, in the order of the seats."""
        return tuple(dict.fromkeys(seat.person for seat in self.seats if seat.is_held(on)))

    def compose(self, *, name: str, chair: str, secretary: str, seats: tuple[Seat, ...]) -> None:
        """Name who sits in it. Raises SeatsWrong."""
        people = {seat.person for seat in seats}
        self.require(
            chair in people,
            SeatsWrong(detail_vi="Chủ tịch Hội đồng phải là ủy viên.", detail_en="the chair must be a member."),
        )
        self.require(
            secretary not in people,
            SeatsWrong(
                detail_vi="thư ký không biểu quyết nên không phải là ủy viên.",
                detail_en="the secretary does not vote and is not a member.",
            ),
        )
        self.name, self.chair, self.secretary, self.seats = name, chair, secretary, seats

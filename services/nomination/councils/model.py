"""Hội đồng Thi đua - Khen thưởng: who sits in it, as what and for how long."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from services.nomination.councils.errors import SeatsWrong
from shared.aggregate import Aggregate


class Post(StrEnum):
    """What a member is in the council. The chair is named by the council itself."""

    DEPUTY = "deputy"
    STANDING = "standing"
    MEMBER = "member"


class Seat(BaseModel):
    """A person's term in the council, both ends included. ``relatives`` are names, as the member declared them."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    person: str
    valid_from: date
    valid_to: date | None = None
    post: Post = Post.MEMBER
    relatives: tuple[str, ...] = ()

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

    def seated(self, on: date) -> dict[str, Seat]:
        """The seats that are held on a date, by person, in their order."""
        found: dict[str, Seat] = {}
        for seat in self.seats:
            if seat.is_held(on):
                found.setdefault(seat.person, seat)
        return found

    def members(self, on: date) -> tuple[str, ...]:
        """Who votes on a date, in the order of the seats."""
        return tuple(self.seated(on))

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
        for seat in seats:
            self.require(
                seat.valid_to is None or seat.valid_from <= seat.valid_to,
                SeatsWrong(
                    detail_vi="nhiệm kỳ của một ủy viên kết thúc trước khi bắt đầu.",
                    detail_en="a member's term ends before it begins.",
                ),
            )
        self.name, self.chair, self.secretary, self.seats = name, chair, secretary, seats

    def seat(self, new: Seat) -> None:
        """Add a member, or change the term of one who sits."""
        others = tuple(one for one in self.seats if one.person != new.person)
        places = [one.person for one in self.seats]
        at = places.index(new.person) if new.person in places else len(others)
        seats = (*others[:at], new, *others[at:])
        self.compose(name=self.name, chair=self.chair, secretary=self.secretary, seats=seats)

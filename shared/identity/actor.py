"""The person or machine behind a request, with the offices it holds today."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from shared.events import Level
from shared.identity.roles import Role


class OfficeHeld(BaseModel):
    """An office at a unit. ``path`` names the unit from the root: ``hung-yen/my-hao/duong-quang``."""

    model_config = ConfigDict(frozen=True)

    role: Role
    unit: str
    unit_name: str = ""
    path: str = ""
    level: Level = Level.COMMUNE
    valid_from: date
    valid_to: date | None = None

    def is_held(self, on: date) -> bool:
        """Whether the date lies within the office's time, both ends included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Actor(BaseModel):
    """Who asks. Nobody without an office may do anything but read what is public."""

    model_config = ConfigDict(frozen=True)

    subject: str
    name: str = ""
    offices: tuple[OfficeHeld, ...] = ()

    def at(self, *roles: Role) -> list[str]:
        """Codes of the units at which one of these roles is held."""
        return [office.unit for office in self.offices if office.role in roles]

    def holds(self, role: Role, unit: str) -> bool:
        """Whether the role is held at exactly this unit."""
        return any(office.role is role and office.unit == unit for office in self.offices)

    def covers(self, path: str) -> bool:
        """Whether some office is held at the unit of that path or at one above it."""
        return any(_within(path, office.path) for office in self.offices)

    @property
    def unit(self) -> str:
        """The unit of the first office: where this person mostly works."""
        return self.offices[0].unit if self.offices else ""

    @property
    def unit_name(self) -> str:
        """Its name as written."""
        return self.offices[0].unit_name if self.offices else ""


def _within(path: str, root: str) -> bool:
    return root in ("", path) or path.startswith(f"{root}/")

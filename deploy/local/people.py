"""Who can sign in at the demonstration: the officers of the sample year."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parents[2] / "samples" / "duong-quang-2025" / "people.yaml"

SHOWN = (
    ("officer", "duong-quang"),
    ("council_chair", "duong-quang"),
    ("council_member", "duong-quang"),
    ("culture_officer", "duong-quang"),
    ("unit_head", "duong-quang.thon-4"),
    ("officer", "hung-yen"),
    ("admin", "hung-yen"),
)
"""Office and unit, or anything below it: whose holders the launcher suggests to sign in as."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """One account.

    Attributes:
        subject: what the sign-in provider calls them; typed or clicked on its page.
        offices: (role, unit code) of every office held in the year.
    """

    subject: str
    name: str
    email: str
    position: str
    offices: frozenset[tuple[str, str]]

    @property
    def claims(self) -> dict[str, str]:
        """What the sign-in provider tells about them."""
        return {"sub": self.subject, "name": self.name, "email": self.email, "preferred_username": self.subject}

    def holds(self, role: str, unit: str) -> bool:
        """Whether they hold an office of that role there or below."""
        return any(role == held and (at == unit or at.startswith(f"{unit}.")) for held, at in self.offices)


@cache
def people() -> tuple[Person, ...]:
    """All accounts, in the order of the file."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Person(
            subject=officer["id"],
            name=officer["name"],
            email=officer["email"],
            position=officer["position"],
            offices=frozenset((office["role"], office["unit"]) for office in officer.get("offices", ())),
        )
        for officer in content["officers"]
    )


def signers() -> dict[str, str]:
    """Subject and name of everybody who signs decisions at some time of the year."""
    return {one.subject: one.name for one in people() if any(role == "signer" for role, _ in one.offices)}


def sealing() -> list[str]:
    """The units that send files to other levels: those with somebody who signs or an officer."""
    return sorted({unit for one in people() for role, unit in one.offices if role in {"signer", "officer"}})


def suggested() -> list[Person]:
    """One person for each view worth seeing, nobody twice."""
    found: list[Person] = []
    for role, unit in SHOWN:
        person = next((one for one in people() if one not in found and one.holds(role, unit)), None)
        if person:
            found.append(person)
    return found

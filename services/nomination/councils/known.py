"""What the directory knows of the members of a council: the units that they lead or belong to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.nomination.councils.conflicts import Member
from services.nomination.councils.model import Seat
from shared.identity.directory import DirectoryPerson, DirectoryUnit
from shared.store import Reads


async def known_members(reads: Reads, seats: Mapping[str, Seat], on: date) -> dict[str, Member]:
    """By person, in two queries."""
    people = await reads.get_many(DirectoryPerson, list(seats))
    held = {id_: [office for office in one.offices if office.is_held(on)] for id_, one in people.items()}
    units = await reads.get_many(DirectoryUnit, sorted({office.unit for each in held.values() for office in each}))
    return {
        person: Member.of(
            person,
            [
                office.model_copy(update={"level": units[office.unit].level})
                for office in held.get(person, ())
                if office.unit in units
            ],
            seat.relatives,
        )
        for person, seat in seats.items()
    }

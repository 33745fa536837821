"""What people of the sample town bring to the nomination service, and the directory that it keeps of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.events import Level
from shared.identity import OfficeHeld, Role
from shared.identity.directory import DirectoryPerson, DirectoryUnit
from shared.store.documents import to_document
from tests.integration.town import Town, read

BEGIN = date(2025, 1, 1)


def sample(dossier: str) -> dict[str, Any]:
    """One dossier of the sample year as POST /dossiers takes it."""
    row = next(one for one in read("dossiers.yaml")["dossiers"] if one["id"] == dossier)
    people = read("people.yaml")
    nominees = {one["id"]: one for one in people["nominees"]}
    units = {unit.id: unit.name for unit in directory_units()}
    head = next(one for one in people["officers"] if one["id"] == row["nominated_by"])
    unit = next(office["unit"] for office in head["offices"] if office["role"] == "unit_head")
    known = nominees.get(row["nominee"], {})
    nominee = {
        "id": row["nominee"],
        "kind": row["facts"]["subject"]["kind"],
        "name": known.get("name") or units[row["nominee"]],
        "position": known.get("position", ""),
        "honorific": known.get("honorific", ""),
    }
    return {
        "nominating_unit": unit,
        "award": row["award"],
        "kind": row["kind"],
        "year": row["facts"]["year"],
        "nominee": nominee,
        "achievement": row["achievement"],
        "facts": _plain(row["facts"]),
        "papers": [{"code": part["part"], "name": part["name"], "file": part["file"]} for part in row["attachments"]],
    }


def head_of(unit: str) -> str:
    """The subject of the head of a base unit of the sample."""
    for person in read("people.yaml")["officers"]:
        if any(office["role"] == "unit_head" and office["unit"] == unit for office in person["offices"]):
            return str(person["id"])
    raise LookupError(unit)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def directory_units() -> list[DirectoryUnit]:
    """The unit tree of the first half of 2025."""
    source = read("units.yaml")
    province, town = source["province"], source["town"]
    root, below = province["code"], f"{province['code']}/{town['code']}"
    units = [_unit(province, Level.PROVINCE, None, root), _unit(town, Level.TOWN, root, below)]
    units += [_unit(unit, Level.BASE, root, f"{root}/{unit['code']}") for unit in province["units"]]
    units += [_unit(unit, Level.BASE, town["code"], f"{below}/{unit['code']}") for unit in town["units"]]
    units += [_unit(unit, Level.COMMUNE, town["code"], f"{below}/{unit['code']}") for unit in source["communes"]]
    for unit in source["base_units"]:
        units.append(_unit(unit, Level.BASE, unit["parent"], f"{below}/{unit['parent']}/{unit['code']}"))
    return units


def _unit(row: dict[str, Any], level: Level, parent: str | None, path: str) -> DirectoryUnit:
    return DirectoryUnit(
        id=row["code"], name=row["name"], level=level, parent=parent, path=path, valid_from=BEGIN,
        valid_to=row.get("valid_to"),
    )  # fmt: skip


def directory_people() -> list[DirectoryPerson]:
    """Everybody with an office."""
    return [
        DirectoryPerson(
            id=person["id"],
            name=person["name"],
            honorific=person["honorific"],
            email=person["email"],
            offices=[
                OfficeHeld(
                    role=Role(office["role"]), unit=office["unit"], valid_from=office["from"], valid_to=office.get("to")
                )
                for office in person["offices"]
            ],
        )
        for person in read("people.yaml")["officers"]
    ]


async def settle(town: Town) -> None:
    """Enter units and people, as their events would."""
    database = town.app.state.store
    await database["directory_units"].insert_many([to_document(unit) for unit in directory_units()])
    await database["directory_people"].insert_many([to_document(person) for person in directory_people()])

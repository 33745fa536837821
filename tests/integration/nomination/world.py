"""The sample town in nomination's directory, and people who sign in to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import httpx2
import yaml
from fastapi import FastAPI

from shared.aggregate import new_id
from shared.clock import VIETNAM
from shared.events import Level
from shared.identity import OfficeHeld, Role
from shared.identity.directory import DirectoryPerson, DirectoryUnit
from shared.identity.tokens import COOKIE, Session, seal
from shared.store.documents import to_document
from shared.web.csrf import issue_csrf
from tests.integration.conftest import SECRET

SAMPLES = Path(__file__).parents[3] / "samples" / "duong-quang-2025"
BEGIN = date(2025, 1, 1)


def read(name: str) -> Any:
    """One file of the sample year."""
    return yaml.safe_load((SAMPLES / name).read_text("utf-8"))


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


async def eventually(condition: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    """Wait until something holds that another task brings about."""
    for _ in range(int(seconds / 0.05)):
        if await condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


@dataclass
class World:
    """The running service with the sample's units and officers, and its business clock."""

    app: FastAPI
    clock: Path

    def today(self, day: str) -> None:
        """Let it be nine in the morning of that day."""
        at = datetime.combine(datetime.fromisoformat(day), time(9), VIETNAM).astimezone(UTC)
        self.clock.write_text(at.isoformat())

    async def fill(self) -> None:
        """Wait for the service and enter units and people."""
        async with self.nobody() as http:

            async def ready() -> bool:
                return (await http.get("/readyz")).is_success

            await eventually(ready)
        database = self.app.state.store
        await database["directory_units"].insert_many([to_document(unit) for unit in directory_units()])
        await database["directory_people"].insert_many([to_document(person) for person in directory_people()])

    def nobody(self) -> httpx2.AsyncClient:
        """A browser that has not signed in."""
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.app, raise_app_exceptions=False), base_url="http://nomination.test"
        )

    def person(self, subject: str) -> Person:
        """Somebody who has signed in."""
        return Person(self, subject)


class Person:
    """What one person sends: JSON to the API, forms to the pages."""

    def __init__(self, world: World, subject: str) -> None:
        self.subject = subject
        self.session = Session(subject=subject, name=subject, id=f"session of {subject}")
        self.http = world.nobody()
        self.http.cookies.set(COOKIE, seal(self.session, SECRET))

    async def get(self, path: str, **query: Any) -> httpx2.Response:
        """Read from the API."""
        return await self.http.get(f"/nomination/api/v1{path}", params=query)

    async def post(self, path: str, body: Any = None, **headers: str) -> httpx2.Response:
        """Send a command to the API."""
        return await self.http.post(f"/nomination/api/v1{path}", json=body, headers=_dashed(headers))

    async def put(self, path: str, body: Any, **headers: str) -> httpx2.Response:
        """Replace through the API."""
        return await self.http.put(f"/nomination/api/v1{path}", json=body, headers=_dashed(headers))

    async def page(self, path: str, **query: Any) -> httpx2.Response:
        """Open a page."""
        return await self.http.get(f"/nomination{path}", params=query, headers={"Accept": "text/html"})

    async def send(self, path: str, **fields: Any) -> httpx2.Response:
        """Send a form with the token the page gave."""
        data = {"csrf_token": issue_csrf(SECRET, self.session.id)} | fields
        return await self.http.post(f"/nomination{path}", data=data, headers={"Accept": "text/html"})


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def done(answer: httpx2.Response) -> Any:
    """The body of an answer that must be a success."""
    assert answer.is_success, answer.text
    return answer.json()


def problem(answer: httpx2.Response) -> tuple[int, str]:
    """Status and code of an answer that must be a problem document."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["code"]


def fresh(prefix: str) -> str:
    """An id nobody has used."""
    return f"{prefix}-{new_id()[-12:]}"

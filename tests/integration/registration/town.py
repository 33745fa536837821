"""The sample town as the service's own API takes it, and people who sign in to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import httpx2
import yaml
from fastapi import FastAPI

from shared.aggregate import new_id
from shared.clock import VIETNAM
from shared.identity.tokens import COOKIE, Session, seal
from shared.web.csrf import issue_csrf
from tests.integration.conftest import SECRET

SAMPLES = Path(__file__).parents[3] / "samples" / "duong-quang-2025"
BEGIN = "2025-01-01"


def read(name: str) -> Any:
    """One file of the sample year."""
    return yaml.safe_load((SAMPLES / name).read_text("utf-8"))


def unit_rows() -> list[dict[str, Any]]:
    """Every unit of the sample, parents before children, as POST /units/import takes them."""
    source = read("units.yaml")
    rows = []
    for top, level in ((source["province"], "province"), (source["town"], "town")):
        rows.append(_row(top, level, top.get("parent")))
        rows += [_row(unit, "base", top["code"]) for unit in top["units"]]
    rows += [_row(unit, "commune", unit["parent"]) for unit in source["communes"]]
    rows += [_row(unit, "base", unit["parent"]) for unit in source["base_units"]]
    return rows


def officer_rows() -> list[dict[str, Any]]:
    """Every account of the sample, as POST /officers/import takes them."""
    return [
        {key: person[key] for key in ("id", "name", "honorific", "position", "email")}
        | {"offices": [_office(office) for office in person["offices"]]}
        for person in read("people.yaml")["officers"]
    ]


def _row(unit: dict[str, Any], level: str, parent: str | None) -> dict[str, Any]:
    row = {"code": unit["code"], "name": unit["name"], "level": level, "category": unit["kind"], "parent": parent}
    return row | {"valid_from": BEGIN} | ({"valid_to": str(unit["valid_to"])} if "valid_to" in unit else {})


def _office(office: dict[str, Any]) -> dict[str, Any]:
    row = {"role": office["role"], "unit": office["unit"], "valid_from": str(office["from"])}
    return row | ({"valid_to": str(office["to"])} if "to" in office else {})


async def eventually(condition: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    """Wait until something holds that another task brings about."""
    for _ in range(int(seconds / 0.05)):
        if await condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


@dataclass
class Town:
    """The running service with the sample's units and officers, and its business clock."""

    app: FastAPI
    clock: Path

    def today(self, day: str) -> None:
        """Let it be nine in the morning of that day."""
        at = datetime.combine(datetime.fromisoformat(day), time(9), VIETNAM).astimezone(UTC)
        self.clock.write_text(at.isoformat())

    async def is_ready(self) -> None:
        """Wait until the service calls itself ready."""
        async with self.nobody() as http:

            async def ready() -> bool:
                return (await http.get("/readyz")).is_success

            await eventually(ready)

    async def knows(self, *subjects: str) -> None:
        """Wait until the directory has heard of these people."""
        people = self.app.state.store["directory_people"]

        async def all_known() -> bool:
            found: int = await people.count_documents({"_id": {"$in": list(subjects)}})
            return found == len(set(subjects))

        await eventually(all_known)

    def nobody(self) -> httpx2.AsyncClient:
        """A browser that has not signed in."""
        return httpx2.AsyncClient(transport=httpx2.ASGITransport(self.app), base_url="http://town.test")

    def person(self, subject: str) -> Person:
        """Somebody who has signed in."""
        return Person(self, subject)


class Person:
    """What one person sends: JSON to the API, forms to the pages."""

    def __init__(self, town: Town, subject: str) -> None:
        self.subject = subject
        self.session = Session(subject=subject, name=subject, id=f"session of {subject}")
        self.http = town.nobody()
        self.http.cookies.set(COOKIE, seal(self.session, SECRET))

    async def get(self, path: str, **query: Any) -> httpx2.Response:
        """Read from the API."""
        return await self.http.get(f"/registration/api/v1{path}", params=query)

    async def post(self, path: str, body: Any = None, **headers: str) -> httpx2.Response:
        """Send a command to the API."""
        return await self.http.post(f"/registration/api/v1{path}", json=body, headers=_dashed(headers))

    async def put(self, path: str, body: Any, **headers: str) -> httpx2.Response:
        """Replace through the API."""
        return await self.http.put(f"/registration/api/v1{path}", json=body, headers=_dashed(headers))

    async def page(self, path: str, **query: Any) -> httpx2.Response:
        """Open a page."""
        return await self.http.get(f"/registration{path}", params=query, headers={"Accept": "text/html"})

    async def send(self, path: str, **fields: Any) -> httpx2.Response:
        """Send a form with the token the page gave."""
        data = {"csrf_token": issue_csrf(SECRET, self.session.id)} | fields
        return await self.http.post(f"/registration{path}", data=data, headers={"Accept": "text/html"})


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def of_request(seen: list[str]) -> list[str]:
    """The collections of this service that a request asked: relay, ticks and the directory's consumer use others."""
    mine = {"units", "officers", "plans", "movements", "registrations"}
    return sorted(command.removeprefix("find ") for command in seen if command.removeprefix("find ") in mine)


def done(answer: httpx2.Response) -> Any:
    """The body of an answer that must be a success."""
    assert answer.is_success, answer.text
    return answer.json()


def problem(answer: httpx2.Response) -> tuple[int, str]:
    """Status and code of an answer that must be a problem document."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["code"]


def fresh(prefix: str) -> str:
    """A code nobody has used."""
    return f"{prefix}-{new_id()[-12:]}"


def plan_body(unit: str = "duong-quang", year: int = 2025) -> dict[str, Any]:
    """The plan of the sample as POST /plans takes it."""
    source = read("plan.yaml")
    purposes = [text for purpose in source["purposes"] for text in purpose["text"]]
    return {
        "unit": unit,
        "year": year,
        "title": source["title"],
        "basis": source["heading"]["basis"],
        "legal_bases": [_basis(row) for row in source["legal_bases"]],
        "sections": [
            {"code": row["code"], "title": row["title"], "paragraphs": purposes if row["code"] == "I" else []}
            for row in source["sections"]
        ],
        "tasks": [_task(row) for row in source["tasks"]],
        "recipients": [{key: row[key] for key in ("name", "units", "channel")} for row in source["recipients"]],
    }


def movement_body(key: str = "pt-2025") -> dict[str, Any]:
    """A movement of the sample as POST /movements takes it."""
    source = next(row for row in read("movement.yaml")["movements"] if row["key"] == key)
    body = {name: source[name] for name in ("title", "form", "unit", "objective", "scope", "subjects", "measures")}
    criteria = [{name: row[name] for name in ("code", "group", "name", "max_points")} for row in source["criteria"]]
    return body | {"starts_on": str(source["from"]), "ends_on": str(source["to"]), "criteria": criteria}


def _basis(row: dict[str, Any]) -> dict[str, Any]:
    return {key: str(row[key]) for key in ("citation", "number", "issuer", "issued") if key in row}


def _task(row: dict[str, Any]) -> dict[str, Any]:
    same = {key: row[key] for key in ("code", "title", "text", "leader", "helpers", "period", "indicator")}
    return same | {"each_unit": row.get("each_unit", []), "due_on": str(row["due"])}


def content_lines(version: int) -> dict[str, Any]:
    """What the commune registered with the town, first or second version."""
    source = read("movement.yaml")["registration"]
    wanted = source["versions"][version - 1]
    criteria = movement_body()["criteria"]
    return {
        "criteria": [row for row in criteria if row["code"] in wanted["criteria"]],
        "pledges": source["contents"],
        "aims": wanted.get("titles_aimed_at", []),
    }


def content_registration(version: int = 1, from_unit: str = "duong-quang") -> dict[str, Any]:
    """The commune's registration as POST /registrations takes it."""
    title = "Đăng ký nội dung và tiêu chí thi đua năm 2025"
    return {"kind": "content", "year": 2025, "title": title, "from_unit": from_unit, "lines": content_lines(version)}


def titles_registration(unit: str) -> dict[str, Any]:
    """The titles that a base unit registered."""
    source = next(row for row in read("movement.yaml")["title_registrations"] if row["unit"] == unit)
    names = {person["id"]: person["name"] for person in read("people.yaml")["officers"]}
    titles = [
        {"subject": names.get(row["person"], row["person"]), "subject_id": row["person"], "award": row["title"]}
        for row in source["individuals"]
    ]
    if source["collective"]:
        titles.append({"subject_kind": "collective", "subject": unit, "award": source["collective"]})
    title = "Đăng ký danh hiệu thi đua năm 2025"
    return {"kind": "titles", "year": 2025, "title": title, "from_unit": unit, "lines": {"titles": titles}}


def location(answer: httpx2.Response) -> str:
    """Where a form leads to after it was accepted, without the service's prefix."""
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removeprefix("/registration")

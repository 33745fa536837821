"""What people of the sample town enter into the registration service, as its API takes it."""

from __future__ import annotations

from typing import Any

import httpx2

from tests.integration.town import Town, eventually, read

BEGIN = "2025-01-01"


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


async def knows(town: Town, *subjects: str) -> None:
    """Wait until the directory has heard of these people."""
    people = town.app.state.store["directory_people"]

    async def all_known() -> bool:
        found: int = await people.count_documents({"_id": {"$in": list(subjects)}})
        return found == len(set(subjects))

    await eventually(all_known)


def of_request(seen: list[str]) -> list[str]:
    """The collections of this service that a request asked: relay, ticks and the directory's consumer use others."""
    mine = {"units", "officers", "plans", "movements", "registrations"}
    return sorted(command.removeprefix("find ") for command in seen if command.removeprefix("find ") in mine)


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

"""Where the run takes place: the tree and the people of the sample year, and hamlets in two more communes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date

from deploy.local.chaos.ledger import Json
from deploy.local.play.data import Sample
from deploy.local.play.registration import API, PeopleStep, UnitsStep, appoint_officers, register_units
from deploy.local.play.script import Year
from deploy.local.play.world import World

TODAY = date(2025, 4, 8)
SINCE = "2025-01-01"
ADMIN = "quan-tri"
TOWN, TOWN_OFFICER = "my-hao", "mh-noi-vu-01"
OFFICER = "dq-van-phong-01"
"""Of the commune. Also heads its office, which takes no part: nobody is told of what they did themselves."""

OBSERVER = "hy-noi-vu-01"
"""Officer of the province: reads what lies below."""

SPARE = "hung-long"
"""A commune where nothing else happens, for units and offices that come and go."""

HAMLETS = 4


@dataclass(frozen=True, kw_only=True)
class Commune:
    """A commune at work: its officer, its signer, and its units with their heads.

    The signer is chair of the council; ``secretary`` and ``members`` are of the council too, the chair among these.
    """

    code: str
    officer: str
    signer: str
    heads: dict[str, str]
    secretary: str
    members: tuple[str, ...]
    council: str = ""


@dataclass(frozen=True, kw_only=True)
class Places:
    """What there is when the load begins.

    Attributes:
        units: how many units registration knows.
        officers: how many people with offices.
    """

    communes: tuple[Commune, ...]
    units: frozenset[str]
    officers: frozenset[str]


async def settle(world: World, services: tuple[str, ...]) -> Places:
    """Enter units and people, and wait until every service knows them."""
    sample = Sample()
    year = Year(sample=sample, world=world, services=services)
    world.begin(1)
    await register_units(year, UnitsStep(date=TODAY, by=ADMIN, do="register_units", units="all"))
    await appoint_officers(year, PeopleStep(date=TODAY, by=ADMIN, do="appoint_officers", people="all"))
    home = Commune(
        code="duong-quang",
        officer=OFFICER,
        signer="dq-chu-tich-01",
        heads=_heads(sample, "duong-quang"),
        secretary=sample.councils["duong-quang"].secretary,
        members=tuple(sample.councils["duong-quang"].members),
    )
    grown = (_grown("bach-sam"), _grown("hoa-phong"))
    world.begin(2)
    units = [row for commune in grown for row in _units(commune)] + [_unit(f"{SPARE}.kho", "Kho", SPARE)]
    officers = [row for commune in grown for row in _officers(commune)]
    await world.post(ADMIN, f"{API}/units/import", {"units": units})
    await world.post(ADMIN, f"{API}/officers/import", {"officers": officers})
    await asyncio.gather(*(_known(world, service, row["id"]) for service in services for row in officers))
    communes = tuple([replace(one, council=await _council(world, one)) for one in (home, *grown)])
    return Places(
        communes=communes,
        units=frozenset(sample.units) | {row["code"] for row in units},
        officers=frozenset(sample.officers) | {row["id"] for row in officers},
    )


async def _council(world: World, commune: Commune) -> str:
    body = {
        "unit": commune.code,
        "name": f"Hội đồng Thi đua - Khen thưởng {commune.code}",
        "chair": commune.signer,
        "secretary": commune.secretary,
        "seats": [{"person": one, "valid_from": SINCE} for one in commune.members],
    }
    council = await world.post(commune.officer, "/nomination/api/v1/councils", body)
    return str(council["id"])


async def _known(world: World, service: str, person: str) -> None:
    async def look() -> bool:
        me = await world.get(person, f"/{service}/api/v1/me")
        return bool(me["offices"])

    await world.until(f"{service} knows the office of {person}", look)


def _heads(sample: Sample, commune: str) -> dict[str, str]:
    return {
        office.unit: officer.id
        for officer in sample.officers.values()
        for office in officer.offices
        if office.role == "unit_head" and office.unit.startswith(f"{commune}.") and officer.id != OFFICER
    }


def _grown(commune: str) -> Commune:
    """A commune of the sample, which has nothing but an officer there, with hamlets and a signer."""
    heads = {f"{commune}.thon-{n}": f"{commune}-thon-{n}-01" for n in range(1, HAMLETS + 1)}
    signer = f"{commune}-chu-tich-01"
    return Commune(
        code=commune,
        officer=f"{commune}-van-phong-01",
        signer=signer,
        heads=heads,
        secretary=f"{commune}-thu-ky-01",
        members=(signer, *heads.values()),
    )


def _units(commune: Commune) -> list[Json]:
    return [_unit(code, f"Thôn {code.rpartition('-')[2]}", commune.code) for code in commune.heads]


def _unit(code: str, name: str, parent: str) -> Json:
    return {"code": code, "name": name, "level": "base", "category": "hamlet", "parent": parent, "valid_from": SINCE}


def _officers(commune: Commune) -> list[Json]:
    code = commune.code
    heads = [
        _officer(id_, "Trưởng thôn", ("unit_head", unit), ("council_member", code))
        for unit, id_ in commune.heads.items()
    ]
    return [
        *heads,
        _officer(commune.signer, "Chủ tịch", ("signer", code), ("council_chair", code)),
        _officer(commune.secretary, "Thư ký Hội đồng", ("council_secretary", code)),
    ]


def _officer(id_: str, position: str, *offices: tuple[str, str]) -> Json:
    return {
        "id": id_,
        "name": f"{position} {offices[0][1]}",
        "position": position,
        "email": f"{id_}@thidua.example",
        "offices": [{"role": role, "unit": unit, "valid_from": SINCE} for role, unit in offices],
    }

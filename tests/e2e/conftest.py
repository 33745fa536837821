"""The year that was played, as its people reach it over HTTP and as its books lie on the disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deploy.local.play import open_world
from deploy.local.play.data import Sample
from deploy.local.play.world import World
from tests.demonstration import Demonstration

Json = dict[str, Any]

PROVINCE = "hy-noi-vu-01"
"""Covers everything."""


@dataclass(frozen=True, kw_only=True)
class Town:
    """The demonstration after its year."""

    world: World
    sample: Sample
    mongo_url: str
    mail_dir: Path
    database_prefix: str = "thidua"

    async def all(self, who: str, path: str, **params: str | int) -> list[Json]:
        """Every item of a list that somebody sees, page by page."""
        items: list[Json] = []
        page: Json = {"after": None}
        while True:
            cursor = {"after": page["after"]} if page["after"] else {}
            page = await self.world.get(who, path, limit=50, **params, **cursor)
            items += page["items"]
            if page["after"] is None:
                return items

    async def dossiers(self) -> dict[str, Json]:
        """Every dossier whole, by its key in the sample: nobody is nominated twice."""
        keys = {dossier.nominee: key for key, dossier in self.sample.dossiers.items()}
        rows = [row for row in await self.all(PROVINCE, "/nomination/api/v1/dossiers") if not row["list_id"]]
        assert len({row["nominee"]["id"] for row in rows}) == len(rows)
        return {
            keys[row["nominee"]["id"]]: await self.world.get(PROVINCE, f"/nomination/api/v1/dossiers/{row['id']}")
            for row in rows
        }


@pytest.fixture(scope="session")
async def town(played: Demonstration) -> AsyncIterator[Town]:
    """The public API of the demonstration that is up."""
    async with open_world(played.origin, played.issuer) as world:
        yield Town(world=world, sample=Sample(), mongo_url=played.mongo_url, mail_dir=played.mail_dir)

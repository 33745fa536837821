"""The demonstration as its users run it, once for all tests; then its data again, with everything up."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deploy.local.people import people
from deploy.local.play import open_world
from deploy.local.play.data import Sample
from deploy.local.play.world import World
from deploy.local.services import REPOSITORY, Services
from deploy.local.stack import INSTEAD, EmbeddedStack

WITHIN = 300
"""Seconds after which the demonstration hangs; it takes a fraction of that."""

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run of the demonstration that has ended."""

    root: Path
    code: int
    output: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Town:
    """The year that was played, reachable again."""

    stack: EmbeddedStack
    services: Services
    world: World
    sample: Sample

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
        rows = await self.all(PROVINCE, "/nomination/api/v1/dossiers")
        assert len({row["nominee"]["id"] for row in rows}) == len(rows)
        return {
            keys[row["nominee"]["id"]]: await self.world.get(PROVINCE, f"/nomination/api/v1/dossiers/{row['id']}")
            for row in rows
        }


PROVINCE = "hy-noi-vu-01"
"""Covers everything."""


@pytest.fixture(scope="session")
async def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`make demo EXIT=1 KILL=nomination` in a folder of its own, nothing of it shared with anybody."""
    root = tmp_path_factory.mktemp("demonstration")
    environment = {name: value for name, value in os.environ.items() if name not in INSTEAD.values()}
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "deploy.local.demo", "--exit", "--kill", "nomination", "--root", str(root)),
        cwd=REPOSITORY,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), WITHIN)
    except TimeoutError:
        process.terminate()
        output, _ = await process.communicate()
    seconds = time.monotonic() - began
    return Run(root=root, code=process.returncode or 0, output=output.decode(), seconds=seconds)


@pytest.fixture(scope="session")
async def town(run: Run) -> AsyncIterator[Town]:
    """A second start, which finds the data of the first."""
    assert run.code == 0, run.output
    claims = [person.claims for person in people()]
    async with (
        EmbeddedStack(root=run.root, people=claims, private=True) as stack,
        Services(stack) as services,
        open_world(services.origin, stack.issuer) as world,
    ):
        yield Town(stack=stack, services=services, world=world, sample=Sample())

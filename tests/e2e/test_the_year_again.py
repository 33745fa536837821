"""Every read model of the year that was played, made again from the history while the services run: the same rows."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from deploy.local.verdict.books import SPECS
from shared.identity.directory import directory_reactions
from shared.store import ReadModel, Store
from tests.e2e.conftest import Town

ADMIN = "quan-tri"
MODELS = [
    (spec.name, model)
    for spec in SPECS
    for model in dict.fromkeys(one.model for one in (directory_reactions(spec.name), *spec.reactions) if one.model)
]


async def rows(town: Town, service: str, model: ReadModel) -> dict[str, list[dict[str, Any]]]:
    """What readers see of a model."""
    store = Store(town.mongo_url, f"{town.database_prefix}_{service}")
    try:
        store.generations.register(model, model.name)
        return {
            cls.collection: await store[await store.generations.place(cls.collection)]
            .find({})
            .sort("_id", 1)
            .to_list(None)
            for cls in model.stored
        }
    finally:
        store.close()


@pytest.mark.parametrize(("service", "model"), MODELS, ids=[model.name for _, model in MODELS])
async def test_read_model_made_again_has_the_same_rows(town: Town, service: str, model: ReadModel) -> None:
    before = await rows(town, service, model)
    assert sum(len(found) for found in before.values()) > 0
    operations = f"/{service}/api/v1/operations"
    await town.world.post(ADMIN, f"{operations}/models/{model.name}/rebuild", {"reason": "to see the same rows"})
    async with asyncio.timeout(90):
        while True:
            found = (await town.world.get(ADMIN, operations))["models"]
            last = next(one["last"] for one in found if one["name"] == model.name)
            assert last["state"] not in {"failed", "cancelled"}, last["error"]
            if last["state"] == "done":
                break
            await asyncio.sleep(0.2)
    assert last["behind"] == 0
    assert await rows(town, service, model) == before

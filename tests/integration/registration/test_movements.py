"""Movements through the API, on a real broker and store."""

from __future__ import annotations

from tests.integration.registration.entries import movement_body, of_request
from tests.integration.town import Person, Town, done, fresh, problem


async def test_movement_is_launched_once_and_told(signer: Person, town: Town) -> None:
    key = fresh("key")
    first = done(await signer.post("/movements", movement_body(), idempotency_key=key))
    again = await signer.post("/movements", movement_body(), idempotency_key=key)
    events = await town.app.state.store["outbox"].find({"subject": f"movement/{first['id']}"}).to_list(None)
    assert sum(row["max_points"] for row in first["criteria"]) == 100
    assert again.json() == first
    assert [row["routing_key"] for row in events] == ["commune.duong-quang.registration.MovementLaunched"]


async def test_only_officer_or_signer_of_the_unit_launches(
    officer: Person, head: Person, neighbour: Person, reviewer: Person
) -> None:
    for stranger in (head, neighbour, reviewer):
        assert problem(await stranger.post("/movements", movement_body())) == (403, "auth.denied")
    assert (await officer.post("/movements", movement_body("cd-2025"))).status_code == 201


async def test_movement_is_read_below_and_above_but_not_beside(
    signer: Person, head: Person, reviewer: Person, neighbour: Person
) -> None:
    movement = done(await signer.post("/movements", movement_body()))
    for reader in (head, reviewer):
        assert done(await reader.get(f"/movements/{movement['id']}"))["title"] == movement["title"]
        assert movement["id"] in [row["id"] for row in done(await reader.get("/movements"))["items"]]
    assert problem(await neighbour.get(f"/movements/{movement['id']}")) == (404, "not_found")
    assert movement["id"] not in [row["id"] for row in done(await neighbour.get("/movements"))["items"]]


async def test_criteria_must_carry_different_numbers_and_days_be_in_order(signer: Person) -> None:
    body = movement_body()
    doubled = body | {"criteria": [body["criteria"][0], body["criteria"][0]]}
    assert problem(await signer.post("/movements", doubled)) == (422, "criterion.twice")
    assert problem(await signer.post("/movements", body | {"ends_on": "2024-12-31"})) == (422, "input.invalid")
    assert problem(await signer.post("/movements", body | {"criteria": []})) == (422, "input.invalid")
    coloured = body | {"criteria": [body["criteria"][0] | {"colour": "red"}]}
    assert problem(await signer.post("/movements", coloured)) == (422, "input.invalid")


async def test_list_takes_a_fixed_number_of_queries(officer: Person, town: Town) -> None:
    with town.app.state.store.queries.counting() as seen:
        done(await officer.get("/movements", limit=200))
    assert of_request(seen) == ["movements", "units"]

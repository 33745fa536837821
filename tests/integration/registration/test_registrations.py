"""Registrations through the API: the commune with the town, base units with the commune."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.registration.entries import (
    content_lines,
    content_registration,
    movement_body,
    of_request,
    titles_registration,
)
from tests.integration.town import Person, Town, done, fresh, problem, read


async def submitted(officer: Person) -> dict[str, Any]:
    """A registration of the commune that lies with the town."""
    draft = done(await officer.post("/registrations", content_registration(1)))
    sent: dict[str, Any] = done(await officer.post(f"/registrations/{draft['id']}/submission"))
    return sent


async def events_of(town: Town, id_: str) -> list[str]:
    rows = await town.app.state.store["outbox"].find({"subject": f"registration/{id_}"}).to_list(None)
    return [row["type"].split(".")[3] for row in sorted(rows, key=lambda row: row["sequence"])]


async def test_year_of_the_sample_returned_once_resubmitted_approved(
    officer: Person, reviewer: Person, town: Town
) -> None:
    source = read("movement.yaml")["registration"]["versions"]
    town.today("2025-02-17")
    first = await submitted(officer)
    path = f"/registrations/{first['id']}"
    assert (first["state"], first["to_unit"], first["points"], first["round"]) == ("submitted", "my-hao", 90, 1)
    town.today("2025-02-20")
    returned = done(await reviewer.post(f"{path}/return", {"reason": source[0]["reason"]}))
    assert returned["moments"][-1]["reason"].startswith("Nhóm tiêu chí")
    town.today("2025-02-24")
    done(await officer.put(path, {"lines": content_lines(2)}))
    done(await officer.post(f"{path}/submission"))
    town.today("2025-02-27")
    approved = done(await reviewer.post(f"{path}/approval"))
    assert (approved["state"], approved["round"], approved["agreed"]["on"]) == ("approved", 2, "2025-02-27")
    assert len(approved["agreed"]["lines"]["criteria"]) == 11
    assert await events_of(town, first["id"]) == [
        "RegistrationSubmitted",
        "RegistrationReturned",
        "RegistrationSubmitted",
        "RegistrationApproved",
    ]


async def test_what_was_agreed_cannot_be_changed_any_more(officer: Person, reviewer: Person) -> None:
    path = f"/registrations/{(await submitted(officer))['id']}"
    agreed = done(await reviewer.post(f"{path}/approval"))["agreed"]
    assert problem(await officer.put(path, {"lines": content_lines(2)})) == (409, "registration.not_editable")
    assert problem(await reviewer.post(f"{path}/return", {"reason": "Sửa"})) == (409, "conflict.transition")
    assert problem(await officer.post(f"{path}/submission")) == (409, "conflict.transition")
    assert done(await officer.get(path))["agreed"] == agreed


async def test_return_needs_a_reason(officer: Person, reviewer: Person) -> None:
    path = f"/registrations/{(await submitted(officer))['id']}"
    assert problem(await reviewer.post(f"{path}/return", {"reason": "  "})) == (422, "registration.reason")
    assert problem(await reviewer.post(f"{path}/return", {})) == (422, "input.invalid")


async def test_only_the_receiving_officer_returns_or_approves(
    officer: Person, reviewer: Person, neighbour: Person, head: Person
) -> None:
    path = f"/registrations/{(await submitted(officer))['id']}"
    for stranger in (officer, neighbour, head):
        assert problem(await stranger.post(f"{path}/approval")) == (403, "auth.denied")
        assert problem(await stranger.post(f"{path}/return", {"reason": "Sửa"})) == (403, "auth.denied")
    assert (await reviewer.post(f"{path}/approval")).is_success


async def test_other_communes_can_neither_write_nor_read_it(officer: Person, neighbour: Person) -> None:
    assert problem(await neighbour.post("/registrations", content_registration())) == (403, "auth.denied")
    one = await submitted(officer)
    assert problem(await neighbour.get(f"/registrations/{one['id']}")) == (404, "not_found")
    rows = done(await neighbour.get("/registrations", limit=200))["items"]
    assert one["id"] not in [row["id"] for row in rows]


async def test_draft_is_hidden_from_the_unit_above(officer: Person, reviewer: Person, head: Person) -> None:
    draft = done(await officer.post("/registrations", content_registration()))
    path = f"/registrations/{draft['id']}"
    for outsider in (reviewer, head):
        assert problem(await outsider.get(path)) == (404, "not_found")
        rows = done(await outsider.get("/registrations", limit=200))["items"]
        assert draft["id"] not in [row["id"] for row in rows]
    assert problem(await reviewer.post(f"{path}/approval")) == (409, "conflict.transition")
    done(await officer.post(f"{path}/submission"))
    assert done(await reviewer.get(path))["state"] == "submitted"


async def test_base_unit_registers_titles_with_its_commune(head: Person, officer: Person, reviewer: Person) -> None:
    draft = done(await head.post("/registrations", titles_registration("duong-quang.van-phong")))
    path = f"/registrations/{draft['id']}"
    assert (draft["unit"], draft["to_unit"], len(draft["lines"]["titles"])) == ("duong-quang", "duong-quang", 4)
    done(await head.post(f"{path}/submission"))
    assert done(await reviewer.get(path))["state"] == "submitted"
    assert problem(await head.post(f"{path}/approval")) == (403, "auth.denied")
    assert done(await officer.post(f"{path}/approval"))["agreed"]["by"] == "dq-van-phong-01"


async def test_every_title_registration_of_the_sample_is_accepted(town: Town) -> None:
    for row in read("movement.yaml")["title_registrations"]:
        person = town.person(row["by"])
        draft = done(await person.post("/registrations", titles_registration(row["unit"])))
        assert done(await person.post(f"/registrations/{draft['id']}/submission"))["state"] == "submitted"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"award": "TD-CN-KHONG"}, "registration.award"),
        ({"subject_kind": "collective"}, "registration.award_subject"),
        ({"award": "thường"}, "input.invalid"),
        ({"colour": "red"}, "input.invalid"),
    ],
)
async def test_title_that_the_law_does_not_know_is_refused(head: Person, change: dict[str, str], code: str) -> None:
    body = titles_registration("duong-quang.van-phong")
    body["lines"]["titles"][0] |= change
    assert problem(await head.post("/registrations", body)) == (422, code)


async def test_same_person_cannot_strive_twice_for_one_title(head: Person) -> None:
    body = titles_registration("duong-quang.van-phong")
    body["lines"]["titles"].append(body["lines"]["titles"][0])
    assert problem(await head.post("/registrations", body)) == (422, "registration.title_twice")


async def test_registration_goes_to_the_unit_directly_above(officer: Person) -> None:
    body = content_registration() | {"to_unit": "hung-yen"}
    assert problem(await officer.post("/registrations", body)) == (422, "registration.to_unit")


async def test_registration_may_belong_to_a_movement_of_its_own_tree(
    officer: Person, signer: Person, head: Person
) -> None:
    movement = done(await signer.post("/movements", movement_body()))["id"]
    body = titles_registration("duong-quang.van-phong") | {"movement": movement}
    assert done(await head.post("/registrations", body))["movement"] == movement
    assert problem(await head.post("/registrations", body | {"movement": fresh("x")})) == (404, "not_found")


async def test_empty_or_mixed_registration_is_refused(officer: Person, head: Person) -> None:
    empty = done(await officer.post("/registrations", content_registration() | {"lines": {}}))
    assert problem(await officer.post(f"/registrations/{empty['id']}/submission")) == (422, "registration.empty")
    mixed = titles_registration("duong-quang.van-phong")
    mixed["lines"]["criteria"] = content_lines(1)["criteria"]
    assert problem(await head.post("/registrations", mixed)) == (422, "registration.kind")


async def test_repeated_key_submits_once_and_stale_version_is_refused(officer: Person, town: Town) -> None:
    draft = await officer.post("/registrations", content_registration())
    path = f"/registrations/{draft.json()['id']}/submission"
    key = fresh("key")
    first = await officer.post(path, idempotency_key=key, if_match=draft.headers["etag"])
    again = await officer.post(path, idempotency_key=key, if_match=draft.headers["etag"])
    assert (again.json(), again.headers["etag"]) == (first.json(), first.headers["etag"])
    assert await events_of(town, draft.json()["id"]) == ["RegistrationSubmitted"]
    stale = await officer.put(path.removesuffix("/submission"), {"lines": content_lines(2)}, if_match='"1"')
    assert stale.status_code in (409, 412)


async def test_unknown_registration_is_not_found_and_strangers_must_sign_in(officer: Person, town: Town) -> None:
    assert problem(await officer.post(f"/registrations/{fresh('x')}/submission")) == (404, "not_found")
    async with town.nobody() as http:
        assert problem(await http.get("/registration/api/v1/registrations")) == (401, "auth.required")


async def test_list_takes_a_fixed_number_of_queries(reviewer: Person, town: Town) -> None:
    with town.app.state.store.queries.counting() as seen:
        done(await reviewer.get("/registrations", limit=200, state="submitted", year=2025, to_unit="my-hao"))
    assert of_request(seen) == ["registrations", "units"]

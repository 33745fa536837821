"""Units and officers through the API, on a real broker and store."""

from __future__ import annotations

import pytest

from tests.integration.registration.entries import knows, of_request
from tests.integration.town import Person, Town, done, eventually, fresh, problem


def commune(code: str, **more: object) -> dict[str, object]:
    return {
        "code": code, "name": "Xã Thử", "level": "commune", "parent": "my-hao", "valid_from": "2025-01-01",
    } | more  # fmt: skip


def person(subject: str, unit: str = "duong-quang", role: str = "auditor") -> dict[str, object]:
    office = {"role": role, "unit": unit, "valid_from": "2025-01-01"}
    return {"id": subject, "name": "Phạm Thị Mẫu", "offices": [office]}


async def test_sample_town_is_entered_whole(admin: Person) -> None:
    communes = done(await admin.get("/units", parent="my-hao", limit=200))["items"]
    officers = done(await admin.get("/officers", limit=200))["items"]
    assert len([unit for unit in communes if unit["level"] == "commune"]) == 13
    assert len(officers) == 56
    assert done(await admin.get("/units/duong-quang.van-phong"))["path"].split("/") == [
        "hung-yen", "my-hao", "duong-quang", "duong-quang.van-phong",
    ]  # fmt: skip


async def test_list_is_paged_by_cursor(admin: Person) -> None:
    first = done(await admin.get("/units", limit=30))
    second = done(await admin.get("/units", limit=200, after=first["after"]))
    codes = [unit["code"] for unit in first["items"] + second["items"]]
    assert len(first["items"]) == 30
    assert codes == sorted(set(codes))
    assert second["after"] is None


async def test_officer_of_a_commune_looks_up_only_the_own_commune(officer: Person) -> None:
    units = done(await officer.get("/units", limit=200))["items"]
    assert {unit["code"].split(".")[0] for unit in units} == {"duong-quang"}
    assert problem(await officer.get("/units/bach-sam")) == (404, "not_found")


async def test_mail_addresses_stay_with_those_who_work_with_the_directory(officer: Person, head: Person) -> None:
    assert "duong-quang" in done(await officer.get("/officers"))["items"][0]["email"]
    assert problem(await head.get("/officers")) == (403, "auth.denied")
    assert done(await head.get("/officers/dq-van-phong-02"))["name"] == "Mai Tiến Cẩn"
    assert problem(await head.get("/officers/dq-van-phong-01")) == (404, "not_found")


async def test_only_an_administrator_enters_units(officer: Person, reviewer: Person, town: Town) -> None:
    body = commune(fresh("xa"))
    assert problem(await officer.post("/units", body)) == (403, "auth.denied")
    assert problem(await reviewer.post("/units", body)) == (403, "auth.denied")
    async with town.nobody() as http:
        answer = await http.post("/registration/api/v1/units", json=body)
    assert problem(answer) == (401, "auth.required")


async def test_unknown_field_is_named(admin: Person) -> None:
    answer = await admin.post("/units", commune(fresh("xa"), colour="red"))
    assert problem(answer) == (422, "input.invalid")
    assert answer.json()["errors"][0]["at"] == "body.colour"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"parent": "nowhere"}, "unit.unknown"),
        ({"parent": "duong-quang"}, "unit.place"),
        ({"level": "base", "parent": "bach-sam"}, "unit.place"),
        ({"valid_to": "2024-12-31"}, "unit.dates"),
        ({"code": "Không Mã"}, "input.invalid"),
    ],
)
async def test_unit_in_the_wrong_place_is_refused(admin: Person, change: dict[str, object], code: str) -> None:
    assert problem(await admin.post("/units", commune(fresh("xa")) | change)) == (422, code)


async def test_unit_cannot_be_entered_twice(admin: Person) -> None:
    assert problem(await admin.post("/units", commune("duong-quang"))) == (409, "unit.exists")


async def test_import_with_a_wrong_row_enters_nothing_and_names_the_row(admin: Person) -> None:
    code = fresh("xa")
    answer = await admin.post("/units/import", {"units": [commune(code), commune("duong-quang")]})
    assert problem(answer) == (422, "import.row")
    assert (answer.json()["row"], answer.json()["name"]) == (2, "duong-quang")
    assert problem(await admin.get(f"/units/{code}")) == (404, "not_found")


async def test_same_idempotency_key_answers_the_same_and_changes_nothing(admin: Person, town: Town) -> None:
    body, key = commune(fresh("xa")), fresh("key")
    first = await admin.post("/units", body, idempotency_key=key)
    events = await town.app.state.store["outbox"].count_documents({"subject": f"unit/{body['code']}"})
    again = await admin.post("/units", body, idempotency_key=key)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert await town.app.state.store["outbox"].count_documents({"subject": f"unit/{body['code']}"}) == events


async def test_stale_if_match_is_refused(admin: Person) -> None:
    code = fresh("xa")
    created = await admin.post("/units", commune(code))
    assert created.headers["etag"] == '"1"'
    move = {"parent": "hung-yen"}
    assert (await admin.post(f"/units/{code}/placement", move, if_match='"1"')).is_success
    assert problem(await admin.post(f"/units/{code}/placement", move, if_match='"1"')) == (412, "conflict.stale")


async def test_ended_town_hands_its_communes_to_the_province(admin: Person) -> None:
    town, one = fresh("thi-xa"), fresh("xa")
    units = [
        commune(town, level="town", parent="hung-yen"),
        commune(f"{town}.noi-vu", level="base", parent=town),
        commune(one, parent=town),
        commune(f"{one}.thon", level="base", parent=one),
    ]
    done(await admin.post("/units/import", {"units": units}))
    subject = fresh("nguoi")
    done(await admin.post("/officers", person(subject, unit=town)))
    ended = done(await admin.post(f"/units/{town}/succession", {"on": "2025-06-30", "children_to": "hung-yen"}))
    assert (ended["state"], ended["valid_to"]) == ("ended", "2025-06-30")
    assert done(await admin.get(f"/units/{town}.noi-vu"))["state"] == "ended"
    assert done(await admin.get(f"/units/{one}.thon"))["path"] == f"hung-yen/{one}/{one}.thon"
    assert done(await admin.get(f"/officers/{subject}"))["offices"][0]["valid_to"] == "2025-06-30"
    again = await admin.post(f"/units/{town}/succession", {"on": "2025-06-30"})
    assert problem(again) == (409, "conflict.transition")


async def test_unit_cannot_be_placed_below_itself(admin: Person) -> None:
    answer = await admin.post("/units/hung-yen/placement", {"parent": "my-hao"})
    assert problem(answer)[0] in (403, 422)


async def test_new_officer_may_act_once_the_directory_has_heard(admin: Person, town: Town) -> None:
    subject = fresh("nguoi")
    newcomer = town.person(subject)
    assert problem(await newcomer.get("/units")) == (403, "auth.denied")
    done(await admin.post("/officers", person(subject)))
    await knows(town, subject)
    assert (await newcomer.get("/units")).is_success
    done(await admin.post(f"/officers/{subject}/relief", {"role": "auditor", "unit": "duong-quang"}))
    town.today("2025-01-07")

    async def refused() -> bool:
        return (await newcomer.get("/units")).status_code == 403

    await eventually(refused)


async def test_second_office_is_added_to_the_same_person(admin: Person) -> None:
    subject = fresh("nguoi")
    done(await admin.post("/officers", person(subject)))
    assert problem(await admin.post("/officers", person(subject))) == (409, "officer.exists")
    office = {"role": "signer", "unit": "bach-sam", "valid_from": "2025-01-01"}
    both = done(await admin.post(f"/officers/{subject}/offices", office))
    assert [one["unit"] for one in both["offices"]] == ["duong-quang", "bach-sam"]
    assert problem(await admin.post(f"/officers/{subject}/offices", office)) == (409, "officer.office_held")
    relief = {"role": "officer", "unit": "bach-sam"}
    assert problem(await admin.post(f"/officers/{subject}/relief", relief)) == (422, "officer.office_not_held")


async def test_import_of_officers_is_all_or_nothing(admin: Person) -> None:
    subject = fresh("nguoi")
    answer = await admin.post("/officers/import", {"officers": [person(subject), person(subject, unit="nowhere")]})
    assert problem(answer) == (422, "import.row")
    assert answer.json()["cause"] == "unit.unknown"
    assert problem(await admin.get(f"/officers/{subject}")) == (404, "not_found")


async def test_lists_take_a_fixed_number_of_queries(admin: Person, town: Town) -> None:
    store = town.app.state.store
    with store.queries.counting() as seen:
        done(await admin.get("/units", limit=200))
    assert of_request(seen) == ["units"]
    with store.queries.counting() as seen:
        done(await admin.get("/officers", limit=200))
    assert of_request(seen) == ["officers", "units"]

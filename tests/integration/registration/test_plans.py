"""The plan of the year through the API, on a real broker and store."""

from __future__ import annotations

from typing import Any

from tests.integration.registration.entries import of_request, plan_body
from tests.integration.town import Person, Town, done, fresh, problem

YEARS = iter(range(2030, 2100))


async def issued(officer: Person, signer: Person) -> dict[str, Any]:
    """A plan of a year that no other test uses, signed."""
    draft = done(await officer.post("/plans", plan_body(year=next(YEARS))))
    plan: dict[str, Any] = done(await signer.post(f"/plans/{draft['id']}/issuance"))
    return plan


def report(unit: str, **more: object) -> dict[str, object]:
    return {"unit": unit, "summary": "Đã làm xong.", "done": True} | more


async def events_of(town: Town, plan: str) -> list[str]:
    rows = await town.app.state.store["outbox"].find({"subject": f"plan/{plan}"}).sort("sequence", 1).to_list(None)
    return [row["type"].split(".")[3] for row in rows]


async def test_plan_of_the_sample_is_drafted_issued_and_told(officer: Person, signer: Person, town: Town) -> None:
    year = next(YEARS)
    draft = done(await officer.post("/plans", plan_body(year=year)))
    assert (draft["state"], draft["number"], len(draft["tasks"])) == ("draft", "", 12)
    plan = done(await signer.post(f"/plans/{draft['id']}/issuance"))
    assert (plan["state"], plan["issued_on"], plan["signer_name"]) == ("issued", "2025-01-06", "Trần Đức Bính")
    assert plan["number"].endswith("/KH-UBND")
    assert await events_of(town, plan["id"]) == ["PlanIssued"] + ["PlanTaskAssigned"] * 12
    assert problem(await officer.post("/plans", plan_body(year=year))) == (409, "plan.exists")


async def test_numbers_follow_each_other_without_a_hole(officer: Person, signer: Person) -> None:
    empty = plan_body(year=next(YEARS)) | {"tasks": []}
    first = await issued(officer, signer)
    unfit = done(await officer.post("/plans", empty))
    assert problem(await signer.post(f"/plans/{unfit['id']}/issuance")) == (422, "plan.empty")
    second = await issued(officer, signer)
    assert int(second["number"].split("/")[0]) == int(first["number"].split("/")[0]) + 1


async def test_only_the_signer_of_the_unit_issues(officer: Person, signer: Person, reviewer: Person) -> None:
    draft = done(await officer.post("/plans", plan_body(year=next(YEARS))))
    assert problem(await officer.post(f"/plans/{draft['id']}/issuance")) == (403, "auth.denied")
    assert problem(await reviewer.post(f"/plans/{draft['id']}/issuance")) == (403, "auth.denied")
    assert (await signer.post(f"/plans/{draft['id']}/issuance")).is_success
    assert problem(await signer.post(f"/plans/{draft['id']}/issuance")) == (409, "conflict.transition")


async def test_officer_of_another_commune_drafts_nothing_here(neighbour: Person) -> None:
    assert problem(await neighbour.post("/plans", plan_body(year=next(YEARS)))) == (403, "auth.denied")


async def test_draft_is_seen_by_its_writers_alone(
    officer: Person, head: Person, reviewer: Person, neighbour: Person, signer: Person
) -> None:
    draft = done(await officer.post("/plans", plan_body(year=next(YEARS))))
    for outsider in (head, reviewer, neighbour):
        assert problem(await outsider.get(f"/plans/{draft['id']}")) == (404, "not_found")
        assert draft["id"] not in [row["id"] for row in done(await outsider.get("/plans", limit=200))["items"]]
    done(await signer.post(f"/plans/{draft['id']}/issuance"))
    for reader in (head, reviewer):
        assert done(await reader.get(f"/plans/{draft['id']}"))["state"] == "issued"
        assert draft["id"] in [row["id"] for row in done(await reader.get("/plans", limit=200))["items"]]
    assert problem(await neighbour.get(f"/plans/{draft['id']}")) == (404, "not_found")


async def test_draft_is_rewritten_and_an_issued_plan_is_not(officer: Person, signer: Person) -> None:
    body = plan_body(year=next(YEARS))
    draft = await officer.post("/plans", body)
    content = {key: value for key, value in body.items() if key not in ("unit", "year")} | {"title": "Kế hoạch mới"}
    path = f"/plans/{draft.json()['id']}"
    assert done(await officer.put(path, content, if_match=draft.headers["etag"]))["title"] == "Kế hoạch mới"
    assert problem(await officer.put(path, content, if_match=draft.headers["etag"])) == (412, "conflict.stale")
    done(await signer.post(f"{path}/issuance"))
    assert problem(await officer.put(path, content)) == (409, "plan.issued")


async def test_task_may_not_go_to_a_unit_of_another_commune(officer: Person) -> None:
    body = plan_body(year=next(YEARS))
    body["tasks"][0]["leader"] = "bach-sam"
    assert problem(await officer.post("/plans", body)) == (422, "plan.foreign_unit")
    body["tasks"][0]["leader"] = "duong-quang.khong-co"
    assert problem(await officer.post("/plans", body)) == (422, "unit.unknown")
    body["tasks"][0] = body["tasks"][1]
    assert problem(await officer.post("/plans", body)) == (422, "plan.task_twice")
    body["tasks"][0] |= {"colour": "red"}
    answer = await officer.post("/plans", body)
    assert problem(answer) == (422, "input.invalid")
    assert answer.json()["errors"][0]["at"] == "body.tasks.0.colour"


async def test_head_of_the_leading_unit_reports_and_others_may_not(
    officer: Person, signer: Person, head: Person, town: Town
) -> None:
    plan = await issued(officer, signer)
    path = f"/plans/{plan['id']}/tasks/II.2/reports"
    town.today("2025-03-03")
    mine = report("duong-quang.van-phong")
    assert problem(await town.person("dq-mat-tran-01").post(path, mine)) == (403, "auth.denied")
    assert problem(await officer.post(path, report("duong-quang.mat-tran"))) == (422, "plan.not_responsible")
    assert problem(await officer.post(path.replace("II.2", "IX.9"), mine)) == (404, "plan.no_task")
    key = fresh("key")
    first = done(await head.post(path, mine, idempotency_key=key))
    again = await head.post(path, mine, idempotency_key=key)
    task = next(one for one in first["tasks"] if one["code"] == "II.2")
    assert [(one["on"], one["by"]) for one in task["reports"]] == [("2025-03-03", "dq-van-phong-02")]
    assert again.json() == first
    assert (await events_of(town, plan["id"])).count("PlanTaskReported") == 1


async def test_value_decides_against_the_target(officer: Person, signer: Person, town: Town) -> None:
    plan = await issued(officer, signer)
    path = f"/plans/{plan['id']}/tasks/II.1/reports"
    culture = town.person("dq-van-hoa-01")
    half = done(await culture.post(path, report("duong-quang.van-hoa", done=None, value=13)))
    whole = done(await culture.post(path, report("duong-quang.van-hoa", done=None, value=27)))
    assert [one["reports"][-1]["done"] for one in (half["tasks"][0], whole["tasks"][0])] == [False, True]
    unsaid = report("duong-quang.van-hoa", done=None)
    assert problem(await culture.post(path, unsaid)) == (422, "plan.outcome_unsaid")


async def test_task_of_many_units_is_done_when_each_has_reported(officer: Person, signer: Person, town: Town) -> None:
    plan = await issued(officer, signer)
    town.today("2025-02-21")
    units = next(task for task in plan["tasks"] if task["code"] == "III.3")["each_unit"]
    path = f"/plans/{plan['id']}/tasks/III.3/reports"
    for unit in units[:-1]:
        subject = unit.replace("duong-quang.", "dq-") + "-01"
        done(await town.person(subject).post(path, report(unit, done=None, value=1)))

    async def standing() -> tuple[str, list[str]]:
        rows = done(await officer.get(f"/plans/{plan['id']}/tasks"))["items"]
        task = next(row for row in rows if row["code"] == "III.3")
        return task["standing"], task["missing_units"]

    assert await standing() == ("under_way", [units[-1]])
    town.today("2025-03-03")
    assert await standing() == ("overdue", [units[-1]])
    done(await officer.post(path, report(units[-1])))
    assert await standing() == ("done", [])


async def test_draft_takes_no_report(officer: Person) -> None:
    draft = done(await officer.post("/plans", plan_body(year=next(YEARS))))
    answer = await officer.post(f"/plans/{draft['id']}/tasks/II.2/reports", report("duong-quang.van-phong"))
    assert problem(answer) == (409, "plan.not_issued")


async def test_list_takes_a_fixed_number_of_queries(officer: Person, town: Town) -> None:
    store = town.app.state.store
    with store.queries.counting() as seen:
        done(await officer.get("/plans", limit=200))
    assert of_request(seen) == ["plans", "units"]

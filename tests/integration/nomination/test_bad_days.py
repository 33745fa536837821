"""Numbers under concurrency, foreign hands, bad input."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from services.nomination.metrics import measure
from tests.integration.nomination.play import accepted, approved, convened
from tests.integration.nomination.samples import sample
from tests.integration.town import Person, Town, done, problem


async def test_numbers_have_no_holes_when_five_sign_at_once(town: Town, officer: Person, chair: Person) -> None:
    dossiers = [(await accepted(town, sample("hs-01"), officer))["id"] for _ in range(5)]
    await approved(town, "duong-quang", dossiers, "2025-06-20")
    town.today("2026-01-05")  # a series of its own
    drafts = [
        done(await chair.post("/decisions", {"unit": "duong-quang", "title": "Về việc khen thưởng", "dossiers": [one]}))
        for one in dossiers
    ]
    failed = await chair.post(f"/decisions/{drafts[0]['id']}/signature", if_match='"9"')
    assert problem(failed) == (412, "conflict.stale")
    signed = await asyncio.gather(*(chair.post(f"/decisions/{draft['id']}/signature") for draft in drafts))
    assert sorted(done(answer)["number"] for answer in signed) == [f"{n:02d}/QĐ-UBND" for n in range(1, 6)]
    again = await chair.post(f"/decisions/{drafts[0]['id']}/signature")
    assert problem(again) == (409, "decision.signed")
    taken = {"unit": "duong-quang", "title": "Về việc khen thưởng", "dossiers": dossiers[:1]}
    assert problem(await chair.post("/decisions", taken)) == (422, "decision.not_decidable")


async def test_repeated_command_answers_as_the_first_did(school: Person) -> None:
    body = sample("hs-05")
    first = done(await school.post("/dossiers", body, idempotency_key="lan-1"))
    answer = await school.post("/dossiers", body, idempotency_key="lan-1")
    assert (answer.status_code, answer.json()["id"]) == (201, first["id"])
    other = await school.post("/dossiers", body | {"year": 2024}, idempotency_key="lan-1")
    assert problem(other) == (422, "idempotency.reused")


async def test_change_of_an_older_version_is_refused(school: Person) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    done(await school.put(f"/dossiers/{dossier['id']}", sample("hs-05"), if_match=f'"{dossier["version"]}"'))
    stale = await school.put(f"/dossiers/{dossier['id']}", sample("hs-05"), if_match=f'"{dossier["version"]}"')
    assert problem(stale) == (412, "conflict.stale")


async def test_another_commune_neither_reads_nor_changes(school: Person, neighbour: Person) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    path = f"/dossiers/{dossier['id']}"
    assert problem(await neighbour.get(path)) == (403, "auth.denied")
    assert problem(await neighbour.put(path, sample("hs-05"))) == (403, "auth.denied")
    for step, body in (("submission", None), ("acceptance", None), ("withdrawal", {"reason": "Không rõ."})):
        assert problem(await neighbour.post(f"{path}/{step}", body)) == (403, "auth.denied")
    seen = [line["id"] for line in done(await neighbour.get("/dossiers", limit=200))["items"]]
    assert dossier["id"] not in seen
    assert problem(await neighbour.post("/dossiers", sample("hs-05"))) == (403, "auth.denied")


async def test_town_and_province_see_the_commune_and_other_schools_do_not(town: Town, school: Person) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    path = f"/dossiers/{dossier['id']}"
    for subject in ("mh-noi-vu-01", "hy-noi-vu-01", "dq-van-phong-01"):
        assert done(await town.person(subject).get(path))["id"] == dossier["id"]
        lines = done(await town.person(subject).get("/dossiers", q="nhai", limit=200))["items"]
        assert dossier["id"] in [line["id"] for line in lines]
    assert problem(await town.person("dq-truong-thcs-01").get(path)) == (403, "auth.denied")


async def test_list_is_paged_by_cursor_and_searched_without_diacritics(school: Person) -> None:
    made = {done(await school.post("/dossiers", sample("hs-05")))["id"] for _ in range(3)}
    first = done(await school.get("/dossiers", limit=2, q="ngoc nha"))
    second = done(await school.get("/dossiers", limit=200, q="ngoc nha", after=first["after"]))
    found = [line["id"] for line in first["items"] + second["items"]]
    assert len(first["items"]) == 2
    assert made <= set(found)
    assert len(found) == len(set(found))
    assert done(await school.get("/dossiers", q="khong co ai"))["items"] == []


async def test_dossier_cannot_go_twice_before_a_council(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample("hs-01"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    body = {
        "council": meeting["council"], "title": "Lần nữa", "held_on": "2025-06-06", "place": "UBND",
        "dossiers": [dossier["id"]],
    }  # fmt: skip
    assert problem(await officer.post("/meetings", body)) == (422, "meeting.cannot_schedule")


async def test_dossier_goes_to_no_unit_beside_the_way_up(town: Town, officer: Person, chair: Person) -> None:
    dossier = await accepted(town, sample("hs-07"), officer)
    for to in ("bach-sam", "duong-quang", "hung-yen"):
        answer = await officer.post(f"/dossiers/{dossier['id']}/forwarding", {"to_unit": to})
        assert problem(answer) == (422, "dossier.wrong_addressee")


FACTS = {"subject": {"kind": "individual"}, "year": 2025}
SEATS = {"unit": "duong-quang", "name": "HĐ", "seats": [{"person": "a", "valid_from": "2025-01-01"}]}
MEETING = {"council": "x", "title": "ab", "place": "ab", "dossiers": ["x"]}
BAD: list[tuple[str, Any]] = [
    ("/dossiers", None),
    ("/dossiers", []),
    ("/dossiers", {}),
    ("/dossiers", {"award": "\u0000"}),
    ("/dossiers", {"year": 10**30}),
    ("/dossiers", {"award": "KHONG-CO"}),
    ("/dossiers", {"nominating_unit": "khong-co"}),
    ("/dossiers", {"kind": "LH-DX"}),
    ("/dossiers", {"unknown": 1}),
    ("/dossiers", {"facts": FACTS | {"criteria": {"bia": True}}}),
    ("/dossiers", {"facts": FACTS | {"subject": {"kind": "collective"}}}),
    ("/dossiers", {"papers": [{"code": ""}]}),
    ("/dossiers/assessment", {"award": "TD-CN-LDTT", "facts": FACTS | {"criteria": {"bia": True}}}),
    ("/dossiers/assessment", {"award": "TD-CN-LDTT", "facts": FACTS | {"ratings": {"x": "HTT"}}}),
    ("/dossiers/assessment", {"award": "TD-CN-LDTT", "facts": FACTS, "received_on": "2025-13-01"}),
    ("/dossiers/x/submission", {"override_reason": 3}),
    ("/dossiers/x/acceptance", None),
    ("/dossiers/x/forwarding", {"to_unit": "$where"}),
    ("/councils", SEATS | {"chair": "a", "secretary": "a"}),
    ("/councils", SEATS | {"chair": "b", "secretary": "c"}),
    ("/meetings", MEETING | {"held_on": "2025-06-31"}),
    ("/meetings", MEETING | {"held_on": "2025-06-30"}),
    ("/meetings/x/items/y/vote", {"vote": "maybe"}),
    ("/meetings/x/items/y/opening", None),
    ("/decisions", {"unit": "duong-quang", "title": "Về việc", "dossiers": ["x"]}),
    ("/decisions/x/signature", {"post": "Vua"}),
]


@pytest.mark.parametrize(("path", "body"), BAD, ids=lambda value: str(value)[:60])
async def test_bad_input_is_told_and_never_an_error_of_ours(officer: Person, path: str, body: Any) -> None:
    if path == "/dossiers" and isinstance(body, dict) and body:
        body = sample("hs-05") | body
    answer = await officer.post(path, body)
    if answer.is_success:  # facts with an unknown criterion are found when they are looked at
        answer = await officer.post(f"{path}/{answer.json()['id']}/submission")
    status, code = problem(answer)
    assert 400 <= status < 500
    assert code
    assert answer.json()["vi"] != answer.json()["en"]


async def test_every_operation_is_documented(officer: Person) -> None:
    schema = (await officer.http.get("/nomination/openapi.json")).json()
    operations = [
        operation
        for path, methods in schema["paths"].items()
        for operation in methods.values()
        if path.startswith("/nomination/api/")
    ]
    assert len(operations) > 25
    for operation in operations:
        assert operation["summary"]
        assert "application/problem+json" in operation["responses"]["403"]["content"]


async def test_metrics_count_dossiers_by_state_and_level(town: Town, school: Person, officer: Person) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    done(await school.post(f"/dossiers/{dossier['id']}/submission"))
    state = town.app.state
    town.today("2025-06-25")
    await measure(state.store, state.clock, state.resources)
    lines = (await officer.http.get("/metrics")).text.splitlines()
    figures = dict(line.rsplit(" ", 1) for line in lines if line.startswith(("thidua_dossiers", "thidua_steps")))
    assert float(figures['thidua_dossiers{level="commune",state="submitted"}']) >= 1
    assert float(figures['thidua_steps_overdue{level="commune"}']) >= 1

"""Whose inbox, whose mails, whose bulletins: as a table."""

from __future__ import annotations

from fastapi import FastAPI

from services.notification.bulletins.model import Bulletin
from services.notification.notices.model import Notice
from tests.integration.notification.scene import PEOPLE, World, client, issued, returned

API = "/notification/api/v1"
EVERYBODY = (*PEOPLE, "quan-tri", "ai-do")


async def the_notice(world: World) -> Notice:
    await world.tell(returned("d-1"), about="d-1")
    (notice,) = await world.ours.reads.find(Notice, {"person": "hieu-truong"})
    return notice


async def the_bulletin(world: World) -> Bulletin:
    await world.tell(issued("qd-1", "d-1"), about="qd-1")
    (bulletin,) = await world.ours.reads.find(Bulletin, {})
    return bulletin


async def test_notice_is_there_for_its_recipient_alone(app: FastAPI, world: World) -> None:
    notice = await the_notice(world)
    for subject in EVERYBODY:
        async with client(app, subject) as http:
            seen = await http.get(f"{API}/notices/{notice.id}")
            page = await http.get(f"/notification/inbox/{notice.id}", headers={"Accept": "text/html"})
            read = await http.post(f"{API}/notices/{notice.id}/reading")
            taken = await http.post(f"{API}/notices/{notice.id}/acknowledgement")
        found = [answer.status_code for answer in (seen, page, read, taken)]
        assert found == ([200, 200, 201, 409] if subject == "hieu-truong" else [404] * 4), subject
        assert ("Lý Thu Vân" in seen.text + page.text + read.text) == (subject == "hieu-truong")


async def test_lists_show_nobody_anything_of_others(app: FastAPI, world: World) -> None:
    await the_notice(world)
    for subject in EVERYBODY:
        async with client(app, subject) as http:
            notices = (await http.get(f"{API}/notices")).json()
            work = (await http.get(f"{API}/work")).json()
        count = 1 if subject == "hieu-truong" else 0
        assert (len(notices["items"]), notices["unread"], len(work["items"])) == (count, count, count), subject


DELIVERIES = {"can-bo": (200, 1), "thi-xa": (200, 0), "bach-sam": (200, 0)}


async def test_deliveries_are_for_the_officer_of_the_unit(app: FastAPI, world: World) -> None:
    await the_notice(world)
    for subject in EVERYBODY:
        async with client(app, subject) as http:
            every = await http.get(f"{API}/deliveries")
            one = await http.get(f"{API}/deliveries", params={"unit": "duong-quang"})
            page = await http.get("/notification/deliveries", headers={"Accept": "text/html"})
        status, count = DELIVERIES.get(subject, (403, 0))
        assert (every.status_code, page.status_code) == (status, status), subject
        assert one.status_code == (200 if subject == "can-bo" else 403), subject
        assert len(every.json().get("items", [])) == count, subject
        assert "thidua.example" not in every.text  # no address, even for the officer


BULLETINS = {"can-bo": (200, 403), "chu-tich": (200, 403), "van-hoa": (200, 201), "dai": (200, 409)}
"""Who reads it and who confirms it; the second who confirms is told that it has been."""


async def test_bulletin_is_read_by_the_commune_and_confirmed_by_its_station(app: FastAPI, world: World) -> None:
    bulletin = await the_bulletin(world)
    for subject in EVERYBODY:
        async with client(app, subject) as http:
            seen = await http.get(f"{API}/bulletins/{bulletin.id}")
            listed = await http.get(f"{API}/bulletins")
            done = await http.post(f"{API}/bulletins/{bulletin.id}/broadcast", json={"broadcast_on": "2025-06-12"})
        assert (seen.status_code, done.status_code) == BULLETINS.get(subject, (404, 404)), subject
        elsewhere = subject in {"thi-xa", "bach-sam"}
        assert listed.status_code == (200 if subject in BULLETINS or elsewhere else 403), subject
        assert len(listed.json().get("items", [])) == (1 if subject in BULLETINS else 0), subject


async def test_nobody_signed_in_is_told_to_sign_in(app: FastAPI) -> None:
    async with client(app, "x") as http:
        http.cookies.clear()
        for path in ("work", "notices", "deliveries", "bulletins", "preferences"):
            answer = await http.get(f"{API}/{path}")
            assert answer.status_code == 401
            assert answer.headers["content-type"] == "application/problem+json"


async def test_every_operation_is_described(app: FastAPI) -> None:
    schema_of = app.openapi()
    own = {path: methods for path, methods in schema_of["paths"].items() if not path.endswith("/me")}
    for path, methods in own.items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert operation["summary"], where
            assert operation["description"], where
            assert {"401", "403", "422", "503"} <= set(operation["responses"]), where
            success = operation["responses"].get("200") or operation["responses"]["201"]
            schema = success["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert schema_of["components"]["schemas"][schema]["examples"], where

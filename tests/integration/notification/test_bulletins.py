"""From a decision to the loudspeaker."""

from __future__ import annotations

from fastapi import FastAPI

from services.notification.bulletins.model import Bulletin
from shared.events.envelope import decode
from shared.events.notification import BulletinBroadcast
from shared.messaging.inbox import Delivery as Arrived
from tests.integration.notification.scene import World, client, issued

API = "/notification/api/v1"


async def test_decision_delivered_three_times_gives_one_bulletin(world: World) -> None:
    said = await world.say(issued("qd-1", "d-1"), about="qd-1")
    await world.hear(*said.shuffled(1))
    await world.ours["inbox"].delete_many({})
    await world.hear(*said.arrived())
    (bulletin,) = await world.ours.reads.find(Bulletin, {})
    assert bulletin.unit == "duong-quang"
    assert "Lý Thu Vân" in " ".join(bulletin.script)


async def test_confirmed_broadcast_is_said_and_closes_the_work(app: FastAPI, world: World) -> None:
    await world.tell(issued("qd-1", "d-1"), about="qd-1")
    async with client(app, "dai") as http:
        (item,) = (await http.get(f"{API}/work")).json()["items"]
        id_ = item["link"].rpartition("/")[2]
        early = await http.post(f"{API}/bulletins/{id_}/broadcast", json={"broadcast_on": "2025-06-13"})
        done = await http.post(
            f"{API}/bulletins/{id_}/broadcast",
            json={"broadcast_on": "2025-06-12", "seconds": 360},
            headers={"Idempotency-Key": "phat-1"},
        )
        again = await http.post(
            f"{API}/bulletins/{id_}/broadcast",
            json={"broadcast_on": "2025-06-12", "seconds": 360},
            headers={"Idempotency-Key": "phat-1"},
        )
        twice = await http.post(f"{API}/bulletins/{id_}/broadcast", json={})
    assert (early.status_code, early.json()["code"]) == (422, "bulletin.future")
    assert done.status_code == again.status_code == 201
    assert done.json() == again.json()
    assert twice.status_code == 409
    (row,) = await world.ours["outbox"].find({"type": BulletinBroadcast.meta.type}).to_list(None)
    event = decode(row["body"], row["type"]).data
    assert (event.unit, event.seconds, event.decision) == ("duong-quang", 360, "qd-1")
    await world.hear(Arrived.read(row["body"]))
    async with client(app, "dai") as http:
        assert (await http.get(f"{API}/work")).json()["items"] == []


async def test_broadcast_heard_before_its_decision_leaves_no_work(app: FastAPI, world: World) -> None:
    said = await world.say(issued("qd-1", "d-1"), about="qd-1")
    for reactions in ("bulletins", "rest"):
        if reactions == "bulletins":
            await world.hear(*said.arrived())
            await world.ours["work_items"].delete_many({})
            for name in ("inbox", "cursors"):
                await world.ours[name].delete_many({})
            async with client(app, "dai") as http:
                (bulletin,) = (await http.get(f"{API}/bulletins")).json()["items"]
                await http.post(f"{API}/bulletins/{bulletin['id']}/broadcast", json={})
            (row,) = await world.ours["outbox"].find({"type": BulletinBroadcast.meta.type}).to_list(None)
            await world.hear(Arrived.read(row["body"]))
        else:
            await world.hear(*said.arrived())
    async with client(app, "dai") as http:
        assert (await http.get(f"{API}/work")).json()["items"] == []


async def test_pages_of_the_station_work_as_forms(app: FastAPI, world: World) -> None:
    await world.tell(issued("qd-1", "d-1"), about="qd-1")
    page = {"Accept": "text/html"}
    async with client(app, "dai") as http:
        queue = await http.get("/notification/bulletins", headers=page)
        assert "Chờ phát" in queue.text
        (bulletin,) = (await http.get(f"{API}/bulletins")).json()["items"]
        url = f"/notification/bulletins/{bulletin['id']}"
        shown = await http.get(url, headers=page)
        assert "Kính thưa toàn thể nhân dân xã Dương Quang." in shown.text
        wrong = await http.post(f"{url}/broadcast", data={"broadcast_on": "32/06/2025"}, headers=page)
        assert wrong.status_code == 422
        right = await http.post(f"{url}/broadcast", data={"broadcast_on": "12/06/2025", "minutes": "6"}, headers=page)
        assert right.status_code == 303
        after = await http.get("/notification/bulletins", headers=page)
    assert "6 phút" in after.text

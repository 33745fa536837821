"""Who is told what: once for each person and event, whatever the broker does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from services.notification.mail.model import Delivery
from services.notification.notices.audiences import NobodyThere
from services.notification.notices.model import Notice
from shared.events import Level
from shared.events.nomination import CouncilDecided
from shared.events.notification import NoticeAcknowledged
from shared.events.parts import Recipient, Tally
from shared.events.registration import MovementLaunched, PlanIssued, PlanTaskAssigned
from shared.identity.directory import DirectoryPerson
from shared.messaging.inbox import Delivery as Arrived
from shared.store import Transaction
from tests.integration.notification.scene import (
    World,
    about,
    accepted,
    client,
    context,
    convened,
    forwarded,
    issued,
    returned,
    submitted,
)

API = "/notification/api/v1/notices"


async def told(world: World) -> list[tuple[str, str]]:
    """(person, kind) of every notice."""
    return sorted((one.person, one.notice_kind) for one in await world.ours.reads.find(Notice, {}))


async def mailed(world: World) -> list[str]:
    return sorted(one.person for one in await world.ours.reads.find(Delivery, {}))


async def inbox(app: FastAPI, subject: str, **query: Any) -> dict[str, Any]:
    async with client(app, subject) as http:
        answer = await http.get(API, params=query)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def plan() -> PlanIssued:
    to = [
        ("my-hao", "inbox"),
        ("duong-quang", "inbox"),
        ("duong-quang.truong-thcs", "mail"),
        ("duong-quang.dai-truyen-thanh", "web"),
        ("duong-quang.van-phong", "archive"),
    ]
    return PlanIssued(
        plan="kh-1",
        year=2025,
        number="01/KH-UBND",
        title="Kế hoạch công tác thi đua, khen thưởng năm 2025",
        unit="duong-quang",
        issued_on=date(2025, 1, 6),
        recipients=tuple(Recipient(unit=unit, name=unit, channel=channel) for unit, channel in to),
        tasks=12,
    )


async def test_event_delivered_three_times_and_out_of_order_is_told_once(app: FastAPI, world: World) -> None:
    said = await world.say(submitted("d-1"), returned("d-1"), submitted("d-1"), accepted("d-1"), about="d-1")
    await world.hear(*said.shuffled(7))
    assert await told(world) == [
        ("can-bo", "dossier-submitted"),
        ("can-bo", "dossier-submitted"),  # it was submitted twice: two events
        ("hieu-truong", "dossier-accepted"),
        ("hieu-truong", "dossier-returned"),
    ]
    assert await mailed(world) == ["can-bo", "can-bo", "hieu-truong", "hieu-truong"]


async def test_event_that_comes_again_after_the_inbox_has_forgotten_it_is_still_told_once(world: World) -> None:
    said = await world.say(returned("d-1"), about="d-1")
    await world.hear(*said.arrived())
    await world.ours["inbox"].delete_many({})
    await world.hear(*said.arrived())
    assert await told(world) == [("hieu-truong", "dossier-returned")]


async def test_person_with_two_reasons_to_hear_hears_once(world: World) -> None:
    await world.tell(issued("qd-1", "d-1", "d-2"), about="qd-1")
    assert await told(world) == [(who, "decision-issued") for who in ("can-bo", "hieu-truong", "van-hoa")]


async def test_plan_goes_to_each_recipient_by_its_channel(app: FastAPI, world: World) -> None:
    await world.tell(plan(), about="kh-1")
    assert await told(world) == [(who, "plan-issued") for who in ("chu-tich", "dai", "hieu-truong", "thi-xa")]
    assert await mailed(world) == ["hieu-truong"]


async def test_recipient_acknowledges_the_plan(app: FastAPI, world: World) -> None:
    await world.tell(plan(), about="kh-1")
    (notice,) = (await inbox(app, "thi-xa"))["items"]
    assert notice["asks_acknowledgement"] is True
    async with client(app, "thi-xa") as http:
        first = await http.post(f"{API}/{notice['id']}/acknowledgement")
        again = await http.post(f"{API}/{notice['id']}/acknowledgement")
    assert first.status_code == again.status_code == 201
    assert first.json()["acknowledged_at"] == again.json()["acknowledged_at"] == "2025-06-12T03:00:00Z"
    said = await world.ours["outbox"].count_documents({"type": NoticeAcknowledged.meta.type})
    assert said == 1


async def test_notice_that_asks_for_no_acknowledgement_takes_none(app: FastAPI, world: World) -> None:
    await world.tell(returned("d-1"), about="d-1")
    (notice,) = (await inbox(app, "hieu-truong"))["items"]
    async with client(app, "hieu-truong") as http:
        answer = await http.post(f"{API}/{notice['id']}/acknowledgement")
    assert answer.status_code == 409
    assert answer.json()["code"] == "notice.no_acknowledgement"


async def test_helpers_of_a_task_find_it_in_the_inbox_and_the_leader_gets_a_mail(world: World) -> None:
    task = PlanTaskAssigned(
        plan="kh-1",
        task="II.2",
        title="Đăng ký thi đua",
        leader="duong-quang.van-phong",
        helpers=("duong-quang.truong-thcs",),
    )
    await world.tell(task, about="kh-1")
    assert await told(world) == [("hieu-truong", "task-assigned"), ("van-phong", "task-assigned")]
    assert await mailed(world) == ["van-phong"]


async def test_movement_is_told_to_every_head_of_the_commune_and_to_nobody_else(world: World) -> None:
    movement = MovementLaunched(
        movement="pt-1",
        title="Phong trào thi đua năm 2025",
        unit="duong-quang",
        starts_on=date(2025, 1, 15),
        ends_on=date(2025, 12, 15),
        criteria=(),
    )
    await world.tell(movement, about="pt-1")
    assert await told(world) == [(who, "movement-launched") for who in ("dai", "hieu-truong", "van-phong")]


async def test_nobody_is_waited_for_who_is_told_where_the_file_came_from(world: World) -> None:
    event = forwarded("d-1").model_copy(update={"nominating_unit": "noi-khac.truong-hoc"})
    [said] = (await world.say(event, about="d-1", unit="my-hao", level=Level.TOWN)).bodies
    with pytest.raises(NobodyThere):
        await world.hear(Arrived.read(said[1]))
    await world.hear(Arrived.read(said[1], carried=True))
    assert await told(world) == [("thi-xa", "dossier-forwarded")]


async def test_forwarded_dossier_is_told_to_the_town_and_to_the_school(world: World) -> None:
    await world.tell(forwarded("d-1"), about="d-1", unit="my-hao", level=Level.TOWN)
    assert await told(world) == [("hieu-truong", "dossier-forwarded"), ("thi-xa", "dossier-forwarded")]


async def test_council_is_told_to_its_members_and_the_result_after_closing(app: FastAPI, world: World) -> None:
    await world.tell(convened("hop-1", "d-1"), about="hop-1")
    assert await told(world) == [("chu-tich", "council-convened"), ("uy-vien", "council-convened")]
    result = CouncilDecided(
        **about("d-1"),
        meeting="hop-1",
        level=Level.COMMUNE,
        approved=True,
        tally=Tally(agree=7, disagree=1, blank=0, present=8, members=9, base=9),
        decided_on=date(2025, 6, 20),
    )
    await world.tell(result, about="d-1")
    (notice,) = (await inbox(app, "hieu-truong"))["items"]
    assert "7 đồng ý, 1 không đồng ý" in notice["text"]


async def test_audience_that_is_not_there_yet_is_waited_for(world: World) -> None:
    said = await world.say(returned("d-1"), about="d-1")

    async def leave(tx: Transaction) -> None:
        tx.remove(DirectoryPerson, "hieu-truong")

    await world.ours.transact(leave, context())
    with pytest.raises(NobodyThere):
        await world.hear(*said.arrived())
    assert await told(world) == []
    await world.settle_in()
    await world.hear(*said.arrived())
    assert await told(world) == [("hieu-truong", "dossier-returned")]


async def test_unread_is_counted_read_one_by_one_and_all_at_once(app: FastAPI, world: World) -> None:
    for number in range(3):
        await world.tell(returned(f"d-{number}"), about=f"d-{number}")
    found = await inbox(app, "hieu-truong")
    assert found["unread"] == 3
    async with client(app, "hieu-truong") as http:
        await http.post(f"{API}/{found['items'][0]['id']}/reading")
        assert (await inbox(app, "hieu-truong", unread=True))["unread"] == 2
        assert (await http.post(f"{API}/readings")).json() == {"count": 2}
    assert (await inbox(app, "hieu-truong", unread=True)) == {"items": [], "after": None, "unread": 0}


async def test_inbox_pages_join_without_a_gap_newest_first(app: FastAPI, world: World) -> None:
    for number in range(5):
        await world.tell(returned(f"d-{number}"), about=f"d-{number}")
    seen: list[str] = []
    after = None
    while True:
        page = await inbox(app, "hieu-truong", limit=2, **({"after": after} if after else {}))
        seen += [item["link"][-1] for item in page["items"]]
        after = page["after"]
        if after is None:
            break
    assert seen == ["4", "3", "2", "1", "0"]


async def test_mail_that_was_switched_off_is_not_written_but_the_notice_is(app: FastAPI, world: World) -> None:
    async with client(app, "can-bo") as http:
        chosen = await http.put("/notification/api/v1/preferences", json={"without_mail": ["dossier-submitted"]})
        refused = await http.put("/notification/api/v1/preferences", json={"without_mail": ["dossier-returned"]})
    assert chosen.status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (422, "preferences.required")
    await world.tell(submitted("d-1"), about="d-1")
    assert await told(world) == [("can-bo", "dossier-submitted")]
    assert await mailed(world) == []


async def test_pages_of_the_inbox_work_as_forms(app: FastAPI, world: World) -> None:
    await world.tell(plan(), returned("d-1"), about="kh-1")
    page = {"Accept": "text/html"}
    async with client(app, "hieu-truong") as http:
        shown = await http.get("/notification/inbox", headers=page)
        assert "2 chưa đọc" in shown.text
        assert "Cần tiếp nhận" in shown.text
        (asks,) = [one for one in (await inbox(app, "hieu-truong"))["items"] if one["asks_acknowledgement"]]
        one = await http.get(f"/notification/inbox/{asks['id']}", headers=page)
        assert "Xác nhận đã tiếp nhận" in one.text
        taken = await http.post(f"/notification/inbox/{asks['id']}/acknowledgement", headers=page)
        assert (taken.status_code, taken.headers["location"]) == (303, f"/notification/inbox/{asks['id']}")
        opened = await http.post(f"/notification/inbox/{asks['id']}/opening", headers=page)
        assert (opened.status_code, opened.headers["location"]) == (303, "/registration/plans/kh-1")
        assert (await http.get("/notification/preferences", headers=page)).status_code == 200
        kept = await http.post("/notification/preferences", data={"mail": ["dossier-submitted"]}, headers=page)
        assert kept.status_code == 303
    assert (await inbox(app, "hieu-truong"))["unread"] == 1

"""What waits for whom: opened and closed by events, in whatever order they arrive."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI

from shared.events import Event, Level
from shared.events.nomination import CouncilClosed, CouncilDecided, ListSubmitted, NominationWithdrawn, SupplementAsked
from shared.events.parts import PartReason, Tally
from shared.events.registration import (
    PlanTaskAssigned,
    PlanTaskReported,
    RegistrationApproved,
    RegistrationReturned,
    RegistrationSubmitted,
)
from shared.identity import OfficeHeld, Role
from shared.identity.directory import DirectoryPerson
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

WHAT = "hồ sơ Lao động tiên tiến của Lý Thu Vân"
TALLY = Tally(agree=7, disagree=1, blank=0, present=8, members=9, base=9)


def decided(dossier: str, *, approved: bool = True) -> CouncilDecided:
    return CouncilDecided(
        **about(dossier),
        meeting="hop-1",
        level=Level.COMMUNE,
        approved=approved,
        tally=TALLY,
        decided_on=date(2025, 6, 20),
    )


def closed() -> CouncilClosed:
    return CouncilClosed(meeting="hop-1", unit="duong-quang", closed_on=date(2025, 6, 20), present=8, members=9)


async def work_of(app: FastAPI, subject: str, *, waiting: bool = False) -> list[dict[str, Any]]:
    async with client(app, subject) as http:
        answer = await http.get("/notification/api/v1/work", params={"waiting": waiting})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def titles_of(app: FastAPI, subject: str, *, waiting: bool = False) -> list[str]:
    return [item["title"] for item in await work_of(app, subject, waiting=waiting)]


async def test_submitted_dossier_waits_for_the_officer_and_is_awaited_by_the_school(app: FastAPI, world: World) -> None:
    await world.tell(submitted("d-1"), about="d-1")
    (item,) = await work_of(app, "can-bo")
    assert item["title"] == f"Kiểm tra {WHAT}"
    assert item["link"] == "/nomination/dossiers/d-1"
    assert (item["due_on"], item["left"]) == ("2025-06-12", "hạn hôm nay")  # 2 working days for checking
    assert item["offices"] == ["officer@duong-quang"]
    assert await titles_of(app, "hieu-truong", waiting=True) == [f"Kiểm tra {WHAT}"]
    assert await titles_of(app, "hieu-truong") == []


async def test_returned_dossier_goes_back_to_the_school_with_the_reason(app: FastAPI, world: World) -> None:
    await world.tell(submitted("d-1"), returned("d-1"), about="d-1")
    (item,) = await work_of(app, "hieu-truong")
    assert item["title"] == f"Bổ sung {WHAT}"
    assert item["note"] == "Lý do trả lại: Thiếu biên bản bình xét (giấy tờ: Biên bản bình xét thi đua)"
    assert await titles_of(app, "can-bo") == []


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([accepted("d-1")], f"Đưa vào phiên họp Hội đồng {WHAT}"),
        ([accepted("d-1", decided_by="town")], f"Xét và trình cấp trên {WHAT}"),
        ([accepted("d-1"), decided("d-1")], f"Dự thảo quyết định khen thưởng: {WHAT}"),
        ([accepted("d-1", decided_by="town"), decided("d-1")], f"Trình cấp trên {WHAT}"),
        ([accepted("d-1"), decided("d-1", approved=False)], None),
        ([NominationWithdrawn(**about("d-1"), by="hieu-truong", reason="Chuyển công tác.")], None),
    ],
    ids=["accepted", "for the town", "approved", "approved for the town", "rejected", "withdrawn"],
)
async def test_next_step_of_the_officer(app: FastAPI, world: World, events: list[Event], expected: str | None) -> None:
    await world.tell(submitted("d-1"), *events, about="d-1")
    assert await titles_of(app, "can-bo") == ([expected] if expected else [])


async def test_forwarded_dossier_waits_for_the_town_and_is_awaited_by_commune_and_school(
    app: FastAPI, world: World
) -> None:
    await world.tell(submitted("d-1"), accepted("d-1", decided_by="town"), about="d-1")
    await world.tell(forwarded("d-1"), about="d-1", unit="my-hao", level=Level.TOWN)
    (item,) = await work_of(app, "thi-xa")
    assert item["title"] == f"Tiếp nhận {WHAT}"
    assert item["due_on"] == "2025-06-16"  # 2 working days for checking, at the town as well
    for waiting in ("can-bo", "hieu-truong"):
        assert await titles_of(app, waiting, waiting=True) == [f"Tiếp nhận {WHAT}"]


async def test_meeting_waits_for_each_member_until_it_is_closed(app: FastAPI, world: World) -> None:
    await world.tell(submitted("d-1"), accepted("d-1"), about="d-1")
    await world.tell(convened("hop-1", "d-1"), about="hop-1")
    for member in ("chu-tich", "uy-vien"):
        assert await titles_of(app, member) == ["Đọc 1 hồ sơ và dự phiên họp Hội đồng ngày 20/06/2025"]
    assert await titles_of(app, "can-bo") == []
    assert f"Chờ phiên họp Hội đồng xét {WHAT}" in await titles_of(app, "can-bo", waiting=True)
    await world.tell(closed(), about="hop-1")
    assert await titles_of(app, "uy-vien") == []
    assert await titles_of(app, "can-bo") == [f"Đưa vào phiên họp Hội đồng {WHAT}"]  # nobody voted on it


@pytest.mark.parametrize("seed", range(6))
async def test_any_order_and_any_number_of_deliveries_give_the_same_work(app: FastAPI, world: World, seed: int) -> None:
    dossier = await world.say(
        submitted("d-1"), returned("d-1"), submitted("d-1"), accepted("d-1"), decided("d-1"), about="d-1"
    )
    meeting = await world.say(convened("hop-1", "d-1"), closed(), about="hop-1")
    decision = await world.say(issued("qd-1", "d-1"), about="qd-1")
    dossier.bodies += meeting.bodies + decision.bodies
    await world.hear(*dossier.shuffled(seed))
    for subject in ("can-bo", "hieu-truong", "chu-tich"):
        assert await titles_of(app, subject) == []
    assert await titles_of(app, "van-hoa") == ["Phát bản tin: Quyết định số 12/QĐ-UBND ngày 25/06/2025"]
    assert await titles_of(app, "dai") == await titles_of(app, "van-hoa")


async def test_registration_goes_to_and_fro(app: FastAPI, world: World) -> None:
    what = {"registration": "dk-1", "unit": "duong-quang", "to_unit": "my-hao", "title": "Đăng ký thi đua năm 2025"}
    more = {"kind": "content", "year": 2025, "lines": 5}
    said = RegistrationSubmitted(**what, **more, submitted_on=date(2025, 6, 10))
    await world.tell(said, about="dk-1")
    assert await titles_of(app, "thi-xa") == ["Xét bản đăng ký: Đăng ký thi đua năm 2025"]
    assert await titles_of(app, "can-bo", waiting=True) == ["Xét bản đăng ký: Đăng ký thi đua năm 2025"]
    await world.tell(RegistrationReturned(**what, reason="Thiếu điểm."), about="dk-1")
    (item,) = await work_of(app, "can-bo")
    assert (item["title"], item["note"]) == ("Sửa bản đăng ký: Đăng ký thi đua năm 2025", "Lý do trả lại: Thiếu điểm.")
    await world.tell(said, RegistrationApproved(**what, **more, approved_on=date(2025, 6, 11)), about="dk-1")
    assert await titles_of(app, "can-bo") == await titles_of(app, "thi-xa") == []


async def test_task_of_the_plan_is_open_until_its_leader_reports_it_done(app: FastAPI, world: World) -> None:
    task = PlanTaskAssigned(
        plan="kh-1", task="II.2", title="Đăng ký thi đua", leader="duong-quang.van-phong", due_on=date(2025, 6, 11)
    )
    await world.tell(task, about="kh-1")
    (item,) = await work_of(app, "van-phong")
    assert (item["left"], item["overdue"]) == ("quá hạn 1 ngày làm việc", True)

    def report(*, done: bool) -> PlanTaskReported:
        return PlanTaskReported(
            plan="kh-1", task="II.2", by="duong-quang.van-phong", on=date(2025, 6, 12), done=done, summary="Đang làm."
        )

    await world.tell(report(done=False), about="kh-1")
    (item,) = await work_of(app, "van-phong")
    assert item["note"] == "Báo cáo ngày 12/06/2025: Đang làm."
    await world.tell(report(done=True), about="kh-1")
    assert await titles_of(app, "van-phong") == []


async def test_work_moves_with_the_office(app: FastAPI, world: World) -> None:
    await world.tell(submitted("d-1"), about="d-1")

    async def change(tx: Transaction) -> None:
        old = await tx.get(DirectoryPerson, "can-bo")
        tx.put(old.model_copy(update={"offices": []}))
        new = OfficeHeld(role=Role.OFFICER, unit="duong-quang", valid_from=date(2025, 6, 1))
        tx.put(DirectoryPerson(id="nguoi-moi", name="Đỗ Minh Hà", offices=[new]))

    await world.ours.transact(change, context())
    assert await titles_of(app, "can-bo") == []
    assert await titles_of(app, "nguoi-moi") == [f"Kiểm tra {WHAT}"]


async def test_most_urgent_comes_first_and_pages_join_without_a_gap(app: FastAPI, world: World) -> None:
    for number, day in enumerate((None, 20, 13, 20, None, 16)):
        task = PlanTaskAssigned(
            plan="kh-1",
            task=f"{number}",
            title=f"việc {number}",
            leader="duong-quang.van-phong",
            due_on=date(2025, 6, day) if day else None,
        )
        await world.tell(task, about="kh-1")
    seen: list[str] = []
    after = None
    async with client(app, "van-phong") as http:
        while True:
            query = {"limit": 2} | ({"after": after} if after else {})
            page = (await http.get("/notification/api/v1/work", params=query)).json()
            seen += [item["title"][-6:] for item in page["items"]]
            after = page["after"]
            if after is None:
                break
        refused = await http.get("/notification/api/v1/work", params={"after": "x"})
    assert seen == ["việc 2", "việc 5", "việc 1", "việc 3", "việc 0", "việc 4"]
    assert refused.status_code == 422


async def test_home_page_asks_the_store_exactly_these_questions(app: FastAPI, world: World) -> None:
    for number in range(5):
        await world.tell(submitted(f"d-{number}"), about=f"d-{number}")
    async with client(app, "can-bo") as http:
        with world.ours.queries.counting() as asked:
            page = await http.get("/notification/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.text.count("Kiểm tra hồ sơ Lao động tiên tiến") == 5
    assert "hạn hôm nay" in page.text
    assert asked == [
        "find directory_people",
        "find directory_units",
        "find work_items",
        "find work_items",
        "find notices",
        "find directory_units",
    ]


async def test_home_page_of_somebody_without_office_says_what_to_do(app: FastAPI, world: World) -> None:
    async with client(app, "ai-do") as http:
        page = await http.get("/notification/", headers={"Accept": "text/html"})
    assert "Bạn chưa được giao chức vụ nào." in page.text


async def test_dossiers_of_a_list_wait_as_one_until_one_goes_its_own_way(app: FastAPI, world: World) -> None:
    lines = [submitted(f"d-{n}") for n in range(1, 4)]
    sent = ListSubmitted(
        list_id="l-1", unit="duong-quang", nominating_unit="duong-quang.truong-thcs", title="danh sách của trường",
        year=2025, lines=3, submitted_on=date(2025, 6, 9), by="hieu-truong",
    )  # fmt: skip
    for n, line in enumerate(lines, 1):
        await world.tell(line.model_copy(update={"list_id": "l-1"}), about=f"d-{n}")
    await world.tell(sent, about="l-1")
    (item,) = await work_of(app, "can-bo")
    assert (item["title"], item["note"]) == ("Tiếp nhận danh sách của trường", "3 hồ sơ")
    for n in (1, 2, 3):
        await world.tell(accepted(f"d-{n}"), about=f"d-{n}")
    (item,) = await work_of(app, "can-bo")
    assert (item["title"], item["note"]) == ("Đưa vào phiên họp Hội đồng danh sách của trường", "3 hồ sơ")
    asked = SupplementAsked(
        **about("d-2"), by="can-bo", asked_on=date(2025, 6, 12), answer_by=date(2025, 6, 26),
        reasons=(PartReason(part="M", reason="Chưa có chữ ký."),),
    )  # fmt: skip
    await world.tell(asked, about="d-2")
    assert [one["note"] for one in await work_of(app, "can-bo") if "danh sách" in one["title"]] == ["2 hồ sơ"]
    assert await titles_of(app, "hieu-truong") == [f"Gửi giấy tờ bổ sung {WHAT}"]

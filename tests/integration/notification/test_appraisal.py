"""What waits and who is told while a dossier is appraised: the supplement, the consultation, the end by time."""

from __future__ import annotations

from datetime import date

from fastapi import FastAPI

from shared.events.nomination import (
    ConsultationClosed,
    ConsultationOpened,
    JointNominationAnswered,
    JointNominationAsked,
    JointNominationDropped,
    NominationExpired,
    SupplementAsked,
    SupplementGiven,
)
from shared.events.parts import PartReason
from tests.integration.notification.scene import World, about, accepted, submitted
from tests.integration.notification.test_notices import told
from tests.integration.notification.test_work import WHAT, titles_of, work_of

ASKED = SupplementAsked(
    **about("d-1"), by="can-bo", asked_on=date(2025, 6, 12), answer_by=date(2025, 6, 26),
    reasons=(PartReason(part="M", reason="Chưa có chữ ký."),),
)  # fmt: skip
CONSULTED = ConsultationOpened(
    **about("d-1"), by="can-bo", bodies=("Văn phòng - Thống kê", "Chi cục Thuế"), units=("duong-quang.van-phong",),
    question="Chấp hành pháp luật?", opened_on=date(2025, 6, 12), answer_by=date(2025, 6, 26),
)  # fmt: skip


async def test_supplement_waits_for_the_school_and_the_clock_goes_on_when_it_is_given(
    app: FastAPI, world: World
) -> None:
    await world.tell(submitted("d-1"), accepted("d-1"), ASKED, about="d-1")
    (item,) = await work_of(app, "hieu-truong")
    assert item["title"] == f"Gửi giấy tờ bổ sung {WHAT}"
    assert item["due_on"] == "2025-06-26"
    assert "Chưa có chữ ký." in item["note"]
    assert await titles_of(app, "can-bo") == []
    given = SupplementGiven(**about("d-1"), by="hieu-truong", given_on=date(2025, 6, 17), paused_days=3)
    await world.tell(given, about="d-1")
    (item,) = await work_of(app, "can-bo")
    assert item["due_on"] == "2025-07-01"  # ten working days after the acceptance, and three more
    assert ("hieu-truong", "supplement-asked") in await told(world)
    assert ("can-bo", "supplement-given") in await told(world)


async def test_opinion_waits_for_the_unit_that_is_asked(app: FastAPI, world: World) -> None:
    await world.tell(submitted("d-1"), accepted("d-1"), CONSULTED, about="d-1")
    (item,) = await work_of(app, "van-phong")
    assert (item["title"], item["due_on"]) == (f"Cho ý kiến về {WHAT}", "2025-06-26")
    assert await titles_of(app, "can-bo", waiting=True) == [f"Cho ý kiến về {WHAT}"]
    closed = ConsultationClosed(**about("d-1"), by="can-bo", closed_on=date(2025, 6, 27), paused_days=11)
    await world.tell(closed, about="d-1")
    assert await titles_of(app, "van-phong") == []
    people = [person for person, kind in await told(world) if kind == "consultation-opened"]
    assert people == ["hieu-truong", "van-phong"]


async def test_expired_dossier_waits_for_nobody_and_both_ends_are_told(app: FastAPI, world: World) -> None:
    expired = NominationExpired(
        **about("d-1"), expired_on=date(2025, 6, 27), answer_by=date(2025, 6, 26), asked="Chưa có chữ ký."
    )
    await world.tell(submitted("d-1"), accepted("d-1"), ASKED, expired, about="d-1")
    assert await titles_of(app, "hieu-truong") == []
    people = [person for person, kind in await told(world) if kind == "dossier-expired"]
    assert people == ["can-bo", "hieu-truong"]


async def test_asked_unit_answers_and_the_nominator_is_told(app: FastAPI, world: World) -> None:
    asked = JointNominationAsked(
        **about("d-1"), by="hieu-truong", units=("duong-quang.van-phong",), asked_on=date(2025, 6, 12)
    )
    await world.tell(asked, about="d-1")
    (item,) = await work_of(app, "van-phong")
    assert item["title"] == "Trả lời việc cùng đề nghị Lao động tiên tiến cho Lý Thu Vân"
    assert await titles_of(app, "hieu-truong", waiting=True) == [item["title"]]
    answered = JointNominationAnswered(
        **about("d-1"), by="van-phong", joint_unit="duong-quang.van-phong", agrees=False, reason="Chưa rõ thành tích.",
        answered_on=date(2025, 6, 13), left=0,
    )  # fmt: skip
    await world.tell(answered, about="d-1")
    assert await titles_of(app, "van-phong") == []
    assert {("van-phong", "joint-asked"), ("hieu-truong", "joint-answered")} <= set(await told(world))


async def test_unit_that_is_asked_no_more_has_nothing_to_do(app: FastAPI, world: World) -> None:
    asked = JointNominationAsked(
        **about("d-1"), by="hieu-truong", units=("duong-quang.van-phong",), asked_on=date(2025, 6, 12)
    )
    dropped = JointNominationDropped(
        **about("d-1"), by="hieu-truong", joint_unit="duong-quang.van-phong", dropped_on=date(2025, 6, 13)
    )
    await world.tell(asked, dropped, about="d-1")
    assert await titles_of(app, "van-phong") == []

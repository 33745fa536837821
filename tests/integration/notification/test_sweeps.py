"""A sweep of hamlets: one thing to do for each unit, however many people wait, and a word when somebody is late."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import FastAPI

from services.notification.notices.model import Notice
from shared.events.nomination import (
    CandidateDeclared,
    CandidateFound,
    CandidateOverdue,
    CandidateProved,
    CandidateSetAside,
    HamletReported,
    SweepOpened,
)
from tests.integration.notification.scene import World
from tests.integration.notification.test_work import work_of

HAMLET = "duong-quang.truong-thcs"
"""Stands for a hamlet: its head is «hieu-truong»."""
SWEEP = {"sweep": "dot-1", "unit": "duong-quang"}
TITLE = "Rà soát thanh niên xung phong"


def opened() -> SweepOpened:
    return SweepOpened(
        **SWEEP, title=TITLE, subject_kind="TNXP", subject_name="Thanh niên xung phong", award="KT-HCH-TNXPVV",
        hamlets=(HAMLET,), association="", opened_on=date(2025, 6, 10), enter_by=date(2025, 7, 1), by="can-bo",
    )  # fmt: skip


def said(candidate: str, *, at: str = HAMLET, due: date | None = date(2025, 6, 20)) -> dict[str, Any]:
    return SWEEP | {
        "candidate": candidate, "hamlet": HAMLET, "name": f"Ông {candidate}", "subject_kind": "TNXP", "waits_at": at,
        "due_on": due, "by": "hieu-truong",
    }  # fmt: skip


def found(candidate: str) -> CandidateFound:
    return CandidateFound(**said(candidate), birth_year=1949, living=True, found_on=date(2025, 6, 11))


async def test_hamlet_has_one_thing_to_do_for_all_of_its_people(app: FastAPI, world: World) -> None:
    await world.tell(found("u-1"), about="u-1")  # heard before the sweep itself
    assert await work_of(app, "hieu-truong") == []
    await world.tell(opened(), about="dot-1")
    await world.tell(found("u-2"), about="u-2")
    (item,) = await work_of(app, "hieu-truong")
    assert item["title"] == f"{TITLE}: 2 người chờ bản khai, ghi tên và báo rà soát xong"
    assert (item["due_on"], item["link"]) == ("2025-06-20", "/nomination/sweeps/dot-1")
    assert len(await work_of(app, "can-bo", waiting=True)) == 1

    declared = CandidateDeclared(**said("u-1", due=date(2025, 6, 30)), by_relative=False, declared_on=date(2025, 6, 12))
    proved = CandidateProved(**said("u-1", at="duong-quang"), received_on=date(2025, 6, 12))
    await world.tell(declared, proved, about="u-1")
    await world.tell(
        HamletReported(**SWEEP, hamlet=HAMLET, found=2, reported_on=date(2025, 6, 12), by="hieu-truong"), about="dot-1"
    )
    (item,) = await work_of(app, "hieu-truong")
    assert item["title"] == f"{TITLE}: 1 người chờ bản khai"
    (mine,) = await work_of(app, "can-bo")
    assert mine["title"] == f"{TITLE}: 1 người chờ hỏi ý kiến hội, niêm yết"

    aside = CandidateSetAside(
        **said("u-2", at="", due=None), reason="Chưa đủ 24 tháng.", set_aside_on=date(2025, 6, 12)
    )
    await world.tell(aside, about="u-2")
    assert await work_of(app, "hieu-truong") == []


async def test_late_step_is_told_to_whoever_has_it_and_to_the_officer(app: FastAPI, world: World) -> None:
    late = CandidateOverdue(
        **(said("u-1") | {"by": "service:nomination"}), what="Lập bản khai", noticed_on=date(2025, 6, 21)
    )
    await world.tell(late, about="u-1")
    told = {one.person: one.title for one in await world.ours.reads.find(Notice, {})}
    assert told == dict.fromkeys(("hieu-truong", "can-bo"), "Quá hạn: lập bản khai, Ông u-1")

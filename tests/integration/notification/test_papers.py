"""What waits for a signature: minutes with the secretary, then the chair; a list of delegates with who confirms."""

from __future__ import annotations

from datetime import date

from fastapi import FastAPI

from shared.events import Level
from shared.events.nomination import (
    Delegate,
    ExemplarsConfirmed,
    ExemplarsProposed,
    ExemplarsReturned,
    MinutesDrafted,
    MinutesPresented,
    MinutesReturned,
    MinutesSigned,
)
from shared.events.parts import Nominee, SubjectKind
from tests.integration.notification.scene import World
from tests.integration.notification.test_notices import told
from tests.integration.notification.test_work import titles_of, work_of

DAY = date(2025, 6, 20)
OF = {"minutes": "bb-1", "meeting": "hop-1", "unit": "duong-quang"}
SIGN = "Ký biên bản kiểm phiếu ngày 20/06/2025"
DRAFTED = MinutesDrafted(
    **OF, what="ballot", title="Biên bản kiểm phiếu", held_on=DAY, secretary="can-bo", chair="uy-vien", written_on=DAY
)
PRESENTED = MinutesPresented(**OF, chair="uy-vien", presented_on=DAY)
SIGNED = MinutesSigned(**OF, what="ballot", number="03/BB-HĐTĐKT", signed_on=DAY)
LIST = {"selection": "s-1", "unit": "duong-quang", "title": "Hội nghị điển hình tiên tiến"}


async def test_minutes_wait_for_the_secretary_then_the_chair_and_vanish_when_signed(app: FastAPI, world: World) -> None:
    await world.tell(DRAFTED, about="bb-1")
    assert SIGN in await titles_of(app, "can-bo")
    assert SIGN not in await titles_of(app, "uy-vien")
    await world.tell(DRAFTED, PRESENTED, about="bb-1")
    assert SIGN not in await titles_of(app, "can-bo")
    (item,) = [one for one in await work_of(app, "uy-vien") if one["title"] == SIGN]
    assert (item["link"], item["note"]) == ("/nomination/minutes/bb-1", "Thư ký đã ký")
    returned = MinutesReturned(**OF, secretary="can-bo", reason="Ghi rõ mục 2.", returned_on=DAY)
    await world.tell(DRAFTED, PRESENTED, returned, about="bb-1")
    (item,) = [one for one in await work_of(app, "can-bo") if one["title"] == SIGN]
    assert item["note"] == "Lý do trả lại: Ghi rõ mục 2."
    await world.tell(DRAFTED, PRESENTED, returned, PRESENTED, SIGNED, about="bb-1")
    for person in ("can-bo", "uy-vien"):
        assert SIGN not in await titles_of(app, person)
        assert SIGN not in await titles_of(app, person, waiting=True)


async def test_list_of_delegates_waits_for_who_confirms_it_and_their_units_are_told(app: FastAPI, world: World) -> None:
    proposed = ExemplarsProposed(**LIST, held_on=DAY, chosen=2, proposed_on=DAY, by="can-bo")
    await world.tell(proposed, about="s-1")
    wanted = "Xác nhận danh sách 2 đại biểu: Hội nghị điển hình tiên tiến"
    assert wanted in await titles_of(app, "can-bo", waiting=True)
    returned = ExemplarsReturned(**LIST, reason="Thiếu các thôn.", returned_on=DAY, by="chu-tich")
    await world.tell(proposed, returned, about="s-1")
    assert "Sửa danh sách đại biểu: Hội nghị điển hình tiên tiến" in await titles_of(app, "can-bo")
    nominee = Nominee(id="n-1", kind=SubjectKind.INDIVIDUAL, name="Lê Thị Mẫu", unit="duong-quang.truong-thcs")
    confirmed = ExemplarsConfirmed(
        **LIST, level=Level.COMMUNE, number="01/DS-UBND", from_year=2020, to_year=2025, held_on=DAY, place="Hội trường",
        confirmed_on=DAY, by="chu-tich", delegates=(Delegate(nominee=nominee, awards=4),),
    )  # fmt: skip
    await world.tell(proposed, returned, proposed, confirmed, about="s-1")
    assert not [title for title in await titles_of(app, "can-bo") if "đại biểu" in title]
    people = [person for person, kind in await told(world) if kind == "exemplars-confirmed"]
    assert people == ["can-bo", "hieu-truong"]

"""The pages as people use them, without JavaScript."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from tests.integration.nomination.play import accepted, approved, convened
from tests.integration.nomination.samples import sample
from tests.integration.town import Person, Town, done, fresh


def text(answer: httpx2.Response, status: int = 200) -> str:
    """The page, which must be a whole one in Vietnamese."""
    assert answer.status_code == status, answer.text
    assert 'lang="vi"' in answer.text
    return answer.text


def led_to(answer: httpx2.Response) -> str:
    """Where a form led."""
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removeprefix("/nomination")


async def nominated(school: Person, name: str, **more: Any) -> str:
    """A draft made by the stepper up to its second page; the path of its third."""
    whom = {
        "nominating_unit": "duong-quang.truong-tieu-hoc",
        "nominee_kind": "individual",
        "nominee_name": name,
        "honorific": "Bà",
        "position": "Giáo viên",
    }
    second = text(await school.send("/dossiers/new", **whom))
    assert f'value="{name}"' in second
    chosen = whom | {"award": "TD-CN-LDTT", "kind": "LH-CT", "year": "2025"} | more
    return led_to(await school.send("/dossiers/new/award", **chosen))


async def test_head_nominates_a_colleague_one_thing_per_page(school: Person, officer: Person) -> None:
    assert "Trường Tiểu học Dương Quang" in text(await school.page("/dossiers/new"))
    third = await nominated(school, "Đinh Thị Mẫu")
    page = text(await school.page(third))
    assert "thiếu căn cứ" in page
    facts = {"category": "staff", "rating": "HTT", "months": "12", "no_discipline": "true", "no_proceedings": "true"}
    written = {"achievement": "Chủ nhiệm lớp 3B, toàn bộ học sinh hoàn thành chương trình.", "papers": "B"}
    live = await school.send(third.replace("achievement", "conditions"), **written, **facts)
    assert "Điều kiện" in live.text
    report = led_to(await school.send(third, **written, **facts, no_earlier="true"))
    assert "Để sau: sang bước giấy tờ" in text(await school.page(report))
    check = report.replace("/report", "/check")
    page = text(await school.page(check))
    assert "không đạt" not in page
    assert "Còn thiếu giấy tờ" in page
    receipt = led_to(await school.send(check.replace("check", "submission")))
    assert "Chậm nhất" in text(await school.page(receipt))
    show = receipt.replace("/receipt", "")
    assert "Tiếp nhận hồ sơ</button>" in text(await officer.page(show))
    assert "Tiếp nhận hồ sơ</button>" not in text(await school.page(show))
    assert led_to(await officer.send(f"{show}/acceptance")) == show
    assert "đinh thị mẫu" in text(await officer.page("/", q="dinh thi mau")).lower()


async def test_form_keeps_what_was_typed_and_says_what_is_missing(school: Person) -> None:
    page = text(await school.send("/dossiers/new", nominee_name="Đinh Thị Mẫu"), 422)
    assert 'value="Đinh Thị Mẫu"' in page
    assert "error-summary" in page


async def test_award_of_another_subject_is_told_in_a_sentence(school: Person) -> None:
    whom = {"nominating_unit": "duong-quang.truong-tieu-hoc", "nominee_kind": "household", "nominee_name": "Hộ bà Mẫu"}
    sent = whom | {"award": "TD-CN-LDTT", "kind": "LH-CT", "year": "2025"}
    assert "không dành cho hộ gia đình" in text(await school.send("/dossiers/new/award", **sent), 422)


async def test_failing_condition_is_shown_before_sending_and_can_be_overridden(school: Person) -> None:
    third = await nominated(school, "Đinh Thị Yếu")
    written = {"achievement": "Có cố gắng trong công tác nhưng xếp loại thấp.", "rating": "KHT"}
    check = led_to(await school.send(third, **written)).replace("/report", "/check")
    assert "không đạt" in text(await school.page(check))
    submission = check.replace("check", "submission")
    assert "Chưa đủ điều kiện theo" in text(await school.send(submission), 422)
    receipt = led_to(await school.send(submission, override_reason="Nhà trường xin Hội đồng xem xét."))
    assert "Nhà trường xin Hội đồng xem xét." in text(await school.page(receipt.replace("/receipt", "")))


async def test_new_recruit_states_the_day_and_rules_nobody_verified_are_marked(school: Person) -> None:
    third = await nominated(school, "Đinh Thị Mới")
    written = {"achievement": "Mới về trường, dạy thay lớp 2A trong học kỳ II.", "rating": "HTT", "months": "3"}
    unknown = await school.send(third.replace("achievement", "conditions"), **written)
    assert "Còn thiếu: ngày tuyển dụng" in unknown.text
    recruited = await school.send(third.replace("achievement", "conditions"), **written, recruited_on="10/02/2025")
    assert "không đạt" in recruited.text
    assert "chưa kiểm chứng" in recruited.text
    check = led_to(await school.send(third, **written, recruited_on="10/02/2025")).replace("/report", "/check")
    assert "06 tháng" in text(await school.page(check))
    assert 'value="10/02/2025"' in text(await school.page(third))


async def test_officer_returns_with_a_reason_and_not_without(school: Person, officer: Person) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    done(await school.post(f"/dossiers/{dossier['id']}/submission"))
    path = f"/dossiers/{dossier['id']}"
    assert "Hãy nhập lý do" in text(await officer.send(f"{path}/return"), 422)
    led_to(await officer.send(f"{path}/return", reason="Thiếu biên bản bình xét.", parts="M"))
    page = text(await school.page(path))
    assert "Thiếu biên bản bình xét." in page
    assert "Kiểm tra lại và gửi" in page


async def test_chair_signs_a_decision_and_anybody_sees_the_roll_of_honour(
    town: Town, officer: Person, chair: Person
) -> None:
    body = sample("hs-01")
    body["nominee"] |= {"id": fresh("ca-nhan"), "name": "Vũ Đức Bảng Vàng"}
    dossier = await accepted(town, body, officer)
    await approved(town, "duong-quang", [dossier["id"]], "2025-06-20")
    assert "Vũ Đức Bảng Vàng" in text(await chair.page("/decisions/new"))
    drafted = {"unit": "duong-quang", "title": "Về việc khen thưởng đột xuất", "dossiers": dossier["id"]}
    show = led_to(await chair.send("/decisions/new", **drafted))
    page = text(await chair.page(show))
    assert "Không thể hoàn tác" in page
    assert "360.000 đồng" in page
    assert "Không thể hoàn tác" not in text(await officer.page(show))
    text(await chair.send(f"{show}/signature", post="Chủ tịch"), 422)
    led_to(await chair.send(f"{show}/signature", post="Chủ tịch", sure="true"))
    assert "Đã ký" in text(await chair.page(show))
    async with town.nobody() as http:
        honours = await http.get("/nomination/honours", headers={"Accept": "text/html"})
    assert "Vũ Đức Bảng Vàng" in text(honours)
    assert "<script" not in honours.text
    assert len(honours.content) < 35_000
    assert "Vũ Đức Bảng Vàng" in text(await officer.page("/awards", q="vu duc bang vang"))


@pytest.mark.parametrize(("kind", "begin"), [("pdf", b"%PDF"), ("docx", b"PK")])
async def test_decision_prints_as_official_document(
    town: Town, officer: Person, chair: Person, kind: str, begin: bytes
) -> None:
    dossier = await accepted(town, sample("hs-05"), officer)
    await approved(town, "duong-quang", [dossier["id"]], "2025-06-20")
    body = {"unit": "duong-quang", "title": "Về việc khen thưởng", "dossiers": [dossier["id"]]}
    decision = done(await chair.post("/decisions", body))
    assert (await chair.page(f"/decisions/{decision['id']}/document.{kind}")).content.startswith(begin)
    done(await chair.post(f"/decisions/{decision['id']}/signature"))
    answer = await chair.page(f"/decisions/{decision['id']}/document.{kind}")
    assert answer.content.startswith(begin)


@pytest.mark.parametrize("path", ["/", "/meetings", "/decisions", "/awards"])
async def test_lists_open_for_everybody_with_an_office(officer: Person, school: Person, path: str) -> None:
    text(await officer.page(path))
    text(await school.page(path))


async def test_pages_send_nobody_to_sign_in(town: Town) -> None:
    async with town.nobody() as http:
        answer = await http.get("/nomination/", headers={"Accept": "text/html"})
    assert answer.headers["location"].startswith("/nomination/auth/login")


async def test_secretary_calls_the_council_by_form(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample("hs-01"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    await officer.post(f"/meetings/{meeting['id']}/closing")
    council = done(await officer.get("/councils", unit="duong-quang"))["items"][0]
    assert dossier["id"] in text(await officer.page("/meetings/new"))
    sent = {"title": "Phiên xét đột xuất", "held_on": "06/06/2025", "time": "08:30", "place": "Phòng họp"}
    show = led_to(await officer.send("/meetings/new", council=council["id"], dossiers=dossier["id"], **sent))
    assert "Phiên xét đột xuất" in text(await officer.page(show))
    assert "Phiên xét đột xuất" in text(await officer.page("/meetings"))

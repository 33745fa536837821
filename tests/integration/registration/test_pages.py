"""The pages, used as people use them: open, fill in, send, read what came back. No script runs here."""

from __future__ import annotations

import html
from typing import Any

import httpx2
import pytest

from tests.integration.registration.entries import (
    content_registration,
    location,
    movement_body,
    of_request,
    plan_body,
    titles_registration,
)
from tests.integration.town import Person, Town, done


def text(answer: httpx2.Response, status: int = 200) -> str:
    assert answer.status_code == status, answer.text
    return html.unescape(answer.text)


@pytest.fixture
async def plan(officer: Person, signer: Person) -> dict[str, Any]:
    """The plan of 2025, issued, whichever test came first."""
    rows = done(await officer.get("/plans", unit="duong-quang", year=2025))["items"]
    if not rows:
        rows = [done(await officer.post("/plans", plan_body()))]
    if rows[0]["state"] == "draft":
        return dict(done(await signer.post(f"/plans/{rows[0]['id']}/issuance")))
    return dict(done(await officer.get(f"/plans/{rows[0]['id']}")))


async def test_stranger_is_led_to_the_sign_in(town: Town) -> None:
    async with town.nobody() as http:
        answer = await http.get("/registration/", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"][:25]) == (303, "/registration/auth/login?")


async def test_somebody_without_office_reads_that_access_is_missing(town: Town) -> None:
    page = text(await town.person("nguoi-la").page("/"), 403)
    assert "Chức vụ của bạn không cho phép" in page


async def test_overview_shows_plan_movements_and_own_tasks(
    head: Person, signer: Person, plan: dict[str, Any], town: Town
) -> None:
    movement = done(await signer.post("/movements", movement_body()))
    town.today("2025-01-20")
    page = text(await head.page("/"))
    assert "Thi đua năm 2025" in page
    assert "Nhiệm vụ của đơn vị bạn" in page
    assert movement["title"] in page
    assert plan["number"] in page
    assert "/tasks/II.2/report?unit=duong-quang.van-phong" in page
    assert "Chưa báo cáo" in page
    assert "unreported" not in page.replace("tag-unreported", "")


async def test_town_officer_sees_the_communes_and_opens_one(reviewer: Person, plan: dict[str, Any]) -> None:
    own = text(await reviewer.page("/"))
    assert "Phường Bạch Sam" in own
    assert plan["title"] in text(await reviewer.page("/", unit="duong-quang"))


async def test_commune_cannot_open_the_year_of_another(neighbour: Person) -> None:
    assert "Không tìm thấy" in text(await neighbour.page("/", unit="duong-quang"), 404)


async def test_overview_takes_a_fixed_number_of_queries(officer: Person, town: Town, plan: dict[str, Any]) -> None:
    with town.app.state.store.queries.counting() as seen:
        text(await officer.page("/"))
    assert of_request(seen) == ["movements", "plans", "registrations", *["units"] * 5]


async def test_plan_reads_like_the_document(head: Person, plan: dict[str, Any]) -> None:
    page = text(await head.page(f"/plans/{plan['id']}"))
    assert "ỦY BAN NHÂN DÂN XÃ DƯƠNG QUANG" in page
    assert f"Số: {plan['number']}" in page
    assert "Dương Quang, ngày 06 tháng 01 năm 2025" in page
    assert "III. Tổ chức thực hiện" in page
    assert "Nơi nhận:" in page
    assert "Ký và ban hành" not in page


async def test_signer_issues_a_draft_from_its_page(officer: Person, signer: Person) -> None:
    draft = done(await officer.post("/plans", plan_body(year=2029)))
    page = text(await signer.page(f"/plans/{draft['id']}"))
    assert "Giao 12 nhiệm vụ cho các đơn vị" in page
    assert "Ký và ban hành" not in text(await officer.page(f"/plans/{draft['id']}"))
    after = location(await signer.send(f"/plans/{draft['id']}/issuance"))
    assert "Đã ban hành kế hoạch số" in text(await signer.page(after))


async def test_report_without_summary_is_shown_again_with_what_was_typed(head: Person, plan: dict[str, Any]) -> None:
    path = f"/plans/{plan['id']}/tasks/II.5/report"
    assert "Lượt công chức dự tập huấn" in text(await head.page(path))
    wrong = text(await head.send(path, unit="duong-quang.van-phong", value="2"), 422)
    assert "Cần sửa trước khi gửi" in wrong
    assert 'href="#f-summary"' in wrong
    assert 'value="2"' in wrong
    right = {"unit": "duong-quang.van-phong", "done": "true", "value": "2", "summary": "Hai công chức đã dự."}
    after = location(await head.send(path, **right))
    assert "Hai công chức đã dự. Kết quả: 2 lượt." in text(await head.page(after))


async def test_who_has_no_part_in_a_task_gets_no_form(town: Town, plan: dict[str, Any]) -> None:
    stranger = town.person("dq-tu-phap-01")
    assert "không phải đơn vị báo cáo" in text(await stranger.page(f"/plans/{plan['id']}/tasks/II.5/report"), 422)
    assert "/tasks/II.5/report" not in text(await stranger.page(f"/plans/{plan['id']}"))


async def test_form_without_the_pages_token_is_refused(head: Person, plan: dict[str, Any]) -> None:
    answer = await head.send(f"/plans/{plan['id']}/tasks/II.5/report", csrf_token="forged")
    assert answer.status_code == 403


async def test_movement_page_shows_criteria_and_total(signer: Person, head: Person) -> None:
    movement = done(await signer.post("/movements", movement_body()))
    page = text(await head.page(f"/movements/{movement['id']}"))
    assert "Kết quả dạy và học" in page
    assert "Thường xuyên" in page
    assert "Đăng ký thi đua" in page


async def test_head_registers_titles_step_by_step(head: Person, officer: Person) -> None:
    assert "Văn phòng - Thống kê" in text(await head.page("/registrations/new"))
    about = {"kind": "titles", "from_unit": "duong-quang.van-phong", "year": "2025", "title": "Đăng ký danh hiệu"}
    edit = location(await head.send("/registrations/new", **about))
    base = edit.removesuffix("/edit")
    assert "Chưa có dòng nào." in text(await head.page(edit))
    unfit = text(await head.send(f"{base}/titles", subject_kind="individual", subject="Mai Tiến Cẩn"), 422)
    assert "Hãy nhập danh hiệu." in unfit
    assert 'value="Mai Tiến Cẩn"' in unfit
    line = {"subject_kind": "individual", "subject": "Mai Tiến Cẩn", "award": "TD-CN-LDTT"}
    assert location(await head.send(f"{base}/titles", **line)) == edit
    twice = text(await head.send(f"{base}/titles", **line), 422)
    assert "Mai Tiến Cẩn đã đăng ký danh hiệu này rồi." in twice
    assert "Lao động tiên tiến" in text(await head.page(edit))
    location(await head.send(f"{base}/titles", **(line | {"subject": "Chu Thị Vui"})))
    location(await head.send(f"{base}/removed", sort="titles", place="1"))
    assert "Chu Thị Vui" not in text(await head.page(edit)).replace("Đã bỏ dòng", "")
    after = location(await head.send(f"{base}/submission"))
    page = text(await head.page(after))
    assert "Đã gửi bản đăng ký lần 1 đến Xã Dương Quang." in page
    assert "Thẩm định bản đăng ký" in page
    assert "Chấp thuận" not in page
    assert "Đăng ký danh hiệu" in text(await officer.page("/"))


async def test_reviewer_returns_with_a_reason_and_approves_in_the_end(officer: Person, reviewer: Person) -> None:
    draft = done(await officer.post("/registrations", content_registration()))
    path = f"/registrations/{draft['id']}"
    done(await officer.post(f"{path}/submission"))
    assert "Trả lại để sửa" in text(await reviewer.page(path))
    without = text(await reviewer.send(f"{path}/return", reason="ngắn"), 422)
    assert "Viết lý do trả lại dài ít nhất 10 ký tự." in without
    reason = "Tổng điểm mới đạt 90/100, đề nghị bổ sung."
    assert location(await reviewer.send(f"{path}/return", reason=reason)) == path
    assert reason in text(await officer.page(f"{path}/edit"))
    movement = done(await officer.post("/movements", movement_body()))["id"]
    assert location(await officer.send(f"{path}/taken-criteria", movement=movement)) == f"{path}/edit"
    location(await officer.send(f"{path}/submission"))
    location(await reviewer.send(f"{path}/approval"))
    page = text(await officer.page(path))
    assert "Đã thống nhất ngày 06/01/2025 với Thị xã Mỹ Hào." in page
    assert "Khen thưởng đột xuất và chuyên đề" in page
    assert [step in page for step in ("Gửi lần 1", "Trả lại lần 1", "Gửi lần 2", "Chấp thuận")] == [True] * 4
    assert text(await officer.page(f"{path}/edit"), 409)


async def test_content_registration_is_filled_in_by_hand(officer: Person) -> None:
    about = {"kind": "content", "from_unit": "duong-quang", "year": "2025", "title": "Đăng ký nội dung"}
    edit = location(await officer.send("/registrations/new", **about))
    base = edit.removesuffix("/edit")
    many = text(await officer.send(f"{base}/criteria", code="1", name="Thu ngân sách", max_points="nhiều"), 422)
    assert "Nhập điểm tối đa bằng chữ số" in many
    location(await officer.send(f"{base}/criteria", code="1", name="Thu ngân sách", max_points="20"))
    location(await officer.send(f"{base}/pledges", content="Gia đình văn hóa", unit="phần trăm", target="92"))
    assert text(await officer.send(f"{base}/pledges", content="Gia đình văn hóa"), 422)
    page = text(await officer.page(base))
    assert "Gia đình văn hóa" in page
    assert "Gửi đến Thị xã Mỹ Hào" in page


async def test_list_filters_by_state_and_shows_words_not_codes(town: Town, officer: Person) -> None:
    person = town.person("dq-tram-y-te-01")
    done(await person.post("/registrations", titles_registration("duong-quang.tram-y-te")))
    page = text(await person.page("/registrations", state="draft"))
    assert "Trạm Y tế xã" in page
    assert "Bản nháp" in page
    assert ">draft<" not in page
    assert "Chưa có bản đăng ký nào ở trạng thái này." in text(await person.page("/registrations", state="returned"))


async def test_registration_list_takes_a_fixed_number_of_queries(officer: Person, town: Town) -> None:
    with town.app.state.store.queries.counting() as seen:
        text(await officer.page("/registrations"))
    assert of_request(seen) == ["registrations", "units", "units"]


async def test_directory_finds_people_without_diacritics(officer: Person) -> None:
    page = text(await officer.page("/directory", q="hoi phu nu"))
    assert "Đinh Lệ Oanh" in page
    assert "Thủ trưởng đơn vị" in page
    assert "Tạ Đức Kiểm" not in page
    assert "@" not in page
    assert "Không tìm thấy «xyz»." in text(await officer.page("/directory", q="xyz"))


async def test_directory_takes_a_fixed_number_of_queries(officer: Person, town: Town) -> None:
    with town.app.state.store.queries.counting() as seen:
        text(await officer.page("/directory"))
    assert of_request(seen) == ["officers", "units"]

"""The pages of councils, meetings, votes and minutes as people use them, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import httpx2

from services.nomination.councils.screens import KEY_COOKIE
from services.nomination.councils.verify_ballot import verify
from tests.integration.nomination.play import accepted, approved, convened
from tests.integration.nomination.samples import sample
from tests.integration.town import Person, Town, done


def text(answer: httpx2.Response, status: int = 200) -> str:
    """The page, which must be a whole one in Vietnamese."""
    assert answer.status_code == status, answer.text
    assert 'lang="vi"' in answer.text
    return answer.text


def led_to(answer: httpx2.Response) -> str:
    """Where a form led."""
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removeprefix("/nomination")


async def meeting_of(town: Town, officer: Person, dossier: str) -> tuple[str, str, list[str]]:
    """A meeting about one dossier of the sample: its page, that of the item, the members."""
    one = await accepted(town, sample(dossier), officer)
    meeting = await convened(town, "duong-quang", [one["id"]], "2025-06-05")
    return f"/meetings/{meeting['id']}", f"/meetings/{meeting['id']}/items/{one['id']}", meeting["members"]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, page
    return found[1]


async def opened(town: Town, chair: Person, path: str, item: str) -> str:
    """Everybody is there and the secret vote is open in the chair's browser; its key."""
    led_to(await chair.send(f"{path}/presence", all="true"))
    page = text(await chair.page(item))
    assert "Mở bỏ phiếu kín" in page
    key = hidden(page, "key")
    led_to(await chair.send(f"{item}/opening", key=key))
    return key


async def test_secret_vote_from_opening_to_the_receipt_found_again(town: Town, officer: Person, chair: Person) -> None:
    path, item, members = await meeting_of(town, officer, "hs-05")
    dossier = item.rpartition("/")[2]
    member, other = town.person(members[2]), town.person(members[3])
    assert "ballot-item" not in text(await member.page(path))
    assert "Mở bỏ phiếu" not in text(await member.page(item))
    led_to(await chair.send(f"{path}/presence", all="true"))
    led_to(await other.send(f"{item}/conflicts", why="Là chị em ruột."))
    key = hidden(text(await chair.page(item)), "key")
    led_to(await chair.send(f"{item}/opening", key=key))
    page = text(await member.page(path))
    assert "ballot-item" in page
    assert "Không ai xem được từng phiếu" in page
    assert "ballot-item" not in text(await other.page(path))
    assert "Chọn một trong ba ý kiến" in text(await member.send(f"{item}/vote"), 422)
    receipt = await member.send(f"{item}/vote", **{f"vote.{dossier}": "A"})
    code = re.search(r"<strong>((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})</strong>", text(receipt))
    assert code
    assert receipt.headers["cache-control"] == "no-store"
    assert "Bạn đã bỏ phiếu" in text(await member.page(path))
    assert "Đã có 1 trên 8" in text(await chair.page(path))
    assert "Đã có 1" not in text(await member.page(path))
    assert "Trong hòm có 1 phiếu, cần ít nhất 3" in text(await chair.send(f"{item}/closing", early="true"), 422)
    for person in (members[0], *members[4:]):
        await town.person(person).send(f"{item}/vote", **{f"vote.{dossier}": "A"})
    assert "Còn 1 ủy viên chưa bỏ phiếu" in text(await chair.send(f"{item}/closing"), 422)
    answer = await chair.send(f"{item}/closing", early="true")
    assert led_to(answer) == path
    assert f'{KEY_COOKIE}=""' in " ".join(answer.headers.get_list("set-cookie")), "the key stays in the browser"
    assert code[1] in text(await other.page(f"{item}/ballots"))
    verify((await other.page(f"{item}/ballots.json")).json())
    assert "Thông qua" in text(await member.page(path))
    assert "thông qua" in text(await member.page(f"{path}/projector"))


async def test_key_of_the_box_is_in_the_browser_that_opened_it_or_typed_elsewhere(
    town: Town, officer: Person, chair: Person
) -> None:
    path, item, members = await meeting_of(town, officer, "hs-05")
    dossier = item.rpartition("/")[2]
    key = await opened(town, chair, path, item)
    assert key in text(await chair.page(path)), "the opener can copy the spare key"
    assert key not in text(await chair.page(f"{path}/projector"))
    assert key not in text(await officer.page(path))
    assert key not in text(await town.person(members[2]).page(path))
    for person in members:
        await town.person(person).send(f"{item}/vote", **{f"vote.{dossier}": "A"})
    assert "Máy này không giữ chìa khóa" in text(await officer.page(path))
    assert "Chìa khóa hòm phiếu không đúng" in text(await officer.send(f"{item}/closing"), 422)
    led_to(await officer.send(f"{item}/closing", key=key.lower()))


async def test_voided_vote_says_why_and_is_held_again(town: Town, officer: Person, chair: Person) -> None:
    path, item, _ = await meeting_of(town, officer, "hs-05")
    await opened(town, chair, path, item)
    assert "Hãy nhập lý do" in text(await chair.send(f"{item}/voiding"), 422)
    led_to(await chair.send(f"{item}/voiding", why="Mất kết nối giữa chừng."))
    page = text(await chair.page(item))
    assert "Mất kết nối giữa chừng." in page
    assert "Bỏ phiếu lại" in page


async def test_hands_are_noted_on_one_page(town: Town, officer: Person, chair: Person) -> None:
    path, item, members = await meeting_of(town, officer, "hs-01")
    led_to(await chair.send(f"{path}/presence", **{f"presence.{one}": "in_person" for one in members[:8]},
                            **{f"presence.{members[8]}": "remote"}))  # fmt: skip
    assert "1 trực tuyến" in text(await chair.page(path))
    led_to(await chair.send(f"{item}/opening"))
    assert "ghi kèm tên" in text(await town.person(members[8]).page(path))
    led_to(await town.person(members[8]).send(f"{item}/vote", **{f"vote.{item.rpartition('/')[2]}": "D"}))
    assert "đã tự biểu quyết" in text(await chair.page(item))
    assert "ít nhất một ủy viên" in text(await chair.send(f"{item}/hands"), 422)
    led_to(await chair.send(f"{item}/hands", **{f"hand.{one}": "A" for one in members[:8]}))
    led_to(await chair.send(f"{item}/closing"))
    page = text(await chair.page(item))
    assert "Đồng ý 8, không đồng ý 1" in page
    assert "Bỏ phiếu lại mục này" in page
    led_to(await chair.send(f"{item}/repetition", why="Có ủy viên giơ nhầm."))
    led_to(await chair.send(f"{item}/opening"))
    led_to(await chair.send(f"{item}/hands", all="A"))
    led_to(await chair.send(f"{item}/voiding", why="Nhầm mục đang xét."))
    page = text(await chair.page(item))
    assert "Mở biểu quyết" in page
    assert "Đồng ý 8, không đồng ý 1" in page, "the first vote is kept"


async def test_proposed_conflict_is_answered_beside_the_item(town: Town, officer: Person, chair: Person) -> None:
    path, item, _ = await meeting_of(town, officer, "hs-03")
    led_to(await chair.send(f"{path}/presence", all="true"))
    page = text(await chair.page(item))
    assert "đề xuất từ dữ liệu" in page
    assert "Trả lời các đề xuất xung đột lợi ích" in page
    person = hidden(page, "person")
    assert "Hãy nhập lý do" in text(await chair.send(f"{item}/answers", person=person, answer="confirm"), 422)
    led_to(await chair.send(f"{item}/answers", person=person, answer="refuse", reply="Đã thôi giữ chức vụ."))
    assert "bác bỏ: Đã thôi giữ chức vụ." in text(await chair.page(item))
    led_to(await chair.send(f"{item}/notes", notes="Các ý kiến thống nhất."))
    assert "Các ý kiến thống nhất." in text(await chair.page(item))


async def test_agenda_papers_and_guests_are_changed_before_the_meeting(town: Town, officer: Person) -> None:
    path, item, _ = await meeting_of(town, officer, "hs-01")
    sent: dict[str, Any] = {
        "title": "Phiên họp đã đổi", "held_on": "06/06/2025", "time": "14:00", "place": "Hội trường",
        "dossiers": item.rpartition("/")[2], "papers": "Quy chế Hội đồng | https://example.org/a.pdf\nDanh sách",
        "guests": "Đại diện Hội Cựu TNXP",
    }  # fmt: skip
    assert "Phiên xét khen thưởng" in text(await officer.page(f"{path}/preparation"))
    wrong = await officer.send(f"{path}/preparation", **sent | {"papers": "Quy chế | javascript:alert(1)"})
    assert "Mỗi dòng tài liệu là tên" in text(wrong, 422)
    assert led_to(await officer.send(f"{path}/preparation", **sent)) == path
    page = text(await officer.page(path))
    for phrase in ("Phiên họp đã đổi", 'href="https://example.org/a.pdf"', "Danh sách", "Đại diện Hội Cựu TNXP"):
        assert phrase in page


async def test_council_is_set_up_with_terms_posts_and_relatives(town: Town, officer: Person, chair: Person) -> None:
    page = text(await officer.page("/councils/new"))
    assert 'value="dq-chu-tich-01"' in page
    sent = {
        "unit": "duong-quang", "name": "Hội đồng thử nghiệm", "chair": "dq-chu-tich-01", "secretary": "dq-van-phong-01",
        "members": ["dq-chu-tich-01", "dq-van-hoa-01"], "valid_from": "01/01/2025",
    }  # fmt: skip
    assert "error-summary" in text(await officer.send("/councils/new", **sent | {"members": []}), 422)
    show = led_to(await officer.send("/councils/new", **sent))
    assert "Hội đồng thử nghiệm" in text(await officer.page("/councils"))
    seat = {
        "person": "dq-tai-chinh-01", "post": "deputy", "valid_from": "01/03/2025", "valid_to": "31/12/2025",
        "relatives": "Ngô Thị Thân",
    }  # fmt: skip
    led_to(await officer.send(f"{show}/seats", **seat))
    page = text(await officer.page(show))
    assert "Phó Chủ tịch Hội đồng" in page
    assert "Ngô Thị Thân" in page
    assert "Ngô Thị Thân" not in text(await chair.page(show)), "relatives are for who keeps the council"
    backwards = await officer.send(f"{show}/seats", **seat | {"valid_to": "01/01/2025"})
    assert "kết thúc trước khi bắt đầu" in text(backwards, 422)
    assert "Thêm ủy viên" not in text(await chair.page(show))
    council = show.rpartition("/")[2]
    await town.app.state.store["councils"].delete_one({"_id": council})  # later tests find the one of the sample


async def test_minutes_are_worded_by_the_secretary_and_signed_by_the_chair(
    town: Town, officer: Person, chair: Person
) -> None:
    dossier = await accepted(town, sample("hs-05"), officer)
    meeting = await approved(town, "duong-quang", [dossier["id"]], "2025-06-20")
    page = text(await officer.page(f"/meetings/{meeting['id']}"))
    for name in ("Biên bản họp Hội đồng", "Biên bản kiểm phiếu"):
        assert name in page
    [first, _] = [one["id"] for one in done(await officer.get(f"/meetings/{meeting['id']}/minutes"))["items"]]
    path = f"/minutes/{first}"
    page = text(await officer.page(path))
    assert "Sửa trước khi ký" in page
    assert "BIÊN BẢN HỌP" in page
    assert "Sửa trước khi ký" not in text(await chair.page(path))
    words = {"day": "20/06/2025", "started": "08:00", "ended": "10:15", "conclusion": "Trình trước ngày 25/6."}
    wrong = await officer.send(f"{path}/wording", **words | {"ended": "07:00"})
    assert "Giờ kết thúc phải sau giờ bắt đầu" in text(wrong, 422)
    led_to(await officer.send(f"{path}/wording", **words))
    assert "Trình trước ngày 25/6." in text(await officer.page(path))
    text(await officer.send(f"{path}/presentation"), 422)
    led_to(await officer.send(f"{path}/presentation", sure="true"))
    assert "Hãy nhập" in text(await chair.send(f"{path}/return"), 422)
    text(await chair.send(f"{path}/signature"), 422)
    led_to(await chair.send(f"{path}/signature", sure="true"))
    page = text(await officer.page(path))
    assert re.search(r"Số \d\d/BB-HĐTĐKT", page)
    assert "Sửa trước khi ký" not in page
    assert (await chair.page(f"{path}/document.pdf")).content.startswith(b"%PDF")


async def test_letter_goes_up_with_what_the_council_approved_and_bears_its_number_when_sent(
    town: Town, officer: Person, chair: Person
) -> None:
    town.today("2025-06-09")
    dossier = await accepted(town, sample("hs-07"), officer)
    letter = f"/dossiers/{dossier['id']}/letter"
    assert "phiên họp Hội đồng nào" in text(await officer.page(f"{letter}.pdf"), 404)
    meeting = await approved(town, "duong-quang", [dossier["id"]], "2025-06-20")
    assert f"{letter}.pdf" in text(await chair.page(f"/meetings/{meeting['id']}"))
    draft = (await chair.page(f"{letter}.pdf")).content
    assert draft.startswith(b"%PDF")
    assert (await chair.page(f"{letter}.docx")).content.startswith(b"PK")
    done(await chair.post(f"/dossiers/{dossier['id']}/forwarding", {"to_unit": "my-hao"}))
    assert (await officer.page(f"{letter}.pdf")).content != draft

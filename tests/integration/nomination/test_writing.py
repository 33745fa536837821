"""Writing a dossier: what is typed is kept and nothing is overwritten, the report by sections, several who nominate."""

from __future__ import annotations

import re
from typing import Any

import httpx2
import pytest

from tests.integration.nomination.samples import head_of, sample
from tests.integration.nomination.test_pages import led_to, nominated, text
from tests.integration.town import Person, Town, done, fresh, problem

WRITTEN = {"achievement": "Chủ nhiệm lớp 3B, toàn bộ học sinh hoàn thành chương trình.", "category": "staff"}


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def seen(page: str) -> dict[str, str]:
    """What a form knows of the others."""
    return {"base": hidden(page, "base"), "revision": hidden(page, "revision")}


def keeping(page: str, **values: Any) -> dict[str, Any]:
    """What the script sends at a pause."""
    knows = seen(page)
    return {"values": values, "base": knows["base"], "revision": int(knows["revision"])}


def problem_vi(answer: httpx2.Response) -> str:
    """The sentence of a problem document."""
    return str(answer.json()["vi"])


async def drafted(school: Person) -> str:
    """The page of the achievement of a new draft."""
    return await nominated(school, f"Đinh Thị {fresh('x')[-4:]}")


def keep_at(path: str, place: str = "achievement") -> str:
    return f"{path.removesuffix('/achievement')}/drafts/{place}"


async def test_what_is_typed_is_kept_without_history_audit_or_event(town: Town, school: Person) -> None:
    path = await drafted(school)
    page = text(await school.page(path))
    store = town.app.state.store
    rows = {name: await store[name].count_documents({}) for name in ("outbox", "audit")}
    first = done(await school.put(keep_at(path), keeping(page, achievement="Chủ nhiệm lớp")))
    assert (first["revision"], first["time"]) == (1, "09:00")
    again = done(await school.put(keep_at(path), keeping(page, achievement="Chủ nhiệm lớp")))
    assert again == first  # the same once more changes nothing
    done(await school.put(keep_at(path), keeping(page, achievement="Chủ nhiệm lớp 3B") | {"revision": 1}))
    assert {name: await store[name].count_documents({}) for name in rows} == rows
    later = text(await school.page(path))
    assert "Chủ nhiệm lớp 3B</textarea>" in later
    assert "phần gõ dở lúc 09:00" in later
    assert "Đã lưu lúc 09:00" in later
    check = text(await school.page(path.replace("achievement", "check")))
    assert "Còn phần gõ dở chưa lưu" in check
    led_to(await school.send(path, **WRITTEN, **seen(later)))
    assert await store["drafts"].count_documents({"dossier": path.split("/")[2]}) == 0
    assert "phần gõ dở" not in text(await school.page(path))


async def test_second_window_is_told_and_overwrites_nothing(school: Person, officer: Person) -> None:
    path = await drafted(school)
    one, other = text(await school.page(path)), text(await officer.page(path))
    done(await school.put(keep_at(path), keeping(one, achievement="Bản của trường")))
    second = await officer.put(keep_at(path), keeping(other, achievement="Bản của xã"))
    assert problem(second) == (409, "draft.typed_elsewhere")
    assert "09:00" in second.json()["vi"]
    assert "đang được bạn gõ" in problem_vi(await school.put(keep_at(path), keeping(one, achievement="Bản khác")))
    refused = text(await officer.send(path, **WRITTEN, **seen(other)), 422)  # by the button, without a script
    assert "đang được" in refused
    assert WRITTEN["achievement"] in refused
    assert "Bản của trường</textarea>" in text(await school.page(path))
    led_to(await officer.send(path, **WRITTEN, **seen(refused)))  # told, and meant
    late = await school.put(keep_at(path), keeping(one, achievement="Bản của trường, tiếp") | {"revision": 1})
    assert problem(late) == (409, "draft.saved_elsewhere")
    assert "lưu lúc 09:00" in late.json()["vi"]


async def test_typed_text_can_be_thrown_away_and_goes_with_the_submission(town: Town, school: Person) -> None:
    path = await drafted(school)
    page = text(await school.page(path))
    done(await school.put(keep_at(path), keeping(page, achievement="Gõ nhầm")))
    assert led_to(await school.send(f"{keep_at(path)}/discard")) == path
    assert "Gõ nhầm" not in text(await school.page(path))
    merit = text(await school.page(path.replace("achievement", "report/person-merit")))
    done(await school.put(keep_at(path, "report.person-merit"), keeping(merit, text="Dở dang")))
    led_to(await school.send(path.replace("achievement", "submission"), override_reason="Gửi để thử."))
    assert await town.app.state.store["drafts"].count_documents({"dossier": path.split("/")[2]}) == 0


async def test_strangers_and_unknown_forms_keep_nothing(school: Person, neighbour: Person) -> None:
    path = await drafted(school)
    body = keeping(text(await school.page(path)), achievement="x")
    assert problem(await neighbour.put(keep_at(path), body)) == (403, "auth.denied")
    assert problem(await school.put(keep_at(path, "khac"), body)) == (422, "draft.unknown_place")


async def test_law_is_shown_while_award_and_facts_are_chosen_and_without_a_script(school: Person) -> None:
    whom = {
        "nominating_unit": "duong-quang.truong-tieu-hoc", "nominee_kind": "individual", "nominee_name": "Đinh Thị Xem",
        "year": "2025",
    }  # fmt: skip
    nothing = text(await school.send("/dossiers/new/conditions", **whom))
    assert "Chọn danh hiệu hoặc hình thức" in nothing
    shown = text(await school.send("/dossiers/new/conditions", **whom, award="TD-CN-CSTDCS"))
    assert "Điều 23" in shown
    assert "Chủ tịch UBND thị xã" in shown
    assert "Với Giấy khen" in text(await school.send("/dossiers/new/conditions", **whom, award="KT-GK-XA"))
    looked = text(await school.send("/dossiers/new/award", **whom, award="TD-CN-LDTT", look="1"))
    assert "Điều 24" in looked
    assert 'value="TD-CN-LDTT" selected' in looked
    path = led_to(await school.send("/dossiers/new/award", **whom, award="TD-CN-LDTT"))  # the kind is its only one
    live = path.replace("achievement", "conditions")
    held, lacking = "condition-met", "kết quả đánh giá, xếp loại từng năm (2025)"
    before = text(await school.send(live, category="staff"))  # nothing is written yet, facts are
    assert lacking in before
    after = text(await school.send(live, category="staff", rating="HTT", months="99"))
    assert lacking not in after
    assert after.count(held) > before.count(held)
    looked = text(await school.send(path, rating="KHT", achievement="ngắn", look="1"))
    assert "condition-failed" in looked
    assert "ngắn</textarea>" in looked


async def test_what_the_minutes_confirmed_is_ticked_where_the_award_asks_for_it(school: Person) -> None:
    path = await drafted(school)
    page = text(await school.page(path))
    assert "Biên bản bình xét đã xác nhận" in page
    judged = {"judged": ["emulation_active", "solidarity"]}
    ticked = judged | {"criteria": ["emulation_active", "solidarity", "never_heard_of"]}
    assert "Tự lực, tự cường" in text(await school.send(path.replace("achievement", "conditions"), **ticked))
    led_to(await school.send(path, **WRITTEN, **ticked))
    where = path.removesuffix("/achievement")
    assert done(await school.get(where))["facts"]["criteria"] == {"emulation_active": True, "solidarity": True}
    led_to(await school.send(path, **WRITTEN, **judged, criteria="solidarity"))
    assert done(await school.get(where))["facts"]["criteria"] == {"solidarity": True}


async def test_fact_that_is_taken_back_is_unknown_again(school: Person) -> None:
    path = await drafted(school)
    facts = {"rating": "HTT", "months": "12", "initiative": "Dạy đọc bằng tranh", "recruited_on": "10/02/2020"}
    led_to(await school.send(path, **WRITTEN, **facts))
    led_to(await school.send(path, **WRITTEN, **dict.fromkeys(facts, "")))
    kept = done(await school.get(path.removesuffix("/achievement")))["facts"]
    assert (kept["ratings"], kept["service"], kept["initiatives"]) == (None, None, None)


async def test_report_is_written_section_by_section_and_printed(school: Person) -> None:
    path = await drafted(school)
    overview = led_to(await school.send(path, **WRITTEN))
    assert overview == path.replace("achievement", "report")
    page = text(await school.page(overview))
    assert "0 trên 4 mục bắt buộc" in page
    assert "Tự lấy từ sổ" in page
    person = {f"field.{n}": "Đã ghi" for n in range(5)}
    assert led_to(await school.send(f"{overview}/person", **person)) == f"{overview}/person-tasks"
    tasks = await school.send(f"{overview}/person-tasks", text="Chủ nhiệm lớp 3B, dạy Tiếng Việt.")
    assert led_to(tasks) == f"{overview}/person-results"
    wrong = {"year.0": "hai nghìn", "target.0": "Học sinh lên lớp", "figure.0": "32/32"}
    refused = text(await school.send(f"{overview}/person-results", **wrong), 422)
    assert "ghi năm bằng bốn chữ số" in refused
    assert 'value="Học sinh lên lớp"' in refused
    for odd in ({"year.²": "2025"}, {"year.9999": "2025", "target.9999": "x"}, {"year.1": "²", "target.1": "x"}):
        assert (await school.send(f"{overview}/person-results", **odd)).status_code in {303, 422}
    assert (await school.send(f"{overview}/past-titles", **{"year.0": "x", "target.0": "x"})).status_code == 404
    results = wrong | {"year.0": "2025"}
    assert led_to(await school.send(f"{overview}/person-results", **results, more="1")) == f"{overview}/person-results"
    led_to(
        await school.send(
            f"{overview}/person-merit", text="Mở lớp phụ đạo cho chín em đọc chậm mỗi chiều thứ Năm. " * 3
        )
    )
    page = text(await school.page(overview))
    assert "Đã đủ" in page
    assert "Tiếp tục: giấy tờ" in page
    missing = text(await school.page(path.replace("achievement", "check")))
    assert "Đã viết đủ 4 mục bắt buộc" in missing
    assert "Báo cáo thành tích," not in missing  # what is written here is not missing as a paper
    for kind, begin in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert (await school.page(f"{overview}/document.{kind}")).content.startswith(begin)


async def test_report_over_http_tells_its_guidance_and_refuses_what_is_no_section(town: Town, school: Person) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    path = f"/dossiers/{dossier['id']}/report"
    report = done(await school.get(path))
    assert (report["form"], report["needed"], report["lacking"], report["complete"]) == ("individual", 4, 4, False)
    merit = next(one for one in report["sections"] if one["id"] == "person-merit")
    assert merit["guidance_vi"]
    assert merit["least"] == 100
    written = done(await school.put(f"{path}/person-merit", {"text": "Viết rất ngắn."}))
    assert written["lack"] == "Mới có 14 ký tự, cần ít nhất 100."
    assert problem(await school.put(f"{path}/past-titles", {"text": "a"})) == (404, "report.unknown_section")
    assert problem(await school.put(f"{path}/person-merit", {"text": "a" * 5001})) == (422, "report.too_long")
    association = town.person(head_of("duong-quang.thon-3"))
    declared = done(await association.post("/dossiers", sample("hs-09")))
    assert problem(await association.get(f"/dossiers/{declared['id']}/report")) == (404, "report.none")


@pytest.fixture
def village(town: Town) -> Person:
    """Head of a village that is asked to nominate together."""
    return town.person(head_of("duong-quang.thon-4"))


async def test_units_nominate_together_and_the_letter_waits_for_their_answers(
    school: Person, village: Person, neighbour: Person
) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    path = f"/dossiers/{dossier['id']}"
    assert problem(await village.get(path)) == (403, "auth.denied")
    assert "Gửi lời mời" in text(await school.page(path))
    led_to(await school.send(f"{path}/co-nominators", joint_units="duong-quang.thon-4"))
    reason = {"override_reason": "Việc khác, trùng cách kể."}
    assert problem(await school.post(f"{path}/submission", reason)) == (422, "dossier.joint_unanswered")
    assert "Chưa trả lời việc cùng đề nghị" in text(await school.send(f"{path}/submission", **reason), 422)
    assert "Trả lời cùng đề nghị" in text(await village.page(path))
    refused = text(await village.send(f"{path}/co-nominators/answer", unit="duong-quang.thon-4", joins="no"), 422)
    assert "Hãy ghi lý do" in refused
    for who in (school, neighbour):
        answer = await who.post(f"{path}/co-nominators/duong-quang.thon-4/answer", {"agrees": True})
        assert problem(answer) == (403, "auth.denied")
    led_to(await village.send(f"{path}/co-nominators/answer", unit="duong-quang.thon-4", joins="yes"))
    sent = done(await school.post(f"{path}/submission", reason))
    assert [one["agrees"] for one in sent["co_nominators"]] == [True]
    assert dossier["id"] in [line["id"] for line in done(await village.get("/dossiers", limit=200))["items"]]
    assert "Xác nhận cùng đề nghị" in text(await village.page(path))
    late = await school.post(f"{path}/co-nominators", {"units": ["duong-quang.hoi-phu-nu"]})
    assert problem(late) == (409, "dossier.not_possible")


async def test_units_of_another_commune_cannot_be_asked(school: Person) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    answer = await school.post(f"/dossiers/{dossier['id']}/co-nominators", {"units": ["bach-sam"]})
    assert problem(answer) == (422, "dossier.not_asked_to_join")
    assert problem(
        await school.http.request("DELETE", f"/nomination/api/v1/dossiers/{dossier['id']}/co-nominators/x")
    ) == (
        422,
        "dossier.not_asked_to_join",
    )

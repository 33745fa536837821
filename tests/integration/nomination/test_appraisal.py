"""Returns with reasons, the supplement, the consultation and the end by time, over HTTP and on the pages."""

from __future__ import annotations

from services.nomination.dossiers.expiry import expire
from tests.integration.nomination.play import accepted
from tests.integration.nomination.samples import sample
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.town import Person, Town, done, problem

MINUTES = {"part": "M", "reason": "Biên bản chưa có chữ ký của thư ký."}


async def test_officer_names_parts_and_the_unit_reads_what_is_wrong_with_each(school: Person, officer: Person) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    path = f"/dossiers/{dossier['id']}"
    done(await school.post(f"{path}/submission"))
    assert "Biên bản bình xét thi đua: cần sửa gì" in text(await officer.page(path))  # as the law calls it
    sent = {"reason": "Hồ sơ chưa đủ giấy tờ.", "why.M": MINUTES["reason"], "why.B": ""}
    led_to(await officer.send(f"{path}/return", **sent))
    returned = done(await school.get(path))
    assert (returned["asked"], returned["answer_by"]) == ([MINUTES], "2025-06-19")
    page = text(await school.page(path))
    assert "Cần bổ sung" in page
    assert f"</strong>: {MINUTES['reason']}" in page
    done(await school.put(path, sample("hs-05") | {"achievement": "Đã bổ sung biên bản có đủ chữ ký."}))
    done(await school.post(f"{path}/submission"))
    assert "Đã bổ sung biên bản có đủ chữ ký." in text(await officer.page(path))


async def test_supplement_is_asked_for_on_the_page_given_in_the_form_and_not_asked_again(
    town: Town, school: Person, officer: Person
) -> None:
    dossier = await accepted(town, sample("hs-05"), officer)
    path = f"/dossiers/{dossier['id']}"
    assert "Ghi rõ ít nhất một giấy tờ" in text(await officer.send(f"{path}/supplement-request"), 422)
    led_to(await officer.send(f"{path}/supplement-request", **{"why.M": MINUTES["reason"]}))
    assert "Thời hạn giải quyết tạm dừng" in text(await school.page(path))
    other = await school.put(path, sample("hs-05") | {"year": 2024, "facts": None})
    assert problem(other) == (422, "dossier.fixed_since_receipt")
    town.today("2025-06-09")
    assert "Gửi hồ sơ" in text(await school.page(f"{path}/check"))
    led_to(await school.send(f"{path}/submission"))
    given = done(await officer.get(path))
    assert given["state"] == "accepted"
    assert [(one["since"], one["until"]) for one in given["pauses"]] == [("2025-06-05", "2025-06-09")]
    again = await officer.post(f"{path}/supplement-request", {"reasons": [MINUTES]})
    assert problem(again) == (409, "dossier.asked_before")


async def test_consulted_unit_reads_the_dossier_and_answers_and_paper_answers_are_noted(
    town: Town, officer: Person
) -> None:
    dossier = await accepted(town, sample("hs-05"), officer)
    path = f"/dossiers/{dossier['id']}"
    police = town.person("dq-cong-an-01")
    assert problem(await police.get(path)) == (403, "auth.denied")
    assert "Chọn hoặc ghi ít nhất một nơi" in text(
        await officer.send(f"{path}/consultation", question="Chấp hành pháp luật?"), 422
    )
    asked = {"question": "Chấp hành pháp luật?", "units": "duong-quang.cong-an", "outside": "Chi cục Thuế khu vực"}
    led_to(await officer.send(f"{path}/consultation", **asked))
    assert "Chờ ý kiến của" in text(await officer.page(path))
    lines = done(await police.get("/dossiers"))["items"]
    assert dossier["id"] in [line["id"] for line in lines]
    assert "Cho ý kiến" in text(await police.page(path))
    assert problem(await police.post(f"{path}/consultation/opinions/1", {"agrees": True})) == (403, "auth.denied")
    assert problem(await officer.post(f"{path}/consultation/opinions/7", {"agrees": True})) == (
        422,
        "dossier.not_asked",
    )
    assert "Ghi lý do không đồng ý" in text(await police.send(f"{path}/opinion", place="0", agrees="no"), 422)
    led_to(await police.send(f"{path}/opinion", place="0", agrees="yes", text="Chấp hành tốt."))
    done(await officer.post(f"{path}/consultation/opinions/1", {"agrees": True, "text": "Không nợ thuế."}))
    ended = done(await officer.get(path))
    assert ended["state"] == "accepted"
    assert [one["agrees"] for one in ended["consultation"]["opinions"]] == [True, True]
    assert "Không nợ thuế." in text(await officer.page(path))


async def test_nothing_else_happens_to_a_dossier_while_others_are_asked(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample("hs-05"), officer)
    path = f"/dossiers/{dossier['id']}"
    done(await officer.post(f"{path}/consultation", {"question": "Ý kiến?", "bodies": ["Chi cục Thuế"]}))
    again = {"question": "Ý kiến?", "bodies": ["Chi cục Thuế"]}
    assert problem(await officer.post(f"{path}/consultation", again)) == (409, "dossier.not_possible")
    assert problem(await officer.post(f"{path}/supplement-request", {"reasons": [MINUTES]}))[0] == 409
    done(await officer.post(f"{path}/consultation/conclusion", {"reason": "Đã quá thời hạn trả lời."}))
    assert done(await officer.get(path))["state"] == "accepted"


async def test_dossier_whose_unit_does_not_answer_ends_by_itself_the_day_after(
    town: Town, school: Person, officer: Person
) -> None:
    dossier = await accepted(town, sample("hs-05"), officer)
    path = f"/dossiers/{dossier['id']}"
    done(await officer.post(f"{path}/supplement-request", {"reasons": [MINUTES]}))
    state = town.app.state
    town.today("2025-06-19")
    await expire(state.store, state.clock, state.resources)
    assert done(await school.get(path))["state"] == "supplementing"
    await state.store["dossiers"].update_one({"_id": dossier["id"]}, {"$set": {"carried_by": "duong-quang"}})
    town.today("2025-06-20")
    await expire(state.store, state.clock, state.resources)
    assert done(await school.get(path))["state"] == "supplementing"  # a place without a line counts its days itself
    await state.store["dossiers"].update_one({"_id": dossier["id"]}, {"$set": {"carried_by": "my-hao"}})
    await expire(state.store, state.clock, state.resources)
    ended = done(await school.get(path))
    assert ended["state"] == "expired"
    assert ended["history"][-1]["reason"] == MINUTES["reason"]
    assert "Hết hạn bổ sung, hồ sơ kết thúc" in text(await school.page(path))

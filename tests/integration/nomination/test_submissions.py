"""Submissions: one letter for one or many dossiers, sent whole, received, answered."""

from __future__ import annotations

import re

from tests.integration.nomination.papers import approved, said
from tests.integration.nomination.play import accepted
from tests.integration.nomination.play import approved as meet
from tests.integration.nomination.samples import sample
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.town import Person, Town, done, problem

HIGHER = {"award": "TD-CN-CSTDCS", "award_name": "Chiến sĩ thi đua cơ sở", "decided_by_level": "town"}
TO = {"unit": "duong-quang", "to_unit": "my-hao"}


async def test_letter_takes_many_dossiers_up_and_the_town_returns_one(
    town: Town, officer: Person, chair: Person, neighbour: Person
) -> None:
    town.today("2025-06-20")
    ids = await approved(town, "Lý Thị Trình", "Mai Văn Trình", "Ngô Thị Trình", **HIGHER)
    draft = done(await officer.post("/submissions", TO | {"dossiers": ids}))
    path = f"/submissions/{draft['id']}"
    assert (draft["state"], draft["number"], draft["count"]) == ("draft", "", 3)
    again = await officer.post("/submissions", TO | {"dossiers": ids[:1]})
    assert problem(again) == (422, "submission.in_another_draft")
    for stranger in (neighbour, town.person("mh-noi-vu-01")):
        assert problem(await stranger.get(path)) == (403, "auth.denied")
        assert problem(await stranger.post(f"{path}/sending", {})) == (403, "auth.denied")
    sent = done(await chair.post(f"{path}/sending", {}))
    assert re.fullmatch(r"\d\d/TTr-UBND", sent["number"])
    assert (sent["state"], sent["way"], len(sent["fingerprint"])) == ("sent", "digital", 64)
    assert problem(await chair.post(f"{path}/sending", {})) == (409, "submission.not_possible")
    above = town.person("mh-noi-vu-01")
    town.today("2025-06-23")
    assert problem(await officer.post(f"{path}/receipt")) == (403, "auth.denied")
    assert done(await above.post(f"{path}/receipt"))["received_on"] == "2025-06-23"
    back = {"reason": "Thiếu chứng nhận sáng kiến.", "dossiers": ids[:1]}
    returned = done(await above.post(f"{path}/return", back))
    assert (returned["state"], returned["lines"][0]["reason"]) == ("received", back["reason"])
    assert problem(await above.post(f"{path}/return", back)) == (422, "submission.not_in_it")
    dossier = done(await officer.get(f"/dossiers/{ids[0]}"))
    assert (dossier["state"], dossier["unit"], dossier["history"][-1]["reason"]) == (
        "returned", "duong-quang", back["reason"],
    )  # fmt: skip
    done(await above.post(f"{path}/acceptance"))
    states = [done(await above.get(f"/dossiers/{id_}"))["state"] for id_ in ids]
    assert states == ["returned", "accepted", "accepted"]
    assert problem(await above.post(f"{path}/return", {"reason": "Muộn rồi."})) == (409, "submission.nothing_left")
    assert await said(town, f"submission/{draft['id']}") == [
        "SubmissionSent", "SubmissionReceived", "SubmissionReturned",
    ]  # fmt: skip


async def test_taking_up_or_returning_the_only_dossier_answers_its_submission(town: Town, chair: Person) -> None:
    town.today("2025-06-20")
    above = town.person("mh-noi-vu-01")
    for way, body, state in (("acceptance", None, "received"), ("return", {"reason": "Sai mẫu báo cáo."}, "returned")):
        [id_] = await approved(town, f"Vũ Thị {way}", **HIGHER)
        went = done(await chair.post(f"/dossiers/{id_}/forwarding", {"to_unit": "my-hao"}))
        letter = went["history"][-1]["document_id"]
        done(await above.post(f"/dossiers/{id_}/{way}", body))
        assert done(await chair.get(f"/submissions/{letter}"))["state"] == state


async def test_whole_submission_comes_back_and_a_draft_that_is_given_up_frees_its_dossiers(
    town: Town, officer: Person
) -> None:
    town.today("2025-06-20")
    ids = await approved(town, "Đỗ Văn Một", "Đỗ Văn Hai", **HIGHER)
    first = done(await officer.post("/submissions", TO | {"dossiers": ids}))
    given_up = done(await officer.post(f"/submissions/{first['id']}/discarding", {"reason": "Trình cùng đợt sau."}))
    assert (given_up["state"], given_up["number"]) == ("discarded", "")
    draft = done(await officer.post("/submissions", TO | {"dossiers": ids}))
    renamed = {"title": "Về việc đề nghị công nhận Chiến sĩ thi đua cơ sở", "dossiers": ids[::-1]}
    assert done(await officer.put(f"/submissions/{draft['id']}", renamed))["lines"][0]["dossier"] == ids[1]
    paper = done(await officer.post(f"/submissions/{draft['id']}/sending", {"signed_by": "dq-chu-tich-01"}))
    assert (paper["way"], paper["signed_by"], paper["fingerprint"]) == ("wet", "dq-chu-tich-01", "")
    above = town.person("mh-noi-vu-01")
    back = done(await above.post(f"/submissions/{draft['id']}/return", {"reason": "Chưa đúng đợt xét."}))
    assert (back["state"], [line["returned_on"] for line in back["lines"]]) == ("returned", ["2025-06-20"] * 2)
    town.today("2025-07-02")
    none = await officer.post("/submissions", TO | {"dossiers": ids})
    assert problem(none) == (422, "submission.not_ready")


async def test_submission_is_put_together_signed_and_answered_on_its_pages(
    town: Town, officer: Person, chair: Person
) -> None:
    town.today("2025-06-09")
    dossier = await accepted(town, sample("hs-07"), officer)
    held = await meet(town, "duong-quang", [dossier["id"]], "2025-06-20")
    for one in done(await officer.get(f"/meetings/{held['id']}/minutes"))["items"]:
        done(await officer.post(f"/minutes/{one['id']}/presentation"))
        done(await chair.post(f"/minutes/{one['id']}/signature"))
    assert "Lập tờ trình" in text(await officer.page("/submissions"))
    form = {"unit": "duong-quang", "to_unit": "my-hao", "title": "Về việc đề nghị khen thưởng"}
    assert "ít nhất" in text(await officer.send("/submissions/new", **form), 422)
    where = led_to(await officer.send("/submissions/new", **form, dossiers=dossier["id"]))
    where = where.removeprefix("/nomination")
    assert "Xem dự thảo PDF" in text(await officer.page(where))
    text(await chair.send(f"{where}/sending", way="digital"), 422)
    led_to(await chair.send(f"{where}/sending", way="digital", sure="true"))
    page = text(await officer.page(where))
    assert "Mở tờ trình đã ký số" in page
    assert "Trích biên bản kiểm phiếu số" in page
    for file in ("letter.pdf", "enclosures/bien-ban-1.pdf", "enclosures/bien-ban-2.pdf"):
        assert (await officer.page(f"{where}/{file}")).content.startswith(b"%PDF"), file
    assert (await officer.page(f"{where}/letter.docx")).content.startswith(b"PK")
    above = town.person("mh-noi-vu-01")
    assert "Xác nhận đã nhận" in text(await above.page(where))
    led_to(await above.send(f"{where}/receipt"))
    assert "Hãy nhập lý do" in text(await above.send(f"{where}/return", which=dossier["id"]), 422)
    led_to(await above.send(f"{where}/return", which=dossier["id"], why="Thiếu xác nhận."))
    assert "Trả lại: Thiếu xác nhận." in text(await officer.page(where))
    assert "Mở tờ trình" in text(await officer.page(f"/dossiers/{dossier['id']}"))

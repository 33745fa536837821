"""Around a meeting: who is kept off the agenda, who presides, what members read in advance."""

from __future__ import annotations

from typing import Any

from tests.integration.nomination.papers import signed
from tests.integration.nomination.play import KEY, accepted, answers, convened, council_of
from tests.integration.nomination.samples import sample
from tests.integration.nomination.test_files import PDF
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.town import Person, Town, done, fresh, problem

OPEN_AWARD = "hs-01"
"""A giấy khen, on which the council votes by raised hands."""
HOLD = {"what": "inspection", "since": "2025-06-03", "basis": "Quyết định thanh tra số 09/QĐ-TTr"}


def stranger(name: str) -> dict[str, Any]:
    """A dossier about somebody of whom no other test speaks."""
    body = sample(OPEN_AWARD)
    body["nominee"] |= {"id": fresh("ca-nhan"), "name": name}
    return body | {"achievement": f"Việc tốt của {name}, chưa ai kể bao giờ."}


async def test_who_is_examined_is_kept_off_the_agenda_and_off_the_vote(
    town: Town, officer: Person, chair: Person
) -> None:
    held, free = [await accepted(town, stranger(name), officer) for name in ("Giả Thị Tra", "Giả Văn Rảnh")]
    meeting = await convened(town, "duong-quang", [free["id"]], "2025-06-05")
    path = f"/meetings/{meeting['id']}"
    hold = done(await officer.post("/holds", HOLD | {"dossier": held["id"]}))
    agenda = {key: meeting[key] for key in ("title", "held_on", "place")} | {"dossiers": [free["id"], held["id"]]}
    answer = await officer.put(path, agenda)
    assert problem(answer) == (422, "dossier.under_examination")
    assert "Giả Thị Tra" in answer.json()["vi"]
    done(await officer.post("/holds", HOLD | {"dossier": free["id"]}))
    done(await officer.put(f"{path}/presence", {"present": meeting["members"]}))
    item = f"{path}/items/{free['id']}"
    assert problem(await chair.post(f"{item}/opening", KEY)) == (422, "dossier.under_examination")
    assert done(await chair.get(path))["items"][0]["held"] == "đang thanh tra, kiểm tra từ 03/06/2025"
    page = text(await town.person(meeting["members"][2]).page(item))
    assert "Giả Văn Rảnh đang thanh tra, kiểm tra từ 03/06/2025" in page
    assert "09/QĐ-TTr" not in page, "what it rests on is for the officer alone"
    done(await officer.post(f"/holds/{hold['id']}/lifting", {"result": "Không có vi phạm."}))
    assert len(done(await officer.put(path, agenda))["items"]) == 2


async def test_deputy_presides_and_signs_where_the_chair_is_away(town: Town, officer: Person, chair: Person) -> None:
    council = await council_of(town, "duong-quang")
    deputy = town.person(council["seats"][1]["person"])
    body = {key: council[key] for key in ("name", "chair", "secretary")}
    seats = [one | {"post": "deputy"} if one["person"] == deputy.subject else one for one in council["seats"]]
    done(await officer.put(f"/councils/{council['id']}", body | {"seats": seats}))
    dossier = await accepted(town, stranger("Giả Thị Chủ Trì"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    path, item = f"/meetings/{meeting['id']}", f"/meetings/{meeting['id']}/items/{dossier['id']}"
    assert problem(await deputy.put(f"{path}/presence", {"present": []})) == (403, "auth.denied")
    away = [one for one in meeting["members"] if one != chair.subject]
    seen = done(await officer.put(f"{path}/presence", {"present": away}))
    assert (seen["chair"], seen["presiding"]) == (chair.subject, deputy.subject)
    assert "thay Chủ tịch Hội đồng vắng mặt" in text(await deputy.page(path))
    done(await deputy.post(f"{item}/opening", KEY))
    hands = {one: vote for one, vote in answers(meeting, 9).items() if one in away}
    done(await deputy.put(f"{item}/hands", {"hands": hands}))
    done(await deputy.post(f"{item}/closing", KEY))
    done(await deputy.post(f"{path}/closing"))
    first = done(await officer.get(f"{path}/minutes"))["items"][0]
    done(await officer.post(f"/minutes/{first['id']}/presentation"))
    assert problem(await chair.post(f"/minutes/{first['id']}/signature")) == (403, "auth.denied")
    assert done(await deputy.post(f"/minutes/{first['id']}/signature"))["state"] == "signed"
    done(await officer.put(f"/councils/{council['id']}", body | {"seats": council["seats"]}))


async def test_files_for_a_meeting_are_read_in_advance_by_its_members_alone(town: Town, officer: Person) -> None:
    dossier = await accepted(town, stranger("Giả Thị Tài Liệu"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-20")
    path, papers = f"/meetings/{meeting['id']}", f"/nomination/api/v1/meetings/{meeting['id']}/papers"
    member, school = town.person(meeting["members"][3]), town.person("dq-truong-tieu-hoc-01")
    sent: dict[str, Any] = {"data": {"title": "Tờ trình của Thường trực"}, "files": {"file": ("to-trinh.pdf", PDF)}}
    assert problem(await member.http.post(papers, **sent)) == (403, "auth.denied")
    (paper,) = done(await officer.http.post(papers, **sent))["papers"]
    assert len(done(await officer.http.post(papers, **sent))["papers"]) == 1, "the same bytes a second time"
    wrong: dict[str, Any] = {"data": {"title": "Ảnh"}, "files": {"file": ("anh.pdf", b"GIF89a")}}
    assert problem(await officer.http.post(papers, **wrong)) == (422, "file.refused")
    file = f"/nomination/api/v1/meetings/{meeting['id']}/papers/{paper['file']['id']}"
    answer = await member.http.get(file)
    assert answer.content == PDF
    assert answer.headers["content-disposition"].startswith("attachment")
    assert problem(await school.http.get(file)) == (403, "auth.denied")
    above = town.person("mh-noi-vu-01")
    done(await above.get(path))
    assert problem(await above.http.get(file)) == (403, "auth.denied"), "who looks from above reads no papers"
    assert "Tờ trình của Thường trực</a>" in text(await member.page(path))
    assert "Tờ trình của Thường trực</a>" not in text(await above.page(path))
    page = text(await officer.page(f"{path}/preparation"))
    assert "to-trinh.pdf" in page
    agenda = {key: meeting[key] for key in ("title", "held_on", "place")} | {"dossiers": [dossier["id"]]}
    kept = done(await officer.put(path, agenda | {"papers": [{"title": "Quy chế"}]}))["papers"]
    assert [one["title"] for one in kept] == ["Quy chế", "Tờ trình của Thường trực"]
    forged = {"papers": [{"title": "x", "file": paper["file"]}]}
    assert problem(await officer.put(path, agenda | forged))[0] == 422
    led_to(await officer.send(f"{path}/papers/{paper['file']['id']}/removal"))
    assert problem(await member.http.get(file)) == (404, "not_found")


async def test_many_lines_are_corrected_by_one_decision(town: Town, officer: Person, chair: Person) -> None:
    town.today("2025-06-23")
    first = await signed(town, officer, chair, "Lò Thị Mót", "Lò Thị Hại", "Lò Thị Bạ")
    here = f"/decisions/{first['id']}/correction"
    choice = text(await officer.page(here))
    ids = {line["nominee"]["name"]: line["award_id"] for line in first["lines"]}
    assert all(name in choice for name in ids)
    chosen = [ids["Lò Thị Mót"], ids["Lò Thị Hại"]]
    page = text(
        await officer.http.get(f"/nomination{here}", params={"awards": chosen}, headers={"Accept": "text/html"})
    )
    assert "Lò Thị Bạ" not in page
    said: dict[str, Any] = {"awards": chosen, "reason": "Sai chính tả.", "title": "Về việc đính chính"}
    for one, name in zip(chosen, ("Lò Thị Một", "Lò Thị Hai"), strict=True):
        said |= {f"name.{one}": name, f"honorific.{one}": "Bà", f"position.{one}": "Giáo viên giỏi"}
        said |= {f"achievement.{one}": "Chủ nhiệm lớp 3B."}
    empty = await officer.send(here, **(said | {f"name.{chosen[1]}": ""}))
    assert "họ và tên" in text(empty, 422)
    assert "Lò Thị Một" in empty.text, "what was typed of the others stays"
    draft = led_to(await officer.send(here, **said)).removeprefix("/decisions/")
    changes = done(await officer.get(f"/decisions/{draft}"))["changes"]
    assert sorted((one["after"], one["field"]) for one in changes) == [
        ("Giáo viên giỏi", "position"), ("Giáo viên giỏi", "position"), ("Lò Thị Hai", "name"), ("Lò Thị Một", "name"),
    ]  # fmt: skip

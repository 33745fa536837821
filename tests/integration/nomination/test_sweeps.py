"""A sweep from its opening to the dossiers: nobody on its lists is lost, and nothing goes up too early."""

from __future__ import annotations

from typing import Any

from services.nomination.sweeps.late import remind
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.town import Person, Town, done, problem

STINT = {"since": "1968-03-01", "until": "1971-05-01", "unit": "Đội 25", "task": "mở đường"}
DECLARED = {
    "by": "self", "on": "2025-04-21", "home_town": "Xã Dương Quang", "residence": "Thôn 3", "stints": [STINT],
    "not_examined": True, "first_time": True,
}  # fmt: skip
NEW = {
    "unit": "duong-quang", "subject": "TNXP", "title": "Rà soát thanh niên xung phong",
    "association": "duong-quang.hoi-cuu-tnxp",
    "hamlets": ["duong-quang.thon-2", "duong-quang.thon-3"],
}  # fmt: skip


async def found(who: Person, sweep: str, name: str, hamlet: str = "duong-quang.thon-3", **more: Any) -> dict[str, Any]:
    """Somebody entered by the hamlet."""
    body = {"hamlet": hamlet, "name": name, "honorific": "Ông", "birth_year": 1949, "living": True} | more
    return dict(done(await who.post(f"/sweeps/{sweep}/candidates", body)))


async def proof(who: Person, candidate: str, kind: str, content: bytes | None = None) -> Any:
    """A paper brought, with its scan if there is one."""
    return await who.http.post(
        f"/nomination/api/v1/candidates/{candidate}/proofs",
        data={"kind": kind, "what": "số 12 ngày 20/5/1971"},
        files={"file": ("giay.pdf", content)} if content else None,
    )


async def test_from_the_list_of_a_hamlet_to_the_dossier_in_the_commune(
    town: Town, officer: Person, neighbour: Person
) -> None:
    town.today("2025-04-14")
    head, other = town.person("dq-thon-3-01"), town.person("dq-thon-2-01")
    association = town.person("dq-hoi-cuu-tnxp-01")
    assert problem(await head.post("/sweeps", NEW)) == (403, "auth.denied")
    sweep = done(await officer.post("/sweeps", NEW))
    assert (sweep["award"], sweep["enter_by"]) == ("KT-HCH-TNXPVV", "2025-05-08")
    path = f"/sweeps/{sweep['id']}"

    # The list: each hamlet its own, nobody twice across hamlets.
    wrong = {"hamlet": "duong-quang.thon-2", "name": "Ai đó", "birth_year": 1950}
    assert problem(await head.post(f"{path}/candidates", wrong)) == (403, "auth.denied")
    one = await found(head, sweep["id"], "Trần Xuân Chờ")
    twice = await other.post(f"{path}/candidates", {**wrong, "name": "Tran Xuan Cho", "birth_year": 1949})
    assert problem(twice) == (422, "candidate.perhaps_twice")
    assert twice.json()["twins"][0]["where"] == "Thôn 3"
    second = await found(
        other, sweep["id"], "Trần Xuân Chờ", "duong-quang.thon-2", distinct_reason="Khác cha mẹ, khác đơn vị."
    )
    assert done(await head.get(f"/candidates/{one['id']}"))["waits_for"] == "Lập bản khai"
    assert problem(await head.get(f"/candidates/{second['id']}")) == (403, "auth.denied")
    assert problem(await neighbour.get(path)) == (403, "auth.denied")
    assert [line["name"] for line in done(await head.get(f"{path}/candidates"))["items"]] == ["Trần Xuân Chờ"]
    assert len(done(await officer.get(f"{path}/candidates"))["items"]) == 2
    done(await other.post(f"{path}/reports", {"hamlet": "duong-quang.thon-2"}))

    # Declaration and proof: by the hamlet for the citizen, found complete by the officer.
    backwards = DECLARED | {"stints": [STINT | {"until": "1967-01-01"}]}
    assert (await head.put(f"/candidates/{one['id']}/declaration", backwards)).status_code == 422
    done(await head.put(f"/candidates/{one['id']}/declaration", DECLARED))
    lacking = await officer.post(f"/candidates/{one['id']}/confirmation")
    assert problem(lacking) == (422, "candidate.proof_lacking")
    assert "28/2024" in lacking.json()["vi"]
    assert problem(await proof(head, one["id"], "to-lich")) == (422, "candidate.unknown_proof")
    done(await proof(head, one["id"], "completion", b"%PDF-1.4\n%scan"))
    assert problem(await head.post(f"/candidates/{one['id']}/confirmation")) == (403, "auth.denied")
    town.today("2025-04-24")
    proved = done(await officer.post(f"/candidates/{one['id']}/confirmation"))
    assert (proved["state"], proved["due_on"]) == ("proved", "2025-04-29")
    days = done(await officer.get(f"/candidates/{one['id']}/proof"))["days"]
    assert [day["due"] for day in days] == ["2025-04-29", "2025-05-20"]
    for kind, beginning in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert (await head.get(f"/candidates/{one['id']}/declaration.{kind}")).content.startswith(beginning)

    # The association's opinion, then the list in public.
    refused = await officer.post(f"{path}/postings", {"title": "Danh sách đề nghị", "candidates": [one["id"]]})
    assert problem(refused) == (422, "candidate.association_not_asked")
    assert problem(await association.get(f"/candidates/{one['id']}")) == (403, "auth.denied")
    done(await officer.post(f"/candidates/{one['id']}/consultation", {"question": "Đúng không?"}))
    town.today("2025-04-28")
    answer = {"agrees": True, "text": "Đúng như bản khai."}
    opined = done(await association.post(f"/candidates/{one['id']}/opinion", answer))
    assert opined["pauses"] == [{"since": "2025-04-24", "until": "2025-04-28"}]
    town.today("2025-05-05")
    posting = done(await officer.post(f"{path}/postings", {"title": "Danh sách đề nghị", "candidates": [one["id"]]}))
    assert (posting["working"], posting["closes_on"]) == (True, "2025-05-19")

    # What citizens say holds the candidate; the notice must be over.
    said = {"text": "Tôi cùng đội với ông, xin xác nhận là đúng.", "about": one["id"]}
    async with town.nobody() as citizen:
        comment = done(await citizen.post(f"/nomination/api/v1/postings/{posting['id']}/comments", json=said))
    early = await officer.post(f"/candidates/{one['id']}/dossier")
    assert problem(early) == (422, "candidate.notice_too_short")
    assert "19/05/2025" in early.json()["vi"]
    town.today("2025-05-20")
    assert problem(await head.post(f"/candidates/{one['id']}/dossier")) == (422, "candidate.comment_unanswered")
    judged = {"publish": True, "answer": "Cảm ơn ý kiến của ông."}
    done(await officer.post(f"/postings/comments/{comment['id']}/answer", judged))
    complaint = {"what": "complaint", "since": "2025-05-20", "basis": "Ý kiến tại niêm yết"}
    hold = done(await officer.post(f"/candidates/{one['id']}/hold", complaint))
    assert problem(await head.post(f"/candidates/{one['id']}/dossier")) == (422, "dossier.under_examination")
    done(await officer.post(f"/holds/{hold['id']}/lifting", {"result": "Không có vi phạm."}))
    proposed = done(await head.post(f"/candidates/{one['id']}/dossier"))
    dossier = done(await officer.get(f"/dossiers/{proposed['dossier']}"))
    assert (dossier["state"], dossier["nominating_unit"], dossier["kind"]) == (
        "submitted",
        "duong-quang.thon-3",
        "LH-KC",
    )
    assert dossier["facts"]["service"]["volunteer_months"] == 38
    assert [file["part"] for file in dossier["files"]] == ["GT"]
    assert not dossier["warnings"]
    done(await officer.post(f"/dossiers/{dossier['id']}/acceptance"))

    # Nobody is lost: the sweep is closed only when everybody is in a dossier or set aside with a reason.
    assert problem(await officer.post(f"{path}/closing")) == (422, "sweep.still_waiting")
    done(await officer.post(f"/candidates/{second['id']}/setting-aside", {"reason": "Chưa đủ 24 tháng."}))
    done(await officer.post(f"{path}/closing"))
    lines = {line["hamlet"]: line for line in done(await officer.get(f"{path}/hamlets"))["items"]}
    assert lines["duong-quang.thon-2"]["by_state"] == {"set_aside": 1}
    assert lines["duong-quang.thon-2"]["reported"]["found"] == 1
    assert problem(await officer.post(f"/candidates/{one['id']}/taking-up", {"reason": "Làm lại"})) == (
        422,
        "candidate.dossier_alive",
    )
    again = await officer.post(
        path + "/candidates", {"hamlet": "duong-quang.thon-2", "name": "Ai đó", "birth_year": 1950}
    )
    assert problem(again) == (409, "sweep.closed")


async def test_pages_lead_a_relative_through_the_declaration_of_the_dead(town: Town, officer: Person) -> None:
    town.today("2025-04-14")
    head, association = town.person("dq-thon-2-01"), town.person("dq-hoi-cuu-tnxp-01")
    for page in ("/sweeps", "/sweeps/new"):
        text(await officer.page(page))
    sweep = led_to(await officer.send("/sweeps/new", **NEW)).removeprefix("/nomination")
    assert "Chưa ghi ai" in text(await head.page(sweep))
    person = {"hamlet": "duong-quang.thon-2", "name": "Dương Thị Gió", "birth_year": "1952", "living": "no"}
    assert "error-summary" in text(await head.send(f"{sweep}/candidates/new", **(person | {"name": ""})), 422)
    one = led_to(await head.send(f"{sweep}/candidates/new", **person)).removeprefix("/nomination")
    text(await head.page(f"{one}/declaration"))
    declared = {
        "by": "self", "on": "21/04/2025", "home_town": "Dương Quang", "residence": "Thôn 2", "since_1": "02/1971",
        "until_1": "08/1973", "unit_1": "Trạm giao liên",
    }  # fmt: skip
    for wrong in ({"on": "21/04/1025"}, {"since_1": "02/1271"}, {"until_1": "01/1970"}):
        assert "error-summary" in text(await head.send(f"{one}/declaration", **(declared | wrong)), 422)
    assert "thân nhân lập" in text(await head.send(f"{one}/declaration", **declared), 422)
    relative = declared | {"by": "relative", "declarant": "Cao Thị Nắng", "relation": "con", "died_in": "2019"}
    assert "ủy quyền" in text(await head.send(f"{one}/declaration", **relative), 422)
    led_to(await head.send(f"{one}/declaration", **relative, authorisation="Thân nhân duy nhất", not_examined="true"))
    assert "Cần một trong các giấy tờ" in text(await head.page(f"{one}/proof"))
    led_to(await head.send(f"{one}/proof", kind="record", what="Lý lịch đoàn viên 1974"))
    assert "Đủ giấy tờ" in text(await head.page(f"{one}/proof"))
    shown = text(await officer.page(one))
    assert "Cao Thị Nắng, con" in shown
    assert "30 tháng" in shown
    led_to(await officer.send(f"{one}/confirmation"))
    led_to(await officer.send(f"{one}/consultation", question="Bản khai có đúng không?"))
    assert "Dương Thị Gió" in text(await association.page(sweep))
    led_to(await association.send(f"{one}/opinion", agrees="yes", text="Đúng."))
    id_ = one.rsplit("/", 1)[-1]
    posting = led_to(await officer.send(f"{sweep}/postings", title="Danh sách đề nghị tặng", candidates=id_))
    assert "Dương Thị Gió" in text(await officer.page(posting.removeprefix("/nomination")))
    assert "niêm yết công khai đến hết ngày" in text(await head.send(f"{one}/dossier"), 422)
    town.today("2025-05-06")
    led_to(await head.send(f"{one}/dossier"))
    assert "Chờ tiếp nhận" in text(await head.page(one))


async def test_who_is_late_is_told_once(town: Town, officer: Person) -> None:
    town.today("2025-04-14")
    head, state = town.person("dq-thon-3-01"), town.app.state
    sweep = done(await officer.post("/sweeps", NEW | {"title": "Rà soát bổ sung"}))
    one = await found(head, sweep["id"], "Ngô Văn Muộn")
    assert one["due_on"] == "2025-05-15"
    town.today("2025-05-15")
    await remind(state.store, state.clock, state.resources)
    before = done(await head.get(f"/candidates/{one['id']}"))["version"]
    town.today("2025-05-16")
    for _ in range(2):
        await remind(state.store, state.clock, state.resources)
    assert done(await head.get(f"/candidates/{one['id']}"))["version"] == before + 1

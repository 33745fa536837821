"""One achievement, one award; one initiative, one use; nobody while something about them is examined."""

from __future__ import annotations

from typing import Any

from services.nomination.achievements.model import AchievementEntry
from services.nomination.dossiers.past import lineage
from shared.identity.directory import DirectoryUnit
from shared.store import Context, Transaction
from tests.integration.nomination.play import accepted, approved
from tests.integration.nomination.samples import sample
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.town import Person, Town, done, eventually, fresh, problem

DEED = "Đêm bão {n}, ông lội dòng lũ {n} đưa cụ già và ba em nhỏ thôn {n} lên mái đình, chèo thuyền thúng."
INITIATIVE = "Ghép vần bằng que tính màu {n} trong giờ tập đọc lớp {n}"


def deed(number: str, **more: Any) -> dict[str, Any]:
    """A brave deed of somebody whom no other test knows."""
    body = sample("hs-01")
    body["nominee"] |= {"id": fresh("ca-nhan"), "name": f"Hoàng Văn {number}"}
    return body | {"achievement": DEED.format(n=number)} | more


async def indexed(town: Town, dossier: str) -> None:
    """Wait until the index has heard of it."""

    async def known() -> bool:
        entry = await town.app.state.store.reads.get_or_none(AchievementEntry, dossier)
        return entry is not None and bool(entry.shown)

    await eventually(known)


async def submitted(town: Town, body: dict[str, Any], head: str) -> dict[str, Any]:
    """Nominated and sent, and heard of by the index."""
    who = town.person(head)
    dossier = done(await who.post("/dossiers", body))
    done(await who.post(f"/dossiers/{dossier['id']}/submission"))
    await indexed(town, dossier["id"])
    return dict(dossier)


async def test_second_dossier_for_one_achievement_names_the_first(town: Town, officer: Person) -> None:
    first = await submitted(town, deed("Mộc"), "dq-thon-2-01")
    again = deed("Mộc", nominating_unit="duong-quang.doan-thanh-nien")  # another unit, another id, the same man
    youth = town.person("dq-doan-thanh-nien-01")
    second = done(await youth.post("/dossiers", again))
    answer = await youth.post(f"/dossiers/{second['id']}/submission")
    assert problem(answer) == (422, "dossier.already_used")
    assert [twin["dossier"] for twin in answer.json()["twins"]] == [first["id"]]
    assert "Hoàng Văn Mộc" in answer.json()["vi"]
    reason = {"override_reason": "Khác việc: lần này ở thôn bên, ngày hôm sau."}
    sent = done(await youth.post(f"/dossiers/{second['id']}/submission", reason))
    assert (sent["override_reason"], sent["overridden_by"]) == (reason["override_reason"], youth.subject)
    page = text(await officer.page(f"/dossiers/{second['id']}"))
    assert "Có hồ sơ khác dựa trên cùng một việc" in page
    assert f"/nomination/dossiers/{first['id']}" in page


async def test_achievement_is_free_again_once_its_dossier_is_withdrawn(town: Town) -> None:
    first = await submitted(town, deed("Thủy"), "dq-thon-2-01")
    done(await town.person("dq-thon-2-01").post(f"/dossiers/{first['id']}/withdrawal", {"reason": "Nộp nhầm."}))

    async def dropped() -> bool:
        entry = await town.app.state.store.reads.get_or_none(AchievementEntry, first["id"])
        return entry is not None and entry.dropped

    await eventually(dropped)
    await submitted(town, deed("Thủy"), "dq-thon-2-01")


async def test_initiative_is_used_once_for_a_title_even_by_others_in_another_year(town: Town) -> None:
    def fighter(who: str, year: int) -> dict[str, Any]:
        body = sample("hs-07")
        body["nominee"] |= {"id": fresh("ca-nhan"), "name": f"Trần Thị {who}"}
        facts = {**body["facts"], "year": year, "ratings": {str(year): "HTXS"}}
        facts["initiatives"] = [{"title": INITIATIVE.format(n="Kim"), "year": year, "reach": 0, "recognised": True}]
        return body | {"year": year, "facts": facts}

    first = await submitted(town, fighter("Kim", 2024), "dq-truong-tieu-hoc-01")
    school = town.person("dq-truong-tieu-hoc-01")
    second = done(await school.post("/dossiers", fighter("Thổ", 2025)))
    answer = await school.post(f"/dossiers/{second['id']}/submission")
    assert problem(answer) == (422, "dossier.already_used")
    (twin,) = answer.json()["twins"]
    assert (twin["dossier"], twin["why"], twin["year"]) == (first["id"], "initiative", 2024)


async def test_nobody_is_proposed_or_received_while_something_is_examined(town: Town, officer: Person) -> None:
    body = deed("Hỏa")
    first = await submitted(town, body, "dq-thon-2-01")
    path = f"/dossiers/{first['id']}"
    hold = {"dossier": first["id"], "what": "complaint", "since": "2025-06-02", "basis": "Thông báo thụ lý 05/TB-UBND"}
    assert problem(await town.person("dq-thon-2-01").post("/holds", hold)) == (403, "auth.denied")
    held = done(await officer.post("/holds", hold))
    assert problem(await officer.post("/holds", hold)) == (409, "hold.exists")
    answer = await officer.post(f"{path}/acceptance")
    assert problem(answer) == (422, "dossier.under_examination")
    assert "Điều 4" in answer.json()["vi"]
    assert "Tạm dừng xét khen thưởng" in text(await officer.page(path))
    assert "Thông báo thụ lý" not in text(await town.person("dq-thon-2-01").page(path))
    led_to(await officer.send(f"{path}/hold/lifting", hold=held["id"], result="Không có vi phạm."))
    assert done(await officer.post(f"{path}/acceptance"))["state"] == "accepted"
    assert problem(await officer.post(f"/holds/{held['id']}/lifting", {"result": "Lần nữa."})) == (409, "hold.lifted")


async def test_declared_proceeding_is_overridden_by_no_reason(town: Town) -> None:
    body = deed("Phong")
    body["facts"] |= {"proceedings": [{"kind": "complaint", "opened_on": "2025-05-02"}]}
    head = town.person("dq-thon-2-01")
    dossier = done(await head.post("/dossiers", body))
    answer = await head.post(f"/dossiers/{dossier['id']}/submission", {"override_reason": "Vẫn xin đề nghị."})
    assert problem(answer) == (422, "dossier.ineligible")


async def test_past_awards_follow_a_person_through_mergers(town: Town, officer: Person, chair: Person) -> None:
    store = town.app.state.store
    since: dict[str, Any] = {"level": "base", "parent": "duong-quang", "valid_from": "2020-01-01"}
    units = [
        DirectoryUnit.model_validate(
            {
                "id": f"duong-quang.{code}",
                "name": code,
                "path": f"x/{code}",
                "successors": [f"duong-quang.{to}"],
                **since,
            }
        )
        for code, to in (("thon-cu", "thon-giua"), ("thon-giua", "thon-2"))
    ]

    async def enter(tx: Transaction) -> None:
        for unit in units:
            tx.put(unit)

    now = town.app.state.clock.now()
    await store.transact(
        enter, Context(service="t", actor="t", command="t", now=now, correlation_id="c", causation_id="c")
    )
    assert await lineage(store.reads, "duong-quang.thon-2") == {
        "duong-quang.thon-2", "duong-quang.thon-giua", "duong-quang.thon-cu",
    }  # fmt: skip
    body = deed("Lôi")
    body["nominee"] |= {"unit": "duong-quang.thon-cu"}
    dossier = await accepted(town, body, officer)
    await approved(town, "duong-quang", [dossier["id"]], "2025-06-20")
    drafted = {"unit": "duong-quang", "title": "Về việc khen thưởng", "dossiers": [dossier["id"]]}
    decision = done(await chair.post("/decisions", drafted))
    signed = done(await chair.post(f"/decisions/{decision['id']}/signature"))
    later = sample("hs-01") | {"achievement": "Hiến 300 mét vuông đất mở đường liên thôn, dựng hàng rào xanh."}
    later["nominee"] |= {"id": fresh("ca-nhan"), "name": "Hoàng Văn Lôi"}
    sent = await submitted(town, later, "dq-thon-2-01")
    facts = done(await officer.get(f"/dossiers/{sent['id']}"))["facts"]
    assert signed["number"] in [award["decision"] for award in facts["awards"]]

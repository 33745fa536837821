"""The simplified procedure: one page, the cases of the article, and a decision that need not wait for the council."""

from __future__ import annotations

from tests.integration.nomination.samples import head_of
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.town import Person, Town, done, fresh, problem

VILLAGE = "duong-quang.thon-5"
REPORT = "Đêm 04/6/2025 dùng thuyền đưa bảy người dân vùng trũng đến nơi an toàn, quay lại giúp ba hộ chuyển đồ."


def body(name: str, **more: object) -> dict[str, object]:
    """A brave act, as the short form tells it."""
    nominee = {"id": fresh("nguoi"), "kind": "individual", "name": name, "honorific": "Ông"}
    said = dict.fromkeys(("not_examined", "first_time", "local_standard"), True)
    return {
        "nominating_unit": VILLAGE, "award": "KT-GK-XA", "kind": "LH-DX", "year": 2025, "nominee": nominee,
        "category": "worker", "reason": "bravery", "report": f"{name}: {REPORT}", "achieved_on": "2025-06-04",
    } | said | more  # fmt: skip


async def test_brave_act_is_decided_on_without_waiting_for_the_council(
    town: Town, officer: Person, chair: Person
) -> None:
    head = town.person(head_of(VILLAGE))
    known = done(await head.get("/dossiers/simplified", award="KT-GK-XA"))
    assert {one["id"] for one in known["reasons"]} >= {"bravery", "political_task", "found_by_head", "secret"}
    assert any(not one["verified"] for one in known["reliefs"])  # that the council may be left out is a setting
    for wrong in ({"award": "TD-CN-LDTT", "kind": "LH-CT"}, {"reason": "khac"}):
        assert problem(await head.post("/dossiers/simplified", body("Ai Đó", **wrong)))[1] == "dossier.not_simplified"
    draft = done(await head.post("/dossiers/simplified", body("Lê Văn Sóng")))
    assert draft["facts"]["procedure"] == "simplified"
    assert not [one for one in draft["conditions"] if one["outcome"] == "fails"]
    path = f"/dossiers/{draft['id']}"
    done(await head.post(f"{path}/submission"))
    done(await officer.post(f"{path}/acceptance"))
    shown = text(await officer.page(path))
    assert "Thủ tục đơn giản" in shown
    assert "Ký quyết định theo thủ tục đơn giản" in shown
    assert "Lê Văn Sóng" in text(await officer.page("/decisions/new"))
    drafted = {"unit": "duong-quang", "title": "Về việc khen thưởng đột xuất", "dossiers": [draft["id"]]}
    decision = done(await officer.post("/decisions", drafted))
    signed = done(await chair.post(f"/decisions/{decision['id']}/signature", {"post": "Chủ tịch"}))
    assert signed["lines"][0]["bonus"] == 360_000
    assert done(await head.get(path))["state"] == "decided"


async def test_full_dossier_still_waits_for_the_council(town: Town, officer: Person) -> None:
    head = town.person(head_of(VILLAGE))
    facts = {
        "subject": {"kind": "individual", "category": "worker"}, "year": 2025, "kind": "LH-DX", "disciplines": [],
        "proceedings": [], "criteria": {"local_standard": True},
        "achievement": {"sudden": True, "bravery": True, "reach": 1, "earlier_awards": []},
    }  # fmt: skip
    whole = {
        k: v for k, v in body("Ngô Văn Bè").items() if k in ("nominating_unit", "award", "kind", "year", "nominee")
    }
    draft = done(await head.post("/dossiers", whole | {"achievement": f"Ngô Văn Bè. {REPORT}", "facts": facts}))
    done(await head.post(f"/dossiers/{draft['id']}/submission", {"override_reason": "Việc khác, trùng cách kể."}))
    done(await officer.post(f"/dossiers/{draft['id']}/acceptance"))
    drafted = {"unit": "duong-quang", "title": "Về việc khen thưởng", "dossiers": [draft["id"]]}
    assert problem(await officer.post("/decisions", drafted)) == (422, "decision.not_decidable")


async def test_short_form_leads_from_one_page_to_the_papers(town: Town) -> None:
    head = town.person(head_of(VILLAGE))
    page = text(await head.page("/dossiers/simplified"))
    assert "điểm b" in page
    assert "chưa kiểm chứng" in page
    sent = {
        "nominating_unit": VILLAGE, "nominee_kind": "individual", "nominee_name": "Cao Văn Mái", "award": "KT-GK-XA",
        "kind": "LH-DX", "year": "2025", "reason": "bravery", "report": REPORT, "not_examined": "true",
    }  # fmt: skip
    assert "error-summary" in text(await head.send("/dossiers/simplified", **(sent | {"report": "ngắn"})), 422)
    assert "error-summary" in text(await head.send("/dossiers/simplified", **(sent | {"achieved_on": "1/1/1025"})), 422)
    assert "Thủ tục đơn giản không áp dụng" in text(
        await head.send("/dossiers/simplified", **(sent | {"award": "TD-CN-LDTT", "kind": "LH-CT"})), 422
    )
    papers = text(await head.page(led_to(await head.send("/dossiers/simplified", **sent))))
    assert "Báo cáo tóm tắt thành tích" in papers
    assert "Biên bản" not in papers

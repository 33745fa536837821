"""Public notice: the days of the law, what citizens say, and no decision before it is over."""

from __future__ import annotations

from typing import Any

import pytest

from services.nomination.postings.erasing import erase
from services.nomination.postings.model import Comment
from tests.integration.nomination.play import accepted, approved
from tests.integration.nomination.samples import sample
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.town import Person, Town, done, fresh, problem

SAID = "Gia đình bà Mây rất xứng đáng, hay giúp bà con trong thôn."


def household(name: str) -> dict[str, Any]:
    """A cultural family."""
    body = sample("hs-01")
    family = dict.fromkeys(("family_compliance", "family_active", "family_prosperous"), True)
    facts = {
        "subject": {"kind": "household", "category": "family"}, "year": 2025, "kind": "LH-CT", "disciplines": [],
        "proceedings": [], "criteria": family | {"family_excluded": False},
    }  # fmt: skip
    return body | {
        "award": "TD-HO-GDVH", "kind": "LH-CT", "facts": facts, "achieved_on": None,
        "nominee": {"id": fresh("ho"), "kind": "household", "name": f"Hộ bà {name}"},
        "achievement": "Gia đình hòa thuận, nuôi dạy con cháu chăm ngoan, giúp đỡ láng giềng.",
    }  # fmt: skip


async def posted(town: Town, officer: Person, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A received dossier and the posting it stands on."""
    dossier = await accepted(town, household(name), officer)
    body = {"unit": "duong-quang", "title": f"Danh sách Gia đình văn hóa, {name}", "dossiers": [dossier["id"]]}
    return dossier, done(await officer.post("/postings", body))


async def test_list_is_public_for_the_days_of_the_law_and_decided_only_afterwards(
    town: Town, officer: Person, chair: Person
) -> None:
    dossier, posting = await posted(town, officer, "Mây")
    assert (posting["days"], posting["working"], posting["closes_on"]) == (10, False, "2025-06-15")
    await approved(town, "duong-quang", [dossier["id"]], "2025-06-13")
    body = {"unit": "duong-quang", "title": "Về việc công nhận", "dossiers": [dossier["id"]]}
    draft = done(await chair.post("/decisions", body))
    town.today("2025-06-15")
    refused = await chair.post(f"/decisions/{draft['id']}/signature")
    assert problem(refused) == (422, "posting.too_short")
    assert "15/06/2025" in refused.json()["vi"]
    town.today("2025-06-16")
    refused = await chair.post(f"/decisions/{draft['id']}/signature")
    assert refused.is_success or problem(refused)[1] == "decision.bonus_not_set"  # the notice is no obstacle any more


async def test_award_that_must_be_public_is_not_decided_without_a_list(
    town: Town, officer: Person, chair: Person
) -> None:
    dossier = await accepted(town, household("Gió"), officer)
    await approved(town, "duong-quang", [dossier["id"]], "2025-06-13")
    body = {"unit": "duong-quang", "title": "Về việc công nhận", "dossiers": [dossier["id"]]}
    draft = done(await chair.post("/decisions", body))
    refused = await chair.post(f"/decisions/{draft['id']}/signature")
    assert problem(refused) == (422, "posting.too_short")
    assert "86/2023" in refused.json()["vi"]


async def test_citizen_comments_without_an_account_and_nobody_else_reads_who_it_was(
    town: Town, officer: Person, chair: Person
) -> None:
    _, posting = await posted(town, officer, "Nắng")
    path = f"/nomination/postings/{posting['id']}"
    async with town.nobody() as citizen:
        page = await citizen.get(path, headers={"Accept": "text/html"})
        assert "Hộ bà Nắng" in text(page)
        assert "<script" not in page.text
        sent = {"text": SAID, "name": "Cao Thị Láng", "contact": "0900 000 000"}
        short = await citizen.post(f"{path}/comments", data={"text": "ngắn"}, headers={"Accept": "text/html"})
        assert "error-summary" in text(short, 422)
        led_to(await citizen.post(f"{path}/comments", data=sent))
        page = await citizen.get(path, headers={"Accept": "text/html"})
        assert SAID not in page.text
        assert "Cao Thị Láng" not in text(await chair.page(f"/postings/{posting['id']}"))
        mine = text(await officer.page(f"/postings/{posting['id']}"))
        assert "Cao Thị Láng" in mine
        (comment,) = done(await officer.get(f"/postings/{posting['id']}/comments"))["items"]
        assert problem(
            await chair.post(f"/postings/comments/{comment['id']}/answer", {"publish": True, "answer": "Cảm ơn."})
        ) == (403, "auth.denied")
        answer = {"publish": "yes", "answer": "Cảm ơn ý kiến của ông/bà."}
        led_to(await officer.send(f"/postings/{posting['id']}/comments/{comment['id']}", **answer))
        page = await citizen.get(path, headers={"Accept": "text/html"})
        assert SAID in page.text
        assert answer["answer"] in page.text
        assert "Cao Thị Láng" not in page.text
        again = await officer.post(f"/postings/comments/{comment['id']}/answer", {"publish": True, "answer": "Nữa."})
        assert problem(again) == (409, "comment.answered")


async def test_one_address_comments_three_times_a_day_and_machines_not_at_all(town: Town, officer: Person) -> None:
    _, posting = await posted(town, officer, "Sương")
    api = f"/nomination/api/v1/postings/{posting['id']}/comments"
    town.today("2025-06-06")
    async with town.nobody() as citizen:
        trap = {"text": SAID, "website": "http://spam.example"}
        led_to(await citizen.post(f"/nomination/postings/{posting['id']}/comments", data=trap))
        from_here = {"X-Forwarded-For": "203.0.113.9"}
        for _ in range(3):
            done(await citizen.post(api, json={"text": SAID}, headers=from_here))
        assert problem(await citizen.post(api, json={"text": SAID}, headers=from_here)) == (429, "comment.too_many")
        done(await citizen.post(api, json={"text": SAID}, headers={"X-Forwarded-For": "203.0.113.10"}))
        town.today("2025-06-16")
        assert problem(await citizen.post(api, json={"text": SAID}, headers=from_here)) == (409, "posting.closed")
    assert len(done(await officer.get(f"/postings/{posting['id']}/comments"))["items"]) == 4


async def test_who_commented_is_forgotten_a_month_after_the_end(town: Town, officer: Person) -> None:
    _, posting = await posted(town, officer, "Mưa")
    town.today("2025-06-07")
    state = town.app.state
    async with town.nobody() as citizen:
        sent = {"text": SAID, "name": "Cao Thị Láng"}
        made = done(await citizen.post(f"/nomination/api/v1/postings/{posting['id']}/comments", json=sent))
    town.today("2025-07-15")
    await erase(state.store, state.clock, state.resources)
    assert (await state.store.reads.get(Comment, made["id"])).name == "Cao Thị Láng"
    town.today("2025-07-16")
    await erase(state.store, state.clock, state.resources)
    assert (await state.store.reads.get(Comment, made["id"])).name == ""


async def test_only_the_officer_posts_and_only_what_was_received(town: Town, officer: Person, school: Person) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    body = {"unit": "duong-quang", "title": "Danh sách", "dossiers": [dossier["id"]]}
    assert problem(await school.post("/postings", body)) == (403, "auth.denied")
    assert problem(await officer.post("/postings", body)) == (422, "posting.not_postable")
    assert problem(await officer.post("/postings", body | {"dossiers": ["khong-co"]})) == (404, "not_found")


@pytest.mark.parametrize("path", ["/postings", "/postings/new"])
async def test_pages_open(officer: Person, path: str) -> None:
    text(await officer.page(path))

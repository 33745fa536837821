"""The register: found by name, entered from the old books, mended with history, explained on one page."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from services.nomination.awards.rows import COLUMNS
from tests.integration.nomination.papers import approved, drafted, said, signed
from tests.integration.town import Person, Town, done, problem

GOOD = ("Cao Thị Xưa", "cá nhân", "Lao động tiên tiến", 2019, "45/QĐ-UBND", "20/12/2019")


def book(*rows: tuple[Any, ...], columns: tuple[str, ...] = COLUMNS) -> bytes:
    """A workbook with these rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, columns)
        for place, row in enumerate(rows, 1):
            sheet.write_row(place, 0, row)
    return out.getvalue()


async def send(person: Person, content: bytes, unit: str = "duong-quang") -> Any:
    """Send a workbook for a preview."""
    return await person.http.post(
        "/nomination/api/v1/awards/imports", data={"unit": unit}, files={"file": ("so-cu.xlsx", content)}
    )


async def test_name_is_found_from_any_of_its_words_on(town: Town, officer: Person, chair: Person) -> None:
    decision = await signed(town, officer, chair, "Ngụy Đình Đặng", "Ngụy Đình Đan", "Nguy Dinh Dang")
    for text in ("nguy dinh dang", "NGỤY ĐÌNH ĐẶNG", "dinh dang", "đặng"):
        found = done(await officer.get("/awards", q=text, year=2025, unit="duong-quang"))["items"]
        assert {one["nominee"]["name"] for one in found} == {"Ngụy Đình Đặng", "Nguy Dinh Dang"}, text
    first = done(await officer.get("/awards", q="nguy dinh", limit=2))
    assert first["items"][0]["nominee"]["name"] == "Ngụy Đình Đan"
    second = done(await officer.get("/awards", q="nguy dinh", limit=2, after=first["after"]))
    ids = [one["id"] for one in (*first["items"], *second["items"])]
    assert sorted(ids) == sorted(line["award_id"] for line in decision["lines"])
    assert second["after"] is None
    assert done(await officer.get("/awards", q="nguy dinh", year=2019))["items"] == []


async def test_past_years_are_shown_before_they_are_entered(town: Town, officer: Person) -> None:
    wrong = ("", "người", "Huy chương giấy", "hai nghìn", "46/QĐ-UBND", "31/02/2019", "", "", "", "nhiều")
    seen = done(await send(officer, book(GOOD, wrong, GOOD)))
    assert (seen["state"], seen["can_be_entered"]) == ("previewed", 1)
    assert seen["rows"][0]["reasons"] == []
    assert len(seen["rows"][1]["reasons"]) == 6
    assert "trùng với dòng 2" in seen["rows"][2]["reasons"][0]
    assert done(await officer.get("/awards", q="cao thi xua"))["items"] == []
    page = (await officer.page(f"/awards/import/{seen['id']}")).text
    assert "không có danh hiệu" in page
    entered = done(await officer.post(f"/awards/imports/{seen['id']}/entry"))
    assert entered["entered"] == 1
    [award] = done(await officer.get("/awards", q="cao thi xua"))["items"]
    assert (award["imported"], award["year"], award["award"]) == (True, 2019, "TD-CN-LDTT")
    assert await said(town, f"award/{award['id']}") == ["PastAwardEntered"]
    assert problem(await officer.post(f"/awards/imports/{seen['id']}/entry")) == (409, "award.entered")
    again = done(await send(officer, book(GOOD)))
    assert again["rows"][0]["reasons"] == ["đã có trong sổ"]
    assert problem(await officer.post(f"/awards/imports/{again['id']}/entry")) == (422, "award.nothing_to_enter")
    done(await officer.post(f"/awards/imports/{again['id']}/dropping"))

    mended = done(await officer.put(f"/awards/{award['id']}", {"name": "Cao Thị Xuân", "reason": "Gõ sai tên."}))
    assert mended["nominee"]["name"] == "Cao Thị Xuân"
    history = done(await officer.get(f"/awards/{award['id']}"))["history"]
    assert (history[-1]["reason"], history[-1]["changes"][0]["before"]) == ("Gõ sai tên.", "Cao Thị Xưa")
    assert done(await officer.get("/awards", q="cao thi xua"))["items"][0]["id"] == award["id"]  # «xuân» begins so
    assert done(await officer.get("/awards", q="thi xua", limit=1))["items"] == [mended]


async def test_what_is_no_workbook_is_refused_with_a_reason(officer: Person, neighbour: Person, school: Person) -> None:
    assert problem(await send(officer, b"PK\x03\x04 nothing")) == (422, "award.not_a_workbook")
    assert problem(await send(officer, book(columns=COLUMNS[2:]))) == (422, "award.missing_columns")
    assert problem(await send(neighbour, book(GOOD))) == (403, "auth.denied")
    assert problem(await send(school, book(GOOD))) == (403, "auth.denied")
    seen = done(await send(officer, book(GOOD)))
    assert problem(await neighbour.get(f"/awards/imports/{seen['id']}")) == (404, "not_found")


async def test_award_with_a_decision_is_corrected_by_a_decision_only(
    town: Town, officer: Person, chair: Person
) -> None:
    decision = await signed(town, officer, chair, "Tạ Thị Chặt")
    answer = await officer.put(f"/awards/{decision['lines'][0]['award_id']}", {"name": "Khác", "reason": "Thử"})
    assert problem(answer) == (422, "award.needs_decision")


async def test_why_gathers_dossier_vote_decision_and_money(town: Town, officer: Person, chair: Person) -> None:
    tally = {"agree": 8, "disagree": 1, "blank": 0, "present": 9, "members": 9, "base": 9}
    town.today("2025-06-23")
    [dossier] = await approved(town, "Mạc Thị Rõ", tally=tally)
    assert "chờ quyết định" in done(await officer.get(f"/awards/why/{dossier}"))["sentence"]
    draft = await drafted(officer, [dossier])
    decision = done(await chair.post(f"/decisions/{draft['id']}/signature"))
    why = done(await officer.get(f"/awards/why/{dossier}"))
    assert (why["given"], why["sentence"]) == (True, f"Đã khen thưởng theo Quyết định số {decision['number']}.")
    assert (why["tally"]["agree"], why["money"]["multiplier"], why["money"]["raw"]) == (8, "0.3", 702_000)
    page = (await officer.page(f"/awards/why/{dossier}")).text
    for part in ("8/9", "2.340.000", "710.000", "Chủ nhiệm lớp 3B"):
        assert part in page
    assert problem(await town.person("bach-sam-van-phong-01").get(f"/awards/why/{dossier}")) == (403, "auth.denied")

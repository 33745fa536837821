"""Models of five years: out of the register across a merger, adjusted, confirmed, printed, told."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from shared.identity.directory import DirectoryUnit
from shared.store import Context, Transaction
from tests.integration.nomination.papers import said
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.nomination.test_register import book, send
from tests.integration.town import Person, Town, done, fresh, problem

NEW = {
    "unit": "duong-quang", "title": "Hội nghị điển hình tiên tiến giai đoạn 1990-1995", "from_year": 1990,
    "to_year": 1995, "held_on": "2025-06-20", "place": "Hội trường UBND xã", "seats": 2,
}  # fmt: skip
"""A period that no other test speaks of."""


async def registered(town: Town, officer: Person, *rows: tuple[Any, ...]) -> None:
    """The old books with these rows: name, unit, award, years, honorific."""
    lines = [
        (name, "cá nhân", award, year, f"{year}{place}/QĐ-UBND", f"20/12/{year}", "", unit, "", "", honorific, "", "")
        for place, (name, unit, award, years, honorific) in enumerate(rows)
        for year in years
    ]
    seen = done(await send(officer, book(*lines)))
    assert seen["can_be_entered"] == len(lines), [row["reasons"] for row in seen["rows"]]
    done(await officer.post(f"/awards/imports/{seen['id']}/entry"))


async def merged(town: Town, name: str, into: str) -> None:
    """A hamlet that went up in another one."""
    unit = DirectoryUnit.model_validate(
        {
            "id": f"duong-quang.{fresh('thon')}", "name": name, "level": "base", "parent": "duong-quang",
            "path": "khac", "valid_from": "1980-01-01", "valid_to": "1993-12-31", "successors": [into],
        }
    )  # fmt: skip

    async def enter(tx: Transaction) -> None:
        tx.put(unit)

    now = town.app.state.clock.now()
    context = Context(service="t", actor="t", command="t", now=now, correlation_id="c", causation_id="c")
    await town.app.state.store.transact(enter, context)


async def test_models_of_five_years_from_the_register_to_the_printed_list(
    town: Town, officer: Person, chair: Person
) -> None:
    await merged(town, "Thôn Ấp Xưa", "duong-quang.thon-4")
    await registered(
        town,
        officer,
        ("Vi Thị Bưởi", "Thôn Ấp Xưa", "Lao động tiên tiến", (1990, 1991), "Bà"),
        ("Vi Thị Bưởi", "Thôn 4", "Lao động tiên tiến", (1994,), "Bà"),
        ("Vi Văn Cam", "Thôn 1", "Lao động tiên tiến", (1991, 1992, 1993, 1994), "Ông"),
        ("Vi Văn Chanh", "Thôn 1", "Lao động tiên tiến", (1990,), "Ông"),
        ("Vi Văn Mận", "Thôn 1", "Lao động tiên tiến", (1989, 1990, 1991), "Ông"),
    )
    head = town.person("dq-thon-4-01")
    assert problem(await head.post("/selections", NEW)) == (403, "auth.denied")
    assert problem(await officer.post("/selections", NEW | {"to_year": 2001})) == (422, "exemplars.years")
    its = done(await officer.post("/selections", NEW))
    path = f"/selections/{its['id']}"
    assert (its["candidates"], its["chosen"]) == (4, 2)
    found = {one["name"]: one for one in done(await officer.get(f"{path}/candidates"))["items"]}
    assert [one["year"] for one in found["Vi Thị Bưởi"]["awards"]] == [1990, 1991, 1994]
    assert (found["Vi Thị Bưởi"]["unit"], len(found["Vi Thị Bưởi"]["formerly"])) == ("duong-quang.thon-4", 1)
    assert (found["Vi Thị Bưởi"]["gender"], found["Vi Thị Bưởi"]["chosen"]) == ("female", True)
    assert "chọn để giữ cơ cấu: Nữ" in found["Vi Thị Bưởi"]["why"]
    assert found["Vi Văn Mận"]["why"].startswith("Chưa đủ tiêu chí"), "the year before the period does not count"
    assert problem(await head.get(f"{path}/candidates")) == (403, "auth.denied")

    chanh = f"{path}/candidates/{found['Vi Văn Chanh']['person']}"
    its = done(await officer.put(chanh, {"chosen": True, "reason": "Hiến máu bốn mươi lần."}))
    assert its["chosen"] == 2
    out = done(await officer.get(f"{path}/candidates", chosen="false"))["items"]
    assert {one["name"] for one in out} == {"Vi Văn Cam", "Vi Văn Mận"}
    cam = out[0]["person"] if out[0]["name"] == "Vi Văn Cam" else out[1]["person"]
    lines = [{"person": found["Vi Thị Bưởi"]["person"], "field": "Nông nghiệp", "category": "worker"}]
    its = done(await officer.post(f"{path}/descriptions", {"lines": lines}))
    assert {share["id"]: share["kept"] for share in its["shares"]} == {
        "unit": True, "direct": True, "women": True, "fields": False,
    }  # fmt: skip
    page = text(await officer.page(f"/exemplars/{its['id']}"))
    assert "Đưa vào theo đề nghị của công chức: Hiến máu bốn mươi lần." in page
    page = text(await officer.page(f"/exemplars/{its['id']}/candidates/{cam}"))
    assert "nhưng đã hết 2 chỗ" in page

    assert problem(await officer.post(f"{path}/proposal", {})) == (422, "exemplars.shares")
    its = done(await officer.post(f"{path}/proposal", {"reason": "Hội nghị của hai thôn."}))
    assert problem(await officer.put(chanh, {"chosen": False, "reason": "Thôi."})) == (409, "exemplars.not_possible")
    assert problem(await officer.post(f"{path}/confirmation", {})) == (403, "auth.denied")
    assert "Xác nhận 2 đại biểu" in text(await chair.page(f"/exemplars/{its['id']}"))
    led_to(await chair.send(f"/exemplars/{its['id']}/confirmation", post="Chủ tịch", sure="true"))
    its = done(await chair.get(path))
    assert (its["state"], its["number"][3:]) == ("confirmed", "DS-UBND")
    assert {one["name"] for one in its["delegates"]} == {"Vi Thị Bưởi", "Vi Văn Chanh"}
    assert [step["what"] for step in its["history"]] == ["created", "taken-in", "described", "proposed", "confirmed"]
    assert await said(town, f"selection/{its['id']}") == ["ExemplarsProposed", "ExemplarsConfirmed"]
    assert "Vi Thị Bưởi" in text(await head.page(f"/exemplars/{its['id']}")), "the unit of a delegate reads the list"

    book_ = (await head.get(f"{path}/delegates.xlsx")).content
    sheet = openpyxl.load_workbook(io.BytesIO(book_))["Đại biểu"]
    assert [sheet.cell(row, 2).value for row in (4, 5)] == [one["name"] for one in its["delegates"]]
    assert (await head.get(f"{path}/delegates.pdf")).content.startswith(b"%PDF")
    assert (await head.get(f"{path}/delegates.docx")).content.startswith(b"PK")

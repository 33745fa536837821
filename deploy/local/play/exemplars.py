"""What the commune does for its conference of models: the old books, the selection, the list of delegates."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from deploy.local.play.data import Books, Sample
from deploy.local.play.errors import NeverHappened
from deploy.local.play.script import Step, Year, verbs

API = "/nomination/api/v1"
KINDS = {"individual": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}
verb = verbs("nomination")


class UnitStep(Step):
    """The register, or the selection, of a unit."""

    unit: str


@verb(UnitStep)
async def enter_past_awards(year: Year, step: UnitStep) -> None:
    """The officer sends the old books as a workbook, looks at the preview, enters it."""
    books = year.sample.conference.books
    content = workbook(year.sample, books)
    seen = await year.world.upload(step.by, f"{API}/awards/imports", "so-cu-2020-2024.xlsx", content, unit=step.unit)
    if not seen["can_be_entered"]:  # the year is played again
        return
    if wrong := [row["reasons"] for row in seen["rows"] if row["reasons"]]:
        raise NeverHappened(f"the old books were to be read, and were not: {wrong[0]}")
    await year.world.post(step.by, f"{API}/awards/imports/{seen['id']}/entry")


@verb(UnitStep)
async def select_exemplars(year: Year, step: UnitStep) -> None:
    """The officer looks through five years of the register, adjusts by hand, lays the list before the chair."""
    its = year.sample.conference
    body = its.selection.model_dump(mode="json", exclude={"adjusted"})
    drafted = await year.world.post(step.by, f"{API}/selections", body)
    year.ids["selection"][step.unit] = drafted["id"]
    path = f"{API}/selections/{drafted['id']}"
    people = {one["name"]: one["person"] for one in await _candidates(year, step, path)}
    for one in its.selection.adjusted:
        person = people[year.sample.nominees[one.nominee].name]
        change = {"chosen": one.chosen, "reason": one.reason}
        await year.world.put(step.by, f"{path}/candidates/{person}", change)
    fields = {year.sample.nominees[one.nominee].name: one.field for one in its.books.people}
    lines = [{"person": people[name], "field": field} for name, field in fields.items()]
    await year.world.post(step.by, f"{path}/descriptions", {"lines": lines})
    await year.world.post(step.by, f"{path}/proposal", {})


@verb(UnitStep)
async def confirm_exemplars(year: Year, step: UnitStep) -> None:
    """The chair of the council confirms; the list can be printed."""
    path = f"{API}/selections/{year.ids['selection'][step.unit]}"
    await year.world.post(step.by, f"{path}/confirmation", {"post": "Chủ tịch"})
    printed = await year.world.download(step.by, f"{path}/delegates.xlsx")
    if not printed.startswith(b"PK"):
        raise NeverHappened(f"{path}: the list of delegates was to be printed, and was not")


async def _candidates(year: Year, step: UnitStep, path: str) -> list[dict[str, Any]]:
    found = await year.world.get(step.by, f"{path}/candidates", limit=200)
    items: list[dict[str, Any]] = found["items"]
    return items


def workbook(sample: Sample, books: Books) -> bytes:
    """The old books as the form of the register wants them: a line for each award and year."""
    headings = (
        "Họ và tên, tên tập thể", "Đối tượng", "Danh hiệu, hình thức", "Năm xét", "Số quyết định", "Ngày quyết định",
        "Người quyết định", "Đơn vị", "Danh xưng", "Nhóm đối tượng", "Loại hình",
    )  # fmt: skip
    decisions = {one.year: one for one in books.decisions}
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Khen thưởng")
        sheet.write_row(0, 0, headings)
        line = 0
        for one in books.people:
            nominee = sample.nominees[one.nominee]
            for award, years in one.awards.items():
                for each in years:
                    decision, line, town = decisions[each], line + 1, award in books.of_town
                    row = (
                        nominee.name, KINDS[nominee.kind], award, each,
                        decision.town_number if town else decision.number, f"{decision.date:%d/%m/%Y}",
                        books.town_issuer if town else books.issuer, sample.units[nominee.unit].name,
                        nominee.honorific, one.category,
                        "Đột xuất" if each in one.sudden else "Thường xuyên",
                    )  # fmt: skip
                    sheet.write_row(line, 0, row)
    return out.getvalue()

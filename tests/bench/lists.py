"""What a line of a list costs in CPU when two hundred are looked through, and when two thousand are."""

from __future__ import annotations

import io
import time
from datetime import date

import xlsxwriter

from services.nomination.lists.checking import Checker
from services.nomination.lists.known import Known
from services.nomination.lists.sheet import COLUMNS, rows_of
from shared.law import Kind, Law
from tests.bench.bench import Bench
from tests.bench.table import Line, at_most

FEW, MANY = 200, 2_000
MOST_MS = 2.0
FLAT = 1.15


async def run(bench: Bench) -> list[Line]:
    """Both sheets in turn, reading the workbook included."""
    law, sheets = Law.load(), {many: _sheet(many) for many in (FEW, MANY)}

    async def few() -> float:
        return _cost(law, sheets[FEW])

    async def many() -> float:
        return _cost(law, sheets[MANY])

    await few()  # what is compiled once is not a line's
    found = await bench.interleaved(few=few, many=many)
    line = at_most(
        FLAT,
        row="list import",
        what=f"CPU of a line when a list has {MANY:,}".replace(",", " "),
        baseline=f"when it has {FEW}",
        ours=found["many"] * 1000,
        theirs=found["few"] * 1000,
        unit="ms",
    )
    cost = at_most(
        1.0,
        row="list import",
        what="CPU of a line",
        baseline="goal",
        ours=found["many"] * 1000,
        theirs=MOST_MS,
        unit="ms",
    )
    return [line, cost]


def _cost(law: Law, content: bytes) -> float:
    """Seconds of CPU for a line."""
    checker = Checker(law, unit="duong-quang.thon-1", kind=Kind.MERIT, year=2025, on=date(2025, 6, 5), known=Known())
    began = time.process_time()
    lines = checker.look(rows_of(io.BytesIO(content)))
    spent = time.process_time() - began
    if any(line.problems for line in lines):
        raise RuntimeError(f"the sheet of the measurement is not right: {lines[0].problems}")
    return spent / len(lines)


def _sheet(many: int) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [heading for heading, _ in COLUMNS.values()])
        for number in range(1, many + 1):
            example = [example for _, example in COLUMNS.values()]
            page.write_row(number, 0, [f"Nguyễn Văn Mẫu {number}", *example[1:]])
    return out.getvalue()

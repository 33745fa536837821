"""What the pages show in tables: plain rows, columns that can be sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from services.reporting.indicators.figures import Figures
from services.reporting.indicators.spread import Spread
from services.reporting.projections.dossiers import DossierState
from services.reporting.reports.model import Report
from services.reporting.reports.summary import SHARES
from services.reporting.resources import Names
from shared.identity.directory import DirectoryUnit
from shared.web.collation import viet_key
from shared.web.parts import Column

DEFAULT = "name"
_COLUMNS = (
    ("name", "Đơn vị", "text"),
    ("received", "Hồ sơ", "number"),
    ("in_hand", "Đang xử lý", "number"),
    ("forwarded", "Trình trên", "number"),
    ("awarded", "Khen thưởng", "number"),
    ("bonus", "Tiền thưởng (đồng)", "number"),
    ("median", "Số ngày", "number"),
    ("done", "Việc xong", "number"),
    ("late", "Việc chậm", "number"),
    ("report", "Báo cáo", "code"),
)
SORTS = tuple(key for key, _, _ in _COLUMNS)


@dataclass(frozen=True)
class UnitRow:
    """One unit in the table of all."""

    url: str
    name: str
    received: int
    in_hand: int
    forwarded: int
    awarded: int
    bonus: int
    median: float | None
    done: int
    late: int
    report: str


def unit_rows(
    units: Sequence[tuple[DirectoryUnit, Figures]], reports: dict[str, Report], *, year: int, on: date, sort: str
) -> list[UnitRow]:
    """Rows in the order asked for: a key of the columns, «-» before it for the other way round."""
    rows = []
    for unit, figures in units:
        report = reports.get(unit.id)
        rows.append(
            UnitRow(
                url=f"/reporting/?{urlencode({'year': year, 'unit': unit.id})}",
                name=unit.name,
                report=report.reference if report else "Chưa nộp",
                **totals(figures, on),
            )
        )
    key = sort.removeprefix("-")
    order: Callable[[UnitRow], Any] = (
        (lambda row: viet_key(getattr(row, key)))
        if key in ("name", "report")
        else (lambda row: (getattr(row, key) is not None, getattr(row, key) or 0))
    )
    rows.sort(key=lambda row: viet_key(row.name))
    return sorted(rows, key=order, reverse=sort.startswith("-"))


def totals(figures: Figures, on: date) -> dict[str, Any]:
    """The figures of one row, or of the last one."""
    return {
        "received": figures.received,
        "in_hand": figures.in_hand,
        "forwarded": figures.forwarded,
        "awarded": figures.awarded,
        "bonus": figures.bonus,
        "median": figures.lead().median,
        "done": figures.done,
        "late": figures.late(on),
    }


def unit_columns(url: str, sort: str) -> list[Column]:
    """Columns whose heading sorts; a second click turns the order round."""
    key, down = sort.removeprefix("-"), sort.startswith("-")
    columns = []
    for name, label, kind in _COLUMNS:
        first = "" if name in ("name", "report") else "-"
        turned = ("" if down else "-") if name == key else first
        way = ("descending" if down else "ascending") if name == key else ""
        columns.append(Column(name, label, kind, sort=way, sort_url=f"{url}&sort={turned}{name}"))  # type: ignore[arg-type]
    return columns


def award_rows(figures: Figures, names: Names) -> list[dict[str, Any]]:
    """Titles with what was proposed, granted and spent."""
    codes = {cell.award for cell in figures.dossiers} | {cell.award for cell in figures.awards}
    return [
        {
            "award": names.award(code),
            "proposed": sum(c.count for c in figures.dossiers if c.award == code),
            "granted": sum(c.count for c in figures.awards if c.award == code),
            "bonus": sum(c.bonus for c in figures.awards if c.award == code),
        }
        for code in sorted(codes, key=lambda code: viet_key(names.award(code)))
    ]


def time_rows(figures: Figures, names: Names) -> list[dict[str, Any]]:
    """Days from achievement to award for each kind of award."""
    rows = []
    for kind in names.kinds:
        spread = figures.lead(kind)
        if spread.count:
            rows.append(_spread_row(names.kind(kind), spread))
    return rows


def step_rows(figures: Figures, labels: dict[DossierState, str]) -> list[dict[str, Any]]:
    """Days that dossiers stood in each state before they left it."""
    spreads = [(labels[state], figures.step(state)) for state in DossierState]
    return [_spread_row(label, spread) for label, spread in spreads if spread.count]


def share_rows(figures: Figures) -> list[dict[str, Any]]:
    """The shares that the plan asks to watch."""
    return [
        {"label": SHARES[one.key], "part": one.part, "whole": one.whole, "share": one.value} for one in figures.shares
    ]


def _spread_row(label: str, spread: Spread) -> dict[str, Any]:
    return {
        "label": label,
        "count": spread.count,
        "median": spread.median,
        "slowest": spread.slowest,
        "timely": spread.share_within(15),
        "monthly": spread.share_within(30),
    }

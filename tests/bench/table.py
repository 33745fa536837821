"""What was measured, as lines of one table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

MET = {True: "yes", False: "NO", None: ""}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row: our figure, the baseline's figure of the same run, their ratio, and what the ratio should be.

    ``met`` is None where nothing is promised.
    """

    row: str
    what: str
    ours: str
    baseline: str = ""
    theirs: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


def at_least(goal: float, *, row: str, what: str, baseline: str, ours: float, theirs: float) -> Line:
    """A line of two rates in events per second, of which ours must reach a share of the other."""
    ratio = ours / theirs
    return Line(
        row=row,
        what=what,
        ours=rate(ours),
        baseline=baseline,
        theirs=rate(theirs),
        ratio=ratio,
        goal=f"≥ {goal:.2f}",
        met=ratio >= goal,
    )


def at_most(goal: float | None, *, row: str, what: str, baseline: str, ours: float, theirs: float, unit: str) -> Line:
    """A line of two durations or sizes, of which ours may reach a multiple of the other; no goal promises nothing."""
    ratio = ours / theirs
    return Line(
        row=row,
        what=what,
        ours=f"{ours:.2f} {unit}",
        baseline=baseline,
        theirs=f"{theirs:.2f} {unit}",
        ratio=ratio,
        goal="" if goal is None else f"≤ {goal:.2f}",
        met=None if goal is None else ratio <= goal,
    )


def rate(per_second: float) -> str:
    """A rate as it stands in the table."""
    return f"{per_second:,.0f}/s".replace(",", " ")


def render(lines: Sequence[Line]) -> str:
    """A Markdown table, aligned so that a terminal shows it well."""
    head = ("What", "Ours", "Baseline", "Figure", "Ratio", "Goal", "Met")
    cells = [head] + [
        (
            line.what,
            line.ours,
            line.baseline,
            line.theirs,
            f"{line.ratio:.2f}" if line.ratio is not None else "",
            line.goal,
            MET[line.met],
        )
        for line in lines
    ]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    rows = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    return "\n".join([rows[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *rows[1:]])


def write(path: Path, lines: Sequence[Line], machine: dict[str, str]) -> None:
    """The same for programs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    found = {"machine": machine, "rows": [asdict(line) for line in lines]}
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")

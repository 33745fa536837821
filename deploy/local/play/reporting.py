"""What the people of the year do in the service reporting: file the half-year's and the year's report."""

from __future__ import annotations

from typing import Any

from deploy.local.play.data import Report
from deploy.local.play.script import Step, Year, verbs

API = "/reporting/api/v1"
verb = verbs("reporting")
MOST = 200


class ReportStep(Step):
    """A report."""

    report: str


@verb(ReportStep)
async def file_report(year: Year, step: ReportStep) -> None:
    """Put the figures down for good, once all that has happened so far is in them."""
    report = year.sample.reports[step.report]
    await year.world.until(
        f"reporting has heard of {_happened(year)}", lambda: _has_heard(year, step.by, report), seconds=60
    )
    body = {"unit": report.unit, "span": report.span, "year": report.until.year, "signer": report.signer}
    filed = await year.world.post(step.by, f"{API}/reports", body)
    year.ids["report"][report.key] = filed["id"]


def _happened(year: Year) -> dict[str, int]:
    """What must be in the figures: dossiers submitted, awards granted, tasks of which something is done."""
    return {
        "dossiers": len(year.ids["submitted"]),
        "awards": len(year.ids["decision"]),
        "tasks": len(year.ids["task done"]),
    }


async def _has_heard(year: Year, who: str, report: Report) -> bool:
    about: dict[str, Any] = {"year": report.until.year, "unit": report.unit, "limit": MOST}
    dossiers = await year.world.get(who, f"{API}/dossiers", **about)
    awards = await year.world.get(who, f"{API}/awards", **about)
    tasks = await year.world.get(who, f"{API}/tasks", **about)
    heard = {
        "dossiers": len(dossiers["items"]),
        "awards": len(awards["items"]),
        "tasks": sum(task["parts_done"] > 0 for task in tasks["items"]),
    }
    wanted = _happened(year)
    return all(heard[what] >= wanted[what] for what in wanted)

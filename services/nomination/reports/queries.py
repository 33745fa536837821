"""Reading the report of a dossier: its form, what is written, and what was awarded before."""

from __future__ import annotations

from datetime import date

from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.past import past_awards, with_past
from services.nomination.reports.model import Report, report_of
from shared.law import Law, PastAward
from shared.law.errors import UnknownAward
from shared.store import Reads


def report_now(law: Law, dossier: Dossier, today: date) -> Report | None:
    """The report under the law of the day of receipt, before it of today; None where none is asked for."""
    try:
        form = law.report(dossier.award, dossier.facts, on=dossier.received_on or today)
    except UnknownAward:
        return None
    return report_of(form, dossier.report, dossier.year) if form else None


async def history(reads: Reads, dossier: Dossier) -> tuple[PastAward, ...]:
    """What was awarded before: as it stood when the dossier was sent; until then with what the register knows now."""
    facts = dossier.facts
    if dossier.submitted_on is None:
        facts = with_past(facts, await past_awards(reads, dossier))
    return tuple(sorted(facts.awards or (), key=lambda one: one.year))

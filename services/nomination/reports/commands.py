"""Writing a section of the achievement report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.nomination.acts import act
from services.nomination.dossiers.commands import dossier_for
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import Action
from services.nomination.drafts.commands import settle
from services.nomination.drafts.model import SECTION, Seen
from services.nomination.reports.errors import NoReport, SectionTooLong, UnknownSection
from services.nomination.reports.model import Entry, Result
from services.nomination.reports.queries import report_now
from shared.clock import Clock
from shared.identity import Actor
from shared.law import Law, SectionRow
from shared.store import Transaction

MOST_RESULTS = 60


async def write(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    dossier_id: str,
    section: str,
    text: str = "",
    fields: Mapping[str, str] | None = None,
    results: Sequence[Result] = (),
    seen: Seen | None = None,
) -> Dossier:
    """Replace what stands in a section; all empty takes it off. Raises NoReport, UnknownSection, SectionTooLong."""
    dossier = await dossier_for(tx, actor, Action.EDIT, dossier_id)
    row = _section(law, dossier, section, clock)
    entry = Entry(
        section=row.id,
        title=row.vi,
        text=text.strip() if row.shape == "text" else "",
        fields={one: value for one in row.fields if (value := (fields or {}).get(one, "").strip())},
        results=tuple(results) if row.shape == "results" else (),
    )
    _short_enough(row, entry)
    await settle(tx, actor, dossier, f"{SECTION}{row.id}", seen)
    dossier.write_section(act(actor, clock), entry)
    return tx.save(dossier)


def _section(law: Law, dossier: Dossier, section: str, clock: Clock) -> SectionRow:
    report = report_now(law, dossier, clock.today())
    if report is None:
        raise NoReport(award=dossier.award_name)
    for one in report.sections:
        if one.section.id == section and not one.section.automatic:
            return one.section
    raise UnknownSection(section=section)


def _short_enough(row: SectionRow, entry: Entry) -> None:
    texts = [entry.text, *entry.fields.values(), *(text for one in entry.results for text in (one.target, one.figure))]
    if max(map(len, texts)) > row.most or len(entry.results) > MOST_RESULTS:
        raise SectionTooLong(section=row.vi, most=row.most)

"""Filing a report."""

from __future__ import annotations

import dataclasses

from services.reporting import access
from services.reporting.indicators.figures import Figures
from services.reporting.indicators.queries import figures
from services.reporting.projections.plans import PlanTaskRow
from services.reporting.reports.model import AlreadyFiled, Letterhead, NoSigner, Report, Span
from services.reporting.reports.place import locality_of
from services.reporting.reports.summary import year_figures
from services.reporting.resources import Resources
from services.reporting.scope import MOST_UNITS, within
from shared.clock import Clock
from shared.documents import Signer, YearFigures
from shared.events import Level
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryUnit, people_at, unit_of
from shared.store import Transaction

MOST_TASKS = 500
HEAD, DEPUTY = "Chủ tịch", "Phó Chủ tịch"


async def file(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    resources: Resources,
    unit: str,
    span: Span,
    year: int,
    signer: str = "",
    deputy: bool = False,
    shortcomings: tuple[str, ...] = (),
    recommendations: tuple[str, ...] = (),
) -> Report:
    """Take the figures as they are now, give them the next number of the series and put them down for good.

    ``signer`` is the subject of somebody who signs for the unit, the first by name unless named; ``deputy`` signs
    for the chair.
    """
    access.files(unit).or_deny(actor)
    place = await unit_of(tx, unit)
    known = await tx.find_one(Report, {"unit": unit, "span": span.value, "year": year})
    if known is not None:
        raise AlreadyFiled(phrase=span.phrase(year), number=known.reference)
    today = clock.today()
    letterhead = Letterhead(
        locality=locality_of(place.name),
        addressees=await _addressees(tx, place),
        signer=await _signer(tx, place, signer, deputy=deputy, clock=clock),
        shortcomings=shortcomings,
        recommendations=recommendations,
    )
    snapshot = await figures_of(tx, place, span, year, resources=resources, clock=clock)
    number = await tx.next_number(f"reports/{unit}/{today.year}")
    return tx.save(
        Report.file(
            unit=unit,
            level=place.level,
            span=span,
            year=year,
            number=number,
            on=today,
            by=actor.subject,
            figures=snapshot,
            letterhead=letterhead,
        )
    )


async def figures_of(
    tx: Transaction, place: DirectoryUnit, span: Span, year: int, *, resources: Resources, clock: Clock
) -> YearFigures:
    """The figures of a unit and all below it as the events up to now make them; the tasks are those of its plan."""
    covered = {"$and": [within([place.path]), {"level": {"$ne": Level.BASE.value}}]}
    units = await tx.find(DirectoryUnit, covered, limit=MOST_UNITS)
    counted = await figures(tx, [unit.id for unit in units], span.of(year))
    whole = dataclasses.replace(Figures.total(counted.values()), tasks=counted[place.id].tasks)
    tasks = await tx.find(PlanTaskRow, {"unit": place.id, "year": year}, limit=MOST_TASKS)
    today = clock.today()
    return year_figures(whole, tasks, level=place.level, names=resources.names(today), on=today)


async def _addressees(tx: Transaction, place: DirectoryUnit) -> tuple[str, ...]:
    """The committee of the unit above; a unit without one reports to nobody."""
    above = await tx.get_or_none(DirectoryUnit, place.parent) if place.parent else None
    return (locality_of(above.name).committee,) if above else ()


async def _signer(tx: Transaction, place: DirectoryUnit, subject: str, *, deputy: bool, clock: Clock) -> Signer:
    people = await people_at(tx, place.id, Role.SIGNER, on=clock.today())
    chosen = next((person for person in people if subject in ("", person.id)), None)
    if chosen is None:
        raise NoSigner(unit=place.name)
    if deputy:
        return Signer(name=chosen.name, post=DEPUTY, head=HEAD)
    return Signer(name=chosen.name, post=HEAD)

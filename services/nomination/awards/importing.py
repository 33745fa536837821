"""Entering past years from a workbook: first a preview with a reason for each row that cannot be, then the entry."""

from __future__ import annotations

import asyncio
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import ClassVar

from services.nomination import access
from services.nomination.acts import act
from services.nomination.awards import names
from services.nomination.awards.errors import AlreadyEntered, NothingToEnter
from services.nomination.awards.model import Award
from services.nomination.awards.rows import PastAward, read_rows
from shared.aggregate import StatefulAggregate
from shared.clock import Clock
from shared.errors import NotFound
from shared.events.parts import Nominee
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit, unit_of
from shared.law import Law
from shared.store import Reads, Transaction
from shared.web.collation import fold

KNOWN = "đã có trong sổ"
MOST_UNITS = 500
MOST_KNOWN = 20_000


class ImportState(StrEnum):
    PREVIEWED = "previewed"
    """Read and shown; nothing is in the register."""
    ENTERED = "entered"
    DROPPED = "dropped"


class PastImport(StatefulAggregate[ImportState]):
    """One workbook: what was read from it, and what was entered. ``file`` is its name, ``fingerprint`` its SHA-256."""

    kind: ClassVar[str] = "import"
    collection: ClassVar[str] = "award_imports"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "-id"),)
    transitions: ClassVar[dict[str, tuple[str, ...]]] = {
        ImportState.PREVIEWED: (ImportState.ENTERED, ImportState.DROPPED)
    }

    state: ImportState = ImportState.PREVIEWED
    file: str
    fingerprint: str
    by: str
    read_on: date
    rows: tuple[PastAward, ...]
    entered: int = 0

    @property
    def good(self) -> tuple[PastAward, ...]:
        """The rows that can be entered."""
        return tuple(row for row in self.rows if not row.reasons)

    @property
    def bad(self) -> tuple[PastAward, ...]:
        """The rows that cannot, each with its reasons."""
        return tuple(row for row in self.rows if row.reasons)


async def preview(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, unit: str, file: str, content: bytes
) -> PastImport:
    """Read a workbook and keep what it says; nothing is entered yet. Raises NotAWorkbook, MissingColumns."""
    access.keeps_register(unit).or_deny(actor)
    where = await unit_of(tx, unit)
    rows = await asyncio.to_thread(read_rows, content, law, today=clock.today())
    found = PastImport(
        unit=unit,
        level=where.level,
        file=file[:200],
        fingerprint=sha256(content).hexdigest(),
        by=actor.subject,
        read_on=clock.today(),
        rows=tuple(await _without_known(tx, unit, rows)),
    )
    return tx.save(found)


async def enter(tx: Transaction, *, actor: Actor, clock: Clock, import_id: str) -> PastImport:
    """Enter the rows that can be. What came into the register since the preview is not entered twice."""
    found = await tx.get(PastImport, import_id)
    access.keeps_register(found.unit).or_deny(actor)
    if found.state is not ImportState.PREVIEWED:
        raise AlreadyEntered
    found.rows = tuple(await _without_known(tx, found.unit, list(found.rows)))
    if not found.good:
        raise NothingToEnter
    who = act(actor, clock)
    units = {fold(unit.name): unit.id for unit in await _base_units(tx, found.unit)}
    for row in found.good:
        award = _award(found, row, units)
        award.entered(who)
        await names.enter(tx, award)
        tx.save(award)
    found.move(ImportState.ENTERED)
    found.entered = len(found.good)
    return tx.save(found)


async def drop(tx: Transaction, *, actor: Actor, clock: Clock, import_id: str) -> PastImport:
    """Forget a preview."""
    found = await tx.get(PastImport, import_id)
    access.keeps_register(found.unit).or_deny(actor)
    if found.state is not ImportState.PREVIEWED:
        raise AlreadyEntered
    found.move(ImportState.DROPPED)
    return tx.save(found)


async def one(reads: Reads, *, actor: Actor, import_id: str) -> PastImport:
    """A preview of the person's own unit; raises NotFound."""
    found = await reads.get_or_none(PastImport, import_id)
    if found is None or not access.keeps_register(found.unit)(actor):
        raise NotFound(what=f"bản nhập {import_id}")
    return found


async def _without_known(tx: Transaction, unit: str, rows: list[PastAward]) -> list[PastAward]:
    """Say of the rows that are in the register already that they are."""
    years = sorted({row.year for row in rows})
    known = set()
    for year in years:
        where = {"year": year, "$or": [{"unit": unit}, {"origin_unit": unit}]}
        for award in await tx.find(Award, where, limit=MOST_KNOWN):
            known.add((award.name_key, award.award, award.year, fold(award.number)))
    return [
        row.model_copy(update={"reasons": (*row.reasons, KNOWN)}) if row.key in known and not row.reasons else row
        for row in rows
    ]


async def _base_units(tx: Transaction, unit: str) -> list[DirectoryUnit]:
    return await tx.find(DirectoryUnit, {"parent": unit}, limit=MOST_UNITS)


def _award(found: PastImport, row: PastAward, units: dict[str, str]) -> Award:
    assert row.granted_on is not None
    below = units.get(fold(row.unit_name), "")
    nominee = Nominee(id=past_id(found.unit, row), kind=row.kind, name=row.name, unit=below or found.unit)
    return Award(
        unit=found.unit,
        level=found.level,
        decision="",
        number=row.number,
        dossier="",
        award=row.award,
        award_name=row.award_name,
        award_kind=row.award_kind,
        honorific=row.honorific,
        category=row.category,
        nominee=nominee,
        position="" if below else row.unit_name,
        nominating_unit=below or found.unit,
        origin_unit=found.unit,
        year=row.year,
        achievement=row.achievement,
        granted_on=row.granted_on,
        bonus=row.bonus,
        issuer=row.issuer,
        imported=True,
    )


def past_id(unit: str, row: PastAward) -> str:
    """The same name at the same place is taken for the same person, as the old books do."""
    return f"so-cu-{sha256(f'{unit}|{row.kind}|{fold(row.name)}|{fold(row.unit_name)}'.encode()).hexdigest()[:16]}"

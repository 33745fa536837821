"""Who may do what in this service. Rules speak of units by code and of places by path; no rule, no access."""

from __future__ import annotations

from collections.abc import Iterable

from shared.events import Level
from shared.identity import Actor, OfficeHeld, Role, Rule, covers, holds, signed_in


def administers(path: str) -> Rule:
    """Keeps units and offices at the unit of that path or above it."""
    return Rule(lambda actor: _only(actor, Role.ADMIN).covers(path))


uses_directory = signed_in
"""Whoever holds an office may look up units and who holds which office in the own commune, town or below."""


def looks_up_contacts(path: str) -> Rule:
    """Reads mail addresses: who keeps the directory, works with it or audits it there or above."""
    return Rule(lambda actor: _only(actor, Role.ADMIN, Role.OFFICER, Role.AUDITOR).covers(path))


def drafts_plans_of(unit: str) -> Rule:
    """Writes the draft of a plan: officer or signer of exactly that unit."""
    return holds(Role.OFFICER, at=unit) | holds(Role.SIGNER, at=unit)


def issues_plans_of(unit: str) -> Rule:
    """Signs a plan."""
    return holds(Role.SIGNER, at=unit)


def reports_for(responsible: str, *, owner: str) -> Rule:
    """Reports on a task: the head or officer of the unit that has it, or the officer of the plan's unit."""
    return holds(Role.UNIT_HEAD, at=responsible) | holds(Role.OFFICER, at=responsible) | holds(Role.OFFICER, at=owner)


def launches_movements_of(unit: str) -> Rule:
    """Launches a movement: officer or signer of exactly that unit."""
    return holds(Role.OFFICER, at=unit) | holds(Role.SIGNER, at=unit)


def registers_for(unit: str) -> Rule:
    """Writes and submits what a unit pledges: its head or officer."""
    return holds(Role.UNIT_HEAD, at=unit) | holds(Role.OFFICER, at=unit)


def registering_units(actor: Actor) -> list[str]:
    """Codes of the units for which ``registers_for`` says yes."""
    return list(dict.fromkeys(actor.at(Role.UNIT_HEAD, Role.OFFICER)))


def reviews_for(unit: str) -> Rule:
    """Returns or approves what was submitted to a unit: its officer."""
    return holds(Role.OFFICER, at=unit)


def reads_document_of(path: str) -> Rule:
    """Reads what a unit has issued: who works there, above it, or below it and is bound by it."""
    return covers(path) | _works_below(path)


def reads_draft_of(unit: str) -> Rule:
    """Reads what a unit has not issued yet: who writes there, and who audits there."""
    return drafts_plans_of(unit) | holds(Role.AUDITOR, at=unit)


def units_writing_drafts(actor: Actor) -> list[str]:
    """Codes of the units whose drafts the actor may read: the same answer as ``reads_draft_of``, for queries."""
    return actor.at(Role.OFFICER, Role.SIGNER, Role.AUDITOR)


def receives(units: Iterable[str]) -> Rule:
    """Works at one of the units to which a document was sent."""
    codes = frozenset(units)
    return Rule(lambda actor: any(office.unit in codes for office in actor.offices))


def reads_pledge(path: str, *, unit: str, draft: bool) -> Rule:
    """Reads what a unit pledges: its own people always, those above once it was submitted."""
    return _works_at(unit) if draft else covers(path)


def directory_roots(actor: Actor) -> list[str]:
    """The paths below which an actor may look people up: for a base unit that is its commune."""
    return sorted({_commune_path(office) for office in actor.offices})


def in_directory_of(actor: Actor, path: str) -> bool:
    """Whether a unit lies in the part of the directory that the actor may use."""
    return any(root in ("", path) or path.startswith(f"{root}/") for root in directory_roots(actor))


def codes_on_path(offices: Iterable[OfficeHeld]) -> set[str]:
    """Codes of the units at which offices are held and of all units above them."""
    return {code for office in offices for code in office.path.split("/") if code}


def _only(actor: Actor, *roles: Role) -> Actor:
    return actor.model_copy(update={"offices": tuple(office for office in actor.offices if office.role in roles)})


def _works_at(unit: str) -> Rule:
    return Rule(lambda actor: any(office.unit == unit for office in actor.offices))


def _works_below(path: str) -> Rule:
    return Rule(lambda actor: any(office.path.startswith(f"{path}/") for office in actor.offices))


def _commune_path(office: OfficeHeld) -> str:
    return office.path.rpartition("/")[0] if office.level is Level.BASE else office.path

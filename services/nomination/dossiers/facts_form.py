"""How the form of the achievement becomes facts of the law, and how it is filled from them."""

from __future__ import annotations

from typing import Any, TypeVar

from services.nomination.dossiers.commands import Proposal
from services.nomination.dossiers.forms import TypedForm
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Paper
from shared.law import Facts, Initiative, Kind, Members, Movement, Reach, Service
from shared.web.forms import FormState

Told = TypeVar("Told", Members, Service)
NOTHING: frozenset[str] = frozenset()


def proposal_of(dossier: Dossier, sent: TypedForm, names: dict[str, str], empty: frozenset[str] = NOTHING) -> Proposal:
    """The dossier with the achievement written into it. ``names`` are those of the papers by code."""
    return Proposal(
        nominating_unit=dossier.nominating_unit,
        award=dossier.award,
        kind=Kind(dossier.award_kind),
        year=dossier.year,
        nominee_kind=dossier.nominee.kind,
        nominee_name=dossier.nominee.name,
        nominee_id=dossier.nominee.id,
        nominee_unit=dossier.nominee.unit,
        position=dossier.position,
        honorific=dossier.honorific,
        achievement=sent.achievement,
        achieved_on=sent.achieved_on,
        facts=facts_from(dossier.facts, sent, kind=Kind(dossier.award_kind), empty=empty),
        papers=tuple(Paper(code=code[:10], name=names.get(code, code)[:300]) for code in dict.fromkeys(sent.papers)),
    )


def facts_from(facts: Facts, sent: TypedForm, *, kind: Kind, empty: frozenset[str] = NOTHING) -> Facts:
    """The facts known before, with what the form says. A field that it does not show changes nothing;

    one that it shows and that stands empty (``empty``) takes back what was known.
    """
    update: dict[str, Any] = {
        "subject": facts.subject.model_copy(
            update={"category": None if "category" in empty else sent.category or facts.subject.category}
        ),
        "ratings": _ratings(facts, sent, empty),
        "members": _members(facts, sent, empty),
        "service": _service(facts, sent, empty),
        "initiatives": _initiatives(facts, sent, empty),
        "disciplines": () if sent.no_discipline else facts.disciplines or None,
        "proceedings": () if sent.no_proceedings else facts.proceedings or None,
        "achievement": _achievement(facts, sent, kind, empty),
        "criteria": {key: met for key, met in facts.criteria.items() if f"criteria.{key}" not in empty}
        | dict.fromkeys(sent.criteria, True),
    }
    if kind is Kind.MOVEMENT:
        movement = facts.movement or Movement(reach=Reach.COMMUNE, years=0)
        update["movement"] = movement.model_copy(
            update={"outstanding": sent.outstanding or None, "concluded": sent.concluded or None}
        )
    return facts.model_copy(update=update)


def state_of(dossier: Dossier) -> FormState:
    """The form filled from a dossier."""
    facts, achievement = dossier.facts, dossier.facts.achievement
    members, service = facts.members, facts.service
    first = facts.initiatives[0] if facts.initiatives else None
    rating = (facts.ratings or {}).get(facts.year)
    values: dict[str, Any] = {
        "achievement": dossier.achievement,
        "achieved_on": dossier.achieved_on.isoformat() if dossier.achieved_on else "",
        "category": facts.subject.category.value if facts.subject.category else "",
        "rating": rating.value if rating else "",
        "months": service.months_in_year if service else None,
        "recruited_on": service.recruited_on.isoformat() if service and service.recruited_on else "",
        "volunteer_months": service.volunteer_months if service else None,
        "initiative": first.title if first else "",
        "initiative_recognised": bool(first and first.recognised),
        "sudden": achievement.sudden,
        "in_field": bool(achievement.in_field),
        "bravery": achievement.bravery,
        "contribution": achievement.contribution,
        "large_contribution": achievement.large_contribution,
        "outstanding": bool(facts.movement and facts.movement.outstanding),
        "concluded": bool(facts.movement and facts.movement.concluded),
        "no_discipline": facts.disciplines == (),
        "no_proceedings": facts.proceedings == (),
        "no_earlier": achievement.earlier_awards == (),
        "criteria": [key for key, met in facts.criteria.items() if met],
        "papers": [paper.code for paper in dossier.papers],
    }
    if members:
        values |= members.model_dump()
    return FormState(values)


def _ratings(facts: Facts, sent: TypedForm, empty: frozenset[str]) -> dict[int, Any] | None:
    known = dict(facts.ratings or {})
    if sent.rating:
        known[facts.year] = sent.rating
    elif "rating" in empty:
        known.pop(facts.year, None)
    return known or None


def _members(facts: Facts, sent: TypedForm, empty: frozenset[str]) -> Members | None:
    said = {name: getattr(sent, name) for name in ("total", "completed", "advanced", "fighters", "warned")}
    known = {name: value for name, value in said.items() if value is not None and (name != "total" or value > 0)}
    return _changed(facts.members or Members(), known | {name: None for name in said if name in empty})


def _service(facts: Facts, sent: TypedForm, empty: frozenset[str]) -> Service | None:
    said = {
        "months_in_year": ("months", sent.months),
        "recruited_on": ("recruited_on", sent.recruited_on),
        "volunteer_months": ("volunteer_months", sent.volunteer_months),
    }
    known = {name: value for name, (field, value) in said.items() if value is not None or field in empty}
    return _changed(facts.service or Service(), known)


def _initiatives(facts: Facts, sent: TypedForm, empty: frozenset[str]) -> tuple[Initiative, ...] | None:
    known = facts.initiatives or ()
    if not sent.initiative:
        return known[1:] or None if "initiative" in empty and known else facts.initiatives
    first = known[0] if known else Initiative(title=sent.initiative, year=facts.year, reach=Reach.BASE, applied=True)
    recognised = sent.initiative_recognised or None
    return (first.model_copy(update={"title": sent.initiative, "recognised": recognised}), *known[1:])


def _achievement(facts: Facts, sent: TypedForm, kind: Kind, empty: frozenset[str]) -> Any:
    known = facts.achievement
    told = {
        "description": sent.achievement[:2000] or None,
        "sudden": sent.sudden,
        "in_field": sent.in_field or (None if kind is Kind.SUDDEN else known.in_field),
        "bravery": sent.bravery,
        "contribution": sent.contribution,
        "large_contribution": sent.large_contribution,
        "counted_from": sent.achieved_on or (None if "achieved_on" in empty else known.counted_from),
        "earlier_awards": () if sent.no_earlier else known.earlier_awards or None,
    }
    return known.model_copy(update=told)


def _changed(fact: Told, known: dict[str, Any]) -> Told | None:
    """The fact with these fields; None if it says nothing any more."""
    changed = fact.model_copy(update=known)
    return changed if changed.model_dump(exclude_defaults=True) else None

"""The page of one dossier: its way, what the law says, and what this person can do with it now."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from services.nomination import access
from services.nomination.dossiers import queries, show
from services.nomination.dossiers.deadlines import next_step
from services.nomination.dossiers.looking import conditions_now
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.power import deciding_level
from services.nomination.dossiers.quotas import quota_warning
from services.nomination.dossiers.simplified import case_in_words
from services.nomination.dossiers.states import Action
from services.nomination.holds.queries import hold_on
from services.nomination.names import Names
from services.nomination.pages import PAGES
from services.nomination.reports.queries import report_now
from shared.errors import Denied, NotFound, ThiduaError
from shared.events import Level
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryUnit
from shared.law import Law, ProceedingKind
from shared.law.rows import PartRow
from shared.store import Reads
from shared.web.forms import FormErrors, FormState
from shared.web.parts import Option

FORMS = ("return", "withdraw", "forward", "ask", "consult", "opine", "conclude", "hold", "lift", "invite", "join")


def short_number(dossier: Dossier) -> str:
    """The number people read out: the year and the end of the id."""
    return f"HS-{dossier.year}-{dossier.id[-6:].upper()}"


async def dossier_page(
    request: Request, work: Any, dossier_id: str, *, wrong: dict[str, FormErrors] | None = None
) -> HTMLResponse:
    """The page; ``wrong`` are forms that were sent and are not right, by the action they belong to."""
    dossier = await queries.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    law, today = work.resources.law, work.clock.today()
    names = await Names.load(work.reads, people=show.people_in(dossier), units=show.units_in(dossier))
    conditions = dossier.conditions or await conditions_now(work.reads, law, work.clock, dossier)
    can = access.actions(work.actor, dossier)
    parts = part_names(law, dossier)
    officer = access.handles(dossier)(work.actor)
    return PAGES.render(
        request,
        "dossiers/show.html",
        status=422 if wrong else 200,
        dossier=dossier,
        names=names,
        number=short_number(dossier),
        tone=show.TONES[dossier.state],
        moments=show.moments(dossier, names, names.covered(work.actor, show.units_in(dossier)), parts),
        upcoming=show.upcoming(next_step(law, dossier, today), names),
        conditions=show.conditions(conditions),
        simplified=case_in_words(law, dossier, today),
        decider=show.LEVELS.get(deciding_level(law, dossier, today), ""),
        can={action.value for action in can},
        forms={name: FormState() for name in FORMS} | (wrong or {}),
        addressees=await _addressees(work.reads, dossier) if Action.FORWARD in can else [],
        parts=parts,
        asked=[(parts.get(one.part, one.part), one.reason) for one in dossier.asked],
        bodies=await _bodies(work.reads, dossier) if {Action.CONSULT, Action.INVITE} & set(can) else [],
        joining=_joining(work.actor, dossier),
        open_places=_open_places(work.actor, dossier) if Action.OPINE in can else [],
        reading_on=dossier.received_on or today,
        officer=officer,
        hold=await hold_on(work.reads, dossier.nominee) if officer else None,
        examined=[(kind.value, PAGES.labels.name(kind)) for kind in ProceedingKind],
        quota=await quota_warning(work.reads, law, dossier, today) if officer else "",
        report=report_now(law, dossier, today),
        twins=await _twins(work, dossier, names_of=law, covered=officer),
    )


async def writable(work: Any, dossier_id: str) -> Dossier:
    """A dossier that this person may write in its present state; raises Denied."""
    dossier = await queries.get(work.reads, actor=work.actor, dossier_id=dossier_id)
    if Action.EDIT not in access.actions(work.actor, dossier):
        raise Denied
    return dossier


def part_names(law: Law, dossier: Dossier) -> dict[str, str]:
    """The parts that the dossier should hold or holds, by their letters."""
    on = dossier.received_on or dossier.submitted_on
    known: dict[str, str] = {}
    try:
        rows = law.parts(dossier.award, dossier.facts, on=on) if on else ()
        known = {part.code: part.name_vi for part in rows}
    except ThiduaError:
        known = {}
    return known | {one.code: one.name or one.code for one in dossier.papers if one.code not in known}


def part_codes(law: Law) -> set[str]:
    """Every letter that a part of a dossier can have."""
    return {row.code for row in law.rows.table("parts", PartRow)}


async def _twins(work: Any, dossier: Dossier, *, names_of: Law, covered: bool) -> list[dict[str, str]]:
    """The other dossiers in words; the officer is led to them."""
    units = await Names.load(work.reads, units={one.unit for one in dossier.twins})
    return [
        {
            "what": f"sáng kiến «{one.same}»"
            if one.why == "initiative"
            else f"cùng thành tích (trùng {one.same} số từ)",
            "who": one.nominee,
            "award": names_of.award(one.award, work.clock.today()).name_vi,
            "where": f"{units.unit(one.unit)}, năm {one.year}",
            "number": one.number,
            "url": f"/nomination/dossiers/{one.dossier}" if covered else "",
        }
        for one in dossier.twins
    ]


async def _addressees(reads: Reads, dossier: Dossier) -> list[tuple[str, str]]:
    """The units above the one that has the dossier, nearest first."""
    here = await reads.get_or_none(DirectoryUnit, dossier.unit)
    if here is None:
        raise NotFound(what=f"đơn vị {dossier.unit}")
    above = here.path.split("/")[:-1][::-1]
    units = await reads.get_many(DirectoryUnit, above)
    return [(code, units[code].name) for code in above if code in units]


async def _bodies(reads: Reads, dossier: Dossier) -> list[Option]:
    """The units of the house that can be asked."""
    found = await reads.find(DirectoryUnit, {"parent": dossier.unit, "level": Level.BASE.value}, sort=(("name", 1),))
    taken = {dossier.nominating_unit, *(one.unit for one in dossier.co_nominators)}
    return [Option(unit.id, unit.name) for unit in found if unit.id not in taken]


def _joining(actor: Actor, dossier: Dossier) -> list[Option]:
    """The units that were asked to nominate together and for which this person may answer."""
    return [Option(one.unit, one.name) for one in dossier.co_nominators if access.joins(dossier, one.unit)(actor)]


def _open_places(actor: Actor, dossier: Dossier) -> list[Option]:
    """The bodies that have not answered and for which this person may answer."""
    if dossier.consultation is None:
        return []
    every = actor.holds(Role.OFFICER, dossier.unit)
    mine = actor.at(Role.UNIT_HEAD, Role.OFFICER)
    return [
        Option(str(place), one.body)
        for place, one in enumerate(dossier.consultation.opinions)
        if one.given_on is None and (every or one.unit in mine)
    ]

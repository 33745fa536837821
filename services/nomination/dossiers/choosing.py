"""Choosing an award: which fit whom, and what the law says of the one that is chosen at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from services.nomination.awards.model import Award
from services.nomination.dossiers import show
from services.nomination.dossiers.commands import Proposal, begun, origin_of
from services.nomination.dossiers.errors import AwardMismatch, KindNeeded
from services.nomination.dossiers.forms import AwardForm
from services.nomination.dossiers.looking import conditions_now
from services.nomination.dossiers.past import past_awards
from shared.aggregate import new_id
from shared.errors import NotFound
from shared.law import Kind, Law, Level
from shared.law import SubjectKind as LawSubjectKind
from shared.law.errors import NoRule, UnknownAward
from shared.web.forms import FormState
from shared.web.parts import Condition, Option

HERE = "Chủ tịch UBND xã quyết định"
ABOVE = "Cấp trên quyết định"


@dataclass(frozen=True)
class Judged:
    """What is shown beside the choice. ``said`` is a sentence in its place while there is nothing to judge."""

    award: str = ""
    said: str = ""
    decider: str = ""
    conditions: tuple[Condition, ...] = ()
    past: tuple[Award, ...] = ()


def awards_for(law: Law, subject: str, today: date) -> list[Option]:
    """The awards for a subject, those that the commune decides first, in the order of the law."""
    known = {kind.value for kind in LawSubjectKind}
    fitting = [one for one in law.awards(today) if subject not in known or LawSubjectKind(subject) in one.subjects]
    here: list[Option] = []
    above: list[Option] = []
    for one in fitting:
        own = law.authority(one.code, today).level is Level.COMMUNE
        (here if own else above).append(Option(one.code, one.name_vi, group=HERE if own else ABOVE))
    return here + above


def kind_of(law: Law, award: str, chosen: Kind | None, today: date) -> Kind:
    """The kind of commendation: what was chosen, or the only one that the award has; raises KindNeeded."""
    its = law.award(award, today)
    if chosen is None and len(its.kinds) == 1:
        return its.kinds[0]
    if chosen is None or chosen not in its.kinds:
        names = [row.name_vi.removeprefix("Khen thưởng ") for row in law.kinds(today) if row.id in its.kinds]
        raise KindNeeded(award=its.name_vi, kinds=", ".join(names))
    return chosen


async def judged(work: Any, state: FormState) -> Judged:
    """What the law says of the nominee and the award in the form, as far as they are filled in."""
    law: Law = work.resources.law
    today = work.clock.today()
    code = str(state.value("award"))
    if not code:
        return Judged(said="Chọn danh hiệu hoặc hình thức: các điều kiện theo luật hiện ở đây.")
    try:
        sent = AwardForm.model_validate({name: value for name, value in state.values.items() if value})
        kind = kind_of(law, code, sent.kind, today)
        award = law.award(code, today)
        return await _of(work, law, sent.proposal(kind), award.name_vi)
    except ValidationError:
        return Judged(said="Điền đủ các ô bên cạnh để xem điều kiện.")
    except (UnknownAward, AwardMismatch, KindNeeded, NotFound, NoRule) as error:
        return Judged(said=error.vi)


async def _of(work: Any, law: Law, proposal: Proposal, name: str) -> Judged:
    today = work.clock.today()
    origin = await origin_of(work.reads, proposal.nominating_unit)
    dossier = begun(law, proposal, origin, today, nominee_id=new_id())
    found = await conditions_now(work.reads, law, work.clock, dossier)
    authority = law.authority(dossier.award, today)
    return Judged(
        award=name,
        decider=show.LEVELS.get(authority.level.value, authority.office_title_vi),
        conditions=tuple(show.conditions(found)),
        past=tuple(await past_awards(work.reads, dossier)),
    )

"""Tờ trình: the letter that goes up with a dossier the council approved and a level above decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.nomination.councils import queries
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes
from services.nomination.councils.minutes_printed import results
from services.nomination.decisions.documents import locality
from services.nomination.dossiers import queries as dossiers
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Step, StepKind
from shared.clock import VIETNAM
from shared.documents import Awardee, AwardeeKind, AwardGroup, Imprint, OfficialDocument, Signer, submission_letter
from shared.errors import NotFound
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryUnit, people_at, unit_of
from shared.law import Law
from shared.store import Reads


@dataclass(frozen=True)
class Letter:
    """What a letter rests on: the dossier, the meeting that approved it, its minutes, from where to where."""

    dossier: Dossier
    meeting: Meeting
    minutes: list[Minutes]
    here: DirectoryUnit
    above: DirectoryUnit
    nominee_unit: str
    nominators: tuple[str, ...]
    signer: str
    sent: Step | None


async def letter_of(reads: Reads, *, actor: Actor, dossier_id: str, on: date) -> Letter:
    """The letter of a dossier whose council met at a unit below the one that decides; raises NotFound, Denied."""
    dossier = await dossiers.get(reads, actor=actor, dossier_id=dossier_id)
    found = await reads.find(Meeting, {"items.dossier": dossier.id, "state": "closed"}, sort=(("_id", -1),))
    meeting = next((one for one in found if one.item(dossier.id).approved), None)
    if meeting is None:
        raise NotFound(what="phiên họp Hội đồng nào đã thông qua hồ sơ này")
    here = await unit_of(reads, meeting.unit)
    if not here.parent:
        raise NotFound(what="cấp trên của đơn vị này")
    nominee_unit = await reads.get_or_none(DirectoryUnit, dossier.nominee.unit)
    signers = await people_at(reads, here.id, Role.SIGNER, on=on)
    steps = [one for one in dossier.history if one.what is StepKind.FORWARDED and one.unit == here.id]
    return Letter(
        dossier=dossier,
        meeting=meeting,
        minutes=await queries.minutes_of(reads, meeting),
        here=here,
        above=await unit_of(reads, here.parent),
        nominee_unit=nominee_unit.name if nominee_unit else "",
        nominators=await _nominators(reads, dossier),
        signer=signers[0].name if signers else "",
        sent=steps[-1] if steps else None,
    )


def official_letter(letter: Letter, law: Law, today: date) -> OfficialDocument:
    """The document: a draft without number until the dossier is forwarded."""
    dossier, sent = letter.dossier, letter.sent
    about = (dossier.nominee.name, dossier.award_name)
    result = next(one for one in reversed(results(letter.meeting)) if (one.candidate, one.award) == about)
    council = locality(letter.here.name).council
    on = sent.at.astimezone(VIETNAM).date() if sent else None
    kept = [f"{one.title} số {one.number}" if one.number else one.title for one in letter.minutes]
    above = locality(letter.above.name)
    return submission_letter(
        Imprint(
            locality=locality(letter.here.name),
            number=int(sent.document.split("/")[0]) if sent and sent.document else None,
            date=on,
            year=None if on else today.year,
        ),
        addressees=[f"Chủ tịch {above.committee}"],
        subject="Về việc đề nghị khen thưởng",
        bases=[f"Căn cứ {source}" for source in law.rule_set(dossier.received_on or today).sources],
        reasons=[
            f"Ngày {letter.meeting.held_on:%d/%m/%Y}, {council} đã họp, xét và thông qua với "
            f"{result.agree} trên {result.base} phiếu đồng ý.",
            *_together(letter.nominators),
        ],
        groups=[
            AwardGroup(
                award=dossier.award_name,
                awardees=(
                    Awardee(
                        name=dossier.nominee.name,
                        kind=AwardeeKind(dossier.nominee.kind.value),
                        detail=", ".join(filter(None, (dossier.position, letter.nominee_unit))),
                    ),
                ),
                merit=f"đã có thành tích năm {dossier.year}",
            )
        ],
        enclosures=["Báo cáo thành tích", *kept],
        signer=Signer(name=letter.signer),
    )


async def _nominators(reads: Reads, dossier: Dossier) -> tuple[str, ...]:
    """The names of the units that nominate, the one that keeps the dossier first."""
    codes = dossier.nominating_units
    units = await reads.get_many(DirectoryUnit, list(codes))
    return tuple(units[code].name for code in codes if code in units)


def _together(nominators: Sequence[str]) -> list[str]:
    """Who nominates, where it is more than one."""
    if len(nominators) < 2:
        return []
    *first, last = nominators
    return [f"Hồ sơ do {', '.join(first)} và {last} cùng đề nghị."]

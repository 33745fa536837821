"""Reading submissions: by both ends and whoever is above them; a draft by its own unit alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date
from typing import Any

from services.nomination.councils.meeting import Meeting
from services.nomination.decisions.model import Decision
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import StepKind
from services.nomination.dossiers.power import deciding_level, lies_on_the_way
from services.nomination.dossiers.states import State
from services.nomination.searching import covered_units
from services.nomination.submissions.files import LETTER, LetterFile, file_id
from services.nomination.submissions.letters import grounds, official_letter
from services.nomination.submissions.model import TITLE, Line, Submission
from services.nomination.submissions.states import SubmissionState
from shared.documents import OfficialDocument, to_pdf
from shared.errors import Denied, NotFound
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryUnit, people_at, unit_of
from shared.law import Law
from shared.store import Reads
from shared.store.reads import Page

DECISION = "quyet-dinh-"
DRAFTS = (SubmissionState.DRAFT, SubmissionState.DISCARDED)


async def get(reads: Reads, *, actor: Actor, submission_id: str) -> Submission:
    """A submission that the person may read; raises NotFound, Denied."""
    its = await reads.get(Submission, submission_id)
    ends = [its.unit] if its.state in DRAFTS else [its.unit, its.to_unit]
    units = await reads.get_many(DirectoryUnit, ends)
    if its.state in DRAFTS:
        mine = any(office.unit == its.unit for office in actor.offices)
    else:
        mine = any(actor.covers(unit.path) for unit in units.values())
    if not mine:
        raise Denied
    return its


async def page(
    reads: Reads, *, actor: Actor, unit: str = "", after: str | None = None, limit: int = 50
) -> Page[Submission]:
    """Submissions that left or reached units that the person's offices cover, newest first."""
    codes = sorted(await covered_units(reads, actor))
    own = sorted({office.unit for office in actor.offices})
    drafts = {"state": {"$in": [one.value for one in DRAFTS]}, "unit": {"$in": own}}
    sent = {
        "state": {"$nin": [one.value for one in DRAFTS]},
        "$or": [{"unit": {"$in": codes}}, {"to_unit": {"$in": codes}}],
    }
    where: dict[str, Any] = {"$or": [drafts, sent]}
    if unit:
        where = {"$and": [where, {"$or": [{"unit": unit}, {"to_unit": unit}]}]}
    return await reads.page(Submission, where, after=after, limit=limit)


async def dossiers_of(reads: Reads, its: Submission) -> dict[str, Dossier]:
    """Its dossiers as they are now."""
    return await reads.get_many(Dossier, its.dossiers)


async def submittable(reads: Reads, law: Law, *, unit: str, on: date) -> list[Dossier]:
    """What the council of a unit approved and a level above decides, and no draft has yet."""
    here = await unit_of(reads, unit)
    where = {"unit": unit, "state": State.APPROVED.value, "held_by": {"$in": [None, ""]}}
    found = await reads.find(Dossier, where, sort=(("_id", 1),), limit=200)
    drafts = await reads.find(Submission, {"state": SubmissionState.DRAFT.value, "unit": unit})
    taken = {id_ for one in drafts for id_ in one.dossiers}
    return [one for one in found if one.id not in taken and deciding_level(law, one, on) != here.level.value]


async def addressees(reads: Reads, law: Law, *, unit: str, on: date) -> list[tuple[str, str]]:
    """The units above, nearest first, that exist on that day."""
    here = await unit_of(reads, unit)
    above = here.path.split("/")[:-1][::-1]
    units = await reads.get_many(DirectoryUnit, above)
    return [
        (code, units[code].name) for code in above if code in units and lies_on_the_way(law, here, units[code], "", on)
    ]


async def letter(reads: Reads, law: Law, its: Submission, on: date) -> OfficialDocument:
    """The letter as it would read today, or as it was signed; raises NotFound where its dossiers are gone."""
    on_what = await grounds(reads, its.unit, its.dossiers)
    if not its.printed and not on_what.dossiers:
        raise NotFound(what="hồ sơ của tờ trình này")
    if not its.printed and not its.signer_name:
        holders = await people_at(reads, its.unit, Role.SIGNER, on=on)
        its = its.model_copy(update={"signer_name": holders[0].name if holders else ""})
    return official_letter(its, on_what, law, on)


async def letter_pdf(reads: Reads, law: Law, its: Submission, on: date) -> bytes:
    """The signed file where there is one, else the print."""
    kept = await reads.get_or_none(LetterFile, file_id(its.id, LETTER)) if its.fingerprint else None
    return kept.content if kept else await asyncio.to_thread(to_pdf, await letter(reads, law, its, on))


async def enclosure(reads: Reads, its: Submission, key: str) -> LetterFile:
    """A paper that went with the letter, or a decision that a file brought back; raises NotFound."""
    known = key.startswith(DECISION) or any(one.key == key for one in its.enclosed)
    kept = await reads.get_or_none(LetterFile, file_id(its.id, key)) if known else None
    if kept is None:
        raise NotFound(what="giấy tờ kèm theo này")
    return kept


async def decisions(reads: Reads, its: Submission, dossiers: Iterable[Dossier]) -> list[tuple[str, str]]:
    """The decisions that its dossiers came to, number and address; as a file where one brought them here."""
    found = {one.decision: one.number for one in dossiers if one.decision}
    here = await reads.get_many(Decision, sorted(found))
    files = await reads.get_many(LetterFile, [file_id(its.id, f"{DECISION}{id_}") for id_ in found])
    told = []
    for id_, number in found.items():
        if id_ in here:
            told.append((number, f"/nomination/decisions/{id_}"))
        elif file_id(its.id, f"{DECISION}{id_}") in files:
            told.append((number, f"/nomination/submissions/{its.id}/enclosures/{DECISION}{id_}.pdf"))
        else:
            told.append((number, ""))
    return told


async def of_dossier(reads: Reads, dossier: Dossier, on: date) -> Submission:
    """The last submission that a dossier went with, or a draft of one that nobody has saved; raises NotFound."""
    sent = [step.document_id for step in dossier.history if step.what is StepKind.FORWARDED and step.document_id]
    kept = await reads.get_or_none(Submission, sent[-1]) if sent else None
    if kept:
        return kept
    here = await unit_of(reads, dossier.unit)
    met = await reads.find(Meeting, {"items.dossier": dossier.id, "state": "closed", "unit": here.id})
    if not here.parent or not any(one.item(dossier.id).approved for one in met):
        raise NotFound(what="phiên họp Hội đồng nào đã thông qua hồ sơ này để trình")
    to = await unit_of(reads, here.parent)
    line = Line(dossier=dossier.id, nominee=dossier.nominee.name, award_name=dossier.award_name)
    return Submission(
        unit=here.id, level=here.level, to_unit=to.id, to_level=to.level, unit_name=here.name, to_name=to.name,
        title=TITLE, lines=(line,), drafted_on=on,
    )  # fmt: skip

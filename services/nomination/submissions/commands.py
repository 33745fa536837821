"""What the unit that submits does: put dossiers together, change the draft, give it up, send it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from services.nomination import access
from services.nomination.acts import act
from services.nomination.decisions.errors import NotASigner
from services.nomination.decisions.parts import Way
from services.nomination.dossiers.commands import dossier_for
from services.nomination.dossiers.errors import DecidedHere, WrongAddressee
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.power import deciding_level, lies_on_the_way
from services.nomination.dossiers.states import Action as OnDossier
from services.nomination.holds.queries import not_held
from services.nomination.submissions.errors import InAnotherDraft, NotToBeSubmitted
from services.nomination.submissions.extracts import extracts
from services.nomination.submissions.files import LETTER, LetterFile
from services.nomination.submissions.letters import Grounds, grounds, official_letter
from services.nomination.submissions.model import SYMBOL, TITLE, Enclosure, Line, Submission
from services.nomination.submissions.states import Action, SubmissionState
from shared.clock import Clock
from shared.documents import OfficialDocument, to_pdf
from shared.errors import NotFound
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryPerson, DirectoryUnit, people_at, unit_of
from shared.law import Law
from shared.signing import Keys, SigningRequest
from shared.store import Transaction

MOST_LINES = 200


async def draft(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    unit: str,
    to_unit: str,
    dossiers: Sequence[str],
    title: str = TITLE,
    reason: str = "",
) -> Submission:
    """Put dossiers together that go to the same unit above; raises what stands in the way of each."""
    access.submits(unit).or_deny(actor)
    here, to = await unit_of(tx, unit), await unit_of(tx, to_unit)
    found = await _submittable(tx, law, clock.today(), here=here, to=to, ids=dossiers)
    await _in_no_other_draft(tx, found, unit)
    its = Submission(
        unit=here.id,
        level=here.level,
        to_unit=to.id,
        to_level=to.level,
        unit_name=here.name,
        to_name=to.name,
        title=title,
        reason=reason,
        lines=tuple(_line(one) for one in found),
        drafted_on=clock.today(),
    )
    its.drafted(act(actor, clock))
    return tx.save(its)


async def revise(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    submission_id: str,
    title: str,
    dossiers: Sequence[str] = (),
    reason: str = "",
) -> Submission:
    """Change a draft; without dossiers its list stays."""
    its = await submission_for(tx, actor, Action.EDIT, submission_id)
    lines: Sequence[Line] = its.lines
    if dossiers:
        here, to = await unit_of(tx, its.unit), await unit_of(tx, its.to_unit)
        found = await _submittable(tx, law, clock.today(), here=here, to=to, ids=dossiers)
        await _in_no_other_draft(tx, found, its.unit, but=its.id)
        lines = [_line(one) for one in found]
    its.revise(act(actor, clock), title=title, reason=reason, lines=lines)
    return tx.save(its)


async def discard(tx: Transaction, *, actor: Actor, clock: Clock, submission_id: str, reason: str) -> Submission:
    """Give a draft up and say why."""
    its = await submission_for(tx, actor, Action.DISCARD, submission_id)
    its.discard(act(actor, clock), reason=reason)
    return tx.save(its)


async def send(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    keys: Keys,
    submission_id: str,
    post: str = "Chủ tịch",
    way: Way | None = None,
    signed_by: str = "",
) -> Submission:
    """Sign the letter, or note who signed it on paper: it takes its number and the dossiers go up, all in one.

    The signer signs with the own key where there is one; the officer notes the paper. Raises NoKey, KeyUnusable,
    NotASigner, and whatever stands in the way of a dossier since the draft; then nothing has happened.
    """
    its = await submission_for(tx, actor, Action.SEND, submission_id)
    its.only(Action.SEND)
    who, today = act(actor, clock), clock.today()
    here, to = await unit_of(tx, its.unit), await unit_of(tx, its.to_unit)
    found = await _submittable(tx, law, clock.today(), here=here, to=to, ids=its.dossiers)
    signer = await _signer(tx, actor, clock, its.unit, signed_by)
    mine = signer is not None and signer.id == actor.subject
    chosen = (way or (Way.DIGITAL if actor.subject in keys else Way.WET)) if mine else Way.WET
    its.send(
        who,
        ordinal=await tx.next_number(f"{its.unit}/{today.year}/{SYMBOL}"),
        signed_by=signer.id if signer else "",
        signer_name=signer.name if signer else "",
        signer_post=post,
        way=chosen,
    )
    on_what = await grounds(tx, its.unit, its.dossiers)
    await _print(tx, its, official_letter(its, on_what, law, today), clock, keys)
    await _enclose(tx, its, on_what)
    for one in found:
        goal = deciding_level(law, one, today)
        one.forward(who, to_unit=to.id, to_level=to.level, letter=its.number, decided_by_level=goal, submission=its.id)
        tx.save(one)
    return tx.save(its)


async def forward(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, keys: Keys, dossier_id: str, to_unit: str
) -> Dossier:
    """A single dossier at once: a submission of one, sent."""
    dossier = await dossier_for(tx, actor, OnDossier.FORWARD, dossier_id)
    its = await draft(tx, actor=actor, clock=clock, law=law, unit=dossier.unit, to_unit=to_unit, dossiers=[dossier_id])
    await send(tx, actor=actor, clock=clock, law=law, keys=keys, submission_id=its.id)
    return dossier


async def submission_for(tx: Transaction, actor: Actor, action: Action, submission_id: str) -> Submission:
    """The submission, once it is clear that this person may do that with it."""
    its = await tx.get(Submission, submission_id)
    access.with_submission(action, its).or_deny(actor)
    return its


async def _submittable(
    tx: Transaction, law: Law, today: date, *, here: DirectoryUnit, to: DirectoryUnit, ids: Sequence[str]
) -> list[Dossier]:
    """The dossiers in the order asked for, if each of them may go from here to there today."""
    found = await tx.get_many(Dossier, list(ids))
    for missing in [id_ for id_ in ids if id_ not in found]:
        raise NotFound(what=f"hồ sơ {missing}")
    for one in found.values():
        if one.unit != here.id or one.held_by or not one.can(OnDossier.FORWARD):
            raise NotToBeSubmitted(nominee=one.nominee.name)
        goal = deciding_level(law, one, today)
        if goal == here.level.value:
            raise DecidedHere(level=here.level.value)
        if not lies_on_the_way(law, here, to, goal, today):
            raise WrongAddressee(unit=to.name)
    await not_held(tx, *(one.nominee for one in found.values()))
    return [found[id_] for id_ in dict.fromkeys(ids)]


async def _in_no_other_draft(tx: Transaction, dossiers: Sequence[Dossier], unit: str, *, but: str = "") -> None:
    drafts = await tx.find(Submission, {"state": SubmissionState.DRAFT.value, "unit": unit})
    taken = {id_ for one in drafts if one.id != but for id_ in one.dossiers}
    for one in dossiers:
        if one.id in taken:
            raise InAnotherDraft(nominee=one.nominee.name)


async def _print(tx: Transaction, its: Submission, printed: OfficialDocument, clock: Clock, keys: Keys) -> None:
    """Fix the letter as it reads now; sign it where the way is digital."""
    if its.way is Way.DIGITAL:
        noted = tuple(one.model_copy(update={"note": "(Đã ký số)"}) for one in printed.signatures)
        printed = printed.model_copy(update={"signatures": noted})
        key = keys.of(its.signed_by)
        request = SigningRequest(
            at=clock.now(), name=its.signer_name, reason=f"Ký Tờ trình số {its.number}", place=its.unit_name
        )
        content = await asyncio.to_thread(lambda: key.sign(to_pdf(printed), request))
        holder = key.certificate()
        its.sealed_with(certificate=f"{holder.subject} ({holder.issuer})", fingerprint=sha256(content).hexdigest())
        tx.put(LetterFile.of(its.id, LETTER, content))
    its.printed = printed.model_dump(mode="json")


async def _enclose(tx: Transaction, its: Submission, on_what: Grounds) -> None:
    """Put the extracts of the minutes beside the letter."""
    for number, (title, document) in enumerate(await extracts(tx, on_what), 1):
        content = await asyncio.to_thread(to_pdf, document)
        file = LetterFile.of(its.id, f"bien-ban-{number}", content)
        tx.put(file)
        one = Enclosure(key=f"bien-ban-{number}", title=title, size=len(content), fingerprint=file.fingerprint)
        its.enclosed = (*its.enclosed, one)


async def _signer(tx: Transaction, actor: Actor, clock: Clock, unit: str, signed_by: str) -> DirectoryPerson | None:
    """Who signed: the one who is named, else the person who sends it if in that office, else the holder of it."""
    holders = await people_at(tx, unit, Role.SIGNER, on=clock.today())
    if signed_by:
        named = next((one for one in holders if one.id == signed_by), None)
        if named is None:
            raise NotASigner
        return named
    return next((one for one in holders if one.id == actor.subject), holders[0] if holders else None)


def _line(dossier: Dossier) -> Line:
    return Line(dossier=dossier.id, nominee=dossier.nominee.name, award_name=dossier.award_name)

"""Signing: the number, the signature over the printed document, and what takes effect, in one transaction.

A number is taken inside the transaction that signs: if the key cannot be used, or somebody else wrote first, the
number goes back, so the series has no hole and no number stands for a document that nobody signed.
"""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime
from hashlib import sha256

from services.nomination import access
from services.nomination.acts import Act, act
from services.nomination.awards import names
from services.nomination.awards.model import Award
from services.nomination.certificates.codes import new_code
from services.nomination.decisions.decidable import bonuses_of, decidable
from services.nomination.decisions.documents import official, units_in
from services.nomination.decisions.errors import AlreadySigned, BadScan, NotASigner
from services.nomination.decisions.files import SCAN, SIGNED, DecisionFile
from services.nomination.decisions.model import SYMBOL, Decision
from services.nomination.decisions.parts import Line, Purpose, Ticket, Way
from services.nomination.decisions.states import Action, DecisionState
from services.nomination.dossiers.model import Dossier
from services.nomination.postings.sufficiency import require_clear
from shared.aggregate import new_id
from shared.clock import VIETNAM, Clock
from shared.documents import to_pdf
from shared.events.nomination import CorrectedValue
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryUnit, people_at, unit_of
from shared.law import Law
from shared.signing import Keys, SigningRequest
from shared.store import Transaction

MOST_SCAN = 8 * 1024 * 1024
CERTIFICATES = "certificates"


async def sign(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    keys: Keys,
    decision_id: str,
    post: str = "Chủ tịch",
    way: Way | None = None,
) -> Decision:
    """The signer signs: with the own key, or by hand. Without ``way``: with the key where there is one.

    Gives the next number of the unit's series of the year and fixes the bonuses by the base salary of today.
    Raises NoKey, KeyUnusable; then nothing has happened.
    """
    decision = await tx.get(Decision, decision_id)
    access.decides(Action.SIGN, decision).or_deny(actor)
    chosen = way or (Way.DIGITAL if actor.subject in keys else Way.WET)
    await _number(
        tx, law, decision, act(actor, clock), signed_by=actor.subject, signer_name=actor.name, post=post, way=chosen
    )
    if chosen is Way.DIGITAL:
        await _seal(tx, law, keys, decision, clock.now())
    return await _in_force(tx, decision, act(actor, clock))


async def record(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, decision_id: str, signed_by: str, post: str = "Chủ tịch"
) -> Decision:
    """The officer notes that the signer has signed on paper today; raises NotASigner."""
    decision = await tx.get(Decision, decision_id)
    access.decides(Action.RECORD, decision).or_deny(actor)
    holders = await people_at(tx, decision.unit, Role.SIGNER, on=clock.today())
    signer = next((one for one in holders if one.id == signed_by), None)
    if signer is None:
        raise NotASigner
    await _number(
        tx, law, decision, act(actor, clock), signed_by=signer.id, signer_name=signer.name, post=post, way=Way.WET
    )
    return await _in_force(tx, decision, act(actor, clock))


async def attach(tx: Transaction, *, actor: Actor, clock: Clock, decision_id: str, content: bytes) -> Decision:
    """Add the scan of what was signed on paper, once; raises BadScan."""
    decision = await tx.get(Decision, decision_id)
    access.decides(Action.ATTACH, decision).or_deny(actor)
    if not content.startswith(b"%PDF-") or len(content) > MOST_SCAN:
        raise BadScan(most=MOST_SCAN // 1024 // 1024)
    decision.attach(act(actor, clock), scan=sha256(content).hexdigest())
    tx.put(DecisionFile.of(decision.id, SCAN, content))
    return tx.save(decision)


async def release(tx: Transaction, *, now: datetime, decision_id: str) -> Decision:
    """The embargo is over: the decision is said to everybody and takes effect. Once: it is sealed only once."""
    decision = await tx.get(Decision, decision_id)
    if decision.state is not DecisionState.SEALED:
        return decision
    decision.release(now)
    at = Act(by=decision.signed_by, at=now, on=now.astimezone(VIETNAM).date())
    await _take_effect(tx, decision, at)
    return tx.save(decision)


async def _number(
    tx: Transaction,
    law: Law,
    decision: Decision,
    who: Act,
    *,
    signed_by: str,
    signer_name: str,
    post: str,
    way: Way,
) -> None:
    if decision.state is not DecisionState.DRAFT:
        raise AlreadySigned
    bonuses: dict[str, int] = {}
    salary = 0
    tickets: dict[str, Ticket] = {}
    if decision.purpose is Purpose.AWARD:
        ids = [line.dossier for line in decision.lines]
        dossiers = await decidable(tx, law, unit=decision.unit, level=decision.level.value, ids=ids, today=who.on)
        await require_clear(tx, law, dossiers, who.on)
        bonuses, salary = bonuses_of(law, decision.lines, who.on)
        for dossier in dossiers:
            dossier.hold(decision.id)
            tx.save(dossier)
    where = await unit_of(tx, decision.unit)
    ordinal = await tx.next_number(f"{decision.unit}/{who.on.year}/{SYMBOL}")
    if decision.purpose is Purpose.AWARD:
        tickets = await _tickets(tx, decision)
    decision.sign(
        who,
        ordinal=ordinal,
        bonuses=bonuses,
        base_salary=salary,
        signer_name=signer_name,
        signer_post=post,
        signer=f"{post} Ủy ban nhân dân {where.name[:1].lower()}{where.name[1:]}",
        signed_by=signed_by,
        way=way,
        tickets=tickets,
    )


async def _tickets(tx: Transaction, decision: Decision) -> dict[str, Ticket]:
    """A place in the unit's status list for each awardee, in a random order: the place tells nothing."""
    last = await tx.next_number(f"{decision.unit}/{CERTIFICATES}", count=len(decision.lines))
    places = list(range(last - len(decision.lines), last))
    secrets.SystemRandom().shuffle(places)
    return {
        line.dossier: Ticket(award=new_id(), code=new_code(), index=place)
        for line, place in zip(decision.lines, places, strict=True)
    }


async def _seal(tx: Transaction, law: Law, keys: Keys, decision: Decision, at: datetime) -> None:
    """Print the decision, sign the print, keep the file beside it."""
    key = keys.of(decision.signed_by)
    units = await tx.get_many(DirectoryUnit, sorted(units_in(decision)))
    printed = official(decision, law, {code: unit.name for code, unit in units.items()})
    request = SigningRequest(
        at=at, name=decision.signer_name, reason=f"Ký Quyết định số {decision.number}", place=decision.unit_name
    )

    def work() -> tuple[bytes, str, str]:
        signed = key.sign(to_pdf(printed), request)
        holder = key.certificate()
        return signed, f"{holder.subject} ({holder.issuer})", holder.serial

    content, holder, serial = await asyncio.to_thread(work)
    decision.sealed_with(certificate=holder, serial=serial, fingerprint=sha256(content).hexdigest())
    tx.put(DecisionFile.of(decision.id, SIGNED, content))


async def _in_force(tx: Transaction, decision: Decision, who: Act) -> Decision:
    if decision.state is DecisionState.SIGNED:
        await _take_effect(tx, decision, who)
    return tx.save(decision)


async def _take_effect(tx: Transaction, decision: Decision, who: Act) -> None:
    match decision.purpose:
        case Purpose.AWARD:
            await _grant(tx, decision, who)
        case Purpose.CORRECTION:
            await _correct(tx, decision, who)
        case Purpose.REVOCATION:
            await _revoke(tx, decision, who)


async def _grant(tx: Transaction, decision: Decision, who: Act) -> None:
    dossiers = await tx.get_many(Dossier, [line.dossier for line in decision.lines])
    for line in decision.lines:
        dossier = dossiers[line.dossier]
        dossier.decide(who, decision=decision.id, number=decision.number)
        tx.save(dossier)
        award = _award(decision, line, who)
        tx.save(award)
        await names.enter(tx, award)


def _award(decision: Decision, line: Line, who: Act) -> Award:
    assert decision.signed_on is not None
    award = Award(
        **line.model_dump(exclude={"received_on", "award_id"}),
        id=line.award_id,
        unit=decision.unit,
        level=decision.level,
        decision=decision.id,
        number=decision.number,
        granted_on=decision.signed_on,
        issuer=decision.signer,
    )
    award.granted(who)
    return award


async def _correct(tx: Transaction, decision: Decision, who: Act) -> None:
    awards = await tx.get_many(Award, [line.award_id for line in decision.lines])
    for id_, award in awards.items():
        values = tuple(
            CorrectedValue(award_id=id_, field=one.field.value, before=one.before, after=one.after)
            for one in decision.changes
            if one.award == id_
        )
        award.correct(who, values, decision=decision.id, number=decision.number, reason=decision.reason)
        await names.enter(tx, award)
        tx.save(award)


async def _revoke(tx: Transaction, decision: Decision, who: Act) -> None:
    assert decision.ground is not None
    awards = await tx.get_many(Award, [line.award_id for line in decision.lines])
    for award in awards.values():
        award.revoke(
            who, decision=decision.id, number=decision.number, ground=decision.ground.code, reason=decision.reason
        )
        tx.save(award)

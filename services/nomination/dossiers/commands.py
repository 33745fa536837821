"""What people do with dossiers: load, ask, change, save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from services.nomination import access
from services.nomination.achievements.queries import twins_of
from services.nomination.acts import act
from services.nomination.dossiers.deadlines import SUPPLEMENT, answer_by
from services.nomination.dossiers.errors import AwardMismatch, FactsMismatch, FixedSinceReceipt
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Paper
from services.nomination.dossiers.past import past_awards, with_past
from services.nomination.dossiers.states import Action, State
from services.nomination.drafts.model import forget
from services.nomination.holds.queries import not_held
from services.nomination.submissions.answering import sent_back, taken_up
from shared.aggregate import new_id
from shared.clock import Clock
from shared.events import Level
from shared.events.parts import Nominee, PartReason, SubjectKind
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit, unit_of
from shared.law import Facts, Kind, Law, Subject
from shared.law import SubjectKind as LawSubjectKind
from shared.law.simplified import without_council
from shared.store import Transaction
from shared.web.collation import fold


class Proposal(BaseModel):
    """What a nominating unit proposes: whom, for which award, on what grounds."""

    model_config = ConfigDict(frozen=True)

    nominating_unit: str
    award: str
    kind: Kind
    year: int
    nominee_kind: SubjectKind
    nominee_name: str
    nominee_id: str = ""
    nominee_unit: str = ""
    position: str = ""
    honorific: str = ""
    achievement: str = ""
    achieved_on: date | None = None
    facts: Facts | None = None
    papers: tuple[Paper, ...] = Field(default=())


async def create(tx: Transaction, *, actor: Actor, clock: Clock, law: Law, proposal: Proposal) -> Dossier:
    """Begin a dossier as a draft of its nominating unit."""
    origin = await origin_of(tx, proposal.nominating_unit)
    access.nominates(proposal.nominating_unit, origin.id).or_deny(actor)
    dossier = begun(law, proposal, origin, clock.today(), nominee_id=proposal.nominee_id or new_id())
    dossier.created(act(actor, clock))
    return tx.save(dossier)


def begun(law: Law, proposal: Proposal, origin: DirectoryUnit, today: date, *, nominee_id: str) -> Dossier:
    """The dossier of a proposal, not saved yet; raises AwardMismatch, FactsMismatch, UnknownAward."""
    return Dossier(
        unit=origin.id,
        level=origin.level,
        origin_unit=origin.id,
        nominating_unit=proposal.nominating_unit,
        **_written(law, proposal, today, nominee_id=nominee_id),
    )


async def edit(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, dossier_id: str, proposal: Proposal
) -> Dossier:
    """Write a draft or returned dossier anew. The nominating unit stays; once received, whom and what for as well."""
    dossier = await dossier_for(tx, actor, Action.EDIT, dossier_id)
    written = _written(law, proposal, clock.today(), nominee_id=proposal.nominee_id or dossier.nominee.id)
    if dossier.state is State.SUPPLEMENTING:
        _still_the_same(dossier, written)
    dossier.edit(act(actor, clock), **written)
    return tx.save(dossier)


def _still_the_same(dossier: Dossier, written: dict[str, Any]) -> None:
    for field, what, what_en in (
        ("nominee", "người được đề nghị", "the nominee"),
        ("award", "danh hiệu, hình thức", "the award"),
        ("award_kind", "loại hình", "the kind of commendation"),
        ("year", "năm xét", "the year"),
    ):
        if getattr(dossier, field) != written[field]:
            raise FixedSinceReceipt(what=what, what_en=what_en)


async def submit(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, dossier_id: str, override_reason: str = ""
) -> Dossier:
    """Send a dossier to the officer of the commune, with the past awards that the register knows.

    Raises Ineligible naming the articles, AlreadyUsed naming the other dossier, UnderExamination.
    """
    dossier = await dossier_for(tx, actor, Action.SUBMIT, dossier_id)
    await not_held(tx, dossier.nominee)
    dossier.facts = with_past(dossier.facts, await past_awards(tx, dossier))
    dossier.submit(
        act(actor, clock),
        assessment=law.assess(dossier.award, dossier.facts, received_on=clock.today()),
        override_reason=override_reason,
        twins=await twins_of(tx, dossier),
    )
    await forget(tx, dossier.id)
    return tx.save(dossier)


async def return_(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    dossier_id: str,
    reason: str,
    parts: Sequence[str] = (),
    reasons: Sequence[PartReason] = (),
) -> Dossier:
    """Send a dossier back with the reason, on the whole and for each part; it is waited for until a day."""
    dossier = await dossier_for(tx, actor, Action.RETURN, dossier_id)
    if dossier.state is State.FORWARDED:
        await sent_back(tx, dossier, act(actor, clock), reason=reason)
    return await send_back(
        tx, actor=actor, clock=clock, law=law, dossier=dossier, reason=reason, parts=parts, reasons=reasons
    )


async def send_back(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    dossier: Dossier,
    reason: str,
    parts: Sequence[str] = (),
    reasons: Sequence[PartReason] = (),
) -> Dossier:
    """Return a dossier of which is known that this person may; the submission it came with learns it elsewhere."""
    until = answer_by(law, dossier, SUPPLEMENT, clock.today())
    dossier.return_(act(actor, clock), reason=reason, parts=parts, reasons=reasons, answer_by=until)
    return tx.save(dossier)


async def accept(tx: Transaction, *, actor: Actor, clock: Clock, law: Law, dossier_id: str) -> Dossier:
    """Receive a dossier for appraisal under the law of today."""
    dossier = await dossier_for(tx, actor, Action.ACCEPT, dossier_id)
    await not_held(tx, dossier.nominee)
    if dossier.state is State.FORWARDED:
        await taken_up(tx, dossier, act(actor, clock))
    assessment = law.assess(dossier.award, dossier.facts, received_on=clock.today())
    short = without_council(law, dossier.award, dossier.facts, dossier.received_on or clock.today())
    dossier.accept(act(actor, clock), assessment=assessment, twins=await twins_of(tx, dossier), without_council=short)
    return tx.save(dossier)


async def withdraw(tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, reason: str) -> Dossier:
    """Take a dossier back."""
    dossier = await dossier_for(tx, actor, Action.WITHDRAW, dossier_id)
    dossier.withdraw(act(actor, clock), reason=reason)
    await forget(tx, dossier.id)
    return tx.save(dossier)


async def dossier_for(tx: Transaction, actor: Actor, action: Action, dossier_id: str) -> Dossier:
    """The dossier, once it is clear that this person may do that with it."""
    dossier = await tx.get(Dossier, dossier_id)
    access.allowed(action, dossier).or_deny(actor)
    return dossier


async def origin_of(tx: Transaction, nominating_unit: str) -> DirectoryUnit:
    """The commune, town or province to which a nominating unit belongs; itself if it is one."""
    unit = await unit_of(tx, nominating_unit)
    while unit.level is Level.BASE and unit.parent:
        unit = await unit_of(tx, unit.parent)
    return unit


def _written(law: Law, proposal: Proposal, today: date, *, nominee_id: str) -> dict[str, Any]:
    award = law.award(proposal.award, today)
    if LawSubjectKind(proposal.nominee_kind.value) not in award.subjects:
        raise AwardMismatch(award=award.name_vi, what=_SUBJECTS[proposal.nominee_kind])
    if proposal.kind not in award.kinds:
        raise AwardMismatch(award=award.name_vi, what=f"loại hình {proposal.kind.value}")
    return {
        "award": award.code,
        "award_name": award.name_vi,
        "award_kind": proposal.kind.value,
        "nominee": Nominee(
            id=nominee_id,
            kind=proposal.nominee_kind,
            name=proposal.nominee_name,
            unit=proposal.nominee_unit or proposal.nominating_unit,
        ),
        "position": proposal.position,
        "honorific": proposal.honorific,
        "year": proposal.year,
        "achievement": proposal.achievement,
        "achieved_on": proposal.achieved_on,
        "facts": facts_of(proposal),
        "papers": proposal.papers,
        "words": words_of(proposal.nominee_name, award.name_vi),
    }


def facts_of(proposal: Proposal) -> Facts:
    """The facts, which must speak of the same subject, year and kind as the dossier; the least if none are given."""
    subject = LawSubjectKind(proposal.nominee_kind.value)
    facts = proposal.facts or Facts(subject=Subject(kind=subject), year=proposal.year, kind=proposal.kind)
    for fact, said in (
        (facts.subject.kind.value, subject.value),
        (str(facts.year), str(proposal.year)),
        ((facts.kind or proposal.kind).value, proposal.kind.value),
    ):
        if fact != said:
            raise FactsMismatch(fact=fact, said=said)
    return facts.model_copy(update={"kind": proposal.kind})


def words_of(*texts: str) -> tuple[str, ...]:
    """The words by which a search without diacritics finds something."""
    return tuple(sorted({word for text in texts for word in fold(text).split()}))


_SUBJECTS = {
    SubjectKind.INDIVIDUAL: "cá nhân",
    SubjectKind.COLLECTIVE: "tập thể",
    SubjectKind.HOUSEHOLD: "hộ gia đình",
}

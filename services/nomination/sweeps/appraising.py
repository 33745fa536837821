"""The association's opinion, the public list, and the dossier that a candidate becomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nomination import access
from services.nomination.achievements.queries import twins_of
from services.nomination.acts import act
from services.nomination.dossiers.commands import Proposal, begun, origin_of
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Paper
from services.nomination.dossiers.past import past_awards, with_past
from services.nomination.holds.queries import not_held
from services.nomination.names import Names
from services.nomination.postings.commands import made_public
from services.nomination.postings.model import Comment, CommentState, PostedLine, Posting
from services.nomination.postings.sufficiency import notice_lacks
from services.nomination.sweeps.candidate import Candidate
from services.nomination.sweeps.commands import candidate_for
from services.nomination.sweeps.deadlines import answer_by, turns
from services.nomination.sweeps.errors import (
    AssociationDisagrees,
    AssociationNotAsked,
    CommentUnanswered,
    NoAwardYet,
    NoticeStillRuns,
)
from services.nomination.sweeps.model import Sweep
from services.nomination.sweeps.states import Action
from shared.clock import Clock
from shared.errors import NotFound
from shared.events.parts import SubjectKind
from shared.identity import Actor
from shared.identity.directory import unit_of
from shared.law import Facts, Kind, Law, Service, Subject
from shared.law import SubjectKind as LawSubjectKind
from shared.law.facts import Achievement
from shared.law.rows import SweepSubject
from shared.store import Transaction

DECLARATION_PART, PROOF_PART = "BK", "GT"


async def ask(tx: Transaction, *, actor: Actor, clock: Clock, law: Law, candidate_id: str, question: str) -> Candidate:
    """Ask the association for its opinion; the commune's clock stands until it answers."""
    candidate = await candidate_for(tx, actor, Action.ASK, candidate_id)
    until = answer_by(law, candidate, clock.today())
    candidate.ask(act(actor, clock), turns(law, clock.today()), question=question, answer_by=until)
    return tx.save(candidate)


async def opine(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    candidate_id: str,
    agrees: bool,
    text: str,
    given_on: date | None = None,
) -> Candidate:
    """The association answers through its head; the officer notes an answer that came on paper, with its date."""
    candidate = await candidate_for(tx, actor, Action.OPINE, candidate_id)
    today = clock.today()
    candidate.opine(
        act(actor, clock), turns(law, today), agrees=agrees, text=text, given_on=min(given_on or today, today)
    )
    return tx.save(candidate)


async def conclude(
    tx: Transaction, *, actor: Actor, clock: Clock, law: Law, candidate_id: str, reason: str
) -> Candidate:
    """Wait for the association no longer; the clock goes on."""
    candidate = await candidate_for(tx, actor, Action.CONCLUDE, candidate_id)
    candidate.conclude(act(actor, clock), turns(law, clock.today()), reason=reason)
    return tx.save(candidate)


async def post(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    sweep_id: str,
    title: str,
    candidates: Sequence[str],
    place: str = "",
) -> Posting:
    """Make the list of some candidates public, for the days of the law."""
    sweep = await tx.get(Sweep, sweep_id)
    access.posts(sweep.unit).or_deny(actor)
    wanted = list(dict.fromkeys(candidates))
    found = await tx.get_many(Candidate, wanted)
    for missing in [id_ for id_ in wanted if id_ not in found or found[id_].sweep != sweep.id]:
        raise NotFound(what=f"người {missing} trong đợt rà soát")
    for one in found.values():
        _may_be_posted(one)
    where, today = await unit_of(tx, sweep.unit), clock.today()
    names = await Names.load(tx, units={one.hamlet for one in found.values()})
    lines = [_line(found[id_], names) for id_ in wanted]
    posting = made_public(law, where, today, title=title, place=place, lines=lines)
    posting.post(act(actor, clock))
    for one in found.values():
        one.post(act(actor, clock), turns(law, today), posting=posting.id, closes_on=posting.closes_on)
        tx.save(one)
    return tx.save(posting)


async def propose(tx: Transaction, *, actor: Actor, clock: Clock, law: Law, candidate_id: str) -> Candidate:
    """Make a dossier of a candidate and send it to the officer, as its hamlet would.

    Raises NoticeStillRuns, CommentUnanswered, UnderExamination, and Ineligible where the service is too short.
    """
    candidate = await candidate_for(tx, actor, Action.PROPOSE, candidate_id)
    candidate.only(Action.PROPOSE)
    who, today = act(actor, clock), clock.today()
    posting = await tx.get(Posting, candidate.posting)
    await _notice_is_over(tx, law, candidate, posting, today)
    await not_held(tx, candidate.nominee)
    dossier = await _dossier_of(tx, law, candidate, today)
    dossier.created(who)
    for file in candidate.files:
        dossier.attach(file)
    dossier.facts = with_past(dossier.facts, await past_awards(tx, dossier))
    assessment = law.assess(dossier.award, dossier.facts, received_on=today)
    dossier.submit(who, assessment=assessment, twins=await twins_of(tx, dossier))
    tx.save(dossier)
    posting.became(candidate.id, dossier.id)
    tx.save(posting)
    candidate.propose(who, turns(law, today), dossier=dossier.id)
    return tx.save(candidate)


def _may_be_posted(candidate: Candidate) -> None:
    candidate.only(Action.POST)
    if candidate.association and candidate.consultation is None:
        raise AssociationNotAsked(name=candidate.name, association=candidate.association)
    if candidate.opinion and candidate.opinion.agrees is False:
        raise AssociationDisagrees(name=candidate.name, association=candidate.association)
    if not candidate.award:
        raise NoAwardYet(subject=candidate.subject)


def _line(candidate: Candidate, names: Names) -> PostedLine:
    return PostedLine(
        dossier="",
        candidate=candidate.id,
        award=candidate.award,
        award_name=candidate.award_name,
        nominee=candidate.name,
        unit_name=names.unit(candidate.hamlet),
    )


async def _notice_is_over(tx: Transaction, law: Law, candidate: Candidate, posting: Posting, on: date) -> None:
    lacks = notice_lacks(
        law,
        award=candidate.award,
        level=candidate.level.value,
        received_on=candidate.received_on or on,
        postings=[posting],
        on=on,
    )
    if lacks:
        raise NoticeStillRuns(nominee=candidate.name, why=lacks.vi, why_en=lacks.en)
    pending = {
        "posting": posting.id,
        "state": CommentState.PENDING.value,
        "about": {"$in": ["", candidate.id, None]},
    }
    if count := await tx.count(Comment, pending):
        raise CommentUnanswered(nominee=candidate.name, count=count)


async def _dossier_of(tx: Transaction, law: Law, candidate: Candidate, on: date) -> Dossier:
    declaration = candidate.declaration
    assert declaration is not None
    rows = law.entries(SweepSubject, on)
    subject = next((row for row in rows if row.id == candidate.subject), None)
    if subject is None or not candidate.award:
        raise NoAwardYet(subject=candidate.subject)
    told = _told(candidate)
    facts = Facts(
        subject=Subject(kind=LawSubjectKind.INDIVIDUAL, category=subject.category),
        year=on.year,
        kind=Kind.RESISTANCE,
        disciplines=() if declaration.not_examined else None,
        proceedings=() if declaration.not_examined else None,
        service=Service(volunteer_months=declaration.months, martyr=declaration.martyr),
        achievement=Achievement(description=told[:2000], earlier_awards=() if declaration.first_time else None),
    )
    proposal = Proposal(
        nominating_unit=candidate.hamlet,
        award=candidate.award,
        kind=Kind.RESISTANCE,
        year=on.year,
        nominee_kind=SubjectKind.INDIVIDUAL,
        nominee_name=candidate.name,
        nominee_id=candidate.nominee.id,
        nominee_unit=candidate.hamlet,
        honorific=candidate.honorific,
        position=subject.name_vi if candidate.living else f"{subject.name_vi}, đã mất",
        achievement=told,
        facts=facts,
        papers=(
            Paper(code=DECLARATION_PART, name=_declaration_name(candidate)),
            *(Paper(code=PROOF_PART, name=one.what[:300]) for one in candidate.proofs[:1]),
        ),
    )
    origin = await origin_of(tx, candidate.hamlet)
    return begun(law, proposal, origin, on, nominee_id=candidate.nominee.id)


def _declaration_name(candidate: Candidate) -> str:
    by_relative = candidate.declaration is not None and candidate.declaration.by == "relative"
    return "Bản khai của thân nhân" if by_relative else "Bản khai cá nhân"


def _told(candidate: Candidate) -> str:
    """The achievement in words: when, where, what, how long."""
    declaration = candidate.declaration
    assert declaration is not None
    who = f"{candidate.honorific} {candidate.name}".strip()
    times = "; ".join(
        f"từ tháng {one.since.month}/{one.since.year} đến tháng {one.until.month}/{one.until.year} tại {one.unit}"
        + (f", {one.task}" if one.task else "")
        for one in declaration.stints
    )
    total = f"tổng cộng {declaration.months} tháng"
    end = ". Đã hy sinh, được công nhận liệt sĩ" if declaration.martyr else ""
    return f"{who} sinh năm {candidate.birth_year}, tham gia kháng chiến {times}, {total}{end}."

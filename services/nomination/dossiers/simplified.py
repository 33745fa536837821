"""The short form for the simplified procedure (Điều 85): which case opens it, what it spares, the draft it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from services.nomination.dossiers.commands import Proposal, create
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Paper
from services.nomination.dossiers.states import State
from shared.clock import Clock
from shared.errors import RuleBroken
from shared.events.parts import SubjectKind
from shared.identity import Actor
from shared.law import Category, Facts, Kind, Law, Procedure, Subject
from shared.law import SubjectKind as LawSubjectKind
from shared.law.facts import Achievement
from shared.law.rows import SimplifiedCase
from shared.law.simplified import case_of, cases, without_council
from shared.law.vocabulary import WORDS
from shared.store import Transaction

BY_KIND = "by-kind"
"""The reason that is no fact of the achievement: the kind of commendation is a case by itself."""


class NotSimplified(RuleBroken):
    code = "dossier.not_simplified"
    title_vi = "Thủ tục đơn giản không áp dụng cho {award} trong trường hợp này (Luật 06/2022/QH15, Điều 85 khoản 1)."
    title_en = "The simplified procedure is not open for {award} in this case (Law 06/2022/QH15, Article 85(1))."


@dataclass(frozen=True)
class Reason:
    """Why the procedure is open: a fact of the achievement or the kind, in words, with the point of the article."""

    id: str
    vi: str
    citation: str


class ShortForm(BaseModel):
    """What the short form asks. ``reason`` is one of those that ``reasons`` names for the award."""

    model_config = ConfigDict(frozen=True)

    nominating_unit: str
    award: str
    kind: Kind
    year: int
    nominee_kind: SubjectKind
    nominee_name: str
    nominee_id: str = ""
    honorific: str = ""
    position: str = ""
    category: Category | None = None
    reason: str
    report: str = Field(min_length=20, max_length=5000)
    achieved_on: date | None = None
    not_examined: bool = False
    first_time: bool = False
    local_standard: bool = False
    papers: tuple[Paper, ...] = ()


def reasons(law: Law, on: date, *, award: str = "") -> list[Reason]:
    """The reasons that open the procedure on a date; for one award or for any."""
    rows = cases(law, award, on) if award else law.entries(SimplifiedCase, on)
    found = [Reason(fact, WORDS[f"achievement.{fact}"].vi, row.citation) for row in rows for fact in row.facts]
    return [*found, *(Reason(BY_KIND, row.vi, row.citation) for row in rows if row.kinds)]


def awards(law: Law, on: date) -> list[tuple[str, str]]:
    """The awards for which it can be open."""
    return [(one.code, one.name_vi) for one in law.awards(on) if cases(law, one.code, on)]


async def begin(tx: Transaction, *, actor: Actor, clock: Clock, law: Law, short: ShortForm) -> Dossier:
    """Begin a dossier by the short form, as a draft; raises NotSimplified, and what ``commands.create`` raises."""
    today = clock.today()
    award = law.award(short.award, today)
    facts = _facts(short)
    known = {one.id for one in reasons(law, today, award=award.code)}
    if short.reason not in known or case_of(law, short.award, facts, today) is None:
        raise NotSimplified(award=award.name_vi)
    proposal = Proposal(
        **short.model_dump(include=set(Proposal.model_fields) - {"facts", "papers"}),
        achievement=short.report,
        facts=facts,
        papers=short.papers,
    )
    return await create(tx, actor=actor, clock=clock, law=law, proposal=proposal)


def case_in_words(law: Law, dossier: Dossier, on: date) -> SimplifiedCase | None:
    """The case under which a dossier goes the short way; None for one that does not."""
    return case_of(law, dossier.award, dossier.facts, dossier.received_on or on)


def may_skip_council(law: Law, dossier: Dossier, on: date) -> bool:
    """Whether the authority may decide on it as it was received, without waiting for the council."""
    its = dossier.state is State.ACCEPTED
    return its and without_council(law, dossier.award, dossier.facts, dossier.received_on or on)


def free_to_decide(law: Law, found: Sequence[Dossier], on: date) -> list[Dossier]:
    """Those that the council approved, and those that need not wait for it."""
    return [one for one in found if one.state is State.APPROVED or may_skip_council(law, one, on)]


def _facts(short: ShortForm) -> Facts:
    claimed = {"sudden"} if short.kind is Kind.SUDDEN else set()
    if short.reason in Achievement.model_fields:
        claimed.add(short.reason)
    return Facts(
        subject=Subject(kind=LawSubjectKind(short.nominee_kind.value), category=short.category),
        year=short.year,
        kind=short.kind,
        procedure=Procedure.SIMPLIFIED,
        disciplines=() if short.not_examined else None,
        proceedings=() if short.not_examined else None,
        criteria={"local_standard": True} if short.local_standard else {},
        achievement=Achievement(
            description=short.report[:2000],
            counted_from=short.achieved_on,
            earlier_awards=() if short.first_time else None,
            **dict.fromkeys(claimed, True),
        ),
    )

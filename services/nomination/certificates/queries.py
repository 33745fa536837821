"""Looking a certificate or a decision up: for anybody, so nothing under embargo is ever found."""

from __future__ import annotations

from services.nomination.awards.model import Award, AwardState
from services.nomination.certificates.codes import tidy
from services.nomination.decisions.model import Decision
from services.nomination.decisions.states import DecisionState
from shared.errors import NotFound
from shared.identity.directory import unit_of
from shared.store import Reads

MOST_REVOKED = 100_000
MOST_FOUND = 20


async def by_code(reads: Reads, code: str) -> Award:
    """The award with that code, revoked ones too; raises NotFound for a wrong code and for a sealed award alike."""
    known = tidy(code)
    found = await reads.find_one(Award, {"code": known}) if known else None
    if found is None:
        raise NotFound(what="giấy khen, bằng khen có mã này")
    return found


async def by_number(reads: Reads, number: str) -> list[Decision]:
    """Published decisions with that number, of any unit and year."""
    figure, _, symbol = number.strip().upper().partition("/")
    text = f"{int(figure):02d}/{symbol or 'QĐ-UBND'}" if figure.isdecimal() and len(figure) < 7 else number.strip()
    where = {"number": text, "state": DecisionState.SIGNED.value}
    return await reads.find(Decision, where, sort=(("id", -1),), limit=MOST_FOUND)


async def published(reads: Reads, decision_id: str) -> Decision:
    """A decision that everybody may read; raises NotFound."""
    decision = await reads.get_or_none(Decision, decision_id)
    if decision is None or decision.state is not DecisionState.SIGNED:
        raise NotFound(what="quyết định này")
    return decision


async def amending(reads: Reads, decision_id: str) -> list[Decision]:
    """Published decisions that corrected or revoked something of this one, in their order."""
    where = {"amends": decision_id, "state": DecisionState.SIGNED.value}
    return await reads.find(Decision, where)


async def state_of_list(reads: Reads, unit: str) -> tuple[int, list[int]]:
    """How many certificates the published list of a unit covers, and the places of those revoked."""
    await unit_of(reads, unit)
    last = await reads.find(Award, {"unit": unit, "index": {"$gte": 0}}, sort=(("index", -1),), limit=1)
    where = {"unit": unit, "state": AwardState.REVOKED.value, "index": {"$gte": 0}}
    revoked = await reads.find(Award, where, limit=MOST_REVOKED)
    return (last[0].index + 1 if last else 0), [award.index for award in revoked]

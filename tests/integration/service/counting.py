"""A service with one slice, a counter, to see what every service has in common."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from shared.aggregate import Aggregate
from shared.clock import Clock
from shared.errors import RuleBroken
from shared.events import Level
from shared.events.registration import UnitSucceeded
from shared.identity import Actor, Role, holds
from shared.service import Input, Work, problems
from shared.store import Transaction


class Counter(Aggregate):
    kind: ClassVar[str] = "counter"
    collection: ClassVar[str] = "things"
    count: int = 0


class Add(Input):
    by: Annotated[int, Field(ge=1, le=1000)]
    note: Annotated[str, Field(max_length=40)] = ""


class CounterView(BaseModel):
    id: str
    count: int
    note: str = ""


async def add(tx: Transaction, *, actor: Actor, clock: Clock, id_: str, by: int) -> Counter:
    holds(Role.ADMIN).or_deny(actor)
    counter = await tx.get_or_none(Counter, id_) or Counter(id=id_, unit="duong-quang", level=Level.COMMUNE)
    if by == 13:
        raise RuleBroken(detail="mười ba")
    counter.count += by
    counter.record(UnitSucceeded(code=id_, successors=(), on=clock.today()))
    return tx.save(counter)


router = APIRouter(prefix="/api/v1/counters")


@router.post("/{id_}", response_model=CounterView, responses=problems(RuleBroken))
async def post(id_: str, body: Add, work: Work) -> CounterView | Response:
    return await work.do(
        add, view=lambda one: CounterView(id=one.id, count=one.count, note=body.note), id_=id_, by=body.by
    )


@router.get("/broken")
async def broken(work: Work) -> dict[str, Any]:
    raise ZeroDivisionError(work.actor.subject)

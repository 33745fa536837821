"""Dossiers that a council has approved already, and what becomes of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from shared.aggregate import new_id
from shared.events import Level
from shared.events.parts import Nominee, SubjectKind
from shared.law import Facts
from shared.store import Context, Transaction
from tests.integration.town import Person, Town, done

FACTS = {"subject": {"kind": "individual", "category": "staff"}, "year": 2025, "kind": "LH-CT"}


def dossier(name: str, **more: Any) -> Dossier:
    """An approved dossier of the primary school."""
    fields: dict[str, Any] = {
        "unit": "duong-quang", "level": Level.COMMUNE, "origin_unit": "duong-quang", "state": State.APPROVED,
        "nominating_unit": "duong-quang.truong-tieu-hoc", "award": "TD-CN-LDTT", "award_name": "Lao động tiên tiến",
        "award_kind": "LH-CT", "year": 2025, "facts": Facts.model_validate(FACTS), "honorific": "Bà",
        "position": "Giáo viên", "achievement": "Chủ nhiệm lớp 3B.", "received_on": date(2025, 6, 9),
        "decided_by_level": "commune", "rule_set": "V1",
        "nominee": Nominee(
            id=new_id(), kind=SubjectKind.INDIVIDUAL, name=name, unit="duong-quang.truong-tieu-hoc"
        ),
    }  # fmt: skip
    return Dossier(**(fields | more))


async def approved(town: Town, *names: str, **more: Any) -> list[str]:
    """Dossiers with these nominees, as the council leaves them; their ids."""
    made = [dossier(name, **more) for name in names]

    async def put(tx: Transaction) -> None:
        for one in made:
            tx.save(one.model_copy(deep=True))

    at = datetime(2025, 6, 20, 3, tzinfo=UTC)
    context = Context(
        service="nomination", actor="dq-van-phong-01", command="tests", now=at, correlation_id=new_id(),
        causation_id=new_id(),
    )  # fmt: skip
    await town.app.state.store.transact(put, context)
    return [one.id for one in made]


async def drafted(officer: Person, dossiers: list[str], **more: Any) -> dict[str, Any]:
    """A draft on these dossiers."""
    body = {"unit": "duong-quang", "title": "Về việc khen thưởng", "dossiers": dossiers} | more
    return dict(done(await officer.post("/decisions", body)))


async def signed(town: Town, officer: Person, chair: Person, *names: str, **more: Any) -> dict[str, Any]:
    """A signed decision that honours these people."""
    draft = await drafted(officer, await approved(town, *names), **more)
    return dict(done(await chair.post(f"/decisions/{draft['id']}/signature")))


async def said(town: Town, subject: str) -> list[str]:
    """Names of the events of a subject, in their order."""
    rows = await town.app.state.store["outbox"].find({"subject": subject}).sort("sequence", 1).to_list(None)
    return [row["type"].split(".")[-2] for row in rows]

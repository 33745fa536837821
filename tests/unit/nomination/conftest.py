"""Dossiers, councils and the real law, without any I/O."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from services.nomination.acts import Act
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.parts import Item
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from shared.events import Level
from shared.events.parts import Nominee, SubjectKind
from shared.law import Facts, Law, VotingRule

MEMBERS = tuple(f"uy-vien-{n}" for n in range(1, 10))


@pytest.fixture(scope="session")
def law() -> Law:
    """The law files as they are."""
    return Law.load()


def on(day: str, by: str = "dq-van-phong-01") -> Act:
    """Somebody acts at noon of that day."""
    when = date.fromisoformat(day)
    return Act(by=by, at=datetime.combine(when, time(5), UTC), on=when)


def nominee(name: str = "Nguyễn Ngọc Nhài") -> Nominee:
    return Nominee(id="ca-nhan-05", kind=SubjectKind.INDIVIDUAL, name=name, unit="duong-quang.truong-tieu-hoc")


@pytest.fixture
def dossier() -> Callable[..., Dossier]:
    """Makes a dossier of the primary school."""

    def make(award: str = "TD-CN-LDTT", rating: str | None = "HTT", **more: Any) -> Dossier:
        facts: dict[str, Any] = {
            "subject": {"kind": "individual", "category": "staff"}, "year": 2025, "kind": "LH-CT", "awards": [],
            "disciplines": [], "proceedings": [], "service": {"months_in_year": 12},
            "initiatives": [{"title": "Dạy đọc", "year": 2025, "reach": 0, "recognised": True, "applied": True}],
            "achievement": {"reach": 1, "earlier_awards": []},
        }  # fmt: skip
        if rating:
            facts["ratings"] = {2025: rating}
        fields: dict[str, Any] = {
            "unit": "duong-quang", "level": Level.COMMUNE, "origin_unit": "duong-quang",
            "nominating_unit": "duong-quang.truong-tieu-hoc", "award": award, "award_name": award,
            "award_kind": "LH-CT", "nominee": nominee(), "year": 2025, "facts": Facts.model_validate(facts),
        }  # fmt: skip
        return Dossier(**(fields | more))

    return make


@pytest.fixture
def rule() -> Callable[..., VotingRule]:
    """Makes a voting rule: two thirds must be there, 70 % of all members must agree."""

    def make(
        base: str = "all_members",
        pct: str = "70",
        mode: str = "secret",
        tie: str = "fails",
        *,
        written: bool = False,
        strict: bool = False,
    ) -> VotingRule:
        return VotingRule(
            quorum_num=2, quorum_den=3, approve_pct=Decimal(pct), base=base, mode=mode, absent_written=written,
            tie=tie, strict=strict, citation="Quy chế", tag="M", local=True, verified=False,
        )  # fmt: skip

    return make


@pytest.fixture
def meeting() -> Meeting:
    """Nine members, two items, nobody there yet."""
    items = tuple(
        Item(
            dossier=id_, award="TD-CN-LDTT", award_name="Lao động tiên tiến", nominee=nominee(),
            nominating_unit="duong-quang.truong-tieu-hoc",
        )
        for id_ in ("hs-1", "hs-2")
    )  # fmt: skip
    return Meeting(
        unit="duong-quang", level=Level.COMMUNE, council="hd", title="Phiên họp", held_on=date(2025, 6, 20),
        place="UBND xã", members=MEMBERS, chair=MEMBERS[0], secretary="thu-ky", items=items,
    )  # fmt: skip


def at(dossier: Dossier, state: State) -> Dossier:
    """The dossier put into a state, for tables."""
    dossier.state = state
    return dossier

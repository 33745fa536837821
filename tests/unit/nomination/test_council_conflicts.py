"""Conflicts of interest that the data show."""

from __future__ import annotations

from datetime import date

import pytest

from services.nomination.councils.conflicts import Member, proposed, seen
from services.nomination.councils.parts import Answer, Conflict, Item, Source, Standing
from shared.events import Level
from shared.events.parts import Nominee, SubjectKind
from shared.identity import OfficeHeld, Role

SCHOOL, COMMUNE = "duong-quang.truong-tieu-hoc", "duong-quang"


def item(id_: str = "ca-nhan-05", name: str = "Nguyễn Ngọc Nhài", unit: str = SCHOOL, by: str = SCHOOL) -> Item:
    nominee = Nominee(id=id_, kind=SubjectKind.INDIVIDUAL, name=name, unit=unit)
    return Item(dossier="hs-1", award="X", award_name="X", nominee=nominee, nominating_unit=by)


def office(role: Role, unit: str) -> OfficeHeld:
    level = Level.BASE if "." in unit else Level.COMMUNE
    return OfficeHeld(role=role, unit=unit, level=level, valid_from=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("member", "what", "source"),
    [
        (Member("ca-nhan-05"), item(), Source.NOMINEE),
        (Member("uv", relatives=("nguyen ngoc nhai",)), item(), Source.RELATIVE),
        (Member("uv", relatives=("Nguyễn Ngọc Nhàn",)), item(), None),
        (Member.of("uv", [office(Role.UNIT_HEAD, SCHOOL)]), item(), Source.NOMINATOR),
        (Member.of("uv", [office(Role.CULTURE_OFFICER, SCHOOL)]), item(), Source.COLLECTIVE),
        (Member.of("uv", [office(Role.UNIT_HEAD, SCHOOL)]), item(id_=SCHOOL, by="khac"), Source.COLLECTIVE),
        (Member.of("uv", [office(Role.UNIT_HEAD, "duong-quang.truong-thcs")]), item(), None),
        (Member.of("uv", [office(Role.SIGNER, COMMUNE)]), item(unit=COMMUNE, by=COMMUNE), None),
        (Member.of("uv", [office(Role.COUNCIL_MEMBER, SCHOOL)]), item(), None),
        (Member("uv"), item(), None),
    ],
    ids=["nominee", "relative", "another name", "leads the nominator", "same unit", "the collective itself",
         "another unit", "the commune is no collective", "a seat is no collective", "nothing"],
)  # fmt: skip
def test_reason_is_seen_in_the_data(member: Member, what: Item, source: Source | None) -> None:
    assert seen(member, what) is source


def test_answered_proposal_is_not_made_again_and_what_left_the_agenda_is_dropped() -> None:
    members = {"uv": Member.of("uv", [office(Role.UNIT_HEAD, SCHOOL)])}
    [first] = proposed(members, [item()])
    assert (first.standing, first.source) == (Standing.PROPOSED, Source.NOMINATOR)
    refused = first.answered(Answer(by="thu-ky", confirmed=False, why="Đã thôi giữ chức."))
    gone = Conflict(person="uv", dossier="hs-9", reason="Có liên quan.")
    assert proposed(members, [item()], (refused, gone)) == (refused,)

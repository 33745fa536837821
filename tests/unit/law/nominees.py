"""People, collectives and families as the tests need them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from shared.law import (
    Achievement,
    Assessment,
    Award,
    Category,
    Cluster,
    Facts,
    Initiative,
    Kind,
    Law,
    Members,
    Movement,
    Outcome,
    PastAward,
    Rating,
    Reach,
    Service,
    Subject,
    SubjectKind,
)

LAST_DAY_OF_THE_TOWN = date(2025, 6, 30)
FIRST_DAY_WITHOUT_TOWN = date(2025, 7, 1)
DATES = (
    date(2024, 1, 1),
    date(2024, 6, 30),
    LAST_DAY_OF_THE_TOWN,
    FIRST_DAY_WITHOUT_TOWN,
    date(2025, 8, 5),
    date(2026, 9, 30),
    date(2026, 10, 1),
)

_CATEGORIES = {
    "TD-CN-LDTT-ND": Category.WORKER,
    "KT-BKTTG-ND": Category.WORKER,
    "TD-CN-CSTT": Category.FORCES,
    "KT-HCH-TNXPVV": Category.VETERAN_VOLUNTEER,
    "TD-TT-DVTT": Category.FORCES_UNIT,
    "TD-TT-DVQT": Category.FORCES_UNIT,
    "TD-TT-XTB": Category.COMMUNE,
    "TD-TT-TVH": Category.VILLAGE,
}
_ORDINARY = {
    SubjectKind.INDIVIDUAL: Category.STAFF,
    SubjectKind.COLLECTIVE: Category.UNIT,
    SubjectKind.HOUSEHOLD: Category.FAMILY,
}


def awards(code: str, *years: int, kind: Kind | None = Kind.MERIT) -> tuple[PastAward, ...]:
    return tuple(PastAward(code=code, year=year, kind=kind) for year in years)


def civil_servant(**known: Any) -> Facts:
    """A civil servant of 2025 about whom everything general is known and clean."""
    usual: dict[str, Any] = {
        "subject": Subject(kind=SubjectKind.INDIVIDUAL, category=Category.STAFF),
        "year": 2025,
        "kind": Kind.MERIT,
        "ratings": {2025: Rating.HTT},
        "awards": (),
        "initiatives": (),
        "disciplines": (),
        "proceedings": (),
        "service": Service(recruited_on=date(2020, 1, 1)),
        "achievement": Achievement(description="Cải cách thủ tục hành chính", earlier_awards=()),
        "criteria": {"emulation_active": True, "solidarity": True, "exemplary_person": True},
    }
    return Facts(**{**usual, **known})


def collective(*, advanced: int, total: int, warned: int | None = 0, **known: Any) -> Facts:
    """A collective of 2025 that does everything well, with the given head counts."""
    usual: dict[str, Any] = {
        "subject": Subject(kind=SubjectKind.COLLECTIVE, category=Category.UNIT),
        "year": 2025,
        "kind": Kind.MERIT,
        "ratings": {2025: Rating.HTXS},
        "awards": (),
        "disciplines": (),
        "proceedings": (),
        "members": Members(total=total, completed=total, advanced=advanced, fighters=1, warned=warned),
        "criteria": {"regular_emulation": True, "solidarity": True, "compliance": True},
    }
    return Facts(**{**usual, **known})


def exemplary(law: Law, award: Award, kind: SubjectKind, on: date) -> Facts:
    """Somebody who meets whatever any condition of the award could ask."""
    year = on.year
    criteria = {row.id: row.id != "family_excluded" for row in law.criteria(on)}
    years = range(year - 12, year + 1)
    forces = award.code.startswith(("KT-HCH-CSVV", "KT-HCH-QKQT", "KT-HCH-VANTQ"))
    served = {"KT-HCH-CSVV1": 20, "KT-HCH-CSVV2": 15, "KT-HCH-CSVV3": 10}.get(award.code, 25)
    category = Category.FORCES if forces else _CATEGORIES.get(award.code, _ORDINARY[kind])
    return Facts(
        subject=Subject(kind=kind, category=category, founded=1990),
        year=year,
        kind=award.kinds[0],
        registered=True,
        ratings=dict.fromkeys(years, Rating.HTXS),
        awards=tuple(
            PastAward(code=each.code, year=past, kind=Kind.MERIT)
            for each in law.awards(on)
            for past in years
            if each.code != award.code
        ),
        disciplines=(),
        proceedings=(),
        initiatives=(Initiative(title="Số hóa hồ sơ", reach=Reach.NATION, recognised=True, applied=True),),
        members=Members(total=10, completed=10, advanced=10, fighters=2, warned=0),
        service=Service(recruited_on=date(2000, 1, 1), volunteer_months=30, forces_years=served),
        movement=Movement(reach=Reach.NATION, years=5, concluded=True, outstanding=True, leads=True),
        cluster=Cluster(reach=Reach.PROVINCE, leads=True, exceeds_targets=True),
        achievement=Achievement(
            description="Cứu người đuối nước",
            reach=Reach.NATION,
            sudden=True,
            many=True,
            bravery=True,
            contribution=True,
            large_contribution=True,
            in_field=True,
            earlier_awards=(),
        ),
        criteria=criteria,
    )


def outcome(assessment: Assessment, condition: str) -> Outcome:
    """What became of one condition."""
    found = [each.outcome for each in assessment.conditions if each.id == condition]
    assert len(found) == 1, f"{condition} stands {len(found)} times"
    return found[0]


def ids(results: Iterable[Any]) -> list[str]:
    return [each.id for each in results]

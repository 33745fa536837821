"""The stages of writing a dossier, one thing per page, and the words that its forms offer."""

from __future__ import annotations

from typing import Any

from services.nomination.dossiers.model import Dossier
from shared.errors import ThiduaError
from shared.events import Level
from shared.events.parts import SubjectKind
from shared.identity import Actor, Role
from shared.identity.directory import DirectoryUnit
from shared.law import Category
from shared.law.answers import Part
from shared.store import Reads
from shared.web.parts import Step

STEPS = ("Đề nghị cho ai", "Danh hiệu, hình thức", "Thành tích", "Báo cáo", "Giấy tờ", "Kiểm tra lại")
WHOM, AWARD, ACHIEVEMENT, REPORT, PAPERS, CHECK = range(6)

OF_KIND = {
    SubjectKind.INDIVIDUAL: (Category.STAFF, Category.WORKER, Category.FORCES, Category.VETERAN_VOLUNTEER),
    SubjectKind.COLLECTIVE: (Category.UNIT, Category.FORCES_UNIT, Category.VILLAGE, Category.COMMUNE),
    SubjectKind.HOUSEHOLD: (Category.FAMILY,),
}
RATINGS = [
    ("HTXS", "Hoàn thành xuất sắc nhiệm vụ"),
    ("HTT", "Hoàn thành tốt nhiệm vụ"),
    ("HT", "Hoàn thành nhiệm vụ"),
    ("KHT", "Không hoàn thành nhiệm vụ"),
]


def steps(current: int, dossier: Dossier | None = None) -> list[Step]:
    """The stepper with one of them current; with a dossier, its pages can be opened from there."""
    base = f"/nomination/dossiers/{dossier.id}" if dossier else ""
    pages = ("", "", "achievement", "report", "papers", "check")
    return [
        Step(
            name,
            "done" if place < current else "current" if place == current else "todo",
            f"{base}/{page}" if base and page and place != current else "",
        )
        for place, (name, page) in enumerate(zip(STEPS, pages, strict=True))
    ]


def required_parts(work: Any, dossier: Dossier) -> tuple[Part, ...]:
    """The parts that the law asks for today; none where it does not say."""
    try:
        found: tuple[Part, ...] = work.resources.law.parts(dossier.award, dossier.facts, on=work.clock.today())
    except ThiduaError:
        return ()
    return found


async def nominating_units(reads: Reads, actor: Actor) -> list[tuple[str, str]]:
    """The units for which a person may nominate: those headed, and as officer those of the commune."""
    headed, communes = actor.at(Role.UNIT_HEAD), actor.at(Role.OFFICER)
    units = list((await reads.get_many(DirectoryUnit, headed)).values())
    if communes:
        units += await reads.find(DirectoryUnit, {"parent": {"$in": communes}, "level": Level.BASE.value})
    return list({unit.id: (unit.id, unit.name) for unit in units}.values())

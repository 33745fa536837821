"""From counted figures to the figures of the report, in the words of the law and in its order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from services.reporting.indicators.figures import Figures
from services.reporting.projections.plans import PlanTaskRow
from services.reporting.resources import Names
from shared.documents import AwardCount, KindCount, LeadTime, Share, TaskResult, YearFigures
from shared.events import Level
from shared.events.parts import SubjectKind
from shared.web.collation import viet_key
from shared.web.filters import ngay

SHARES = {
    "sudden": "Khen thưởng đột xuất",
    "thematic": "Khen thưởng theo phong trào, chuyên đề",
    "collectives": "Khen thưởng tập thể",
    "households": "Khen thưởng hộ gia đình",
    "workers": "Người lao động trực tiếp trong số cá nhân được khen",
    "leaders": "Lãnh đạo, quản lý trong số cá nhân được khen",
}


def year_figures(
    figures: Figures, tasks: Sequence[PlanTaskRow], *, level: Level, names: Names, on: date
) -> YearFigures:
    """What the report prints. ``level`` is that of the unit: what others decided was forwarded, not decided here."""
    return YearFigures(
        tasks=tuple(_task(task, on) for task in sorted(tasks, key=lambda one: viet_key(one.task))),
        awards=_awards(figures, level, names),
        kinds=_kinds(figures, names),
        lead_times=_lead_times(figures, names),
        shares=tuple(Share(label=SHARES[one.key], part=one.part, whole=one.whole) for one in figures.shares),
    )


def _task(task: PlanTaskRow, on: date) -> TaskResult:
    """A task of several units is counted; of one it is said when it was done."""
    notes = []
    if task.parts == 1:
        notes.append(f"Hoàn thành ngày {ngay(task.done_on)}." if task.done_on else "Chưa hoàn thành.")
    notes.append(task.summary)
    if task.late(on) and task.deadline is not None:
        notes.append(f"{'Chậm so với' if task.done_on else 'Đã quá'} thời hạn {ngay(task.deadline)}.")
    counted = {"done": task.parts_done, "planned": task.parts} if task.parts > 1 else {}
    return TaskResult(title=task.title or task.task, text=" ".join(filter(None, notes)), **counted)


def _awards(figures: Figures, level: Level, names: Names) -> tuple[AwardCount, ...]:
    proposed, granted = {cell.award for cell in figures.dossiers}, {cell.award for cell in figures.awards}
    return tuple(
        AwardCount(
            award=names.award(code),
            proposed=sum(cell.count for cell in figures.dossiers if cell.award == code),
            decided=sum(cell.count for cell in figures.awards if cell.award == code and cell.level is level),
            forwarded=sum(cell.count for cell in figures.dossiers if cell.award == code and cell.forwarded),
        )
        for code in _ordered(proposed | granted, names.awards)
    )


def _kinds(figures: Figures, names: Names) -> tuple[KindCount, ...]:
    def count(kind: str, subject: SubjectKind) -> int:
        return sum(cell.count for cell in figures.awards if (cell.kind, cell.subject_kind) == (kind, subject))

    return tuple(
        KindCount(
            kind=names.kind(kind),
            collectives=count(kind, SubjectKind.COLLECTIVE),
            households=count(kind, SubjectKind.HOUSEHOLD),
            individuals=count(kind, SubjectKind.INDIVIDUAL),
        )
        for kind in _ordered({cell.kind for cell in figures.awards}, names.kinds)
    )


def _lead_times(figures: Figures, names: Names) -> tuple[LeadTime, ...]:
    found = []
    for kind in _ordered({cell.kind for cell in figures.awards}, names.kinds):
        spread = figures.lead(kind)
        if spread.median is not None and spread.slowest is not None:
            found.append(
                LeadTime(
                    kind=names.kind(kind), awards=spread.count, median_days=spread.median, slowest_days=spread.slowest
                )
            )
    return tuple(found)


def _ordered(codes: Iterable[str], law: dict[str, str]) -> list[str]:
    """In the order of the law, what it does not know last."""
    places = {code: place for place, code in enumerate(law)}
    return sorted(codes, key=lambda code: (places.get(code, len(places)), code))

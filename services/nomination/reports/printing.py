"""The report as an official document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from services.nomination.decisions.documents import locality
from services.nomination.dossiers.model import Dossier
from services.nomination.reports.model import Report, Written
from shared.documents import (
    Chapter,
    OfficialDocument,
    PastLine,
    Person,
    ReportPart,
    ResultLine,
    achievement_report,
)
from shared.events.parts import SubjectKind
from shared.identity.directory import DirectoryUnit, unit_of
from shared.law import Law, PastAward
from shared.law.errors import UnknownAward
from shared.store import Reads
from shared.web.filters import ngay

TITLE = "TD-"
NAMES = {
    SubjectKind.INDIVIDUAL: "Họ và tên",
    SubjectKind.COLLECTIVE: "Tên tập thể",
    SubjectKind.HOUSEHOLD: "Hộ gia đình",
}


@dataclass(frozen=True)
class Places:
    """The nominating unit, the commune or level it belongs to, and the unit of the nominee."""

    nominating: DirectoryUnit
    origin: DirectoryUnit
    own: DirectoryUnit

    @classmethod
    async def of(cls, reads: Reads, dossier: Dossier) -> Places:
        """Those of a dossier."""
        found = [await unit_of(reads, code) for code in (dossier.nominating_unit, dossier.origin_unit)]
        own = await reads.get_or_none(DirectoryUnit, dossier.nominee.unit)
        return cls(found[0], found[1], own or found[0])


def official_report(
    dossier: Dossier, report: Report, past: Sequence[PastAward], *, places: Places, law: Law, today: date
) -> OfficialDocument:
    """The document, with what is written so far."""
    by_chapter = groupby(report.sections, key=lambda one: one.section.chapter_vi)
    chapters = [
        Chapter(title=title, parts=tuple(_part(one, past, law, today) for one in written))
        for title, written in by_chapter
    ]
    own = dossier.nominee.kind is SubjectKind.INDIVIDUAL
    return achievement_report(
        unit=places.nominating.name,
        superior=f"Ủy ban nhân dân\n{places.origin.name}" if places.origin.id != places.nominating.id else "",
        place=locality(places.origin.name).name,
        year=(dossier.submitted_on or today).year,
        award=dossier.award_name,
        person=Person(
            lines=(
                (NAMES[dossier.nominee.kind], dossier.nominee.name),
                ("Đơn vị công tác", places.own.name if own else ""),
                ("Chức vụ, công việc", dossier.position),
            )
        ),
        chapters=chapters,
        author=(report.form.author_vi, dossier.nominee.name if own else ""),
        confirming=report.form.confirms_vi,
        form=report.form.number or "",
    )


def _part(written: Written, past: Sequence[PastAward], law: Law, today: date) -> ReportPart:
    section, entry = written.section, written.entry
    mine = [one for one in past if one.code.startswith(TITLE) is (section.shape == "titles")]
    return ReportPart(
        title=section.vi,
        text=entry.text,
        fields=tuple((label, entry.fields.get(label, "")) for label in section.fields),
        results=tuple(ResultLine(year=one.year, target=one.target, figure=one.figure) for one in entry.results),
        past=section.vi if section.automatic else "",
        history=tuple(_past(one, law, today) for one in mine) if section.automatic else (),
        required=section.required,
    )


def _past(one: PastAward, law: Law, today: date) -> PastLine:
    number = f"Số {one.decision}" if one.decision else ""
    dated = f"ngày {ngay(one.decided_on)}" if one.decided_on else ""
    told = "; ".join(filter(None, (" ".join(filter(None, (number, dated))), one.issuer)))
    return PastLine(year=one.year, award=award_name(law, one.code, today), decision=told)


def award_name(law: Law, code: str, today: date) -> str:
    """The name of an award of the past; its code where the law of today knows none."""
    try:
        return law.award(code, today).name_vi
    except UnknownAward:
        return code

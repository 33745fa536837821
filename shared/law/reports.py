"""The achievement report: which form an award asks of a subject on a day, and what it consists of."""

from __future__ import annotations

from datetime import date

from shared.law.answers import ReportForm
from shared.law.facts import Kind, SubjectKind
from shared.law.library import Library
from shared.law.pick import sourced
from shared.law.rows import FormRow, ReportRow, SectionRow


class Reports:
    """The forms of report of a library."""

    def __init__(self, library: Library) -> None:
        self._forms = library.rows(ReportRow)
        self._sections = library.rows(SectionRow)
        self._numbers = library.rows(FormRow)

    def report(self, code: str, subject: SubjectKind, kind: Kind | None, on: date) -> ReportForm | None:
        """The first form that fits, with the sections it has on that day."""
        for row in self._forms:
            if row.valid(on) and row.covers(code) and subject in row.subjects and (not row.kinds or kind in row.kinds):
                return self._whole(row, on)
        return None

    def _whole(self, row: ReportRow, on: date) -> ReportForm:
        sections = tuple(one for one in self._sections if one.valid(on) and row.id in one.reports)
        numbers = (one.number for one in self._numbers if one.id in row.forms and one.valid(on))
        return ReportForm(
            code=row.id,
            name_vi=row.vi,
            name_en=row.en,
            number=next(numbers, None),
            author_vi=row.author_vi,
            confirms_vi=row.confirms_vi,
            sections=sections,
            **sourced(row, *sections),
        )

"""Báo cáo thành tích as a dossier holds it: what was written into each section, and whether that is enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from services.nomination.dossiers.parts import Value
from shared.law import ReportForm, SectionRow


class Result(Value):
    """A line of the table of results: the year, what was aimed at or done, what came of it, in figures."""

    year: int
    target: str
    figure: str


class Entry(Value):
    """What stands in a section. ``title`` is kept as it read then, so that the history can name it."""

    section: str
    title: str
    text: str = ""
    fields: dict[str, str] = Field(default_factory=dict)
    results: tuple[Result, ...] = ()

    @property
    def told(self) -> str:
        """All of it as one text, for comparing."""
        fields = [f"{label}: {value}" for label, value in self.fields.items() if value]
        results = [f"{one.year} {one.target}: {one.figure}" for one in self.results]
        return "; ".join(filter(None, (self.text, *fields, *results)))


@dataclass(frozen=True)
class Written:
    """A section with its entry. ``lack`` says in a sentence what it still needs; "" if it is enough."""

    section: SectionRow
    entry: Entry
    lack: str

    @property
    def begun(self) -> bool:
        """Whether anything stands in it."""
        return bool(self.entry.told)


@dataclass(frozen=True)
class Report:
    """The whole report: its form, and each section as far as it is written."""

    form: ReportForm
    sections: tuple[Written, ...]

    @property
    def needed(self) -> tuple[Written, ...]:
        """The sections that must be written."""
        return tuple(one for one in self.sections if one.section.required)

    @property
    def lacking(self) -> tuple[Written, ...]:
        """Those that still need something."""
        return tuple(one for one in self.sections if one.lack)

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacking

    @property
    def begun(self) -> bool:
        """Whether anybody has written anything."""
        return any(one.begun for one in self.sections)

    def behind(self, section: str) -> Written | None:
        """The next section that somebody writes; None behind the last."""
        own = [one for one in self.sections if not one.section.automatic]
        ids = [one.section.id for one in own]
        place = ids.index(section) + 1
        return own[place] if place < len(own) else None


def report_of(form: ReportForm, entries: Sequence[Entry], year: int) -> Report:
    """The report as far as it is written; ``year`` is the year under review."""
    known = {one.section: one for one in entries}
    found = []
    for section in form.sections:
        entry = known.get(section.id) or Entry(section=section.id, title=section.vi)
        found.append(Written(section, entry, lack(section, entry, year)))
    return Report(form, tuple(found))


def lack(section: SectionRow, entry: Entry, year: int) -> str:
    """What a section still needs, as a sentence; "" if nothing."""
    if section.automatic or (not section.required and not entry.told):
        return ""
    match section.shape:
        case "fields":
            empty = [label.lower() for label in section.fields if not entry.fields.get(label)]
            return f"Còn thiếu: {', '.join(empty)}." if empty else ""
        case "results":
            found = any(one.year == year for one in entry.results)
            return "" if found else f"Cần ít nhất một kết quả của năm {year}."
        case _:
            return _short(section, entry.text)


def _short(section: SectionRow, text: str) -> str:
    if not text:
        return "Chưa viết."
    return "" if len(text) >= section.least else f"Mới có {len(text)} ký tự, cần ít nhất {section.least}."


def differing(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Each section by the name that people know it by, for the differences between two submissions."""
    return {f"Báo cáo, {one.title.lower()}": one.told for one in entries if one.told}

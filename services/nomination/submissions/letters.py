"""The letter itself: who is proposed, what each council said, what is enclosed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes, MinutesKind
from services.nomination.councils.minutes_made import TITLES
from services.nomination.councils.parts import Item
from services.nomination.decisions.commands import line_of
from services.nomination.decisions.documents import awardee_name, groups_of, locality, signer_of
from services.nomination.dossiers.model import Dossier
from services.nomination.submissions.model import Submission
from shared.documents import Imprint, OfficialDocument, submission_letter
from shared.identity.directory import DirectoryUnit
from shared.law import Law
from shared.store import Reads

NAMED = 5
"""More results of a ballot than this are left to the enclosed minutes."""


@dataclass(frozen=True)
class Grounds:
    """What a letter rests on: its dossiers in order, the meetings that approved them, their minutes, names of units."""

    dossiers: list[Dossier]
    meetings: list[Meeting]
    minutes: list[Minutes]
    units: Mapping[str, str]

    def items(self, meeting: Meeting) -> list[Item]:
        """What of a meeting goes up with this letter."""
        ids = {one.id for one in self.dossiers}
        return [item for item in meeting.items if item.dossier in ids and item.approved]

    def of(self, meeting: Meeting) -> list[Minutes]:
        """The signed minutes of a meeting, those of the meeting first; what nobody has signed is no paper yet."""
        its = [one for one in self.minutes if one.meeting == meeting.id and one.number]
        return sorted(its, key=lambda one: one.what is MinutesKind.BALLOT)


async def grounds(reads: Reads, unit: str, dossiers: Sequence[str]) -> Grounds:
    """What is known at the unit of these dossiers; each is spoken for by the last meeting that approved it."""
    known = await reads.get_many(Dossier, dossiers)
    found = [known[id_] for id_ in dossiers if id_ in known]
    closed: dict[str, Any] = {"items.dossier": {"$in": list(known)}, "state": "closed", "unit": unit}
    last: dict[str, Meeting] = {}
    for meeting in await reads.find(Meeting, closed):
        last |= {item.dossier: meeting for item in meeting.items if item.dossier in known and item.approved}
    meetings = {one.id: one for one in last.values()}
    minutes = await reads.find(Minutes, {"meeting": {"$in": list(meetings)}}) if meetings else []
    named = {one.nominee.unit for one in found} | {unit for one in found for unit in one.nominating_units}
    units = await reads.get_many(DirectoryUnit, sorted(named - {""}))
    names = {code: one.name for code, one in units.items()}
    return Grounds(found, list(meetings.values()), minutes, names)


def official_letter(its: Submission, on_what: Grounds, law: Law, today: date) -> OfficialDocument:
    """The document: a draft without number until it is sent, afterwards what was signed."""
    if its.printed:
        return OfficialDocument.model_validate(its.printed)
    first = on_what.dossiers[0]
    above = locality(its.to_name)
    reasons = [_approved(meeting, on_what, its.unit_name) for meeting in on_what.meetings]
    reasons += [_together(one, on_what) for one in on_what.dossiers if len(one.nominating_units) > 1]
    return submission_letter(
        Imprint(
            locality=locality(its.unit_name),
            number=its.ordinal,
            date=its.sent_on,
            year=None if its.sent_on else today.year,
        ),
        addressees=[f"Chủ tịch {above.committee}"],
        subject=its.title,
        bases=[f"Căn cứ {source}" for source in law.rule_set(first.received_on or today).sources],
        reasons=[*filter(None, [its.reason]), *reasons],
        groups=groups_of([line_of(one) for one in on_what.dossiers], law, on_what.units, its.sent_on or today),
        enclosures=enclosures(on_what),
        signer=signer_of(its),
    )


def enclosures(on_what: Grounds) -> list[str]:
    """What goes with the letter, as it names it."""
    told = ["Báo cáo thành tích và giấy tờ của từng hồ sơ"]
    for meeting in on_what.meetings:
        told += [title_of(one) for one in on_what.of(meeting)]
    return told


def title_of(minutes: Minutes) -> str:
    """The extract of minutes, as letters name it."""
    title = TITLES[minutes.what]
    return f"Trích {title[:1].lower()}{title[1:]} số {minutes.number} ngày {minutes.signed_on:%d/%m/%Y}"


def _approved(meeting: Meeting, on_what: Grounds, unit_name: str) -> str:
    """«Ngày …, Hội đồng … đã họp, xét và thông qua: Bà A 9 trên 9 phiếu đồng ý; …»."""
    said = f"Ngày {meeting.held_on:%d/%m/%Y}, {locality(unit_name).council} đã họp, xét và thông qua"
    items = on_what.items(meeting)
    results = [f"{one.tally.agree} trên {one.tally.base} phiếu đồng ý" for one in items if one.tally]
    if len(on_what.dossiers) == 1 and results:
        return f"{said} với {results[0]}."
    if len(items) > NAMED or len(results) < len(items):
        return f"{said} {len(items):02d} trường hợp; kết quả từng trường hợp nêu tại biên bản kiểm phiếu kèm theo."
    named = {one.id: awardee_name(line_of(one)) for one in on_what.dossiers}
    return f"{said}: {'; '.join(f'{named[one.dossier]} {result}' for one, result in zip(items, results, strict=True))}."


def _together(dossier: Dossier, on_what: Grounds) -> str:
    """Who nominates, where it is more than one."""
    *first, last = [on_what.units.get(code, code) for code in dossier.nominating_units]
    whose = f" của {awardee_name(line_of(dossier))}" if len(on_what.dossiers) > 1 else ""
    return f"Hồ sơ{whose} do {', '.join(first)} và {last} cùng đề nghị."

"""The first wording of the minutes of a meeting that is over."""

from __future__ import annotations

from datetime import datetime, time

from services.nomination.acts import Act
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes, MinutesKind, Wording
from services.nomination.councils.parts import Item
from shared.clock import VIETNAM

RECIPIENTS = ("Thường trực Hội đồng", "Các thành viên Hội đồng")
TITLES = {MinutesKind.MEETING: "Biên bản họp Hội đồng", MinutesKind.BALLOT: "Biên bản kiểm phiếu"}


def made(meeting: Meeting, act: Act) -> list[Minutes]:
    """The minutes of the meeting, and those of its ballots if there was a ballot that was counted."""
    kinds = [MinutesKind.MEETING]
    if any(item.counted for item in meeting.items):
        kinds.append(MinutesKind.BALLOT)
    return [
        Minutes(
            unit=meeting.unit,
            level=meeting.level,
            meeting=meeting.id,
            what=what,
            title=TITLES[what],
            chair=meeting.presiding(),
            by_deputy=meeting.presiding() != meeting.chair,
            secretary=meeting.secretary,
            wording=_wording(meeting, act, what),
            written_on=act.on,
        )
        for what in kinds
    ]


def _wording(meeting: Meeting, act: Act, what: MinutesKind) -> Wording:
    opened = [one.opened_at for item in meeting.items for one in item.counted]
    closed = [one.closed_at for item in meeting.items for one in item.counted if one.closed_at]
    began = datetime.combine(meeting.held_on, time.fromisoformat(meeting.time or "08:00"), VIETNAM)
    if what is MinutesKind.BALLOT:
        started, ended = min(opened), max(closed)
        return Wording(started=started, ended=ended, counters=(meeting.secretary,), recipients=RECIPIENTS)
    return Wording(
        started=min(began, act.at),
        ended=act.at,
        discussion="\n".join(_said(item) for item in meeting.items if item.notes),
        conclusion=_conclusion(meeting),
        recipients=RECIPIENTS,
    )


def _said(item: Item) -> str:
    return f"{item.nominee.name}, {item.award_name}: {' '.join(item.notes.split())}"


def _conclusion(meeting: Meeting) -> str:
    passed = sum(item.approved is True for item in meeting.items)
    failed = sum(item.approved is False for item in meeting.items)
    left = len(meeting.items) - passed - failed
    told = [f"Hội đồng thống nhất đề nghị khen thưởng {passed:02d} trường hợp"]
    if failed:
        told.append(f"không đề nghị {failed:02d} trường hợp")
    if left:
        told.append(f"chưa xét {left:02d} trường hợp")
    return "; ".join(told) + "."

"""Why was this award given, or not given: everything from the pledge to the praise in one list."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from services.reporting import access
from services.reporting.projections.bulletins import BulletinRow
from services.reporting.projections.dossiers import DossierRow, DossierState, Step
from services.reporting.projections.meetings import MeetingRow
from services.reporting.projections.notices import NoticeTrace
from services.reporting.projections.registrations import RegistrationRow, RegistrationState
from shared.clock import VIETNAM
from shared.errors import NotFound
from shared.identity import Actor
from shared.identity.directory import DirectoryPerson, DirectoryUnit
from shared.store import Reads
from shared.web.filters import ngay
from shared.web.parts import Tone

MOST = 50


EXAMPLE: JsonDict = {"on": "2025-06-10", "what": "Nộp hồ sơ đề nghị", "who": "Thôn 2", "detail": "", "reason": ""}


class Happening(BaseModel):
    """One line of the trace: the day, what, who, more about it, and the reason where one was given."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    on: date
    what: str
    who: str = ""
    detail: str = ""
    reason: str = ""
    tone: Tone = "neutral"


class Trace(BaseModel):
    """A dossier's way. ``told`` counts the notices that reached people because of it; ``bonus`` in đồng."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dossier": "0198c0de-0000-7000-8000-00000000000a", "award": "KT-GK-XA", "kind": "LH-DX",
                    "nominee_name": "Lưu Văn Ước", "origin_unit": "Xã Dương Quang", "unit": "Xã Dương Quang",
                    "state": "decided", "number": "01/QĐ-UBND", "bonus": 360000, "told": 3, "happenings": [EXAMPLE],
                }
            ]
        }
    )  # fmt: skip

    dossier: str
    award: str
    kind: str
    nominee_name: str
    origin_unit: str
    unit: str
    state: DossierState | None
    number: str
    bonus: int
    told: int
    happenings: list[Happening]


@dataclass(frozen=True)
class Found:
    """What the store knows around a dossier."""

    row: DossierRow
    registrations: list[RegistrationRow]
    meetings: list[MeetingRow]
    bulletins: list[BulletinRow]
    notices: Iterable[NoticeTrace]
    units: dict[str, DirectoryUnit]
    people: dict[str, DirectoryPerson]

    def unit(self, code: str) -> str:
        return self.units[code].name if code in self.units else code

    def person(self, subject: str) -> str:
        known = self.people.get(subject)
        return " ".join(filter(None, (known.honorific, known.name))) if known else ""


async def of_dossier(reads: Reads, actor: Actor, dossier_id: str) -> Trace:
    """The trace of a dossier, in seven queries; raises NotFound where there is none that the actor may see."""
    row = await reads.get_or_none(DossierRow, dossier_id)
    if row is None:
        raise NotFound(what=f"hồ sơ {dossier_id}")
    codes = {row.origin_unit, row.nominating_unit, row.unit, row.granted_by, *(step.to_unit for step in row.steps)}
    units = await reads.get_many(DirectoryUnit, sorted(codes - {""}))
    if not access.traces(unit.path for unit in units.values())(actor):
        raise NotFound(what=f"hồ sơ {dossier_id}")
    return told_of(await _found(reads, row, units))


async def _found(reads: Reads, row: DossierRow, units: dict[str, DirectoryUnit]) -> Found:
    pledges = {"year": row.year, "registrant": {"$in": [row.nominating_unit, row.origin_unit]}}
    aired = {"decision": row.decision} if row.decision else {"correlation": {"$in": list(row.correlations)}}
    registrations, meetings, bulletins, notices, people = await asyncio.gather(
        reads.find(RegistrationRow, pledges, limit=MOST),
        reads.find(MeetingRow, {"dossiers": row.id}, limit=MOST),
        reads.find(BulletinRow, aired, limit=MOST),
        reads.get_many(NoticeTrace, row.correlations),
        reads.get_many(DirectoryPerson, sorted({step.by for step in row.steps if step.by})),
    )
    return Found(row, registrations, meetings, bulletins, notices.values(), units, people)


def told_of(found: Found) -> Trace:
    """The lines, in the order of the days; on one day in the order of the procedure."""
    row = found.row
    happenings = [
        *_pledges(found),
        *(_appraisal(found, step) or _step(found, step) for step in row.steps),
        *_meetings(found),
        *_praise(found),
    ]
    return Trace(
        dossier=row.id,
        award=row.award,
        kind=row.kind,
        nominee_name=row.nominee_name,
        origin_unit=found.unit(row.origin_unit),
        unit=found.unit(row.unit),
        state=row.state,
        number=row.number,
        bonus=row.bonus,
        told=sum(one.delivered for one in found.notices),
        happenings=sorted(happenings, key=lambda one: one.on),
    )


def _pledges(found: Found) -> list[Happening]:
    words = {
        RegistrationState.SUBMITTED: "Gửi đăng ký thi đua",
        RegistrationState.RETURNED: "Đăng ký thi đua bị trả lại",
        RegistrationState.APPROVED: "Đăng ký thi đua được chấp thuận",
    }
    return [
        Happening(
            on=step.on,
            what=words[step.what],
            who=found.unit(one.registrant),
            detail="" if step.reason else one.title,
            reason=step.reason,
            tone="attention" if step.what is RegistrationState.RETURNED else "neutral",
        )
        for one in found.registrations
        for step in one.steps
    ]


def _step(found: Found, step: Step) -> Happening:
    who = ", ".join(filter(None, (found.person(step.by), found.unit(step.unit))))
    match step.what:
        case DossierState.SUBMITTED:
            again = step is not found.row.steps[0]
            what = "Nộp lại hồ sơ sau khi bổ sung" if again else "Nộp hồ sơ đề nghị"
            return Happening(on=step.on, what=what, who=found.person(step.by), reason=step.reason)
        case DossierState.RETURNED:
            return Happening(on=step.on, what="Trả lại hồ sơ", who=who, reason=step.reason, tone="attention")
        case DossierState.ACCEPTED:
            return Happening(on=step.on, what="Tiếp nhận hồ sơ đầy đủ để thẩm định", who=who)
        case DossierState.WITHDRAWN:
            return Happening(on=step.on, what="Rút hồ sơ", who=who, reason=step.reason, tone="stopped")
        case DossierState.FORWARDED:
            to = found.unit(step.to_unit)
            return Happening(on=step.on, what=f"Trình {to}", detail=f"Tờ trình số {step.document}", tone="waiting")
    tally = step.tally
    counted = f"{tally.agree}/{tally.base} phiếu tán thành, {tally.present} người có mặt" if tally else ""
    approved = step.what is DossierState.APPROVED
    return Happening(
        on=step.on,
        what="Hội đồng bỏ phiếu tán thành" if approved else "Hội đồng bỏ phiếu không tán thành",
        who=found.unit(step.unit),
        detail=counted,
        tone="neutral" if approved else "stopped",
    )


def _appraisal(found: Found, step: Step) -> Happening | None:
    """What happens between the acceptance and the council."""
    who = ", ".join(filter(None, (found.person(step.by), found.unit(step.unit))))
    match step.what:
        case DossierState.ACCEPTED if step.resumed:
            return Happening(on=step.on, what="Tiếp tục thẩm định, thời hạn tính tiếp", who=who)
        case DossierState.SUPPLEMENTING:
            what = "Yêu cầu bổ sung, thời hạn tạm dừng"
            return Happening(on=step.on, what=what, who=who, reason=step.reason, tone="attention")
        case DossierState.CONSULTING:
            what = "Lấy ý kiến hiệp y, thời hạn tạm dừng"
            detail = f"Nơi được hỏi: {step.document}"
            return Happening(on=step.on, what=what, who=who, detail=detail, reason=step.reason, tone="waiting")
        case DossierState.EXPIRED:
            what = "Hết hạn bổ sung, hồ sơ kết thúc"
            return Happening(on=step.on, what=what, reason=step.reason, tone="stopped")
    return None


def _meetings(found: Found) -> list[Happening]:
    return [
        Happening(
            on=one.convened_at.astimezone(VIETNAM).date(),
            what=f"Mời họp Hội đồng ngày {ngay(one.held_on)}",
            who=found.unit(one.unit),
            detail=one.place,
        )
        for one in found.meetings
        if one.convened_at is not None
    ]


def _praise(found: Found) -> list[Happening]:
    row = found.row
    lines = []
    if row.granted_on is not None:
        lines.append(
            Happening(
                on=row.granted_on,
                what=f"Khen thưởng theo Quyết định số {row.number}",
                who=found.unit(row.granted_by),
                tone="done",
            )
        )
        lines += [
            Happening(on=row.granted_on, what=f"Báo tin đến {one.delivered} nơi nhận")
            for one in found.notices
            if one.delivered
        ]
    if row.revoked_on is not None:
        what = f"Thu hồi khen thưởng theo Quyết định số {row.revoked_by}"
        lines.append(Happening(on=row.revoked_on, what=what, tone="stopped"))
    lines += [
        Happening(on=one.broadcast_on, what="Phát bản tin trên Đài Truyền thanh", detail=one.title, tone="done")
        for one in found.bulletins
        if one.broadcast_on is not None
    ]
    return lines

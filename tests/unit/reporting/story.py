"""A small year as the other services would tell it: envelopes, numbered within each subject."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from shared.aggregate import new_id
from shared.events import Envelope, Event, Level
from shared.events.envelope import encode
from shared.events.nomination import (
    AwardGranted,
    CouncilClosed,
    CouncilConvened,
    CouncilDecided,
    DecisionIssued,
    DecisionLine,
    NominationAccepted,
    NominationForwarded,
    NominationReturned,
    NominationSubmitted,
    NominationWithdrawn,
)
from shared.events.notification import BulletinBroadcast, NoticeAcknowledged, NoticeDelivered
from shared.events.parts import Nominee, SubjectKind, Tally
from shared.events.registration import (
    PlanIssued,
    PlanTaskAssigned,
    PlanTaskReported,
    RegistrationApproved,
    RegistrationReturned,
    RegistrationSubmitted,
)
from shared.messaging.inbox import Delivery

OFFICER = "dq-van-phong-01"


class Story:
    """Collects envelopes; each call is something that happened on a day."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope[Any]] = []
        self._sequence: dict[str, int] = defaultdict(int)
        self._minute = 0

    def say(
        self,
        subject: str,
        event: Event,
        on: date,
        *,
        unit: str = "duong-quang",
        level: Level = Level.COMMUNE,
        correlation: str = "",
    ) -> str:
        """Note an event; answers its correlation."""
        self._sequence[subject] += 1
        self._minute += 1
        correlation = correlation or f"c-{self._minute}"
        self.envelopes.append(
            Envelope(
                id=new_id(),
                type=event.meta.type,
                source=f"/{unit}/{event.meta.service}",
                subject=subject,
                time=datetime(on.year, on.month, on.day, 1, tzinfo=UTC) + timedelta(minutes=self._minute % 600),
                sequence=self._sequence[subject],
                correlationid=correlation,
                causationid=correlation,
                dataclassification=event.meta.classification,
                level=level,
                unit=unit,
                data=event,
            )
        )
        return correlation

    @property
    def deliveries(self) -> list[Delivery]:
        """The envelopes as a consumer receives them."""
        return [Delivery.read(encode(envelope)) for envelope in self.envelopes]

    def plan(self, *, unit: str = "duong-quang", year: int = 2025) -> None:
        """A plan of three tasks: one in time, one in two parts of which one was late, one open."""
        subject, plan = f"plan/kh-{unit}", f"kh-{unit}"
        issued = PlanIssued(
            plan=plan, year=year, number="01/KH-UBND", title=f"Kế hoạch năm {year}", unit=unit,
            issued_on=date(year, 1, 6), recipients=(), tasks=3,
        )  # fmt: skip
        self.say(subject, issued, date(year, 1, 6), unit=unit)
        school, union = f"{unit}.truong-thcs", f"{unit}.mat-tran"
        for task, title, leader, each, due in (
            ("II.2", "Đăng ký thi đua", f"{unit}.van-phong", (), date(year, 3, 14)),
            ("III.3", "Các ngành xây dựng kế hoạch", f"{unit}.van-phong", (school, union), date(year, 2, 28)),
            ("II.8", "Sơ kết, tổng kết", f"{unit}.van-phong", (), date(year, 12, 26)),
        ):
            assigned = PlanTaskAssigned(plan=plan, task=task, title=title, leader=leader, each_unit=each, due_on=due)
            self.say(subject, assigned, date(year, 1, 6), unit=unit)
        for task, by, on in (
            ("III.3", school, date(year, 2, 26)),
            ("II.2", f"{unit}.van-phong", date(year, 3, 3)),
            ("III.3", union, date(year, 3, 7)),
        ):
            report = PlanTaskReported(plan=plan, task=task, by=by, on=on, done=True, summary="Đã làm xong.")
            self.say(subject, report, on, unit=unit)

    def registration(self, id_: str = "dk-1", *, unit: str = "duong-quang", registrant: str = "") -> None:
        """Sent, returned once, sent again, agreed."""
        about: dict[str, Any] = {
            "registration": id_, "kind": "titles" if registrant else "content", "year": 2025,
            "unit": registrant or unit, "to_unit": unit if registrant else "my-hao",
            "title": "Đăng ký thi đua năm 2025", "lines": 5,
        }  # fmt: skip
        sent = date(2025, 2, 17)
        self.say(f"registration/{id_}", RegistrationSubmitted(**about, submitted_on=sent), sent, unit=unit)
        back = {name: about[name] for name in ("registration", "unit", "to_unit", "title")}
        reason = "Thiếu điểm tối đa của hai tiêu chí."
        self.say(f"registration/{id_}", RegistrationReturned(**back, reason=reason), date(2025, 2, 20), unit=unit)
        again = date(2025, 2, 24)
        self.say(f"registration/{id_}", RegistrationSubmitted(**about, submitted_on=again), again, unit=unit)
        agreed = date(2025, 2, 27)
        self.say(f"registration/{id_}", RegistrationApproved(**about, approved_on=agreed), agreed, unit=unit)

    def dossier(
        self,
        id_: str,
        *,
        on: date,
        until: str = "awarded",
        name: str = "Lý Thu Vân",
        kind: str = "LH-DX",
        award: str = "KT-GK-XA",
        subject: SubjectKind = SubjectKind.INDIVIDUAL,
        unit: str = "duong-quang",
        returned: bool = False,
        bonus: int = 710_000,
        category: str = "",
        leads: bool | None = None,
    ) -> None:
        """A dossier from its submission to ``until``: submitted, returned, withdrawn, rejected, forwarded, awarded."""
        about: dict[str, Any] = {
            "dossier": id_, "award": award, "kind": kind, "year": on.year, "unit": unit,
            "nominee": Nominee(id=f"nguoi-{id_}", kind=subject, name=name, unit=f"{unit}.thon-2"),
            "nominating_unit": f"{unit}.thon-2",
        }  # fmt: skip
        here = f"dossier/{id_}"

        def say(event: Event, days: int, place: str = unit, level: Level = Level.COMMUNE) -> None:
            self.say(here, event, on + timedelta(days=days), unit=place, level=level)

        say(NominationSubmitted(**about, by="dq-thon-2-01", submitted_on=on), 0)
        if returned or until == "returned":
            say(NominationReturned(**about, by=OFFICER, reason="Chưa có xác nhận của Công an xã."), 1)
            if until == "returned":
                return
            again = NominationSubmitted(**about, by="dq-thon-2-01", submitted_on=on + timedelta(days=4))
            say(again, 4)
        if until == "submitted":
            return
        received = on + timedelta(days=6)
        say(
            NominationAccepted(
                **about, by=OFFICER, received_on=received, decided_by_level="commune", rule_set="V1"
            ), 6,
        )  # fmt: skip
        if until == "withdrawn":
            say(NominationWithdrawn(**about, by="dq-thon-2-01", reason="Chuyển công tác."), 8)
            return
        meeting = f"hop-{id_}"
        held = on + timedelta(days=13)
        convened = CouncilConvened(
            meeting=meeting,
            unit=unit,
            held_on=held,
            place="Phòng họp UBND xã",
            members=("a", "b", "c"),
            dossiers=(id_,),
        )
        self.say(f"meeting/{meeting}", convened, on + timedelta(days=8), unit=unit)
        approved = until != "rejected"
        agree = 7 if approved else 4
        tally = Tally(agree=agree, disagree=8 - agree, blank=0, present=8, members=9, base=9)
        say(
            CouncilDecided(
                **about, meeting=meeting, level=Level.COMMUNE, approved=approved, tally=tally, decided_on=held
            ), 13,
        )  # fmt: skip
        closed = CouncilClosed(meeting=meeting, unit=unit, closed_on=held, present=8, members=9)
        self.say(f"meeting/{meeting}", closed, held, unit=unit)
        if until == "rejected":
            return
        if until == "forwarded":
            forwarded = NominationForwarded(
                **{**about, "unit": "my-hao"}, from_unit=unit, to_unit="my-hao", to_level="town", letter="05/TTr-UBND",
                forwarded_on=on + timedelta(days=14),
            )  # fmt: skip
            say(forwarded, 14, "my-hao", Level.TOWN)
            return
        self._award(id_, about, on=on, signed=on + timedelta(days=14), bonus=bonus, category=category, leads=leads)

    def _award(
        self, id_: str, about: dict[str, Any], *, on: date, signed: date, bonus: int, category: str, leads: bool | None
    ) -> None:
        decision, number, unit = f"qd-{id_}", f"{len(self.envelopes):02d}/QĐ-UBND", about["unit"]
        line = DecisionLine(dossier=id_, award=about["award"], nominee=about["nominee"], bonus=bonus)
        issued = DecisionIssued(
            decision=decision, number=number, unit=unit, level=Level.COMMUNE, title="Về việc khen thưởng",
            signed_on=signed, signer="Chủ tịch Ủy ban nhân dân xã", total_bonus=bonus, lines=(line,),
        )  # fmt: skip
        cause = self.say(f"decision/{decision}", issued, signed, unit=unit)
        granted = AwardGranted(
            **about, award_id=f"kt-{id_}", decision=decision, number=number, origin_unit=unit, level=Level.COMMUNE,
            granted_on=signed, bonus=bonus, achieved_on=on - timedelta(days=4), category=category, leads=leads,
        )  # fmt: skip
        self.say(f"award/kt-{id_}", granted, signed, unit=unit, correlation=cause)
        notice = f"tb-{id_}"
        told: dict[str, Any] = {"notice": notice, "person": "dq-thon-2-01", "kind": "award-granted"}
        at = datetime(signed.year, signed.month, signed.day, 3, tzinfo=UTC)
        delivered = NoticeDelivered(**told, channel="inbox", delivered_at=at)
        self.say(f"notice/{notice}", delivered, signed, unit=unit, correlation=cause)
        read = NoticeAcknowledged(**told, acknowledged_at=at)
        self.say(f"notice/{notice}", read, signed, unit=unit, correlation=cause)
        heard = signed + timedelta(days=1)
        aired = BulletinBroadcast(
            bulletin=f"bt-{id_}", unit=unit, title="Khen thưởng đột xuất", broadcast_on=heard, seconds=95,
            decision=decision,
        )  # fmt: skip
        self.say(f"bulletin/bt-{id_}", aired, heard, unit=unit)


def small_year() -> Story:
    """One commune's year with every way that a dossier can go."""
    story = Story()
    story.plan()
    story.registration()
    story.registration("dk-2", registrant="duong-quang.thon-2")
    story.dossier("hs-1", on=date(2025, 4, 1), name="Lưu Văn Ước", category="worker", leads=False)
    story.dossier("hs-2", on=date(2025, 4, 2), returned=True, name="Lương Lệ Lụa", category="staff", leads=True)
    story.dossier(
        "hs-3", on=date(2025, 5, 5), kind="LH-CT", award="TD-TT-TTLDTT", subject=SubjectKind.COLLECTIVE,
        name="Trường Trung học cơ sở", bonus=1_880_000,
    )  # fmt: skip
    story.dossier(
        "hs-4", on=date(2025, 9, 1), kind="LH-PT", subject=SubjectKind.HOUSEHOLD, name="Hộ gia đình ông Đặng Văn Ánh"
    )
    story.dossier("hs-5", on=date(2025, 6, 2), until="forwarded", kind="LH-CT", award="TD-CN-CSTDCS")
    story.dossier("hs-6", on=date(2025, 8, 28), until="rejected", kind="LH-PT")
    story.dossier("hs-7", on=date(2025, 10, 20), until="withdrawn", kind="LH-PT")
    story.dossier("hs-8", on=date(2025, 12, 5), until="returned", kind="LH-CT", award="TD-TT-TTLDTT")
    story.dossier("hs-9", on=date(2025, 12, 8), until="submitted", kind="LH-CT", award="TD-CN-LDTT")
    return story

"""A commune and what is said in it: people in office, other services that speak, and this service listening."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import httpx
from fastapi import FastAPI

from services.notification.app import SPEC
from shared.aggregate import Aggregate, new_id
from shared.clock import Clock, FixedClock
from shared.events import Envelope, Event, Level
from shared.events.envelope import decode
from shared.events.nomination import (
    CouncilConvened,
    DecisionIssued,
    DecisionLine,
    NominationAccepted,
    NominationForwarded,
    NominationReturned,
    NominationSubmitted,
)
from shared.events.parts import Nominee, SubjectKind
from shared.identity import OfficeHeld, Role
from shared.identity.directory import DirectoryPerson, DirectoryUnit
from shared.identity.tokens import COOKIE, Session, seal
from shared.messaging import Broker
from shared.messaging.consumer import Consumer
from shared.messaging.inbox import Delivery as Arrived
from shared.store import Context, Store, Transaction
from shared.web.csrf import issue_csrf

NOW = datetime(2025, 6, 12, 3, 0, tzinfo=UTC)
CLOCK = FixedClock(NOW)
AWAY = Broker("amqp://127.0.0.1:1/", name="never connected")
UNITS = {
    "hung-yen": ("Tỉnh Hưng Yên", Level.PROVINCE),
    "my-hao": ("Thị xã Mỹ Hào", Level.TOWN),
    "duong-quang": ("Xã Dương Quang", Level.COMMUNE),
    "bach-sam": ("Phường Bạch Sam", Level.COMMUNE),
    "duong-quang.van-phong": ("Văn phòng - Thống kê", Level.BASE),
    "duong-quang.truong-thcs": ("Trường Trung học cơ sở Dương Quang", Level.BASE),
    "duong-quang.dai-truyen-thanh": ("Đài Truyền thanh xã", Level.BASE),
}
PEOPLE = {
    "can-bo": ("Ngô Hồng Mận", "Bà", [(Role.OFFICER, "duong-quang"), (Role.COUNCIL_SECRETARY, "duong-quang")]),
    "chu-tich": ("Tạ Công Thuần", "Ông", [(Role.SIGNER, "duong-quang"), (Role.COUNCIL_CHAIR, "duong-quang")]),
    "uy-vien": ("Hà Đình Hạp", "Ông", [(Role.COUNCIL_MEMBER, "duong-quang")]),
    "van-phong": ("Mai Tiến Cẩn", "Ông", [(Role.UNIT_HEAD, "duong-quang.van-phong")]),
    "hieu-truong": ("Tạ Đức Kiểm", "Ông", [(Role.UNIT_HEAD, "duong-quang.truong-thcs")]),
    "van-hoa": ("Lê Thị Nhuần", "Bà", [(Role.CULTURE_OFFICER, "duong-quang")]),
    "dai": ("Ngô Tiến Thược", "Ông", [(Role.UNIT_HEAD, "duong-quang.dai-truyen-thanh")]),
    "thi-xa": ("Bùi Bá Hoạt", "Ông", [(Role.OFFICER, "my-hao")]),
    "bach-sam": ("Cao Thị Thục", "Bà", [(Role.OFFICER, "bach-sam")]),
}
NOMINEE = Nominee(id="ca-nhan-05", kind=SubjectKind.INDIVIDUAL, name="Lý Thu Vân", unit="duong-quang.truong-thcs")


def path_of(code: str) -> str:
    if code in {"hung-yen"}:
        return code
    above = code.partition(".")[0] if "." in code else "hung-yen" if code == "my-hao" else "my-hao"
    return f"{path_of(above)}/{code}"


def directory() -> list[DirectoryUnit | DirectoryPerson]:
    """Every unit and person above, as the directory has them."""
    since = date(2025, 1, 1)
    units = [
        DirectoryUnit(id=code, name=name, level=level, parent=None, path=path_of(code), valid_from=since)
        for code, (name, level) in UNITS.items()
    ]
    people = [
        DirectoryPerson(
            id=id_,
            name=name,
            honorific=honorific,
            email=f"{id_}@duong-quang.thidua.example",
            offices=[OfficeHeld(role=role, unit=unit, valid_from=since) for role, unit in offices],
        )
        for id_, (name, honorific, offices) in PEOPLE.items()
    ]
    return [*units, *people]


def context() -> Context:
    id_ = new_id()
    return Context(service="nomination", actor="tester", command="t", now=NOW, correlation_id=id_, causation_id=id_)


class Speaker(Aggregate):
    """Something of another service that events are about."""

    kind: ClassVar[str] = "dossier"
    collection: ClassVar[str] = "speakers"


class MeetingSpeaker(Speaker):
    kind: ClassVar[str] = "meeting"


class DecisionSpeaker(Speaker):
    kind: ClassVar[str] = "decision"


class PlanSpeaker(Speaker):
    kind: ClassVar[str] = "plan"


KINDS: dict[str, type[Speaker]] = {cls.kind: cls for cls in (MeetingSpeaker, DecisionSpeaker, PlanSpeaker)}


@dataclass
class Said:
    """Events in the order in which they were said, as they travel."""

    bodies: list[tuple[str, bytes]] = field(default_factory=list)

    def arrived(self) -> list[Arrived]:
        return [Arrived.read(body) for _, body in self.bodies]

    def shuffled(self, seed: int, *, copies: int = 3) -> list[Arrived]:
        """Each several times, in any order."""
        many = self.arrived() * copies
        random.Random(seed).shuffle(many)
        return many

    def envelopes(self) -> list[Envelope[Any]]:
        return [decode(body, type_) for type_, body in self.bodies]


class World:
    """Another service's store that speaks, this service's store that hears."""

    def __init__(self, theirs: Store, ours: Store) -> None:
        self.theirs = theirs
        self.ours = ours

    async def settle_in(self) -> None:
        """The directory is here."""

        async def work(tx: Transaction) -> None:
            for record in directory():
                tx.put(record)

        await self.ours.transact(work, context())

    async def say(
        self, *events: Event, about: str = "", unit: str = "duong-quang", level: Level = Level.COMMUNE
    ) -> Said:
        """Record events of one subject and hand back what travels."""
        id_ = about or new_id()
        kind = KINDS.get(events[0].meta.subject, Speaker)

        async def work(tx: Transaction) -> int:
            thing = await tx.get_or_none(kind, id_) or kind(id=id_, unit=unit, level=level)
            thing.unit, thing.level = unit, level
            first = thing.sequence
            for event in events:
                thing.record(event)
            tx.save(thing)
            return first

        first: int = await self.theirs.transact(work, context())
        where = {"subject": f"{kind.kind}/{id_}", "sequence": {"$gt": first}}
        rows = await self.theirs["outbox"].find(where).sort("sequence", 1).to_list(None)
        return Said([(row["type"], row["body"]) for row in rows])

    async def hear(self, *arrived: Arrived, clock: Clock = CLOCK) -> None:
        """Every consumer of this service gets what arrived, one delivery at a time, in the order given."""
        for reactions in SPEC.reactions:
            consumer = Consumer(
                reactions, store=self.ours, broker=AWAY, clock=clock, service="notification", after=lambda: None
            )
            for one in arrived:
                if reactions.ordered or reactions.handles(one.envelope.type):
                    await consumer.handle([one])

    async def tell(
        self, *events: Event, about: str = "", unit: str = "duong-quang", level: Level = Level.COMMUNE
    ) -> Said:
        """Say and hear."""
        said = await self.say(*events, about=about, unit=unit, level=level)
        await self.hear(*said.arrived())
        return said


def about(dossier: str, unit: str = "duong-quang") -> dict[str, Any]:
    """What every event of a dossier repeats."""
    return {
        "dossier": dossier,
        "award": "TD-CN-LDTT",
        "kind": "LH-CT",
        "nominee": NOMINEE,
        "nominating_unit": "duong-quang.truong-thcs",
        "unit": unit,
        "year": 2025,
    }


def submitted(dossier: str) -> NominationSubmitted:
    return NominationSubmitted(**about(dossier), by="hieu-truong", submitted_on=date(2025, 6, 10))


def returned(dossier: str) -> NominationReturned:
    return NominationReturned(**about(dossier), by="can-bo", reason="Thiếu biên bản bình xét.", parts=("M",))


def accepted(dossier: str, *, decided_by: str = "commune", unit: str = "duong-quang") -> NominationAccepted:
    return NominationAccepted(
        **about(dossier, unit), by="can-bo", received_on=date(2025, 6, 12), decided_by_level=decided_by, rule_set="V1"
    )


def forwarded(dossier: str) -> NominationForwarded:
    return NominationForwarded(
        **about(dossier, "my-hao"),
        from_unit="duong-quang",
        to_unit="my-hao",
        to_level="town",
        letter="05/TTr-UBND",
        forwarded_on=date(2025, 6, 12),
    )


def convened(meeting: str, *dossiers: str) -> CouncilConvened:
    return CouncilConvened(
        meeting=meeting,
        unit="duong-quang",
        held_on=date(2025, 6, 20),
        place="Phòng họp UBND xã",
        members=("chu-tich", "uy-vien"),
        dossiers=dossiers,
    )


def issued(decision: str, *dossiers: str) -> DecisionIssued:
    return DecisionIssued(
        decision=decision,
        number="12/QĐ-UBND",
        unit="duong-quang",
        level=Level.COMMUNE,
        title="Về việc khen thưởng",
        signed_on=date(2025, 6, 25),
        signer="Chủ tịch Ủy ban nhân dân xã",
        total_bonus=710_000 * len(dossiers),
        lines=tuple(DecisionLine(dossier=d, award="TD-CN-LDTT", nominee=NOMINEE, bonus=710_000) for d in dossiers),
    )


def client(app: FastAPI, subject: str) -> httpx.AsyncClient:
    """A signed-in program; forms of a browser need ``form_token`` too."""
    secret = app.state.secret
    cookie = seal(Session(subject=subject, name=subject, id=f"s-{subject}"), secret)
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),
        base_url="http://thidua.test",
        cookies={COOKIE: cookie},
        headers={"X-CSRF-Token": issue_csrf(secret, f"s-{subject}")},
    )

"""The one consumer of this service: every event lands in its row, in the order of its subject."""

from __future__ import annotations

from typing import Any, TypeVar

from services.reporting.projections import (
    awards,
    bulletins,
    decisions,
    dossiers,
    meetings,
    notices,
    plans,
    registrations,
)
from services.reporting.projections.awards import AwardRow
from services.reporting.projections.bulletins import BulletinRow
from services.reporting.projections.decisions import DecisionRow
from services.reporting.projections.dossiers import DossierRow
from services.reporting.projections.meetings import MeetingRow
from services.reporting.projections.notices import NoticeCount, NoticeEvent, NoticeTrace
from services.reporting.projections.plans import PlanRow, PlanTaskRow
from services.reporting.projections.registrations import RegistrationEvent, RegistrationRow
from services.reporting.projections.row import Row
from shared.events import Envelope
from shared.events.nomination import (
    AboutDossier,
    AwardCorrected,
    AwardGranted,
    AwardRevoked,
    CouncilClosed,
    CouncilConvened,
    DecisionIssued,
)
from shared.events.notification import BulletinBroadcast, NoticeAcknowledged, NoticeDelivered, NoticeFailed
from shared.events.registration import (
    PlanIssued,
    PlanTaskAssigned,
    PlanTaskReported,
    RegistrationApproved,
    RegistrationReturned,
    RegistrationSubmitted,
)
from shared.messaging import Reactions
from shared.store import ReadModel, Transaction

R = TypeVar("R", bound=Row)
ROWS = (
    DossierRow, AwardRow, PlanRow, PlanTaskRow, RegistrationRow, MeetingRow, DecisionRow, BulletinRow, NoticeCount,
    NoticeTrace,
)  # fmt: skip
MOST_TASKS = 500

MODEL = ReadModel("reporting.projections", ROWS)
reactions = Reactions("reporting.projections", ordered=True, model=MODEL)


@reactions.on(*dossiers.EVENTS, reads=lambda event, _: [(DossierRow, event.dossier)])
async def dossier(tx: Transaction, event: AboutDossier, seen: Envelope[Any]) -> None:
    tx.put(dossiers.fold(await _row(tx, DossierRow, event.dossier), event, seen))


@reactions.on(AwardGranted, reads=lambda event, _: [(AwardRow, event.award_id), (DossierRow, event.dossier)])
async def award(tx: Transaction, event: AwardGranted, seen: Envelope[Any]) -> None:
    tx.put(awards.fold(await _row(tx, AwardRow, event.award_id), event, seen))
    tx.put(dossiers.granted(await _row(tx, DossierRow, event.dossier), event, seen))


@reactions.on(AwardCorrected, reads=lambda event, _: [(AwardRow, event.award_id), (DossierRow, event.dossier)])
async def correction(tx: Transaction, event: AwardCorrected, _: Envelope[Any]) -> None:
    tx.put(awards.corrected(await _row(tx, AwardRow, event.award_id), event))
    if event.dossier:
        tx.put(dossiers.corrected(await _row(tx, DossierRow, event.dossier), event))


@reactions.on(AwardRevoked, reads=lambda event, _: [(AwardRow, event.award_id), (DossierRow, event.dossier)])
async def revocation(tx: Transaction, event: AwardRevoked, seen: Envelope[Any]) -> None:
    tx.put(awards.revoked(await _row(tx, AwardRow, event.award_id), event))
    tx.put(dossiers.revoked(await _row(tx, DossierRow, event.dossier), event, seen))


@reactions.on(PlanIssued, reads=lambda event, _: [(PlanRow, event.plan)])
async def plan(tx: Transaction, event: PlanIssued, seen: Envelope[Any]) -> None:
    issued = tx.put(plans.fold(await _row(tx, PlanRow, event.plan), event, seen))
    for task in await tx.find(PlanTaskRow, {"plan": event.plan}, limit=MOST_TASKS):
        tx.put(plans.fold_issue(task, issued))


@reactions.on(
    PlanTaskAssigned,
    PlanTaskReported,
    reads=lambda event, _: [(PlanRow, event.plan), (PlanTaskRow, plans.task_id(event.plan, event.task))],
)
async def plan_task(tx: Transaction, event: PlanTaskAssigned | PlanTaskReported, seen: Envelope[Any]) -> None:
    its = tx.put(plans.fold(await _row(tx, PlanRow, event.plan), event, seen))
    id_ = plans.task_id(event.plan, event.task)
    row = await tx.get_or_none(PlanTaskRow, id_) or PlanTaskRow(id=id_, plan=event.plan, task=event.task)
    tx.put(plans.fold_task(row, event, its))


@reactions.on(
    RegistrationSubmitted,
    RegistrationReturned,
    RegistrationApproved,
    reads=lambda event, _: [(RegistrationRow, event.registration)],
)
async def registration(tx: Transaction, event: RegistrationEvent, seen: Envelope[Any]) -> None:
    tx.put(registrations.fold(await _row(tx, RegistrationRow, event.registration), event, seen))


@reactions.on(CouncilConvened, CouncilClosed, reads=lambda event, _: [(MeetingRow, event.meeting)])
async def meeting(tx: Transaction, event: CouncilConvened | CouncilClosed, seen: Envelope[Any]) -> None:
    tx.put(meetings.fold(await _row(tx, MeetingRow, event.meeting), event, seen))


@reactions.on(DecisionIssued, reads=lambda event, _: [(DecisionRow, event.decision)])
async def decision(tx: Transaction, event: DecisionIssued, seen: Envelope[Any]) -> None:
    tx.put(decisions.fold(await _row(tx, DecisionRow, event.decision), event, seen))


@reactions.on(BulletinBroadcast, reads=lambda event, _: [(BulletinRow, event.bulletin)])
async def bulletin(tx: Transaction, event: BulletinBroadcast, seen: Envelope[Any]) -> None:
    tx.put(bulletins.fold(await _row(tx, BulletinRow, event.bulletin), event, seen))


@reactions.on(
    NoticeDelivered,
    NoticeFailed,
    NoticeAcknowledged,
    reads=lambda event, seen: [(NoticeCount, notices.count_id(event, seen)), (NoticeTrace, seen.correlationid)],
)
async def notice(tx: Transaction, event: NoticeEvent, seen: Envelope[Any]) -> None:
    tx.put(notices.fold(await _row(tx, NoticeCount, notices.count_id(event, seen)), event, seen))
    tx.put(notices.counted(await _row(tx, NoticeTrace, seen.correlationid), event))


async def _row(tx: Transaction, cls: type[R], id_: str) -> R:
    """The row with that id, blank before its first event."""
    return await tx.get_or_none(cls, id_) or cls(id=id_)

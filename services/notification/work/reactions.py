"""Which event opens what work for whom, and which closes it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from services.notification import naming, places
from services.notification.bulletins.model import STATION, bulletin_id
from services.notification.bulletins.script import communes_of
from services.notification.work import joining, lists, papers, sweeps
from services.notification.work.dossiers import DossierCase, Stage
from services.notification.work.lists import ListCase
from services.notification.work.model import Step, WorkItem, acting_for, office, person
from shared.clock import VIETNAM
from shared.events import Envelope
from shared.events.nomination import (
    ConsultationClosed,
    ConsultationOpened,
    CouncilClosed,
    CouncilConvened,
    CouncilDecided,
    DecisionIssued,
    ListSubmitted,
    NominationAccepted,
    NominationExpired,
    NominationForwarded,
    NominationReturned,
    NominationSubmitted,
    NominationWithdrawn,
    SupplementAsked,
    SupplementGiven,
)
from shared.events.notification import BulletinBroadcast
from shared.events.registration import (
    PlanTaskAssigned,
    PlanTaskReported,
    RegistrationApproved,
    RegistrationReturned,
    RegistrationSubmitted,
)
from shared.identity import Role
from shared.law import Law
from shared.messaging import Reactions
from shared.record import Record
from shared.store import ReadModel, Transaction


class MeetingCase(Record):
    """Which dossiers a meeting that is not over has on its agenda."""

    collection: ClassVar[str] = "work_meetings"

    dossiers: tuple[str, ...] = ()


STORED = (WorkItem, DossierCase, MeetingCase, ListCase, *sweeps.STORED)
MODEL = ReadModel("notification.work", STORED)


def day_of(envelope: Envelope[Any]) -> date:
    """The legal date on which it happened."""
    return envelope.time.astimezone(VIETNAM).date()


def work_reactions(law: Law) -> tuple[Reactions, Reactions]:
    """The ordered projection ``notification.work``, and the queue that hears of our own broadcasts alone:

    an ordered consumer hears all that a service publishes, and of this service that is every notice.
    """
    reactions = Reactions("notification.work", ordered=True, model=MODEL)
    reactions.on(RegistrationSubmitted)(_registration_submitted)
    reactions.on(RegistrationReturned)(_registration_returned)
    reactions.on(RegistrationApproved)(_registration_approved)
    reactions.on(PlanTaskAssigned)(_task_assigned)
    reactions.on(PlanTaskReported)(_task_reported)
    Dossiers(law).enter(reactions)
    sweeps.enter(reactions)
    joining.enter(reactions, law)
    papers.enter(reactions)
    broadcasts = Reactions("notification.broadcasts", ordered=False, model=MODEL)
    broadcasts.on(BulletinBroadcast)(_broadcast)
    return reactions, broadcasts


async def _registration_submitted(tx: Transaction, event: RegistrationSubmitted, envelope: Envelope[Any]) -> None:
    title = f"Xét bản đăng ký: {event.title}"
    _registration(tx, event, step=Step.REVIEW_REGISTRATION, title=title, on=event.submitted_on)


async def _registration_returned(tx: Transaction, event: RegistrationReturned, envelope: Envelope[Any]) -> None:
    note = f"Lý do trả lại: {event.reason}"
    title = f"Sửa bản đăng ký: {event.title}"
    _registration(tx, event, step=Step.MEND_REGISTRATION, title=title, on=day_of(envelope), note=note)


async def _registration_approved(tx: Transaction, event: RegistrationApproved, envelope: Envelope[Any]) -> None:
    item = await tx.get_or_none(WorkItem, f"registration/{event.registration}")
    if item:
        tx.put(item.closed(event.approved_on))


def _registration(
    tx: Transaction,
    event: RegistrationSubmitted | RegistrationReturned,
    *,
    step: Step,
    title: str,
    on: date,
    note: str = "",
) -> None:
    """Either end has it; the other waits."""
    reviewer, sender = (office(Role.OFFICER, event.to_unit),), acting_for(event.unit)
    mending = step is Step.MEND_REGISTRATION
    tx.put(
        WorkItem(
            id=f"registration/{event.registration}",
            step=step,
            title=title,
            note=note,
            url=places.registration(event.registration),
            about=f"registration/{event.registration}",
            from_unit=event.to_unit if mending else event.unit,
            with_unit=event.unit if mending else event.to_unit,
            opened_on=on,
            holders=sender if mending else reviewer,
            awaited_by=reviewer if mending else sender,
        )
    )


async def _task_assigned(tx: Transaction, event: PlanTaskAssigned, envelope: Envelope[Any]) -> None:
    """For the unit that leads, or for each of those that do the whole task by themselves."""
    for unit in event.each_unit or (event.leader,):
        tx.put(
            WorkItem(
                id=f"task/{event.plan}/{event.task}/{unit}",
                step=Step.PLAN_TASK,
                title=f"Nhiệm vụ {event.task} của kế hoạch năm: {event.title}",
                url=places.plan(event.plan),
                about=f"plan/{event.plan}",
                from_unit=envelope.unit,
                with_unit=unit,
                due_on=event.due_on,
                opened_on=day_of(envelope),
                holders=acting_for(unit),
                awaited_by=(office(Role.OFFICER, envelope.unit),) if unit != event.leader else (),
            )
        )


async def _task_reported(tx: Transaction, event: PlanTaskReported, _: Envelope[Any]) -> None:
    item = await tx.get_or_none(WorkItem, f"task/{event.plan}/{event.task}/{event.by}")
    if item is None:
        return  # a helper reported: the leader still has to
    if event.done:
        tx.put(item.closed(event.on))
    else:
        tx.put(item.model_copy(update={"note": f"Báo cáo ngày {event.on:%d/%m/%Y}: {event.summary}"}))


async def _broadcast(tx: Transaction, event: BulletinBroadcast, envelope: Envelope[Any]) -> None:
    """Closes the item even where the decision has not been heard of yet: then it is born closed."""
    item = await tx.get_or_none(WorkItem, f"bulletin/{event.bulletin}")
    item = item or bulletin_item(event.bulletin, event.unit, event.title, event.broadcast_on)
    tx.put(item.closed(event.broadcast_on))


def bulletin_item(id_: str, unit: str, title: str, on: date) -> WorkItem:
    """Reading a bulletin out: for the culture officer and the station of a commune."""
    return WorkItem(
        id=f"bulletin/{id_}",
        step=Step.BROADCAST,
        title=f"Phát bản tin: {title}",
        url=places.bulletin(id_),
        about=f"bulletin/{id_}",
        with_unit=unit,
        opened_on=on,
        holders=(office(Role.CULTURE_OFFICER, unit), office(Role.UNIT_HEAD, f"{unit}.{STATION}")),
        awaited_by=(office(Role.OFFICER, unit),),
    )


class Dossiers:
    """The handlers that fold dossiers, meetings and decisions into what waits."""

    def __init__(self, law: Law) -> None:
        self._law = law

    def enter(self, reactions: Reactions) -> None:
        """Register every handler."""
        reactions.on(NominationSubmitted)(self._submitted)
        reactions.on(NominationReturned)(self._returned)
        reactions.on(NominationAccepted)(self._accepted)
        reactions.on(NominationWithdrawn)(self._withdrawn)
        reactions.on(NominationForwarded)(self._forwarded)
        reactions.on(NominationExpired)(self._withdrawn)
        reactions.on(SupplementAsked)(self._supplement_asked)
        reactions.on(ConsultationOpened)(self._consultation_opened)
        reactions.on(SupplementGiven, ConsultationClosed)(self._clock_goes_on)
        reactions.on(CouncilDecided)(self._decided)
        reactions.on(CouncilConvened)(self._convened)
        reactions.on(CouncilClosed)(self._closed)
        reactions.on(DecisionIssued)(self._issued)
        reactions.on(ListSubmitted)(self._list_sent)

    async def _submitted(self, tx: Transaction, event: NominationSubmitted, envelope: Envelope[Any]) -> None:
        case = await _case(tx, event.dossier)
        first = case.stage is Stage.UNHEARD
        case.heard(event, Stage.SUBMITTED, envelope.level, event.submitted_on)
        case.list_id = event.list_id if first else ""
        await self._put(tx, case)

    async def _list_sent(self, tx: Transaction, event: ListSubmitted, _: Envelope[Any]) -> None:
        await lists.named(tx, event)

    async def _returned(self, tx: Transaction, event: NominationReturned, envelope: Envelope[Any]) -> None:
        case = await _case(tx, event.dossier)
        case.heard(event, Stage.RETURNED, envelope.level, day_of(envelope))
        on = case.changed_on
        parts = ", ".join(naming.part_name(self._law, part, event.award, on) for part in event.parts)
        case.reason = f"{event.reason.rstrip('.')} (giấy tờ: {parts})" if parts else event.reason
        case.answer_by = event.answer_by
        await self._put(tx, case)

    async def _supplement_asked(self, tx: Transaction, event: SupplementAsked, envelope: Envelope[Any]) -> None:
        case = await _case(tx, event.dossier)
        case.heard(event, Stage.SUPPLEMENTING, envelope.level, event.asked_on)
        case.reason = "; ".join(
            f"{naming.part_name(self._law, one.part, event.award, event.asked_on)}: {one.reason}"
            for one in event.reasons
        )
        case.answer_by = event.answer_by
        await self._put(tx, case)

    async def _consultation_opened(self, tx: Transaction, event: ConsultationOpened, envelope: Envelope[Any]) -> None:
        case = await _case(tx, event.dossier)
        case.heard(event, Stage.CONSULTING, envelope.level, event.opened_on)
        case.reason, case.asked, case.answer_by = event.question, event.units, event.answer_by
        await self._put(tx, case)

    async def _clock_goes_on(
        self, tx: Transaction, event: SupplementGiven | ConsultationClosed, envelope: Envelope[Any]
    ) -> None:
        case = await _case(tx, event.dossier)
        case.heard(event, Stage.ACCEPTED, envelope.level, day_of(envelope))
        case.paused += event.paused_days
        case.reason, case.asked, case.answer_by = "", (), None
        await self._put(tx, case)

    async def _accepted(self, tx: Transaction, event: NominationAccepted, envelope: Envelope[Any]) -> None:
        case = await _case(tx, event.dossier)
        case.heard(event, Stage.ACCEPTED, envelope.level, day_of(envelope))
        case.decided_by_level, case.without_council = event.decided_by_level, event.without_council
        case.began_on, case.paused = case.changed_on, 0
        await self._put(tx, case)

    async def _withdrawn(
        self, tx: Transaction, event: NominationWithdrawn | NominationExpired, envelope: Envelope[Any]
    ) -> None:
        case = await _case(tx, event.dossier)
        case.heard(event, Stage.ENDED, envelope.level, day_of(envelope))
        await self._put(tx, case)

    async def _forwarded(self, tx: Transaction, event: NominationForwarded, envelope: Envelope[Any]) -> None:
        case = await _case(tx, event.dossier)
        case.heard(event, Stage.FORWARDED, envelope.level, event.forwarded_on)
        case.unit, case.letter = event.to_unit, event.letter
        case.senders = tuple(dict.fromkeys((*case.senders, event.from_unit)))
        await self._put(tx, case)

    async def _decided(self, tx: Transaction, event: CouncilDecided, envelope: Envelope[Any]) -> None:
        case = await _case(tx, event.dossier)
        case.heard(event, Stage.APPROVED if event.approved else Stage.ENDED, event.level, event.decided_on)
        await self._put(tx, case)

    async def _convened(self, tx: Transaction, event: CouncilConvened, envelope: Envelope[Any]) -> None:
        meeting = await tx.get_or_none(MeetingCase, event.meeting) or MeetingCase(id=event.meeting)
        for dossier in set(meeting.dossiers) - set(event.dossiers):
            await self._off_agenda(tx, dossier, event.meeting)
        for dossier in event.dossiers:
            case = await _case(tx, dossier)
            case.meetings = {**case.meetings, event.meeting: event.held_on}
            await self._put(tx, case)
        tx.put(MeetingCase(id=event.meeting, dossiers=event.dossiers))
        tx.put(
            WorkItem(
                id=f"meeting/{event.meeting}",
                step=Step.ATTEND_MEETING,
                title=f"Đọc {len(event.dossiers)} hồ sơ và dự phiên họp Hội đồng ngày {event.held_on:%d/%m/%Y}",
                note=event.place,
                url=places.meeting(event.meeting),
                about=f"meeting/{event.meeting}",
                from_unit=event.unit,
                with_unit=event.unit,
                due_on=event.held_on,
                opened_on=day_of(envelope),
                holders=tuple(person(member) for member in event.members),
                awaited_by=(office(Role.COUNCIL_SECRETARY, event.unit),),
            )
        )

    async def _closed(self, tx: Transaction, event: CouncilClosed, _: Envelope[Any]) -> None:
        meeting = await tx.get_or_none(MeetingCase, event.meeting) or MeetingCase(id=event.meeting)
        for dossier in meeting.dossiers:
            await self._off_agenda(tx, dossier, event.meeting)
        tx.remove(MeetingCase, event.meeting)
        item = await tx.get_or_none(WorkItem, f"meeting/{event.meeting}")
        if item:
            tx.put(item.closed(event.closed_on))

    async def _off_agenda(self, tx: Transaction, dossier: str, meeting: str) -> None:
        case = await _case(tx, dossier)
        case.meetings = {id_: day for id_, day in case.meetings.items() if id_ != meeting}
        await self._put(tx, case)

    async def _issued(self, tx: Transaction, event: DecisionIssued, _: Envelope[Any]) -> None:
        for line in event.lines:
            case = await _case(tx, line.dossier)
            case.ended_on = event.signed_on
            await self._put(tx, case)
        for commune in communes_of(event):
            id_ = bulletin_id(event.decision, commune)
            if await tx.get_or_none(WorkItem, f"bulletin/{id_}") is None:
                title = f"Quyết định số {event.number} ngày {event.signed_on:%d/%m/%Y}"
                tx.put(bulletin_item(id_, commune, title, event.signed_on))

    async def _put(self, tx: Transaction, case: DossierCase) -> None:
        tx.put(case)
        if case.stage is not Stage.UNHEARD and not await lists.waits_together(tx, case, self._law):
            tx.put(case.item(self._law))


async def _case(tx: Transaction, dossier: str) -> DossierCase:
    return await tx.get_or_none(DossierCase, dossier) or DossierCase(id=dossier)

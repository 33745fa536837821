"""Who is told: computed from the directory as it stood on the day of the event."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.notification.bulletins.script import communes_of
from services.notification.naming import commune_of
from services.notification.notices.model import Channel, Notice
from shared.events.nomination import (
    AboutCandidate,
    AboutDossier,
    AmendingDecision,
    AssociationAsked,
    AwardGranted,
    BundleImported,
    CandidateOverdue,
    ConsultationOpened,
    CouncilConvened,
    DecisionIssued,
    ExemplarsConfirmed,
    JointNominationAsked,
    ListSubmitted,
    NominationAccepted,
    NominationForwarded,
    NominationSubmitted,
    NoticeCommented,
    PublicNoticePosted,
    SubmissionReceived,
    SubmissionReturned,
    SweepOpened,
)
from shared.events.parts import Recipient
from shared.events.registration import (
    MovementLaunched,
    PlanIssued,
    PlanTaskAssigned,
    RegistrationApproved,
    RegistrationReturned,
    RegistrationSubmitted,
)
from shared.identity import Role
from shared.identity.directory import DirectoryPerson, people_at
from shared.messaging import Transient
from shared.store import Reads

MOST_PEOPLE = 2_000
INBOX_ONLY = (Channel.INBOX,)
PLAN_CHANNELS = {"inbox": INBOX_ONLY, "web": INBOX_ONLY, "mail": (Channel.INBOX, Channel.MAIL)}
"""The channels a plan may name for a recipient (nơi nhận); «archive» is the file itself and needs no notice."""


class NobodyThere(Transient):
    """An audience that must exist has nobody in it: the directory may still be on its way, or an office is vacant."""


@dataclass(frozen=True)
class Addressee:
    """Somebody who is told; ``channels`` where they differ from those of the kind."""

    person: DirectoryPerson
    channels: tuple[Channel, ...] | None = None


class Roll:
    """Who holds which office on a date.

    It is not ``patient`` with what a file brought: whoever is not in this directory is told where the file came from.
    """

    def __init__(self, reads: Reads, on: date, *, patient: bool = True) -> None:
        self._reads = reads
        self._on = on
        self._patient = patient

    async def at(self, unit: str, *roles: Role) -> list[DirectoryPerson]:
        """Those who hold one of the roles; maybe nobody."""
        return await people_at(self._reads, unit, *roles, on=self._on)

    async def must(self, unit: str, *roles: Role) -> list[DirectoryPerson]:
        """Those who hold one of the roles; raises NobodyThere."""
        found = await self.at(unit, *roles)
        if not found and self._patient:
            raise NobodyThere(f"nobody holds {' or '.join(roles)} at {unit} on {self._on}")
        return found

    async def acting_for(self, unit: str) -> list[DirectoryPerson]:
        """The head of a unit, or the officer of a commune; raises NobodyThere."""
        return await self.must(unit, Role.UNIT_HEAD, Role.OFFICER)

    async def below(self, commune: str, role: Role) -> list[DirectoryPerson]:
        """Those who hold the role at a base unit of the commune; raises NobodyThere."""
        units = {"$regex": f"^{re.escape(commune)}\\."}
        where = {"offices": {"$elemMatch": {"unit": units, "role": role.value}}}
        found = [
            person
            for person in await self._reads.find(DirectoryPerson, where, limit=MOST_PEOPLE)
            if any(o.role is role and commune_of(o.unit) == commune and o.is_held(self._on) for o in person.offices)
        ]
        if not found and self._patient:
            raise NobodyThere(f"nobody holds {role} below {commune} on {self._on}")
        return found

    async def persons(self, subjects: Iterable[str]) -> list[DirectoryPerson]:
        """These very people; raises NobodyThere when the directory lacks one."""
        wanted = list(dict.fromkeys(subjects))
        found = await self._reads.get_many(DirectoryPerson, wanted)
        missing = [subject for subject in wanted if subject not in found]
        if missing and self._patient:
            raise NobodyThere(f"the directory does not know {len(missing)} of {len(wanted)} people")
        return [found[subject] for subject in wanted if subject in found]

    async def told_of(self, about: Iterable[str]) -> list[DirectoryPerson]:
        """Everybody with a notice about one of these subjects."""
        notices = await self._reads.find(Notice, {"about": {"$in": list(about)}}, limit=MOST_PEOPLE)
        known = await self._reads.get_many(DirectoryPerson, sorted({one.person for one in notices}))
        return list(known.values())

    async def in_office(self, subject: str) -> list[DirectoryPerson]:
        """This person if they hold any office; else nobody."""
        person = await self._reads.get_or_none(DirectoryPerson, subject)
        return [person] if person and any(office.is_held(self._on) for office in person.offices) else []


Audience = Callable[[Roll, Any], Awaitable[list[Addressee]]]


def told(people: Iterable[DirectoryPerson], channels: tuple[Channel, ...] | None = None) -> list[Addressee]:
    """People as addressees."""
    return [Addressee(person, channels) for person in people]


async def plan_recipients(roll: Roll, event: PlanIssued) -> list[Addressee]:
    """Nơi nhận, each by the channel that the plan names for it."""
    found: list[Addressee] = []
    for recipient in event.recipients:
        if recipient.channel in PLAN_CHANNELS:
            found += told(await _at_recipient(roll, recipient, event.unit), PLAN_CHANNELS[recipient.channel])
    return found


async def _at_recipient(roll: Roll, recipient: Recipient, issuer: str) -> list[DirectoryPerson]:
    if recipient.unit == issuer:
        return await roll.must(issuer, Role.SIGNER)
    return await roll.acting_for(recipient.unit)


async def task_units(roll: Roll, event: PlanTaskAssigned) -> list[Addressee]:
    """The units that have to do it; those that help find it in their inbox."""
    doing = event.each_unit or (event.leader,)
    found = [addressee for unit in doing for addressee in told(await roll.acting_for(unit))]
    for helper in (event.leader, *event.helpers):
        if helper not in doing:
            found += told(await roll.at(helper, Role.UNIT_HEAD, Role.OFFICER), INBOX_ONLY)
    return found


async def heads_of_commune(roll: Roll, event: MovementLaunched) -> list[Addressee]:
    """Every head of a unit of the commune."""
    return told(await roll.below(event.unit, Role.UNIT_HEAD))


async def reviewer(roll: Roll, event: RegistrationSubmitted) -> list[Addressee]:
    """The officer of the unit that a registration was sent to."""
    return told(await roll.must(event.to_unit, Role.OFFICER))


async def registrant(roll: Roll, event: RegistrationReturned | RegistrationApproved) -> list[Addressee]:
    """Who acts for the unit that registered."""
    return told(await roll.acting_for(event.unit))


async def unless_in_a_list(roll: Roll, event: NominationSubmitted | NominationAccepted) -> list[Addressee]:
    """The other end of a single dossier; of a list there is one notice for all of its lines."""
    if event.list_id:
        return []
    return await (officer if isinstance(event, NominationSubmitted) else nominator)(roll, event)


async def receiver(roll: Roll, event: ListSubmitted) -> list[Addressee]:
    """The officer of the unit that a list was sent to."""
    return told(await roll.must(event.unit, Role.OFFICER))


async def officer(roll: Roll, event: AboutDossier) -> list[Addressee]:
    """The officer of the unit that has the dossier in hand."""
    return told(await roll.must(event.unit, Role.OFFICER))


async def nominator(roll: Roll, event: AboutDossier) -> list[Addressee]:
    """Who acts for the unit that nominated."""
    return told(await roll.acting_for(event.nominating_unit))


async def nominator_and_officer(roll: Roll, event: AboutDossier) -> list[Addressee]:
    """Both ends of a dossier."""
    return [*await nominator(roll, event), *await officer(roll, event)]


async def consulted(roll: Roll, event: ConsultationOpened) -> list[Addressee]:
    """Who acts for the units that are asked, and the unit that nominated, whose clock stands."""
    found = await nominator(roll, event)
    for unit in event.units:
        found += told(await roll.at(unit, Role.UNIT_HEAD, Role.OFFICER))
    return found


async def asked_to_join(roll: Roll, event: JointNominationAsked) -> list[Addressee]:
    """The heads of the units that are asked to nominate together."""
    return [one for unit in event.units for one in told(await roll.at(unit, Role.UNIT_HEAD))]


async def culture_officers(roll: Roll, event: PublicNoticePosted) -> list[Addressee]:
    """Who reads a posted list out."""
    return told(await roll.at(event.unit, Role.CULTURE_OFFICER))


async def poster(roll: Roll, event: NoticeCommented) -> list[Addressee]:
    """The officer of the unit whose list was commented on."""
    return told(await roll.must(event.unit, Role.OFFICER))


async def hamlets(roll: Roll, event: SweepOpened) -> list[Addressee]:
    """The heads of the hamlets that are asked to go through their people; one without a head is the officer's."""
    found: list[Addressee] = []
    for hamlet in event.hamlets:
        found += told(await roll.at(hamlet, Role.UNIT_HEAD))
    return found


async def hamlet(roll: Roll, event: AboutCandidate) -> list[Addressee]:
    """The head of the hamlet on whose list somebody is."""
    return told(await roll.at(event.hamlet, Role.UNIT_HEAD))


async def association(roll: Roll, event: AssociationAsked) -> list[Addressee]:
    """The head of the association, if it has an account."""
    return told(await roll.at(event.association_unit, Role.UNIT_HEAD)) if event.association_unit else []


async def commune_officer(roll: Roll, event: AboutCandidate) -> list[Addressee]:
    """The officer of the commune that goes through its hamlets."""
    return told(await roll.must(event.unit, Role.OFFICER))


async def late_and_officer(roll: Roll, event: CandidateOverdue) -> list[Addressee]:
    """Whose turn it was, and the officer."""
    late = told(await roll.at(event.waits_at, Role.UNIT_HEAD)) if event.waits_at else []
    return [*late, *await commune_officer(roll, event)]


async def members(roll: Roll, event: CouncilConvened) -> list[Addressee]:
    """The members who are called together."""
    return told(await roll.persons(event.members))


async def below(roll: Roll, event: SubmissionReceived | SubmissionReturned) -> list[Addressee]:
    """Who put a submission together and who signs there."""
    return told(await roll.at(event.unit, Role.OFFICER, Role.SIGNER))


async def at_unit(roll: Roll, event: BundleImported) -> list[Addressee]:
    """The officers of the unit that read a file in, and who signs there."""
    return told(await roll.at(event.unit, Role.OFFICER, Role.SIGNER))


async def both_levels(roll: Roll, event: NominationForwarded) -> list[Addressee]:
    """The officer of the receiving unit and the unit that nominated."""
    return [*told(await roll.must(event.to_unit, Role.OFFICER)), *await nominator(roll, event)]


async def decision_recipients(roll: Roll, event: DecisionIssued) -> list[Addressee]:
    """The officer who drafted it; for each awardee's unit its head, its commune's officer and its culture officer."""
    found = told(await roll.must(event.unit, Role.OFFICER))
    for unit in sorted({line.nominee.unit for line in event.lines if line.nominee.unit}):
        found += told(await roll.at(unit, Role.UNIT_HEAD))
    for commune in sorted({event.unit, *communes_of(event)}):
        found += told(await roll.at(commune, Role.OFFICER, Role.CULTURE_OFFICER))
    return found


async def everybody_told_of_the_first(roll: Roll, event: AmendingDecision) -> list[Addressee]:
    """Everybody who was told of the decision that is corrected or revoked, or of its awards; raises NobodyThere.

    They, and whoever would be told of such a decision today, for the offices may have changed hands.
    """
    about = [f"decision/{event.amends}", *(f"award/{one.award_id}" for one in event.awards)]
    people = await roll.told_of(about)
    if not people:
        raise NobodyThere(f"nobody was told of decision/{event.amends} yet")
    found = [*told(people), *told(await roll.must(event.unit, Role.OFFICER))]
    for unit in sorted({one.nominee.unit for one in event.awards if one.nominee.unit}):
        found += told(await roll.at(unit, Role.UNIT_HEAD))
    for one in event.awards:
        found += told(await roll.in_office(one.nominee.id))
    return found


async def units_of_delegates(roll: Roll, event: ExemplarsConfirmed) -> list[Addressee]:
    """The heads of the units that delegates come from, delegates in office, and the officer who prepares."""
    found = told(await roll.must(event.unit, Role.OFFICER))
    for unit in sorted({one.nominee.unit for one in event.delegates}):
        found += told(await roll.at(unit, Role.UNIT_HEAD))
    for one in event.delegates:
        found += told(await roll.in_office(one.nominee.id))
    return found


async def awardee_and_nominator(roll: Roll, event: AwardGranted) -> list[Addressee]:
    """The awardee by mail, if in office; the head of the nominating unit in the inbox, beside the decision."""
    return [
        *told(await roll.in_office(event.nominee.id)),
        *told(await roll.acting_for(event.nominating_unit), INBOX_ONLY),
    ]

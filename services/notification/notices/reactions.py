"""What is told when others speak: event → notices, one for each person."""

from __future__ import annotations

from typing import Any

from services.notification.mail.model import Delivery, machine_now
from services.notification.notices.audiences import Addressee, Roll
from services.notification.notices.facts import Facts, link_of
from services.notification.notices.kinds import KINDS, Kind
from services.notification.notices.model import Channel, Notice, notice_id
from services.notification.notices.wording import Wording, Wordings
from services.notification.preferences.model import Preference
from shared.clock import VIETNAM
from shared.events import Envelope, Event
from shared.identity.directory import DirectoryPerson
from shared.law import Law
from shared.messaging import Reactions
from shared.messaging.reactions import Handler
from shared.store import Transaction


def notice_reactions(law: Law, wordings: Wordings) -> Reactions:
    """The order-free consumer ``notification.notices``."""
    reactions = Reactions("notification.notices", ordered=False)
    for kind in KINDS:
        reactions.on(kind.event)(_telling(kind, wordings[kind.name], law))
    return reactions


def _telling(kind: Kind, wording: Wording, law: Law) -> Handler:
    async def tell(tx: Transaction, event: Event, envelope: Envelope[Any]) -> None:
        on = envelope.time.astimezone(VIETNAM).date()
        addressees = await kind.audience(Roll(tx, on, patient=not envelope.carried), event)
        if envelope.carried and not addressees:
            return
        facts = await Facts.gather(tx, event, envelope, law)
        subject, text = wording.words(facts.mapping(envelope))
        people = _each_once(addressees, wording, without=getattr(event, "by", ""))
        ids = {person: notice_id(envelope.id, person, kind.name) for person in people}
        known = await tx.get_many(Notice, list(ids.values()))
        preferences = await tx.get_many(Preference, list(ids))
        for subject_id, addressee in people.items():
            if ids[subject_id] in known:
                continue
            without_mail = preferences[subject_id].without_mail if subject_id in preferences else ()
            muted = kind.name in without_mail and not wording.required
            notice = Notice(
                id=ids[subject_id],
                unit=envelope.unit,
                level=envelope.level,
                person=subject_id,
                notice_kind=kind.name,
                event=envelope.id,
                about=envelope.subject,
                title=subject,
                text=text,
                link=link_of(event),
                sender=facts.sender,
                channels=_channels(addressee, muted=muted),
                required=wording.required,
                asks_acknowledgement=wording.acknowledge,
                queued_at=tx.context.now,
            )
            notice.issue()
            tx.save(notice)
            if Channel.MAIL in notice.channels:
                tx.put(_delivery(notice, addressee.person))

    return tell


def _each_once(addressees: list[Addressee], wording: Wording, *, without: str) -> dict[str, Addressee]:
    """Each person once, by the widest channels that were asked for; who did it need not be told."""
    people: dict[str, Addressee] = {}
    for addressee in addressees:
        person, channels = addressee.person, addressee.channels or wording.channels
        if person.id == without:
            continue
        if person.id not in people or len(channels) > len(people[person.id].channels or ()):
            people[person.id] = Addressee(person, channels)
    return people


def _channels(addressee: Addressee, *, muted: bool) -> tuple[Channel, ...]:
    """No mail without an address, nor where it was switched off."""
    if not addressee.person.email or muted:
        return (Channel.INBOX,)
    return addressee.channels or (Channel.INBOX,)


def _delivery(notice: Notice, person: DirectoryPerson) -> Delivery:
    return Delivery(
        id=notice.id,
        person=notice.person,
        unit=notice.unit,
        kind=notice.notice_kind,
        to=person.email,
        name=person.name,
        honorific=person.honorific,
        next_at=machine_now(),
    )

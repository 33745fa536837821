"""Thông báo: one notice to one person about one event."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

from shared.aggregate import StatefulAggregate
from shared.errors import Conflict
from shared.events.notification import NoticeAcknowledged, NoticeDelivered, NoticeFailed

NAMESPACE = UUID("8f1f8a52-7f0e-5a44-8c5e-0d6f3a3c9b27")


class NothingToAcknowledge(Conflict):
    code = "notice.no_acknowledgement"
    title_vi = "Thông báo này không cần xác nhận tiếp nhận."
    title_en = "This notice asks for no acknowledgement."


class Channel(StrEnum):
    INBOX = "inbox"
    """In the product. Every notice has it."""
    MAIL = "mail"


class NoticeState(StrEnum):
    QUEUED = "queued"
    """In the inbox; a mail is still to be sent."""
    DELIVERED = "delivered"
    """By every channel it was meant to take."""
    FAILED = "failed"
    """In the inbox; the mail was refused for good."""


class Notice(StatefulAggregate[NoticeState]):
    """Thông báo. ``unit`` is who tells, ``person`` who is told; ``link`` is an address of this origin."""

    kind: ClassVar[str] = "notice"
    collection: ClassVar[str] = "notices"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("person", "-id"),
        ("person", "read_at", "-id"),
        ("about",),
    )
    transitions: ClassVar[dict[str, tuple[str, ...]]] = {
        NoticeState.QUEUED: (NoticeState.DELIVERED, NoticeState.FAILED),
        NoticeState.DELIVERED: (),
        NoticeState.FAILED: (),
    }

    state: NoticeState = NoticeState.QUEUED
    person: str
    notice_kind: str
    event: str
    """Id of the event it tells of."""
    about: str
    title: str
    text: str
    link: str
    sender: str
    """Name of the unit that tells, as written."""
    channels: tuple[Channel, ...]
    required: bool
    asks_acknowledgement: bool
    queued_at: datetime
    read_at: datetime | None = None
    acknowledged_at: datetime | None = None

    def issue(self) -> None:
        """Put it into the inbox; without a mail to follow it has arrived."""
        self._delivered(Channel.INBOX, self.queued_at)
        if Channel.MAIL not in self.channels:
            self.move(NoticeState.DELIVERED)

    def mail_sent(self, at: datetime) -> None:
        """The mail server took the mail."""
        self.move(NoticeState.DELIVERED)
        self._delivered(Channel.MAIL, at)

    def mail_refused(self, reason: str) -> None:
        """The mail will never be taken."""
        self.move(NoticeState.FAILED)
        self.record(
            NoticeFailed(
                notice=self.id, person=self.person, kind=self.notice_kind, channel=Channel.MAIL.value, reason=reason
            )
        )

    def read(self, at: datetime) -> bool:
        """Note that the person has opened it; False when that was known."""
        if self.read_at is not None:
            return False
        self.read_at = at
        return True

    def acknowledge(self, at: datetime) -> None:
        """Tiếp nhận. Raises NothingToAcknowledge; a repetition changes nothing."""
        self.require(self.asks_acknowledgement, NothingToAcknowledge())
        if self.acknowledged_at is not None:
            return
        self.acknowledged_at = at
        self.read(at)
        self.record(NoticeAcknowledged(notice=self.id, person=self.person, kind=self.notice_kind, acknowledged_at=at))

    def _delivered(self, channel: Channel, at: datetime) -> None:
        self.record(
            NoticeDelivered(
                notice=self.id, person=self.person, kind=self.notice_kind, channel=channel.value, delivered_at=at
            )
        )


def notice_id(event: str, person: str, kind: str) -> str:
    """The one id of the notice by which a person hears of an event.

    The time of the event's UUIDv7 stays in front, so that an inbox sorts by id; the rest is a UUIDv5 of all three.
    """
    return f"{event[:13]}-{str(uuid5(NAMESPACE, f'{event}|{person}|{kind}'))[14:]}"

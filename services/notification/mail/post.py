"""The post: takes the mails that wait, hands them to the mail server, and notes what became of each.

Between handing over and noting, the process may die: the next round then sends the same mail again, to the byte and
with the same Message-ID. Nothing can be more than that with SMTP; a mailbox keeps one of the two.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib.errors import (
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from services.notification.mail.letter import Letters, on_the_wire
from services.notification.mail.model import Delivery, DeliveryState, machine_now
from services.notification.notices.model import Notice
from shared.aggregate import new_id
from shared.clock import Clock
from shared.observability import metrics
from shared.observability.logs import logger, scrub
from shared.settings import Settings
from shared.store import Context, Store, Transaction

log = logger(__name__)
BATCH = 50
SECOND = timedelta(seconds=1)
"""Instants are kept in whole seconds, so «before the next one» is «until now»: written so because the embedded store

does not find equal values by ``$lte`` on a field in the middle of a compound index.
"""
TIMEOUT_SECONDS = 10
PERMANENT = range(500, 600)
DOWN = (SMTPServerDisconnected, SMTPTimeoutError, OSError)
"""What says nothing about the mail, only that the server is away: aiosmtplib's connect errors are OSErrors."""


@dataclass(frozen=True)
class Outcome:
    """What became of a mail in this round: ``refused`` is for good, ``deferred`` for now."""

    delivery: Delivery
    refused: str = ""
    deferred: str = ""


class Post:
    """Sends mail for one process. ``round`` is the tick."""

    def __init__(self, settings: Settings) -> None:
        self._url = urlsplit(settings.smtp_url)
        self._letters = Letters(public_url=settings.public_url, mail_from=settings.mail_from)

    async def round(self, store: Store, clock: Clock) -> int:
        """Send what waits, one batch over one connection; how many mails were settled.

        While the mail server is away everything stays as it is, without counting as a try.
        """
        waiting = await store.reads.find(
            Delivery,
            {"state": DeliveryState.PENDING.value, "next_at": {"$lt": _stored(machine_now() + SECOND)}},
            sort=(("next_at", 1), ("id", 1)),
            limit=BATCH,
        )
        metrics.MAILS_PENDING.set(await store.reads.count(Delivery, {"state": DeliveryState.PENDING.value}))
        if not waiting:
            return 0
        notices = await store.reads.get_many(Notice, [delivery.id for delivery in waiting])
        outcomes = await self._send(waiting, notices)
        if outcomes:
            await self._settle(store, clock, outcomes)
        return len(outcomes)

    async def _send(self, waiting: list[Delivery], notices: dict[str, Notice]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        try:
            async with self._client() as client:
                metrics.MAIL_SERVER_UP.set(1)
                for delivery in waiting:
                    try:
                        outcomes.append(await self._one(client, delivery, notices[delivery.id]))
                    except DOWN:  # perhaps because of this very mail: let the others go first next time
                        outcomes.append(Outcome(delivery, deferred="the line broke"))
                        raise
        except (*DOWN, SMTPException) as error:  # what was handed over until then is noted all the same
            metrics.MAIL_SERVER_UP.set(0)
            log.warning("mail server not reached, mails wait", error=scrub(str(error)), waiting=len(waiting))
        return outcomes

    async def _one(self, client: aiosmtplib.SMTP, delivery: Delivery, notice: Notice) -> Outcome:
        try:
            letter = self._letters.write(notice, delivery)
            body = on_the_wire(letter)
        except (ValueError, IndexError) as error:  # the address cannot be one
            return Outcome(delivery, refused=f"address: {type(error).__name__}")
        try:
            await client.sendmail(self._letters.sender, [delivery.to], body)
        except (*DOWN, SMTPSenderRefused):
            raise  # says nothing about this mail
        except SMTPRecipientsRefused as error:
            answer = error.recipients[0]
            return _answered(delivery, answer.code, answer.message)
        except SMTPResponseException as error:
            return _answered(delivery, error.code, error.message)
        except (SMTPNotSupported, ValueError) as error:
            return Outcome(delivery, refused=f"address: {type(error).__name__}")
        return Outcome(delivery)

    async def _settle(self, store: Store, clock: Clock, outcomes: list[Outcome]) -> None:
        """Deliveries and their notices, in one transaction."""

        async def work(tx: Transaction) -> None:
            notices = await tx.get_many(Notice, [outcome.delivery.id for outcome in outcomes])
            for outcome in outcomes:
                delivery = _after(outcome, clock)
                notice = notices[delivery.id]
                if delivery.state is DeliveryState.SENT:
                    tx.save(notice).mail_sent(clock.now())
                elif delivery.state is DeliveryState.FAILED:
                    tx.save(notice).mail_refused(delivery.error)
                tx.put(delivery)

        await store.transact(work, _context(clock))
        for outcome in outcomes:
            result = "refused" if outcome.refused else "deferred" if outcome.deferred else "sent"
            metrics.MAILS.labels(result).inc()

    def _client(self) -> aiosmtplib.SMTP:
        secure = self._url.scheme == "smtps"
        return aiosmtplib.SMTP(
            hostname=self._url.hostname or "127.0.0.1",
            port=self._url.port or (465 if secure else 25),
            username=unquote(self._url.username) if self._url.username else None,
            password=unquote(self._url.password) if self._url.password else None,
            use_tls=secure,
            tls_context=ssl.create_default_context() if secure else None,
            timeout=TIMEOUT_SECONDS,
        )


async def round_of_post(store: Store, clock: Clock, resources: Any) -> int:
    """The tick: see ``Post.round``."""
    post: Post = resources.post
    return await post.round(store, clock)


def _answered(delivery: Delivery, code: int, message: str) -> Outcome:
    reason = scrub(f"{code} {message}")[:300]
    return Outcome(delivery, refused=reason) if code in PERMANENT else Outcome(delivery, deferred=reason)


def _after(outcome: Outcome, clock: Clock) -> Delivery:
    if outcome.refused:
        return outcome.delivery.refused(outcome.refused)
    if outcome.deferred:
        return outcome.delivery.deferred(outcome.deferred, machine_now())
    return outcome.delivery.sent(clock.now())


def _context(clock: Clock) -> Context:
    id_ = new_id()
    return Context(
        service="notification",
        actor="service:notification",
        command="mail.post",
        now=clock.now(),
        correlation_id=id_,
        causation_id=id_,
    )


def _stored(instant: datetime) -> str:
    """An instant as documents have it."""
    return instant.isoformat().replace("+00:00", "Z")

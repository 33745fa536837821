"""The verdict on a run: what was said, what came of it, what was lost, what happened twice."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import aio_pika
from aio_pika.exceptions import ChannelNotFoundEntity

from deploy.local.verdict.books import Book, Books, Finding, open_books
from deploy.local.verdict.decisions import granted_what_was_decided, numbers_run_on, took_back_what_was_revoked
from deploy.local.verdict.deliveries import heard_what_was_said, said_what_was_recorded, unheard
from deploy.local.verdict.directories import know_the_same_offices
from deploy.local.verdict.notices import (
    delivered_again,
    mailbox,
    mailed_what_was_sent,
    told_everybody_once,
    wrote_every_bulletin_once,
)
from deploy.local.verdict.projections import took_in_every_event_once
from shared.messaging import topology

CHECKS = (
    said_what_was_recorded,
    heard_what_was_said,
    know_the_same_offices,
    took_in_every_event_once,
    told_everybody_once,
    wrote_every_bulletin_once,
    granted_what_was_decided,
    numbers_run_on,
    took_back_what_was_revoked,
)
STILL = 2
"""How many looks in a row must find nothing under way: an event that is heard may make somebody say another."""
PAUSE = 0.4


@dataclass(frozen=True, kw_only=True)
class Row:
    """One service.

    Attributes:
        commands: accepted from people, each once however often it was asked for.
        published: events that the broker has confirmed.
        deliveries: events in the inboxes of its consumers, and mails handed to the mail server.
        effects: of these, the events that a handler acted on, and the different mails.
        lost: what must be there and is not.
        duplicated: effects that happened more than once.
        parked: events that wait for an earlier one.
        dead: dead letters; None where no broker was named.
    """

    service: str
    commands: int
    published: int
    deliveries: int
    effects: int
    lost: int
    duplicated: int
    parked: int
    dead: int | None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A row for each service, and what was found."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Nothing lost, nothing twice, nothing parked or given up."""
        return not any(row.lost or row.duplicated or row.parked or row.dead for row in self.rows)


async def quiesce(mongo_url: str, prefix: str, timeout: float = 60.0) -> bool:
    """Wait until all that was recorded is published and heard and all mails are sent; False if time runs out."""
    deadline = time.monotonic() + timeout
    still = 0
    while still < STILL:
        async with open_books(mongo_url, prefix) as books:
            still = 0 if await _under_way(books) else still + 1
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(PAUSE)
    return True


async def verdict(
    mongo_url: str,
    prefix: str,
    mail_dir: Path,
    *,
    amqp_url: str | None = None,
    accepted: Mapping[str, int] | None = None,
) -> Verdict:
    """Compare outboxes, inboxes, read models, notices and mails.

    Args:
        mongo_url: where the databases are; their names begin with ``prefix``.
        mail_dir: the folder of the embedded mail server; if there is none, mails are not looked for.
        amqp_url: the broker, to count dead letters.
        accepted: service → commands that it has answered with success, as the clients counted.
    """
    async with open_books(mongo_url, prefix) as books:
        findings = [finding for check in CHECKS for finding in await check(books)]
        findings += await mailed_what_was_sent(books, mail_dir)
        commands = {name: await _commands(book) for name, book in books.items()}
        findings += [
            books[name].lost("commands that were accepted", number - commands[name])
            for name, number in (accepted or {}).items()
            if number > commands[name]
        ]
        dead = await _dead(books, amqp_url)
        rows = [_row(book, findings, commands[name], mail_dir, dead.get(name)) for name, book in books.items()]
    return Verdict(rows=tuple(rows), findings=tuple(findings))


def _row(book: Book, findings: list[Finding], commands: int, mail_dir: Path, dead: int | None) -> Row:
    counts: Counter[str] = Counter()
    for finding in findings:
        if finding.service == book.service:
            counts[finding.kind] += finding.count
    mails = again = 0
    if book.service == "notification":
        mails, again = (mailbox(mail_dir) or Counter()).total(), delivered_again(mail_dir)
    handled = sum(
        consumer.handles(type_) for consumer in book.consumers for type_ in book.heard[consumer.consumer].values()
    )
    return Row(
        service=book.service,
        commands=commands,
        published=sum(not row.pending for row in book.said),
        deliveries=sum(len(events) for events in book.heard.values()) + mails + again,
        effects=handled + mails,
        lost=counts["lost"],
        duplicated=counts["duplicated"],
        parked=book.parked,
        dead=dead,
    )


async def _commands(book: Book) -> int:
    """Commands of people, by their correlation in the audit; votes leave no trace there and are counted in the box."""
    entries = await book.documents("audit", ("actor", "correlation"))
    people = {(one["actor"], one["correlation"]) for one in entries if not one["actor"].startswith("service:")}
    votes = sum(len(box["voted"]) for box in await book.documents("ballot_boxes", ("voted",)))
    return len(people) + votes


async def _dead(books: Books, amqp_url: str | None) -> dict[str, int]:
    if amqp_url is None:
        return {}
    connection = await aio_pika.connect(amqp_url, timeout=10)
    async with connection:
        return {
            name: sum([await _waiting(connection, consumer.consumer) for consumer in book.consumers])
            + await book.store.database["dead_letters"].count_documents({})
            for name, book in books.items()
        }


async def _waiting(connection: aio_pika.abc.AbstractConnection, consumer: str) -> int:
    channel = await connection.channel()
    try:
        queue = await channel.declare_queue(topology.dead_name(consumer), passive=True)
    except ChannelNotFoundEntity:  # and the broker has closed the channel
        return 0
    await channel.close()
    return queue.declaration_result.message_count or 0


async def _under_way(books: Books) -> bool:
    if any(row.pending for book in books.values() for row in book.said):
        return True
    if any(unheard(books, book, consumer) for book in books.values() for consumer in book.consumers):
        return True
    mails = books["notification"].store.database["deliveries"]
    return await mails.count_documents({"state": "pending"}) > 0

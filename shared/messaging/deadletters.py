"""The operator's hand on dead letters: ``python -m shared.messaging.deadletters list nomination.directory``.

    list CONSUMER                  one JSON line for each: id, type, subject, reason, detail, first and last failure
    resend CONSUMER [ID …]         back to the consumer's queue; all of them without ids
    discard CONSUMER ID --reason   gone for good, the reason in the log

Needs AMQP_URL. Exit code 0: done; 1: an id was not found; 2: the broker does not answer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractQueue
from pydantic import ValidationError

from shared.events.envelope import decode_attributes
from shared.messaging import message as headers
from shared.messaging import topology
from shared.messaging.broker import DOWN, RPC_TIMEOUT
from shared.observability import logs
from shared.observability.logs import logger

log = logger(__name__)
MOST = 1_000


@asynccontextmanager
async def dead_letters(url: str, consumer: str) -> AsyncIterator[tuple[AbstractChannel, AbstractQueue]]:
    """The dead-letter queue of a consumer. What is taken and not acknowledged goes back when the block ends."""
    connection = await aio_pika.connect(url, timeout=RPC_TIMEOUT)
    async with connection:
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        yield channel, await channel.get_queue(topology.dead_name(consumer), ensure=True)


async def take(queue: AbstractQueue) -> list[AbstractIncomingMessage]:
    """Everything that lies there now, at most MOST."""
    taken: list[AbstractIncomingMessage] = []
    while len(taken) < MOST and (one := await queue.get(fail=False)) is not None:
        taken.append(one)
    return taken


def describe(message: AbstractIncomingMessage) -> dict[str, Any]:
    """What an operator needs to decide; nothing personal."""
    try:
        subject = decode_attributes(message.body).subject
    except ValidationError:
        subject = ""
    known = message.headers
    return {
        "id": message.message_id,
        "type": message.type,
        "subject": subject,
        "reason": known.get(headers.REASON, "delivery-limit"),
        "detail": known.get(headers.DETAIL, ""),
        "attempts": known.get(headers.ATTEMPT, 0),
        "first_failed": known.get(headers.FIRST_FAILED, ""),
        "last_failed": known.get(headers.LAST_FAILED, ""),
    }


async def list_all(url: str, consumer: str) -> list[dict[str, Any]]:
    """Descriptions of all dead letters of a consumer."""
    async with dead_letters(url, consumer) as (_, queue):
        return [describe(message) for message in await take(queue)]


async def resend(url: str, consumer: str, ids: Sequence[str] = ()) -> list[str]:
    """Send dead letters to their consumer again, as if they had never failed; the ids that were sent."""
    sent: list[str] = []
    async with dead_letters(url, consumer) as (channel, queue):
        for message in await take(queue):
            if ids and message.message_id not in ids:
                continue
            copy = headers.again(message, {})
            copy.headers = {}
            await channel.default_exchange.publish(copy, consumer, mandatory=True, timeout=RPC_TIMEOUT)
            await message.ack()
            sent.append(message.message_id or "")
    return sent


async def discard(url: str, consumer: str, id_: str, reason: str) -> bool:
    """Remove one dead letter for good; whether it was there."""
    async with dead_letters(url, consumer) as (_, queue):
        for message in await take(queue):
            if message.message_id == id_:
                await message.ack()
                log.warning("dead letter discarded", consumer=consumer, message_id=id_, reason=reason)
                return True
    return False


async def run(arguments: argparse.Namespace) -> int:
    url, consumer = os.environ["AMQP_URL"], arguments.consumer
    try:
        if arguments.command == "list":
            for line in await list_all(url, consumer):
                print(json.dumps(line, ensure_ascii=False))
            return 0
        if arguments.command == "resend":
            sent = await resend(url, consumer, arguments.ids)
            print(f"{len(sent)} sent again")
            return 0 if set(arguments.ids) <= set(sent) else 1
        return 0 if await discard(url, consumer, arguments.id, arguments.reason) else 1
    except DOWN as error:
        print(f"the broker does not answer: {error}", file=sys.stderr)
        return 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m shared.messaging.deadletters", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list")
    again = commands.add_parser("resend")
    gone = commands.add_parser("discard")
    for command in (listing, again, gone):
        command.add_argument("consumer")
    again.add_argument("ids", nargs="*")
    gone.add_argument("id")
    gone.add_argument("--reason", required=True)
    logs.configure(service="operator", level="INFO")
    return asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())

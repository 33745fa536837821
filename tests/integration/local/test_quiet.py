"""How a chaos run ends: what waits for a later try is handed over at once, and counted."""

from __future__ import annotations

import aio_pika

from deploy.local.chaos.quiet import consumers, until_quiet
from shared.messaging import topology
from shared.settings import Settings


async def test_message_that_waits_for_a_later_try_is_handed_to_its_consumer_and_counted(own_broker: Settings) -> None:
    url, consumer = own_broker.amqp_url.get_secret_value(), consumers()[0]
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        await topology.declare_exchanges(channel)
        queue = await topology.declare_consumer(channel, consumer, [])
        waiting = aio_pika.Message(b"later", headers={"x-thidua-attempt": 3}, delivery_mode=2)
        await channel.default_exchange.publish(waiting, topology.retry_name(consumer, "10m"))
        quiet, queues = await until_quiet(url, own_broker.mongo_url.get_secret_value(), own_broker.database_prefix, 0)
        there = await queue.get()
    assert (quiet, queues.hurried, queues.retrying) == (False, 1, 0)
    assert (there.body, there.headers["x-thidua-attempt"]) == (b"later", 3)

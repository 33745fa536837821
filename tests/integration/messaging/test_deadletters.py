"""What was given up can be seen, sent again or discarded by an operator."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from deploy.local.stack import EmbeddedStack
from shared.events import Envelope
from shared.events.registration import UnitRegistered
from shared.messaging import Broker, Permanent
from shared.messaging.deadletters import discard, list_all, resend
from shared.messaging.relay import Relay
from shared.store import Transaction
from tests.integration.messaging.test_delivery import MakeStore, _has, listener, note, running, until
from tests.integration.messaging.things import happen


async def test_dead_letter_is_listed_with_its_reason_and_takes_effect_when_sent_again(
    stack: EmbeddedStack, make_store: MakeStore, broker: Broker
) -> None:
    ours, theirs = await make_store(), await make_store()
    thing = f"thing-{uuid4().hex[:8]}"
    healthy = False

    async def sick(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == thing and not healthy:
            raise Permanent("Lưu Văn A <a.nguyen@example.org> is not in the register")
        await note(tx, event, envelope)

    consumer = listener(theirs, broker, sick)
    name = consumer.name
    async with running(Relay(ours, broker, owner="a"), consumer):
        await consumer.ready.wait()
        await happen(ours, thing, times=2)
        await until(lambda: _lies(stack.amqp_url, name))
        [letter] = await list_all(stack.amqp_url, name)
        assert (letter["subject"], letter["reason"]) == (f"unit/{thing}", "Permanent")
        assert "a.nguyen@example.org" not in letter["detail"]
        assert await theirs["parked"].count_documents({"consumer": name}) == 1
        healthy = True
        assert len(await resend(stack.amqp_url, name)) == 1
        await until(lambda: _has(theirs, thing, 2))
        assert await list_all(stack.amqp_url, name) == []


async def _lies(url: str, name: str) -> bool:
    return len(await list_all(url, name)) == 1


async def test_discarded_letter_is_gone(stack: EmbeddedStack, make_store: MakeStore, broker: Broker) -> None:
    ours, theirs = await make_store(), await make_store()
    thing = f"thing-{uuid4().hex[:8]}"

    async def never(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
        if event.code == thing:
            raise Permanent
        await note(tx, event, envelope)

    consumer = listener(theirs, broker, never)
    async with running(Relay(ours, broker, owner="a"), consumer):
        await consumer.ready.wait()
        await happen(ours, thing)
        await until(lambda: _lies(stack.amqp_url, consumer.name))
        [letter] = await list_all(stack.amqp_url, consumer.name)
        assert not await discard(stack.amqp_url, consumer.name, "another", "mistake")
        assert await discard(stack.amqp_url, consumer.name, letter["id"], "mistake")
        assert await list_all(stack.amqp_url, consumer.name) == []

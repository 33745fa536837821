"""What was accepted is there after a crash, and a second start finds the data of the first."""

import asyncio
import uuid
from pathlib import Path

import aio_pika
import pytest
from pymongo import MongoClient

from deploy.local.children import StackError
from deploy.local.stack import EmbeddedStack, Part

NAMES_ARE_ON_DISK = 2.0
"""Seconds after which RabbitMQ 3.10 has written down a newly declared quorum queue; see Broker.kill."""


def write(url: str) -> str:
    """A document written in a transaction; returns its id."""
    key = uuid.uuid4().hex
    client: MongoClient[dict[str, object]] = MongoClient(url)
    with client, client.start_session() as session:
        client.tests.list_collection_names()
        session.with_transaction(lambda s: client.tests.notes.insert_one({"_id": key}, session=s))
    return key


def is_there(url: str, key: str) -> bool:
    client: MongoClient[dict[str, object]] = MongoClient(url)
    with client:
        return client.tests.notes.find_one({"_id": key}) is not None


async def publish(url: str) -> str:
    """A persistent message confirmed by a quorum queue; returns its body."""
    body = uuid.uuid4().hex
    connection = await aio_pika.connect(url)
    async with connection, await connection.channel(on_return_raises=True) as channel:
        await channel.declare_queue("notes", durable=True, arguments={"x-queue-type": "quorum"})
        message = aio_pika.Message(body.encode(), delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
        await channel.default_exchange.publish(message, "notes")
    return body


async def take(url: str) -> str:
    connection = await aio_pika.connect(url)
    async with connection, await connection.channel() as channel:
        queue = await channel.get_queue("notes")
        message = await queue.get(timeout=10)
        assert message is not None
        await message.ack()
        return message.body.decode()


async def test_a_committed_transaction_survives_the_store_being_killed(own_stack: EmbeddedStack) -> None:
    key = write(own_stack.mongo_url)

    await own_stack.store.kill()
    assert not own_stack.store.running
    await own_stack.store.restart()

    assert is_there(own_stack.mongo_url, key)


async def test_a_confirmed_message_survives_the_broker_being_killed(own_stack: EmbeddedStack) -> None:
    body = await publish(own_stack.amqp_url)
    await asyncio.sleep(NAMES_ARE_ON_DISK)

    await own_stack.broker.kill()
    assert not own_stack.broker.running
    await own_stack.broker.restart()

    assert await take(own_stack.amqp_url) == body


async def test_rabbitmqctl_speaks_to_the_private_node(own_stack: EmbeddedStack) -> None:
    assert "thidua@localhost" in await own_stack.rabbitmqctl("cluster_status", "--formatter", "json")


async def test_a_store_that_crashes_comes_back_by_itself(own_stack: EmbeddedStack) -> None:
    key = write(own_stack.mongo_url)

    await own_stack.store.crash()
    await own_stack.store.recovered()

    assert own_stack.store.restarts == 1
    assert await asyncio.to_thread(is_there, own_stack.mongo_url, key)


@pytest.mark.long
async def test_a_second_start_finds_data_and_addresses_of_the_first_and_a_fresh_one_nothing(tmp_path: Path) -> None:
    parts: set[Part] = {"broker", "store"}
    async with EmbeddedStack(root=tmp_path, private=True, parts=parts) as first:
        key, body, urls = write(first.mongo_url), await publish(first.amqp_url), (first.amqp_url, first.mongo_url)

    async with EmbeddedStack(root=tmp_path, private=True, parts=parts) as second:
        assert (second.amqp_url, second.mongo_url) == urls
        assert is_there(second.mongo_url, key)
        assert await take(second.amqp_url) == body

    async with EmbeddedStack(root=tmp_path, private=True, parts={"store"}, fresh=True) as third:
        assert not is_there(third.mongo_url, key)


async def test_two_stacks_in_one_folder_are_refused(own_stack: EmbeddedStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.local.stack.PATIENCE", 0.3)
    with pytest.raises(StackError, match="Another demonstration is running"):
        async with EmbeddedStack(root=own_stack.root, private=True, parts={"store"}, fresh=True):
            pytest.fail("must not start")
    assert own_stack.store.running


async def test_addresses_from_the_environment_are_used_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMQP_URL", "amqp://elsewhere/")
    monkeypatch.setenv("MONGO_URL", "mongodb://elsewhere/?replicaSet=rs0")
    async with EmbeddedStack(root=tmp_path, parts={"broker", "store"}) as stack:
        assert (stack.amqp_url, stack.mongo_url) == ("amqp://elsewhere/", "mongodb://elsewhere/?replicaSet=rs0")
        assert stack.children == {}
        with pytest.raises(StackError, match="no broker of its own"):
            await stack.broker.kill()


async def test_a_part_that_is_not_installed_is_named_with_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deploy.local.broker.SCRIPTS", tmp_path)
    with pytest.raises(StackError, match="type: sudo apt-get install"):
        async with EmbeddedStack(root=tmp_path / "root", private=True, parts={"broker"}):
            pytest.fail("must not start")

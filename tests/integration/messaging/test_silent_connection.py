"""A connection on which nothing comes through any more, though it stands: whoever waits there gets over it."""

from __future__ import annotations

import asyncio

import pytest
from pymongo.errors import NetworkTimeout, OperationFailure

from deploy.local.chaos.proxy import Proxy
from deploy.local.stack import EmbeddedStack
from shared.errors import StoreAway
from shared.messaging import Broker, broker, relay
from shared.messaging.broker import answered
from shared.messaging.relay import Relay
from shared.store import Store, Transaction, client
from tests.integration.messaging.things import context, happen, new_thing, running, until, waiting
from tests.integration.stores import MakeStore


async def test_call_that_the_client_gives_up_is_a_lost_connection() -> None:
    answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(answer.cancel)
    with pytest.raises(ConnectionError), answered():
        await answer


async def test_task_that_is_asked_to_end_ends_while_it_waits_for_an_answer() -> None:
    async def wait() -> None:
        with answered():
            await asyncio.Event().wait()

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_call_that_takes_too_long_is_a_timeout() -> None:
    with pytest.raises(TimeoutError), answered():
        async with asyncio.timeout(0.01):
            await asyncio.Event().wait()


@pytest.mark.long
async def test_relay_goes_on_after_its_connection_fell_silent(
    stack: EmbeddedStack, make_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "HEARTBEAT", 1)  # given up after six seconds, not thirty-three
    monkeypatch.setattr(relay, "CONFIRM_SECONDS", 4.0)
    publisher = await make_store()
    async with Proxy.before(stack.amqp_url) as proxy:
        fragile = Broker(proxy.through(stack.amqp_url), name="fragile")
        fragile.start()
        await fragile.ready.wait()
        async with running(Relay(publisher, fragile, owner="test")):
            await happen(publisher, new_thing())
            await until(lambda: _is_empty(publisher))
            proxy.blackhole()
            await happen(publisher, new_thing())
            await asyncio.sleep(1)
            proxy.heal()  # for new connections: those that lost bytes say nothing any more
            await until(lambda: _is_empty(publisher), seconds=60)
        await fragile.close()


async def test_store_on_a_silent_connection_is_away(stack: EmbeddedStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SOCKET_TIMEOUT_MS", 500)
    async with Proxy.before(stack.mongo_url) as proxy:
        silent = Store(proxy.through(stack.mongo_url), "silent")
        try:
            await silent["things"].find_one({})
            proxy.blackhole()
            with pytest.raises(NetworkTimeout):
                await silent["things"].find_one({})
            proxy.heal()
            await until(silent.ping)
        finally:
            await asyncio.to_thread(silent.close)  # it says goodbye, through this very loop


async def test_transaction_that_a_restarted_store_forgot_is_no_fault_of_what_it_did(make_store: MakeStore) -> None:
    store = await make_store()

    async def work(_: Transaction) -> None:
        raise OperationFailure("Given transaction number 17 does not match any in-progress transactions.", 251)

    with pytest.raises(StoreAway):
        await store.transact(work, context())


async def _is_empty(store: Store) -> bool:
    return await waiting(store) == 0

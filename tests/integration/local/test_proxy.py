"""The proxy that fails on demand: what each fault looks like from both ends of a connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aio_pika
import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.errors import AutoReconnect

from deploy.local.chaos.proxy import LOOPBACK, Proxy, Way
from deploy.local.stack import EmbeddedStack

LONG = b"x" * 200_000
QUIET = 0.2
"""Seconds without a byte that are taken for silence."""

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Server:
    """Says everything back, and keeps what it heard."""

    port: int = 0
    heard: bytearray = field(default_factory=bytearray)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def echo(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                self.heard += data
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            self.heard += b"!"
        finally:
            self.ended.set()
            writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    one = Server()
    async with await asyncio.start_server(one.echo, LOOPBACK, 0) as listening:
        one.port = listening.sockets[0].getsockname()[1]
        yield one


@pytest.fixture
async def proxy(server: Server) -> AsyncIterator[Proxy]:
    async with Proxy(LOOPBACK, server.port) as one:
        yield one


@asynccontextmanager
async def connected(proxy: Proxy) -> AsyncIterator[Ends]:
    reader, writer = await asyncio.open_connection(LOOPBACK, proxy.port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def said_back(ends: Ends, data: bytes) -> bytes:
    ends[1].write(data)
    async with asyncio.timeout(10):
        return await ends[0].readexactly(len(data))


async def is_silent(reader: asyncio.StreamReader) -> bool:
    try:
        async with asyncio.timeout(QUIET):
            await reader.read(1)
    except TimeoutError:
        return True
    return False


async def test_everything_comes_through_a_proxy_that_was_told_nothing(proxy: Proxy, server: Server) -> None:
    async with connected(proxy) as ends:
        assert await said_back(ends, LONG) == LONG
        ends[1].write_eof()
        assert await ends[0].read() == b""
        await asyncio.wait_for(server.ended.wait(), 10)


async def test_blackhole_swallows_bytes_and_tells_nobody(proxy: Proxy, server: Server) -> None:
    async with connected(proxy) as ends:
        await said_back(ends, b"before")
        proxy.blackhole()
        ends[1].write(b"lost")
        assert await is_silent(ends[0])
        ends[1].close()
        await asyncio.sleep(QUIET)
        assert bytes(server.heard) == b"before"
        assert not server.ended.is_set()


async def test_connection_that_lost_bytes_stays_silent_and_a_new_one_works(proxy: Proxy) -> None:
    async with connected(proxy) as ends:
        proxy.blackhole()
        ends[1].write(b"lost")
        assert await is_silent(ends[0])
        proxy.heal()
        ends[1].write(b"after")
        assert await is_silent(ends[0])
        async with connected(proxy) as others:
            assert await said_back(others, b"new") == b"new"


async def test_connection_made_into_a_blackhole_stands_and_says_nothing(proxy: Proxy, server: Server) -> None:
    proxy.blackhole()
    async with connected(proxy) as ends:
        ends[1].write(b"hello?")
        assert await is_silent(ends[0])
        assert server.heard == b""


async def test_blackhole_of_one_way_lets_the_other_through(proxy: Proxy, server: Server) -> None:
    async with connected(proxy) as ends:
        await said_back(ends, b"before")
        proxy.blackhole(Way.TO_CLIENT)
        ends[1].write(b" heard")
        assert await is_silent(ends[0])
        assert bytes(server.heard) == b"before heard"


async def test_what_was_held_arrives_in_order_after_healing(proxy: Proxy) -> None:
    async with connected(proxy) as ends:
        proxy.hold()
        ends[1].write(b"one ")
        assert await is_silent(ends[0])
        proxy.heal()
        assert await said_back(ends, b"two") == b"one"
        assert await ends[0].readexactly(4) == b" two"


async def test_slow_connection_carries_no_more_than_its_rate(proxy: Proxy) -> None:
    loop = asyncio.get_running_loop()
    proxy.slow(Way.TO_SERVER, delay=0.05, rate=200_000)
    async with connected(proxy) as ends:
        began = loop.time()
        assert await said_back(ends, b"x" * 40_000) == b"x" * 40_000
        assert loop.time() - began >= 0.25


async def test_cut_ends_both_ends_in_order(proxy: Proxy, server: Server) -> None:
    async with connected(proxy) as ends:
        await said_back(ends, b"before")
        proxy.cut()
        assert await ends[0].read() == b""
        await asyncio.wait_for(server.ended.wait(), 10)
        assert bytes(server.heard) == b"before"


async def test_reset_breaks_both_ends(proxy: Proxy, server: Server) -> None:
    async with connected(proxy) as ends:
        await said_back(ends, b"before")
        proxy.reset()
        with pytest.raises(ConnectionResetError):
            await ends[0].read()
        await asyncio.wait_for(server.ended.wait(), 10)
        assert bytes(server.heard) == b"before!"


@pytest.mark.parametrize("reset", [False, True])
async def test_connection_is_cut_after_so_many_bytes(proxy: Proxy, server: Server, reset: bool) -> None:
    async with connected(proxy) as ends:
        await said_back(ends, b"before")
        proxy.cut_after(1000, Way.TO_SERVER, reset=reset)
        ends[1].write(b"x" * 400)
        ends[1].write(b"x" * 5000)
        await asyncio.wait_for(server.ended.wait(), 10)
        assert len(server.heard.rstrip(b"!")) <= 1006
    proxy.heal()
    async with connected(proxy) as others:
        assert await said_back(others, LONG) == LONG


async def test_refused_connection_is_reset_and_the_living_go_on(proxy: Proxy) -> None:
    async with connected(proxy) as ends:
        await said_back(ends, b"before")
        proxy.refuse()
        async with connected(proxy) as others:
            with pytest.raises(ConnectionResetError):
                await others[0].read()
        assert await said_back(ends, b"still") == b"still"


async def test_nobody_behind_the_proxy_is_a_reset(proxy: Proxy) -> None:
    async with Proxy(LOOPBACK, 1) as deaf, connected(deaf) as ends:
        with pytest.raises(ConnectionResetError):
            await ends[0].read()


async def test_broker_is_used_through_it_and_reached_again_after_a_cut(stack: EmbeddedStack) -> None:
    async with Proxy.before(stack.amqp_url) as proxy:
        connection = await aio_pika.connect_robust(proxy.through(stack.amqp_url), timeout=10, reconnect_interval=0.1)
        lost = asyncio.Event()
        connection.close_callbacks.add(lambda *_: lost.set())
        async with connection:
            assert (await (await connection.channel()).declare_queue(exclusive=True)).name
            proxy.cut()
            async with asyncio.timeout(10):
                await lost.wait()
                await connection.connected.wait()
            assert (await (await connection.channel()).declare_queue(exclusive=True)).name


async def test_store_is_used_through_it_and_reached_again_after_a_reset(stack: EmbeddedStack) -> None:
    async with Proxy.before(stack.mongo_url) as proxy:
        client: AsyncIOMotorClient[dict[str, object]] = AsyncIOMotorClient(
            proxy.through(stack.mongo_url), serverSelectionTimeoutMS=5000
        )
        try:
            assert (await client.admin.command("ping"))["ok"]
            proxy.reset()
            with pytest.raises(AutoReconnect):
                await client.admin.command("ping")  # the pooled connection is found broken
            assert (await client.admin.command("ping"))["ok"]
        finally:
            await asyncio.to_thread(client.close)  # it says goodbye, through this very loop

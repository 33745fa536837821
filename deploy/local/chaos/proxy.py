"""A TCP proxy that fails on demand, for AMQP, MongoDB's protocol, HTTP and whatever else speaks over TCP.

    async with Proxy("127.0.0.1", 5672) as proxy:
        connect(proxy.through("amqp://guest:guest@127.0.0.1:5672/"))
        proxy.blackhole()          # both ways; or Way.TO_SERVER, Way.TO_CLIENT alone
        ...
        proxy.heal()

Every change holds at once, for living connections and for new ones, until the next one or ``heal``.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

CHUNK = 64 * 1024
LOOPBACK = "127.0.0.1"
NO_LINGER = struct.pack("ii", 1, 0)
"""SO_LINGER with zero seconds: closing sends RST, and what was not sent yet is thrown away."""


class Way(StrEnum):
    """A direction of the traffic."""

    TO_SERVER = "to the server"
    TO_CLIENT = "to the client"


BOTH = (Way.TO_SERVER, Way.TO_CLIENT)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What happens to bytes in one direction.

    Attributes:
        drop: they vanish. A connection that lost bytes stays silent for ever: TCP knows no stream with a hole.
        hold: they wait until the rule changes, as in a network that is away for a while and retransmits.
        delay: seconds that every chunk is late.
        rate: bytes per second; 0 is as fast as it goes.
        cut_after: bytes that a connection still carries before it is closed in the middle; None: no end.
        reset: that end is a RST, not a FIN.
    """

    drop: bool = False
    hold: bool = False
    delay: float = 0.0
    rate: float = 0.0
    cut_after: int | None = None
    reset: bool = False


FREE = Rule()


class Proxy:
    """Listens on a port of its own and forwards to ``host:port``, as well or as badly as it is told."""

    def __init__(self, host: str, port: int, *, listen: int = 0) -> None:
        self.target = (host, port)
        self.port = listen
        self.rules: dict[Way, Rule] = dict.fromkeys(BOTH, FREE)
        self.changed = asyncio.Event()
        self._refusing = False
        self._links: set[_Link] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    @classmethod
    def before(cls, url: str) -> Proxy:
        """A proxy to the server that a URL names."""
        parts = urlsplit(url)
        assert parts.hostname is not None
        assert parts.port is not None
        return cls(parts.hostname, parts.port)

    def through(self, url: str) -> str:
        """The same URL with the proxy's address in place of the server's."""
        parts = urlsplit(url)
        credentials, at, _ = parts.netloc.rpartition("@")
        return parts._replace(netloc=f"{credentials}{at}{LOOPBACK}:{self.port}").geturl()

    @property
    def connections(self) -> int:
        """How many connections live."""
        return len(self._links)

    def blackhole(self, *ways: Way) -> None:
        """Half-open: connections are accepted and stand, and nothing comes through; nobody is told."""
        self._rule(Rule(drop=True), ways)

    def hold(self, *ways: Way) -> None:
        """Bytes wait until ``heal`` and then go on, as after a network outage that TCP survives."""
        self._rule(Rule(hold=True), ways)

    def slow(self, *ways: Way, delay: float = 0.0, rate: float = 0.0) -> None:
        """Every chunk ``delay`` seconds late and not more than ``rate`` bytes per second."""
        self._rule(Rule(delay=delay, rate=rate), ways)

    def cut_after(self, count: int, *ways: Way, reset: bool = False) -> None:
        """Close each connection after that many more bytes, most likely in the middle of a frame."""
        self._rule(Rule(cut_after=count, reset=reset), ways)

    def refuse(self) -> None:
        """Reset new connections at once; the living go on."""
        self._refusing = True

    def cut(self) -> None:
        """Close all living connections in order (FIN)."""
        for link in list(self._links):
            link.close()

    def reset(self) -> None:
        """Break all living connections (RST)."""
        for link in list(self._links):
            link.close(reset=True)

    def heal(self) -> None:
        """Be a good network again. Connections that lost bytes stay silent until somebody gives them up."""
        self._refusing = False
        self._rule(FREE, ())

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, LOOPBACK, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.reset()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def _rule(self, rule: Rule, ways: tuple[Way, ...]) -> None:
        for way in ways or BOTH:
            self.rules[way] = rule
        self.changed.set()
        self.changed = asyncio.Event()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(_Link(self, reader, writer)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, link: _Link) -> None:
        self._links.add(link)
        try:
            if self._refusing:
                link.close(reset=True)
            else:
                await link.run()
        finally:
            link.close()
            self._links.discard(link)


class _Link:
    """One connection through the proxy."""

    def __init__(self, proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._proxy = proxy
        self._client = (reader, writer)
        self._writers = [writer]
        self._holes: set[Way] = set()
        self._carried: dict[Way, tuple[Rule, int]] = {}

    async def run(self) -> None:
        """Until both ends are closed."""
        while any(rule.drop or rule.hold for rule in self._proxy.rules.values()):
            if any(rule.drop for rule in self._proxy.rules.values()):
                self._holes.update(BOTH)  # its first packets are lost
                break
            await self._proxy.changed.wait()
        try:
            server = await asyncio.open_connection(*self._proxy.target)
        except OSError:
            self.close(reset=True)
            return
        self._writers.append(server[1])
        await asyncio.gather(
            self._pump(self._client[0], server[1], Way.TO_SERVER), self._pump(server[0], self._client[1], Way.TO_CLIENT)
        )

    def close(self, *, reset: bool = False) -> None:
        """Close both ends, with RST if so wanted."""
        for writer in self._writers:
            if reset and not writer.transport.is_closing():
                with suppress(OSError):
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
                writer.transport.abort()
            writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Way) -> None:
        try:
            while data := await reader.read(CHUNK):
                await self._carry(data, writer, way)
            if not self._is_silent(way):
                writer.write_eof()
        except (ConnectionError, OSError, RuntimeError):  # an end is gone: so is the other, unless nobody is to know
            if not self._is_silent(way):
                self.close()

    def _is_silent(self, way: Way) -> bool:
        if self._proxy.rules[way].drop:
            self._holes.add(way)
        return way in self._holes

    async def _carry(self, data: bytes, writer: asyncio.StreamWriter, way: Way) -> None:
        while (rule := self._proxy.rules[way]).hold:
            await self._proxy.changed.wait()
        if self._is_silent(way):
            return
        if rule.delay or rule.rate:
            await asyncio.sleep(rule.delay + (len(data) / rule.rate if rule.rate else 0.0))
        if rule.cut_after is not None:
            since, carried = self._carried.get(way, (rule, 0))
            left = rule.cut_after - (carried if since is rule else 0)
            self._carried[way] = (rule, rule.cut_after - left + len(data))
            if len(data) >= left:
                writer.write(data[: max(0, left)])
                if not rule.reset:
                    await writer.drain()
                self.close(reset=rule.reset)
                return
        writer.write(data)
        await writer.drain()

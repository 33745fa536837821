"""Whether a server can be used, asked in its own protocol: a listening port alone is no answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deploy.local.ports import LOOPBACK

# {hello: 1, $db: "admin"} as an OP_MSG
_HELLO = bytes.fromhex(
    "34000000 01000000 00000000 dd070000 00000000 00"
    "1f000000 10 68656c6c6f00 01000000 02 24646200 06000000 61646d696e00 00".replace(" ", "")
)


@asynccontextmanager
async def _connection(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def amqp(port: int) -> bool:
    """The broker answers the protocol header with its first method frame."""
    async with _connection(port) as (reader, writer):
        writer.write(b"AMQP\x00\x00\x09\x01")
        return (await reader.read(1)) == b"\x01"


async def mongo(port: int) -> bool:
    """The store answers `hello`."""
    async with _connection(port) as (reader, writer):
        writer.write(_HELLO)
        return len(await reader.read(16)) == 16


async def smtp(port: int) -> bool:
    """The mail server greets."""
    async with _connection(port) as (reader, _):
        return (await reader.readline()).startswith(b"220")


async def http(port: int, path: str) -> bool:
    """GET `path` is answered with 200."""
    async with _connection(port) as (reader, writer):
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}:{port}\r\nConnection: close\r\n\r\n".encode())
        return b" 200 " in await reader.readline()

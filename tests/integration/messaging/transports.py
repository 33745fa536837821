"""The brokers that the conformance suite runs on, and what sets them apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deploy.local.chaos.proxy import Proxy
from shared.messaging import Broker
from shared.messaging.memory import MemoryBroker, MemoryServer


@dataclass(frozen=True, kw_only=True)
class Features:
    """What one can rely on.

    Attributes:
        survives_restart: what was confirmed is there when the broker comes back.
        raises_alarms: it may stop reading from those who publish.
        counts_in_header: ``x-delivery-count`` says how often a message came back.
    """

    survives_restart: bool
    raises_alarms: bool
    counts_in_header: bool


@dataclass(frozen=True, kw_only=True)
class Transport:
    """One kind of broker: how to connect, and how to break all connections at once."""

    name: str
    features: Features
    connect: Callable[[], Broker]
    break_connections: Callable[[], None]


def memory() -> Transport:
    """The one in memory."""
    server = MemoryServer()
    return Transport(
        name="memory",
        features=Features(survives_restart=False, raises_alarms=False, counts_in_header=True),
        connect=lambda: MemoryBroker(server),
        break_connections=server.break_connections,
    )


def rabbitmq(url: str, proxy: Proxy) -> Transport:
    """RabbitMQ behind a proxy that can break its connections."""
    return Transport(
        name="rabbitmq",
        features=Features(survives_restart=True, raises_alarms=True, counts_in_header=True),
        connect=lambda: Broker(proxy.through(url), name="conformance"),
        break_connections=proxy.reset,
    )

"""Faults around the handling of deliveries: twice, late, failing at random, dying after the commit.

    wrap(consumer, duplicate(), fail_randomly(0.3, seed=7))

What is wrapped is the step from deliveries to a committed transaction, so that a repetition is what a broker's
repetition is: another transaction, later.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import Callable, Coroutine
from typing import Any

from shared.messaging import Transient
from shared.messaging.consumer import Consumer
from shared.messaging.inbox import Delivery

Handle = Callable[..., Coroutine[Any, Any, None]]
"""``Consumer.handle``."""
Wrapper = Callable[[Handle], Handle]


def wrap(consumer: Consumer, *wrappers: Wrapper) -> Consumer:
    """The same consumer, handling through the wrappers; the first is the outermost."""
    for wrapper in reversed(wrappers):
        consumer.handle = wrapper(consumer.handle)  # type: ignore[method-assign]
    return consumer


def duplicate() -> Wrapper:
    """Everything arrives twice."""

    def wrapper(handle: Handle) -> Handle:
        async def twice(deliveries: list[Delivery], **how: Any) -> None:
            await handle(deliveries, **how)
            await handle(deliveries, **how)

        return twice

    return wrapper


def delay(seconds: float) -> Wrapper:
    """Everything is handled that much later."""

    def wrapper(handle: Handle) -> Handle:
        async def late(deliveries: list[Delivery], **how: Any) -> None:
            await asyncio.sleep(seconds)
            await handle(deliveries, **how)

        return late

    return wrapper


def wait_for(event: asyncio.Event) -> Wrapper:
    """Nothing is handled while the event is not set."""

    def wrapper(handle: Handle) -> Handle:
        async def gated(deliveries: list[Delivery], **how: Any) -> None:
            await event.wait()
            await handle(deliveries, **how)

        return gated

    return wrapper


def fail_randomly(p: float, *, seed: int) -> Wrapper:
    """With probability ``p`` a transient failure: half of the time before the transaction, else after its commit."""
    dice = random.Random(seed)

    def wrapper(handle: Handle) -> Handle:
        async def moody(deliveries: list[Delivery], **how: Any) -> None:
            fails, too_late = dice.random() < p, dice.random() < 0.5
            if fails and not too_late:
                raise Transient("before")
            await handle(deliveries, **how)
            if fails:
                raise Transient("after")

        return moody

    return wrapper


def die_of(prefix: str) -> Wrapper:
    """SIGKILL to this process as soon as it meets a subject whose id begins so."""

    def wrapper(handle: Handle) -> Handle:
        async def fragile(deliveries: list[Delivery], **how: Any) -> None:
            if any(one.envelope.aggregate_id.startswith(prefix) for one in deliveries):
                os.kill(os.getpid(), signal.SIGKILL)
            await handle(deliveries, **how)

        return fragile

    return wrapper


def crash_after_handle(number: int = 1) -> Wrapper:
    """SIGKILL to this process after the commit of the n-th batch: nothing is acknowledged."""
    handled = 0

    def wrapper(handle: Handle) -> Handle:
        async def mortal(deliveries: list[Delivery], **how: Any) -> None:
            nonlocal handled
            await handle(deliveries, **how)
            handled += 1
            if handled == number:
                os.kill(os.getpid(), signal.SIGKILL)

        return mortal

    return wrapper

"""Handlers for processes that are to be killed."""

from __future__ import annotations

import os
import signal
from typing import Any

from shared.events import Envelope, Level
from shared.events.registration import UnitRegistered
from shared.messaging import Transient
from shared.messaging.reactions import Handler
from shared.store import Transaction
from tests.integration.messaging.things import Thing, note

DEADLY = "deadly"
"""Things whose id begins so kill the process that handles them."""


async def answer(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
    """Note it, and let a thing of our own happen: effect, state and event of one transaction."""
    await note(tx, event, envelope)
    if not event.code.startswith("echo-"):
        id_ = f"echo-{event.code}"
        thing = await tx.get_or_none(Thing, id_) or Thing(id=id_, unit="duong-quang", level=Level.COMMUNE)
        thing.happen()
        tx.save(thing)


async def die(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
    """Note it, unless it is deadly: then the process is gone."""
    if event.code.startswith(DEADLY):
        os.kill(os.getpid(), signal.SIGKILL)
    await note(tx, event, envelope)


async def refuse(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
    """Always «not now»."""
    raise Transient(event.code)


HANDLERS: dict[str, Handler] = {"note": note, "answer": answer, "die": die, "refuse": refuse}

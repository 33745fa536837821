"""The handlers that a worker can be told to run."""

from __future__ import annotations

from typing import Any

from shared.events import Envelope, Level
from shared.events.registration import UnitRegistered
from shared.messaging.reactions import Handler
from shared.store import Transaction
from tests.integration.messaging.things import Thing, note


async def answer(tx: Transaction, event: UnitRegistered, envelope: Envelope[Any]) -> None:
    """Note it, and let a thing of our own happen: effect, state and event of one transaction."""
    await note(tx, event, envelope)
    if not event.code.startswith("echo-"):
        id_ = f"echo-{event.code}"
        thing = await tx.get_or_none(Thing, id_) or Thing(id=id_, unit="duong-quang", level=Level.COMMUNE)
        thing.happen()
        tx.save(thing)


HANDLERS: dict[str, Handler] = {"note": note, "answer": answer}

"""Filling the index: this service hears its own events, those of every commune."""

from __future__ import annotations

from typing import Any

from services.nomination.achievements.matching import keys_of, significant
from services.nomination.achievements.model import AchievementEntry
from shared.events import Envelope
from shared.events.nomination import (
    AwardGranted,
    AwardRevoked,
    CouncilDecided,
    NominationExpired,
    NominationSubmitted,
    NominationWithdrawn,
)
from shared.messaging import Reactions
from shared.store import ReadModel, Transaction
from shared.web.collation import fold

MOST_WORDS = 200
NAME = "nomination.achievements"
reactions = Reactions(NAME, ordered=True, model=ReadModel(NAME, (AchievementEntry,)))


@reactions.on(NominationSubmitted)
async def submitted(tx: Transaction, event: NominationSubmitted, _: Envelope[Any]) -> None:
    known = await _entry(tx, event.dossier)
    tx.put(
        known.model_copy(
            update={
                "nominee": event.nominee.id,
                "name": fold(event.nominee.name),
                "shown": event.nominee.name,
                "kind": event.nominee.kind.value,
                "unit": event.unit,
                "nominating_unit": event.nominating_unit,
                "award": event.award,
                "year": event.year,
                "achieved_on": event.achieved_on,
                "words": tuple(sorted(significant(event.achievement)))[:MOST_WORDS],
                "initiatives": event.initiatives,
                "keys": keys_of(event.initiatives),
                "dropped": False,
            }
        )
    )


@reactions.on(NominationWithdrawn, NominationExpired)
async def dropped(tx: Transaction, event: NominationWithdrawn | NominationExpired, _: Envelope[Any]) -> None:
    tx.put((await _entry(tx, event.dossier)).model_copy(update={"dropped": True}))


@reactions.on(CouncilDecided)
async def voted(tx: Transaction, event: CouncilDecided, _: Envelope[Any]) -> None:
    tx.put((await _entry(tx, event.dossier)).model_copy(update={"dropped": not event.approved}))


@reactions.on(AwardGranted)
async def granted(tx: Transaction, event: AwardGranted, _: Envelope[Any]) -> None:
    """Another subject than the dossier: it fills a field that nothing else writes."""
    tx.put((await _entry(tx, event.dossier)).model_copy(update={"number": event.number}))


@reactions.on(AwardRevoked)
async def revoked(tx: Transaction, event: AwardRevoked, _: Envelope[Any]) -> None:
    if event.dossier:
        tx.put((await _entry(tx, event.dossier)).model_copy(update={"revoked": True}))


async def _entry(tx: Transaction, dossier: str) -> AchievementEntry:
    return await tx.get_or_none(AchievementEntry, dossier) or AchievementEntry(id=dossier)

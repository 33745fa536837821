"""A decision is in force: a bulletin for each commune that somebody honoured is at home in."""

from __future__ import annotations

from typing import Any

from services.notification.bulletins.model import Bulletin, bulletin_id
from services.notification.bulletins.script import ScriptWriter, communes_of, lines_of
from shared.events import Envelope
from shared.events.nomination import DecisionIssued
from shared.identity.directory import DirectoryUnit
from shared.messaging import Reactions, Transient
from shared.store import Transaction


def bulletin_reactions(writer: ScriptWriter) -> Reactions:
    """The order-free consumer ``notification.bulletins``."""
    reactions = Reactions("notification.bulletins", ordered=False)

    @reactions.on(DecisionIssued)
    async def write_bulletins(tx: Transaction, event: DecisionIssued, _: Envelope[Any]) -> None:
        communes = communes_of(event)
        units = await tx.get_many(DirectoryUnit, sorted({event.unit, *communes}))
        if missing := {event.unit, *communes} - units.keys():
            raise Transient(f"the directory does not know {', '.join(sorted(missing))}")
        known = await tx.get_many(Bulletin, [bulletin_id(event.decision, commune) for commune in communes])
        names = {code: unit.name for code, unit in units.items()}
        for commune in communes:
            id_ = bulletin_id(event.decision, commune)
            if id_ in known:
                continue
            script = writer.write(event, commune=commune, names=names)
            tx.save(
                Bulletin(
                    id=id_,
                    unit=commune,
                    level=units[commune].level,
                    title=script.title,
                    script=script.paragraphs,
                    decision=event.decision,
                    decision_unit=event.unit,
                    number=event.number,
                    signed_on=event.signed_on,
                    awardees=len(lines_of(event, commune)),
                )
            )

    return reactions

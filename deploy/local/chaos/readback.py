"""The witness: everything is read back through the public API and held against the client's own books.

Nothing here knows a database. What the services' own books say, `deploy.local.verdict` compares.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field

from deploy.local.chaos.client import Client
from deploy.local.chaos.kinds import KINDS, OFFICER, UNIT
from deploy.local.chaos.ledger import Command, Json, Kind, Ledger, Outcome, Tally, Thing
from deploy.local.chaos.places import OBSERVER, Places

AT_ONCE = 6
MOST_REPEATED = 400
"""So many acknowledged commands are sent once more, chosen by the seed."""


@dataclass
class Findings:
    """What the witness saw.

    Attributes:
        tallies: by service and kind of thing.
        sentences: what is wrong, each for a reader who has the ledger.
        views: things that are there, as they are read back.
    """

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    views: list[tuple[Thing, Json]] = field(default_factory=list)

    def of(self, service: str, kind: str) -> Tally:
        """The tally to add to."""
        return self.tallies.setdefault((service, kind), Tally())


async def read_back(client: Client, ledger: Ledger, places: Places, seed: int) -> Findings:
    """Repeat commands, read every thing and every list, and compare."""
    findings = Findings()
    await _repeat(client, ledger, seed, findings)
    await _at_once(_look(client, thing, findings) for thing in ledger.things if thing.id)
    for kind in (one for one in KINDS if one.listed):
        await _unknown(client, ledger, places, kind, findings)
    for thing, command in ledger.commands:
        tally = findings.of(thing.kind.service, thing.kind.name)
        tally.attempted += 1
        tally.acknowledged += command.outcome is Outcome.ACKNOWLEDGED
        tally.refused += command.outcome is Outcome.REFUSED
    for tally in findings.tallies.values():
        tally.ok = tally.acknowledged - tally.lost
    for sentence in ledger.disagreements:
        findings.sentences.append(sentence)
    return findings


async def _repeat(client: Client, ledger: Ledger, seed: int, findings: Findings) -> None:
    """An acknowledged command that comes once more is answered as before; that it does nothing, the counts show."""
    done = [(thing, one) for thing, one in ledger.commands if one.outcome is Outcome.ACKNOWLEDGED and not one.done]
    chosen = random.Random(f"{seed}/repeat").sample(done, min(len(done), MOST_REPEATED))  # noqa: S311

    async def once_more(thing: Thing, command: Command) -> None:
        if not await client.repeat(command):
            findings.of(thing.kind.service, thing.kind.name).duplicated += 1
            findings.sentences.append(f"{command.verb} of {thing.kind.name} {thing.id}: its key was not known any more")

    await _at_once(once_more(thing, command) for thing, command in chosen)


async def _look(client: Client, thing: Thing, findings: Findings) -> None:
    """One thing whose creation was acknowledged: each verb took effect as often as it was acknowledged."""
    tally = findings.of(thing.kind.service, thing.kind.name)
    view, tag = await client.get(thing.reader, thing.path)
    acknowledged, unknown = thing.count(Outcome.ACKNOWLEDGED), thing.count(Outcome.UNKNOWN)
    if view is None:
        tally.lost += acknowledged.total()
        findings.sentences.append(f"{thing.kind.name} {thing.id} was created and is not there")
        return
    findings.views.append((thing, view))
    found = thing.kind.effects(view)
    for verb in acknowledged.keys() | unknown.keys() | found.keys():
        wanted, most = acknowledged[verb], acknowledged[verb] + unknown[verb]
        if not wanted <= found[verb] <= most:
            findings.sentences.append(
                f"{thing.kind.name} {thing.id}: {verb} took effect {found[verb]} times;"
                f" acknowledged {wanted}, without an answer {most - wanted}"
            )
        tally.lost += max(0, wanted - found[verb])
        tally.recovered += max(0, min(found[verb], most) - wanted)
        tally.duplicated += max(0, found[verb] - most)
    _marks(thing, view, tally, findings)
    if tag != str(view["version"]):
        findings.sentences.append(f"{thing.kind.name} {thing.id}: ETag {tag}, version {view['version']}")
        tally.unexpected += 1
    newest = max(thing.commands, key=lambda one: one.answer.get("version", 0)).answer
    lasting = thing.kind.lasting
    if not unknown and not thing.changed_elsewhere and lasting(newest) != lasting(view):
        findings.sentences.append(f"{thing.kind.name} {thing.id} is not as the last answer said")
        tally.unexpected += 1


def _marks(thing: Thing, view: Json, tally: Tally, findings: Findings) -> None:
    """What a command wrote stands there once, and what nobody was told of stands there at most once."""
    text = json.dumps(view, ensure_ascii=False)
    for command in thing.commands:
        times = text.count(command.mark) if command.mark else 0
        if command.mark and command.outcome is Outcome.ACKNOWLEDGED and times == 0:
            tally.lost += 1
            findings.sentences.append(f"{thing.kind.name} {thing.id}: what {command.verb} wrote is not there")
        if times > 1 or (times and command.outcome is Outcome.REFUSED):
            tally.duplicated += 1
            findings.sentences.append(
                f"{thing.kind.name} {thing.id}: what {command.verb} wrote stands there {times} times"
            )


async def _unknown(client: Client, ledger: Ledger, places: Places, kind: Kind, findings: Findings) -> None:
    """Of the things that the lists show, which did nobody ask for, and which came out of commands without an answer."""
    things = [thing for thing in ledger.things if thing.kind is kind]
    known = {thing.id for thing in things if thing.id}
    pending = {thing.marker for thing in things if not thing.id}
    settled = {thing.marker for thing in things if thing.id}
    before = {UNIT.name: places.units, OFFICER.name: places.officers}.get(kind.name, frozenset())
    tally = findings.of(kind.service, kind.name)
    rows: dict[str, Json] = {}
    for reader in sorted({OBSERVER, *(thing.reader for thing in things)}):
        for row in await client.listed(reader, kind.path):
            rows[row.get("id") or row["code"]] = row
    for id_, row in rows.items():
        if id_ in known or id_ in before:
            continue
        marker = kind.marker(row)
        if marker in pending:
            pending.discard(marker)
            settled.add(marker)
            tally.recovered += 1
        elif marker in settled:
            tally.duplicated += 1
            findings.sentences.append(f"{kind.name} {id_} is a second {marker}")
        else:
            tally.unexpected += 1
            findings.sentences.append(f"{kind.name} {id_}: nobody asked for it ({marker})")
    for missing in known - rows.keys():
        tally.lost += 1
        findings.sentences.append(f"{kind.name} {missing} is missing in the list")


async def _at_once(work: Iterable[Awaitable[None]]) -> None:
    """A few at a time."""
    free = asyncio.Semaphore(AT_ONCE)

    async def one(task: Awaitable[None]) -> None:
        async with free:
            await task

    await asyncio.gather(*(one(task) for task in work))

"""What came of it elsewhere: every step of every dossier is a row of the reports and a notice to whom it concerns."""

from __future__ import annotations

from collections import Counter

from deploy.local.chaos.client import Client
from deploy.local.chaos.kinds import DOSSIER
from deploy.local.chaos.ledger import Json, Tally, Thing
from deploy.local.chaos.places import OBSERVER, TOWN_OFFICER, Places
from deploy.local.chaos.readback import Findings

REPORTED = ("submit", "return", "accept", "withdraw", "forward", "approved", "rejected")
"""Verbs of a dossier that are an event."""

UNHEARD = {"scheduled": "accepted"}
"""A state that nobody is told of → the one before it."""

TOLD = {
    "submit": "dossier-submitted",
    "return": "dossier-returned",
    "accept": "dossier-accepted",
    "withdraw": "dossier-withdrawn",
}
"""Verb → kind of the one notice that somebody gets of it. Forwarding is told to two, and counted by itself."""

Notices = Counter[tuple[str, str]]
"""Dossier and kind of notice → how many lie in the inboxes of all people together."""


async def heard(client: Client, places: Places, findings: Findings) -> None:
    """Compare the reports and the inboxes with the dossiers as they were read back."""
    dossiers = [(thing, view) for thing, view in findings.views if thing.kind is DOSSIER]
    await _reported(client, dossiers, findings)
    await _told(client, places, dossiers, findings)


async def _reported(client: Client, dossiers: list[tuple[Thing, Json]], findings: Findings) -> None:
    tally = findings.of("reporting", "step of a dossier")
    rows: dict[str, Json] = {}
    for row in await client.listed(OBSERVER, "/reporting/api/v1/dossiers", year=2025):
        rows[row["id"]] = row
    for thing, view in dossiers:
        wanted = sum(thing.kind.effects(view)[verb] for verb in REPORTED)
        state = UNHEARD.get(view["state"], view["state"])
        row = rows.pop(thing.id, {"applied": 0, "state": state if wanted == 0 else None})
        _count(tally, wanted, row["applied"])
        if row["applied"] != wanted or (wanted and row["state"] != state):
            findings.sentences.append(
                f"dossier {thing.id} is {state} after {wanted} steps;"
                f" reports have {row['state']} after {row['applied']}"
            )
            tally.unexpected += row["applied"] == wanted


async def _told(client: Client, places: Places, dossiers: list[tuple[Thing, Json]], findings: Findings) -> None:
    tally = findings.of("notification", "notice of a dossier")
    people = {TOWN_OFFICER}
    for commune in places.communes:
        people |= {commune.officer, *commune.heads.values()}
    notices: Notices = Counter()
    for person in sorted(people):
        for notice in await client.listed(person, "/notification/api/v1/notices"):
            notices[notice["about"].removeprefix("dossier/"), notice["notice_kind"]] += 1
    for thing, view in dossiers:
        effects = thing.kind.effects(view)
        wanted = {TOLD[verb]: effects[verb] for verb in TOLD}
        wanted["dossier-forwarded"] = effects["forward"] * 2
        for kind, number in wanted.items():
            _count(tally, number, notices[thing.id, kind])
            if notices[thing.id, kind] != number:
                findings.sentences.append(f"dossier {thing.id}: {notices[thing.id, kind]} notices {kind}, not {number}")


def _count(tally: Tally, wanted: int, found: int) -> None:
    """Events are commands that were acknowledged to somebody else: each must have its effect here, once."""
    tally.attempted += wanted
    tally.acknowledged += wanted
    tally.ok += min(wanted, found)
    tally.lost += max(0, wanted - found)
    tally.duplicated += max(0, found - wanted)

"""The things that a bundle carries: their states as documents, and back, and the readings of both places."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from services.nomination.awards.model import Award
from services.nomination.bundles.manifest import Kind, RecordEntry, canonical
from services.nomination.bundles.merging import Reading
from services.nomination.dossiers.model import Dossier
from services.nomination.submissions.model import Submission
from shared.aggregate import BOOKKEEPING
from shared.events import UnknownEvent
from shared.events.envelope import decode
from shared.store import Reads

Carried = Submission | Dossier | Award
CLASSES: dict[Kind, type[Submission] | type[Dossier] | type[Award]] = {
    Kind.SUBMISSION: Submission,
    Kind.DOSSIER: Dossier,
    Kind.AWARD: Award,
}
LOCAL = (BOOKKEEPING - {"id"}) | {"carried_by", "held_by"}
"""What each place keeps by itself and no bundle tells; that a sealed decision holds a dossier is nobody's business."""


def state_of(thing: Carried) -> dict[str, Any]:
    """The state of a thing as a bundle carries it."""
    return thing.model_dump(mode="json", exclude=set(LOCAL))


def read_state(entry: RecordEntry, state: dict[str, Any]) -> Carried | None:
    """The thing of a state; None where it is none that this release knows."""
    try:
        thing = CLASSES[entry.kind].model_validate({key: value for key, value in state.items() if key not in LOCAL})
    except ValidationError:
        return None
    return thing if thing.id == entry.id else None


def reading(thing: Carried, events: list[dict[str, Any]]) -> Reading:
    """What one place knows of a thing."""
    return Reading(events=tuple(events), history=[step.model_dump(mode="json") for step in thing.history])


def readable(subject: str, events: Iterable[dict[str, Any]]) -> bool:
    """Whether each event is one of this service that the catalogue knows, about that subject."""
    for one in events:
        try:
            envelope = decode(canonical(one), str(one.get("type", "")))
        except (UnknownEvent, ValidationError):
            return False
        meta = type(envelope.data).meta
        if meta.service != "nomination" or meta.subject != subject.partition("/")[0] or envelope.subject != subject:
            return False
        if envelope.dataclassification is not meta.classification:
            return False
    return True


async def told(reads: Reads, subjects: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """The events known here, by subject."""
    found = await reads.told(sorted(set(subjects)))
    return {subject: [json.loads(body) for body in bodies] for subject, bodies in found.items()}

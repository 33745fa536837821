"""By what a form is known again: the text that was saved in it."""

from __future__ import annotations

import hashlib
import json

from services.nomination.dossiers.facts_form import state_of
from services.nomination.dossiers.model import Dossier
from services.nomination.drafts.model import ACHIEVEMENT, SECTION, Draft, draft_id
from shared.store import Reads


def fingerprint(dossier: Dossier, place: str) -> str:
    """Stands for the saved text of a form: it differs as soon as somebody saves something else there."""
    saved: object
    if place == ACHIEVEMENT:
        saved = dict(state_of(dossier).values)
    else:
        entry = next((one for one in dossier.report if f"{SECTION}{one.section}" == place), None)
        saved = entry.model_dump(mode="json") if entry else None
    told = json.dumps(saved, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def fits(draft: Draft, dossier: Dossier) -> bool:
    """Whether what was saved is still what it was typed on."""
    return draft.base == fingerprint(dossier, draft.place)


async def draft_of(reads: Reads, dossier: Dossier, place: str) -> Draft | None:
    """What somebody typed into a form and has not saved yet."""
    return await reads.get_or_none(Draft, draft_id(dossier.id, place))


async def typed_into(reads: Reads, dossier: Dossier) -> list[Draft]:
    """Every form of a dossier with something typed and not saved."""
    found = await reads.find(Draft, {"dossier": dossier.id})
    return [one for one in found if fits(one, dossier)]

"""Forms that keep what is typed: filled from it, and telling whoever comes second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from services.nomination.dossiers.model import Dossier
from services.nomination.drafts import commands
from services.nomination.drafts.model import ACHIEVEMENT, SECTION, Draft, Seen
from services.nomination.drafts.prints import draft_of, fingerprint, fits, typed_into
from services.nomination.pages import PAGES
from shared.service import Work
from shared.store import Reads
from shared.web.forms import FormState
from shared.web.parts import Link

router = APIRouter(include_in_schema=False)
REVISION = re.compile("[0-9]{1,9}")


@dataclass(frozen=True)
class Typing:
    """A form as it is opened: what stands in it, where it is kept, and what it knows of the others.

    ``draft`` is what was typed and not saved, if that is what stands there; ``at`` when it was kept or saved last.
    """

    state: FormState
    seen: Seen
    keep_at: str
    at: datetime | None = None
    draft: Draft | None = None


async def opened(reads: Reads, dossier: Dossier, place: str, saved: FormState) -> Typing:
    """The form with what was typed last, or else with what was saved."""
    draft = await draft_of(reads, dossier, place)
    base, keep_at = fingerprint(dossier, place), _keep_at(dossier, place)
    if draft and fits(draft, dossier):
        return Typing(FormState(draft.values), Seen(base=base, revision=draft.revision), keep_at, draft.at, draft)
    return Typing(saved, Seen(base=base), keep_at, dossier.edited_at)


def again(dossier: Dossier, place: str, sent: FormData, state: FormState) -> Typing:
    """The form that came back wrong: it knows what it knew."""
    return Typing(state, seen_in(sent) or Seen(base=""), _keep_at(dossier, place))


async def second(reads: Reads, dossier: Dossier, place: str, state: FormState) -> Typing:
    """The form of whoever came second and has been told: to send it once more is to replace the other's."""
    return Typing(state, (await opened(reads, dossier, place, state)).seen, _keep_at(dossier, place))


def seen_in(sent: FormData) -> Seen | None:
    """What the form knew when it was opened; None for one that does not say."""
    base, revision = sent.get("base"), sent.get("revision")
    if not isinstance(base, str) or not base:
        return None
    known = isinstance(revision, str) and REVISION.fullmatch(revision)
    return Seen(base=base[:64], revision=int(str(revision)) if known else 0)


async def unsaved(reads: Reads, dossier: Dossier) -> list[Link]:
    """The forms in which something is typed and not saved."""
    titles = {f"{SECTION}{one.section}": one.title for one in dossier.report}
    return [
        Link(
            "Thành tích" if one.place == ACHIEVEMENT else f"Báo cáo: {titles.get(one.place, 'mục đang viết')}",
            _page(dossier.id, one.place),
        )
        for one in await typed_into(reads, dossier)
    ]


@router.post("/dossiers/{dossier_id}/drafts/{place}/discard")
async def discard(request: Request, work: Work, dossier_id: str, place: str) -> Response:
    """Back to what was saved."""
    await work.run(commands.discard, dossier_id=dossier_id, place=place)
    return PAGES.see_other(_page(dossier_id, place), "Đã bỏ phần gõ dở. Đây là bản đã lưu.")


def _page(dossier_id: str, place: str) -> str:
    base = f"/nomination/dossiers/{dossier_id}"
    return f"{base}/achievement" if place == ACHIEVEMENT else f"{base}/report/{place.removeprefix(SECTION)}"


def _keep_at(dossier: Dossier, place: str) -> str:
    return f"/nomination/api/v1/dossiers/{dossier.id}/drafts/{place}"

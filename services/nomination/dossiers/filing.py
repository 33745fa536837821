"""Files of a dossier's parts: attached to a part, taken off again, kept only here."""

from __future__ import annotations

from collections.abc import AsyncIterator

from fastapi import UploadFile

from services.nomination.acts import act
from services.nomination.dossiers.commands import dossier_for
from services.nomination.dossiers.errors import TooManyFiles
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import PartFile
from services.nomination.dossiers.sniffing import media_type, safe_name
from services.nomination.dossiers.states import Action
from services.nomination.resources import Resources
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor
from shared.law import Law
from shared.law.rows import PartRow
from shared.service import Tick
from shared.store import Store, Transaction
from shared.store.files import PIECE_BYTES, Files, KeptFile

MOST_BYTES = 10_000_000
MOST_FILES = 30
SWEEP_SECONDS = 300.0


async def taken_in(store: Store, upload: UploadFile) -> tuple[KeptFile, str, str]:
    """Look at an upload and write it: the file, its media type, its name. It belongs to nobody yet."""
    name = safe_name(upload.filename or "")
    media = media_type(upload.file, name)
    return await Files(store).write(_pieces(upload), limit=MOST_BYTES), media, name


async def attach(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    law: Law,
    dossier_id: str,
    part: str,
    file: KeptFile,
    media: str,
    name: str,
) -> Dossier:
    """Attach a file that was taken in to a part. The same bytes at the same part change nothing."""
    dossier = await dossier_for(tx, actor, Action.EDIT, dossier_id)
    if part not in {row.code for row in law.rows.table("parts", PartRow)}:
        raise NotFound(what=f"loại giấy tờ {part}")
    if any((one.part, one.sha256) == (part, file.sha256) for one in dossier.files):
        return dossier
    if len(dossier.files) >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    who = act(actor, clock)
    dossier.attach(
        PartFile(
            id=file.id,
            part=part,
            name=name,
            media=media,
            size=file.size,
            sha256=file.sha256,
            by=who.by,
            at=who.at,
        )
    )
    tx.put(file.model_copy(update={"kept": True}))
    return tx.save(dossier)


async def detach(tx: Transaction, *, actor: Actor, clock: Clock, dossier_id: str, file_id: str) -> Dossier:
    """Take a file off; its bytes are swept away."""
    dossier = await dossier_for(tx, actor, Action.EDIT, dossier_id)
    dossier.detach(file_id)
    file = await tx.get_or_none(KeptFile, file_id)
    if file:
        tx.put(file.model_copy(update={"kept": False}))
    return tx.save(dossier)


async def _pieces(upload: UploadFile) -> AsyncIterator[bytes]:
    await upload.seek(0)
    while data := await upload.read(PIECE_BYTES):
        yield data


async def _sweep(store: Store, _: Clock, __: Resources) -> int:
    return await Files(store).sweep()


TICK = Tick(name="nomination-files", seconds=SWEEP_SECONDS, run=_sweep)

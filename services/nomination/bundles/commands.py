"""Reading in a bundle: keep the file with what it would do, then do it. Doing it twice does nothing the second time."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from typing import BinaryIO

from services.nomination import access
from services.nomination.acts import act
from services.nomination.awards import names
from services.nomination.awards.model import Award
from services.nomination.bundles.errors import NotOurs, refused
from services.nomination.bundles.gathering import part_path
from services.nomination.bundles.judging import Judged, Judgement, judge
from services.nomination.bundles.manifest import Purpose, canonical
from services.nomination.bundles.model import BundleImport, ImportItem
from services.nomination.bundles.opening import MOST_PACKED, Opened, content_of, open_bundle
from services.nomination.bundles.records import Carried
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.sniffing import media_type
from services.nomination.submissions.files import LETTER, LetterFile
from services.nomination.submissions.model import Submission
from services.nomination.submissions.queries import DECISION
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Actor
from shared.identity.directory import DirectoryUnit, unit_of
from shared.signing import Seals
from shared.store import Reads, Store, Transaction
from shared.store.files import PIECE_BYTES, Files, KeptFile


async def opened_for(reads: Reads, actor: Actor, seals: Seals, file: BinaryIO) -> Opened:
    """Look a file through and see that it is for a unit of this person; raises BundleRefused, NotOurs."""
    opened = await asyncio.to_thread(open_bundle, file, seals)
    addressee = opened.manifest.addressee
    if not access.takes_in(addressee)(actor):
        known = await reads.get_or_none(DirectoryUnit, addressee)
        raise NotOurs(unit=known.name if known else addressee)
    return opened


async def kept(store: Store, file: BinaryIO) -> KeptFile:
    """Write the file as it came; it belongs to nobody yet."""
    file.seek(0)
    return await Files(store).write(_pieces(file), limit=MOST_PACKED)


async def keep(
    tx: Transaction, *, actor: Actor, clock: Clock, opened: Opened, file: KeptFile, file_name: str
) -> BundleImport:
    """Keep what reading in would do; nothing of it is done."""
    manifest = opened.manifest
    access.takes_in(manifest.addressee).or_deny(actor)
    where = await unit_of(tx, manifest.addressee)
    up = manifest.purpose is Purpose.SUBMISSION
    its = BundleImport(
        unit=where.id,
        level=where.level,
        purpose=manifest.purpose,
        producer=manifest.producer,
        submission=manifest.submission,
        sender=manifest.producer if up else manifest.addressee,
        receiver=manifest.addressee if up else manifest.producer,
        letter=manifest.letter,
        fingerprint=opened.fingerprint,
        file=file.id,
        file_name=file_name,
        size=file.size,
        items=items_of(await judge(tx, opened)),
        read_on=clock.today(),
        by=actor.subject,
    )
    tx.put(file.model_copy(update={"kept": True}))
    return tx.save(its)


async def content(store: Store, its: BundleImport) -> io.BytesIO:
    """The file as it came."""
    return io.BytesIO(b"".join([piece async for piece in Files(store).read(its.file)]))


async def parts_written(store: Store, opened: Opened, file: io.BytesIO) -> list[KeptFile]:
    """Write the files of dossiers that will be taken and are not here; they belong to nobody yet."""
    written = []
    for one in (await judge(store.reads, opened)).things:
        if not one.outcome.taken or not isinstance(one.theirs, Dossier) or opened.manifest.purpose is Purpose.ANSWER:
            continue
        have = await store.reads.get_many(KeptFile, [part.id for part in one.theirs.files])
        for part in one.theirs.files:
            if part.id in have and have[part.id].kept:
                continue
            body = io.BytesIO(content_of(file, part_path(part.id)))
            if media_type(body, part.name) != part.media:
                raise refused(f"tệp {part.name} không đúng loại.", f"{part.name} is not what it says.")
            written.append(await Files(store).write(_pieces(body), limit=MOST_PACKED, id_=part.id))
    return written


async def confirm(
    tx: Transaction,
    *,
    actor: Actor,
    clock: Clock,
    import_id: str,
    opened: Opened,
    file: io.BytesIO,
    parts: list[KeptFile],
) -> BundleImport:
    """Take what is new and newer, leave what is known, touch nothing of what is in conflict."""
    its = await tx.get(BundleImport, import_id)
    access.takes_in(its.unit).or_deny(actor)
    if opened.fingerprint != its.fingerprint:
        raise NotFound(what="tệp này")
    judgement = await judge(tx, opened)
    its.done(act(actor, clock), items_of(judgement))
    for one in judgement.things:
        if one.outcome.taken and one.theirs is not None:
            await _take(tx, one.ours, one.theirs, opened)
            await tx.take_over([canonical(event) for event in one.outcome.fresh])
    await tx.take_over([canonical(event) for event in judgement.loose])
    if any(one.outcome.taken for one in judgement.things):
        _papers(tx, opened, file, judgement)
    for part in parts:
        tx.put(part.model_copy(update={"kept": True}))
    return tx.save(its)


def items_of(judgement: Judgement) -> tuple[ImportItem, ...]:
    """The things of a bundle with what becomes of them."""
    return tuple(_item(one) for one in judgement.things)


def _item(one: Judged) -> ImportItem:
    return ImportItem(
        kind=one.entry.kind,
        id=one.entry.id,
        label=one.entry.label,
        verdict=one.outcome.verdict,
        clash=one.outcome.clash,
        fresh=len(one.outcome.fresh),
    )


async def _take(tx: Transaction, ours: Carried | None, theirs: Carried, opened: Opened) -> None:
    """Put their state in the place of ours."""
    sequence = len(opened.events.get(f"{theirs.kind}/{theirs.id}", []))
    if isinstance(theirs, Dossier) and opened.manifest.purpose is Purpose.ANSWER and isinstance(ours, Dossier):
        theirs.files = ours.files  # an answer carries no papers of the dossier: they never left here
    if ours is None:
        thing = theirs
        thing.sequence = sequence
    else:
        thing = ours
        thing.become(theirs, sequence=sequence)  # type: ignore[arg-type]
    if isinstance(thing, Dossier | Submission):
        thing.carried_by = opened.manifest.producer
    tx.save(thing)
    if isinstance(thing, Award):
        await names.enter(tx, thing)


def _papers(tx: Transaction, opened: Opened, file: io.BytesIO, judgement: Judgement) -> None:
    """The papers beside the letter: the signed letter and its enclosures upward, signed decisions downward."""
    [its] = [one.theirs for one in judgement.things if isinstance(one.theirs, Submission)]
    wanted = {
        f"decisions/{one.theirs.decision}.pdf": f"{DECISION}{one.theirs.decision}"
        for one in judgement.things
        if one.outcome.taken and isinstance(one.theirs, Award)
    }
    if opened.manifest.purpose is Purpose.SUBMISSION:
        wanted |= {f"minutes/{one.key}.pdf": one.key for one in its.enclosed}
        wanted |= {"letter/to-trinh.pdf": LETTER} if its.fingerprint else {}
    for path, what in wanted.items():
        if opened.manifest.file(path):
            tx.put(LetterFile.of(its.id, what, content_of(file, path)))


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    file.seek(0)
    while data := file.read(PIECE_BYTES):
        yield data

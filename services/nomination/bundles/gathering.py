"""What goes into a bundle: the submission, its dossiers as they are, their events, the papers."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from services.nomination.awards.model import Award
from services.nomination.bundles.errors import BundleTooLarge, NoSeal
from services.nomination.bundles.manifest import FileEntry, Kind, Manifest, Purpose, RecordEntry, canonical
from services.nomination.bundles.opening import MOST_PACKED
from services.nomination.bundles.packing import Source, pack
from services.nomination.bundles.records import Carried, state_of, told
from services.nomination.decisions.files import SIGNED, DecisionFile, file_id
from services.nomination.dossiers.model import Dossier
from services.nomination.submissions import queries as submissions
from services.nomination.submissions.model import Submission
from shared.errors import NotFound
from shared.law import Law
from shared.signing import Seals
from shared.store import Reads, Store
from shared.store.files import Files


@dataclass
class Gathered:
    """Files by path with their hashes, and records, as they are found."""

    files: list[FileEntry] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    records: list[RecordEntry] = field(default_factory=list)

    def add(self, path: str, content: bytes) -> None:
        """A file whose bytes are at hand."""
        self.files.append(FileEntry(path=path, size=len(content), sha256=sha256(content).hexdigest()))
        self.sources[path] = content

    def thing(self, kind: Kind, thing: Carried, label: str) -> None:
        """A record."""
        path = f"records/{kind.value}/{thing.id}.json"
        self.add(path, canonical(state_of(thing)))
        self.records.append(RecordEntry(kind=kind, id=thing.id, path=path, label=label))


async def upward(store: Store, seals: Seals, law: Law, its: Submission, on: date) -> bytes:
    """The bundle with which a submission goes to the level above; raises NoSeal, BundleTooLarge."""
    gathered = await _common(store.reads, its)
    gathered.add("letter/to-trinh.pdf", await submissions.letter_pdf(store.reads, law, its, on))
    for one in its.enclosed:
        kept = await submissions.enclosure(store.reads, its, one.key)
        gathered.add(f"minutes/{one.key}.pdf", kept.content)
    files = Files(store)
    for dossier in (await submissions.dossiers_of(store.reads, its)).values():
        for part in dossier.files:
            path = part_path(part.id)
            gathered.files.append(FileEntry(path=path, size=part.size, sha256=part.sha256))
            gathered.sources[path] = files.read(part.id)
    return await _sealed(store.reads, seals, its, gathered, up=True)


async def downward(store: Store, seals: Seals, its: Submission) -> bytes:
    """The bundle that tells the level below what became of its dossiers; raises NoSeal, BundleTooLarge."""
    gathered = await _common(store.reads, its)
    awards = await store.reads.find(Award, {"dossier": {"$in": its.dossiers}})
    for award in awards:
        gathered.thing(Kind.AWARD, award, f"{award.award_name}: {award.nominee.name} (Quyết định số {award.number})")
    decisions = sorted({one.decision for one in awards if one.decision})
    signed = await store.reads.get_many(DecisionFile, [file_id(one, SIGNED) for one in decisions])
    for one in decisions:
        if kept := signed.get(file_id(one, SIGNED)):
            gathered.add(f"decisions/{one}.pdf", kept.content)
    return await _sealed(store.reads, seals, its, gathered, up=False, beside=[f"decision/{one}" for one in decisions])


def part_path(file_id: str) -> str:
    """Where a file of a dossier lies in a bundle."""
    return f"files/{file_id}.bin"


async def _common(reads: Reads, its: Submission) -> Gathered:
    gathered = Gathered()
    gathered.thing(Kind.SUBMISSION, its, f"Tờ trình số {its.number}")
    dossiers: dict[str, Dossier] = await submissions.dossiers_of(reads, its)
    for id_ in its.dossiers:
        if id_ not in dossiers:
            raise NotFound(what=f"hồ sơ {id_}")
        one = dossiers[id_]
        gathered.thing(Kind.DOSSIER, one, f"{one.nominee.name}, {one.award_name}")
    return gathered


async def _sealed(
    reads: Reads, seals: Seals, its: Submission, gathered: Gathered, *, up: bool, beside: Iterable[str] = ()
) -> bytes:
    producer, producer_name = (its.unit, its.unit_name) if up else (its.to_unit, its.to_name)
    if producer not in seals:
        raise NoSeal(unit=producer_name)
    known = await told(reads, [*(one.subject for one in gathered.records), *beside])
    events = [event for subject in sorted(known) for event in known[subject]]
    manifest = Manifest(
        purpose=Purpose.SUBMISSION if up else Purpose.ANSWER,
        producer=producer,
        addressee=its.to_unit if up else its.unit,
        submission=its.id,
        letter=its.number,
        instant=max(datetime.fromisoformat(event["time"]) for event in events),
        records=tuple(gathered.records),
        files=tuple(sorted(gathered.files, key=lambda one: one.path)),
        events=tuple(events),
    )
    written = manifest.canonical()
    size = len(written) + sum(one.size + 300 for one in manifest.files)
    if size > MOST_PACKED:
        raise BundleTooLarge(most=MOST_PACKED // 1_000_000)
    out = io.BytesIO()
    await pack(out, manifest, seals.seal(producer, written), gathered.sources)
    return out.getvalue()

"""Whether everybody concerned was told once, and every mail that is marked as sent lies in the mailbox once."""

from __future__ import annotations

import json
from collections import Counter
from email import message_from_binary_file
from pathlib import Path
from typing import Any, TypeVar

from deploy.local.verdict.books import Books, Finding
from services.notification.bulletins.script import communes_of
from services.notification.mail.letter import NOTICE_HEADER
from services.notification.notices.audiences import Roll
from services.notification.notices.kinds import KINDS, Kind
from shared.clock import VIETNAM
from shared.events.envelope import Envelope, decode
from shared.events.nomination import DecisionIssued
from shared.record import Stored
from shared.store import Reads, Store
from shared.store.documents import Document
from shared.store.reads import MOST, Sort

S = TypeVar("S", bound=Stored)

Told = Counter[tuple[str, str, str]]
"""Event, person and kind of notice."""

BY_TYPE = {kind.event.meta.type: kind for kind in KINDS}


async def told_everybody_once(books: Books) -> list[Finding]:
    """One notice for each event and person concerned, worked out anew from the offices of that day."""
    book = books["notification"]
    reads = Remembered(book.store)
    wanted: Told = Counter()
    for publisher in books.values():
        async for type_, body in publisher.bodies(set(BY_TYPE)):
            wanted.update(await _concerned(reads, BY_TYPE[type_], decode(body, type_)))
    told = Counter((one["event"], one["person"], one["notice_kind"]) for one in await book.documents("notices"))
    findings = []
    if missing := wanted - told:
        kinds = Counter(kind for _, _, kind in missing.elements())
        findings.append(book.lost(f"notices ({_listed(kinds)})", missing.total()))
    if beyond := told - wanted:
        kinds = Counter(kind for _, _, kind in beyond.elements())
        findings.append(book.duplicated(f"notices ({_listed(kinds)})", beyond.total()))
    return findings


class Remembered(Reads):
    """Reads that ask the store once for each question: audiences ask the same ones for hundreds of events."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.database, store.generations)
        self._answers: dict[str, list[Any]] = {}

    async def find(self, cls: type[S], filter_: Document, *, sort: Sort = (("_id", 1),), limit: int = MOST) -> list[S]:
        question = repr((cls.collection, filter_, sort, limit))
        if question not in self._answers:
            self._answers[question] = await super().find(cls, filter_, sort=sort, limit=limit)
        return self._answers[question]


async def _concerned(reads: Reads, kind: Kind, envelope: Envelope[Any]) -> set[tuple[str, str, str]]:
    roll = Roll(reads, envelope.time.astimezone(VIETNAM).date())
    people = {addressee.person.id for addressee in await kind.audience(roll, envelope.data)}
    return {(envelope.id, person, kind.name) for person in people - {getattr(envelope.data, "by", "")}}


async def wrote_every_bulletin_once(books: Books) -> list[Finding]:
    """One bulletin for each decision and each commune that somebody honoured is at home in."""
    book = books["notification"]
    wanted: Counter[tuple[str, str]] = Counter()
    async for type_, body in books["nomination"].bodies({DecisionIssued.meta.type}):
        event: DecisionIssued = decode(body, type_).data
        wanted.update((event.decision, commune) for commune in communes_of(event))
    written = Counter((one["decision"], one["unit"]) for one in await book.documents("bulletins"))
    findings = []
    if missing := (wanted - written).total():
        findings.append(book.lost("bulletins", missing))
    if beyond := (written - wanted).total():
        findings.append(book.duplicated("bulletins", beyond))
    return findings


async def mailed_what_was_sent(books: Books, mail_dir: Path) -> list[Finding]:
    """A delivery for each notice that goes by mail, nothing waiting, and one mail for each delivery marked as sent."""
    book = books["notification"]
    notices = await book.documents("notices", ("channels",))
    deliveries = {one["_id"]: one["state"] for one in await book.documents("deliveries", ("state",))}
    findings = []
    if missing := {one["_id"] for one in notices if "mail" in one["channels"]} - deliveries.keys():
        findings.append(book.lost("mails of notices that were never written", len(missing)))
    if waiting := sum(state == "pending" for state in deliveries.values()):
        findings.append(book.lost("mails that were never sent", waiting))
    box = mailbox(mail_dir)
    if box is None:
        return findings
    sent = {id_ for id_, state in deliveries.items() if state == "sent"}
    if missing := sent - box.keys():
        findings.append(book.lost("mails marked as sent that are not in the mailbox", len(missing)))
    if again := sum(number - 1 for number in box.values()):
        findings.append(book.duplicated("mails in the mailbox", again))
    if beyond := box.keys() - deliveries.keys():
        findings.append(book.duplicated("mails in the mailbox that nobody sent", len(beyond)))
    return findings


def mailbox(mail_dir: Path) -> Counter[str] | None:
    """Notice → how many different mails about it lie in the sink's folder; None if mails go elsewhere."""
    if not mail_dir.is_dir():
        return None
    found: Counter[str] = Counter()
    for file in mail_dir.glob("*.eml"):
        with file.open("rb") as content:
            notice = message_from_binary_file(content).get(NOTICE_HEADER)
        if notice:
            found[str(notice).strip()] += 1
    return found


def delivered_again(mail_dir: Path) -> int:
    """Mails that came once more and were recognised by their Message-ID: deliveries, not effects."""
    notes = mail_dir / "duplicates.jsonl"
    if not notes.exists():
        return 0
    return sum(bool(json.loads(line)) for line in notes.read_text(encoding="utf-8").splitlines())


def _listed(kinds: Counter[str]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))

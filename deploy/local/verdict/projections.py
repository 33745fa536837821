"""Whether the rows that reports are made of have taken in every event of their subject, each once."""

from __future__ import annotations

from collections import Counter

from deploy.local.verdict.books import Book, Books, Finding
from services.reporting.projections.awards import AwardRow
from services.reporting.projections.bulletins import BulletinRow
from services.reporting.projections.consumer import reactions
from services.reporting.projections.decisions import DecisionRow
from services.reporting.projections.dossiers import DossierRow
from services.reporting.projections.meetings import MeetingRow
from services.reporting.projections.notices import NoticeCount, NoticeTrace
from services.reporting.projections.plans import PlanRow
from services.reporting.projections.registrations import RegistrationRow
from services.reporting.projections.row import Row

OF_A_SUBJECT: dict[str, type[Row]] = {
    "award": AwardRow,
    "bulletin": BulletinRow,
    "decision": DecisionRow,
    "dossier": DossierRow,
    "meeting": MeetingRow,
    "plan": PlanRow,
    "registration": RegistrationRow,
}
"""Kind of subject → the row that bears its id."""

OF_MANY: dict[str, tuple[type[Row], ...]] = {"notice": (NoticeCount, NoticeTrace)}
"""Kind of subject → rows that count the events of many subjects."""


async def took_in_every_event_once(books: Books) -> list[Finding]:
    """``applied`` of each row is the number of events that it is made of."""
    book = books["reporting"]
    said = Counter(row.subject for publisher in books.values() for row in publisher.said if reactions.handles(row.type))
    findings: list[Finding] = []
    for kind, cls in OF_A_SUBJECT.items():
        wanted = {id_: number for (its, id_), number in _split(said).items() if its == kind}
        applied = {row["_id"]: row["applied"] for row in await book.documents(cls.collection, ("applied",))}
        for id_ in sorted(wanted.keys() | applied.keys()):
            findings += _compare(book, f"{kind} {id_}", wanted.get(id_, 0), applied.get(id_, 0))
    for kind, classes in OF_MANY.items():
        total = sum(number for (its, _), number in _split(said).items() if its == kind)
        for cls in classes:
            counted = sum(row["applied"] for row in await book.documents(cls.collection, ("applied",)))
            findings += _compare(book, f"{cls.collection} of all {kind}s", total, counted)
    return findings


def _compare(book: Book, what: str, wanted: int, applied: int) -> list[Finding]:
    if applied < wanted:
        return [book.lost(f"events that the row of {what} lacks", wanted - applied)]
    if applied > wanted:
        return [book.duplicated(f"events that the row of {what} took in again", applied - wanted)]
    return []


def _split(said: Counter[str]) -> dict[tuple[str, str], int]:
    found = {}
    for subject, number in said.items():
        kind, _, id_ = subject.partition("/")
        found[kind, id_] = number
    return found

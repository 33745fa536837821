"""Whether what was recorded was said, and whether who must hear it has heard it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from deploy.local.verdict.books import Book, Books, Finding, Said
from shared.messaging import Reactions
from shared.store.schema import INBOX_DAYS

REMEMBERED = timedelta(days=INBOX_DAYS - 1)
"""An inbox forgets after INBOX_DAYS; of what is older, only ordered consumers still know how far they came."""


async def said_what_was_recorded(books: Books) -> list[Finding]:
    """No event waits, none is missing between an aggregate, its audit and its outbox."""
    findings: list[Finding] = []
    for book in books.values():
        if waiting := sum(row.pending for row in book.said):
            findings.append(book.lost("events recorded and never published", waiting))
        ids = {row.id for row in book.said}
        audited = [event for entry in await book.documents("audit", ("events",)) for event in entry["events"]]
        if missing := len(set(audited) - ids):
            findings.append(book.lost("events of the audit that are not in the outbox", missing))
        findings += await _sequences(book)
    return findings


async def _sequences(book: Book) -> list[Finding]:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for row in book.said:
        numbers[row.subject].append(row.sequence)
    findings = []
    for cls in book.aggregates:
        for document in await book.documents(cls.collection, ("sequence",)):
            subject = f"{cls.kind}/{document['_id']}"
            found, wanted = numbers[subject], document["sequence"]
            if missing := set(range(1, wanted + 1)) - set(found):
                findings.append(book.lost(f"events of {subject} that are not in the outbox", len(missing)))
            if beyond := len(found) - len(set(found) & set(range(1, wanted + 1))):
                findings.append(book.duplicated(f"events of {subject} that it never recorded", beyond))
    return findings


async def heard_what_was_said(books: Books) -> list[Finding]:
    """Every consumer has every event that it is bound to."""
    return [
        book.lost(f"{consumer.consumer} never had {said.type} of {said.subject}")
        for book in books.values()
        for consumer in book.consumers
        for said in unheard(books, book, consumer)
    ]


def unheard(books: Books, book: Book, consumer: Reactions) -> list[Said]:
    """The events that a consumer is bound to and has not had."""
    heard = book.heard[consumer.consumer]
    old = datetime.now(UTC) - REMEMBERED
    return [
        said
        for publisher in books.values()
        for said in publisher.said
        if said.id not in heard
        and is_bound(consumer, said.routing_key)
        and not (said.published_at and said.published_at < old and _reached(book, consumer, said))
    ]


def is_bound(consumer: Reactions, routing_key: str) -> bool:
    """Whether a topic exchange would hand an event with that key to the consumer's queue."""
    words = routing_key.split(".")
    return any(_matches(binding.split("."), words) for binding in consumer.bindings)


def _matches(pattern: list[str], words: list[str]) -> bool:
    return len(pattern) == len(words) and all(p in ("*", w) for p, w in zip(pattern, words, strict=True))


def _reached(book: Book, consumer: Reactions, said: Said) -> bool:
    return not consumer.ordered or book.reached.get((consumer.consumer, said.subject), 0) >= said.sequence

"""What a search of the register by name costs at ten thousand awards and at a million."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator
from datetime import date

from services.nomination.awards import names
from services.nomination.awards.model import Award
from services.nomination.awards.names import AwardName
from shared.aggregate import new_id
from shared.events import Level
from shared.events.parts import Nominee, SubjectKind
from shared.store import Store
from shared.store.documents import Document, to_document
from tests.bench.bench import Bench
from tests.bench.table import Line, at_most

FEW, MANY, QUICK = 10_000, 1_000_000, 40_000
PORTION = 500
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLES = ("Thị", "Văn", "Ngọc", "Hữu", "Đức", "Thanh", "Minh", "Quang")
GIVEN = ("An", "Bình", "Châu", "Dung", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nhài", "Oanh", "Phúc", "Sơn", "Tú", "Yến")
SEARCHES = ("nguyen", "tran thi", "le van an", "ngoc nhai", "nhai", "đặng minh", "khanh 7", "khong co ai")
ROUNDS = 25


async def run(bench: Bench) -> list[Line]:
    """Two registers side by side; the same searches in turn, the slowest and the usual one of each."""
    many = QUICK if bench.quick else MANY
    async with bench.store(Award, AwardName) as small, bench.store(Award, AwardName) as large:
        await _fill(small, FEW)
        await _fill(large, many)
        found = await bench.interleaved(small=lambda: _searches(small), large=lambda: _searches(large))
    return [
        at_most(
            1.5,
            row="register",
            what=f"a search by name among {many:,} awards".replace(",", " "),
            baseline=f"among {FEW:,}".replace(",", " "),
            ours=found["large"] * 1000,
            theirs=found["small"] * 1000,
            unit="ms",
        )
    ]


async def _searches(store: Store) -> float:
    """Seconds for one search with its page of fifty awards."""
    began = time.perf_counter()
    for _ in range(ROUNDS):
        for text in SEARCHES:
            await names.find(store.reads, text)
    return (time.perf_counter() - began) / ROUNDS / len(SEARCHES)


async def _fill(store: Store, count: int) -> None:
    made = _documents(count)
    while portion := list(itertools.islice(made, PORTION)):
        await store[Award.collection].insert_many([award for award, _ in portion], ordered=False)
        rows = [row for _, its in portion for row in its]
        await store[AwardName.collection].insert_many(rows, ordered=False)


def _documents(count: int) -> Iterator[tuple[Document, list[Document]]]:
    chance = random.Random(count)
    for number in range(count):
        name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)} {number % 997}"
        award = Award(
            unit="duong-quang", level=Level.COMMUNE, decision="", number="45/QĐ-UBND", dossier="", award="TD-CN-LDTT",
            award_name="Lao động tiên tiến", award_kind="", nominating_unit="duong-quang", origin_unit="duong-quang",
            nominee=Nominee(id=new_id(), kind=SubjectKind.INDIVIDUAL, name=name, unit="duong-quang"),
            year=2000 + number % 25, granted_on=date(2019, 12, 20), bonus=0,
        )  # fmt: skip
        yield to_document(award), [to_document(row) for row in names.rows_of(award)]

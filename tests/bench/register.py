"""What a search of the register by name costs at ten thousand awards and at a million."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator, Sequence
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

FEW, MANY, QUICK = 1_000, 100_000, 10_000
ALL = "THIDUA_BENCH_AWARDS"
"""The environment variable that asks for another large register, such as 1000000: filling it takes the store long."""
PORTION = 500
NAMESAKES = 5
"""Awards of one name, in a register of any size."""
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLES = ("Thị", "Văn", "Ngọc", "Hữu", "Đức", "Thanh", "Minh", "Quang")
GIVEN = ("An", "Bình", "Châu", "Dung", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nhài", "Oanh", "Phúc", "Sơn", "Tú", "Yến")
PEOPLE = (0, 7, 42, 99, 150, 10**9)
"""Whose names are looked for, the last in vain."""
COMMON = ("nguyen", "tran thi")
ROUNDS = 25


async def run(bench: Bench) -> list[Line]:
    """Two registers side by side; the same searches in turn."""
    many = QUICK if bench.quick else int(os.environ.get(ALL, MANY))
    few = many // (MANY // FEW)
    async with bench.store(Award, AwardName) as small, bench.store(Award, AwardName) as large:
        await _fill(small, few)
        await _fill(large, many)
        names_of_people = [name_of(number) for number in PEOPLE]
        one = await bench.interleaved(
            small=lambda: _searches(small, names_of_people), large=lambda: _searches(large, names_of_people)
        )
        page = await bench.interleaved(small=lambda: _searches(small, COMMON), large=lambda: _searches(large, COMMON))
    among = f"among {many:,} awards".replace(",", " ")
    baseline = f"among {few:,}".replace(",", " ")
    return [
        at_most(
            1.5,
            row="register",
            what=f"the awards of one name {among}",
            baseline=baseline,
            ours=one["large"] * 1000,
            theirs=one["small"] * 1000,
            unit="ms",
        ),
        at_most(
            None,
            row="register",
            what=f"the first page of a family name {among}",
            baseline=baseline,
            ours=page["large"] * 1000,
            theirs=page["small"] * 1000,
            unit="ms",
        ),
    ]


async def _searches(store: Store, texts: Sequence[str]) -> float:
    """Seconds for one search with its page of awards."""
    began = time.perf_counter()
    for _ in range(ROUNDS):
        for text in texts:
            await names.find(store.reads, text)
    return (time.perf_counter() - began) / ROUNDS / len(texts)


def name_of(person: int) -> str:
    """A name of four words that nobody else has."""
    rest, given = divmod(person, len(GIVEN))
    rest, middle = divmod(rest, len(MIDDLES))
    rest, family = divmod(rest, len(FAMILIES))
    return f"{FAMILIES[family]} {MIDDLES[middle]} {GIVEN[rest % len(GIVEN)]}{rest} {GIVEN[given]}"


async def _fill(store: Store, count: int) -> None:
    made = _documents(count)
    while portion := list(itertools.islice(made, PORTION)):
        await store[Award.collection].insert_many([award for award, _ in portion], ordered=False)
        rows = [row for _, its in portion for row in its]
        await store[AwardName.collection].insert_many(rows, ordered=False)


def _documents(count: int) -> Iterator[tuple[Document, list[Document]]]:
    for number in range(count):
        name = name_of(number // NAMESAKES)
        award = Award(
            unit="duong-quang", level=Level.COMMUNE, decision="", number="45/QĐ-UBND", dossier="", award="TD-CN-LDTT",
            award_name="Lao động tiên tiến", award_kind="", nominating_unit="duong-quang", origin_unit="duong-quang",
            nominee=Nominee(id=new_id(), kind=SubjectKind.INDIVIDUAL, name=name, unit="duong-quang"),
            year=2000 + number % 25, granted_on=date(2019, 12, 20), bonus=0,
        )  # fmt: skip
        yield to_document(award), [to_document(row) for row in names.rows_of(award)]

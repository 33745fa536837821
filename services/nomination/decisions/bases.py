"""The legal bases of a decision, out of the library: those of the law under which its dossiers were received."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from services.nomination.decisions.parts import Line
from shared.law import Law


def bases_of(law: Law, lines: Iterable[Line], on: date) -> tuple[str, ...]:
    """Each text once, in the order of the law; without «Căn cứ»."""
    return sources(law, sorted({line.received_on or on for line in lines}), on)


def sources(law: Law, days: Iterable[date], on: date) -> tuple[str, ...]:
    """The texts of the editions in force on those days, but none that was issued after the year of ``on``."""
    texts = dict.fromkeys(source for day in days for source in law.rule_set(day).sources)
    return tuple(text for text in texts if _year_of(text) <= on.year)


def _year_of(text: str) -> int:
    """2025 of «Nghị định 152/2025/NĐ-CP»; 0 where the number shows no year."""
    found = re.search(r"/(\d{4})(?=/|\b)", text)
    return int(found[1]) if found else 0

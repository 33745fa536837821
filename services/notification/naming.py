"""Names for codes: of units from the directory, of awards and dossier parts from the law."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shared.identity.directory import DirectoryUnit
from shared.law import Law
from shared.law.errors import UnknownAward
from shared.law.rows import PartRow
from shared.store import Reads

GENERIC = frozenset({"Xã", "Phường", "Thị", "Tỉnh", "Thôn", "Trường", "Trạm", "Đài", "Hội", "Văn", "Công", "Ủy", "Ban"})
"""First words of unit names that are common nouns: small inside a sentence."""


async def unit_names(reads: Reads, codes: Iterable[str]) -> dict[str, str]:
    """Names of units by code, in one query. What the directory does not know is left out."""
    found = await reads.get_many(DirectoryUnit, sorted(set(codes)))
    return {code: unit.name for code, unit in found.items()}


def inside(name: str) -> str:
    """A unit's name in the middle of a sentence: «Xã Dương Quang» → «xã Dương Quang»."""
    first = name.partition(" ")[0]
    return name[:1].lower() + name[1:] if first in GENERIC else name


def award_name(law: Law, code: str, on: date) -> str:
    """The name of an award; its code where the law of that date has none."""
    try:
        return law.award(code, on).name_vi
    except UnknownAward:
        return code


def award_phrase(law: Law, code: str, on: date) -> str:
    """An award in a sentence: a title is a «danh hiệu», a form of commendation stands by itself."""
    try:
        award = law.award(code, on)
    except UnknownAward:
        return code
    return f"danh hiệu {award.name_vi}" if award.group == "title" else award.name_vi


def part_name(law: Law, code: str, award: str, on: date) -> str:
    """The name of a part of a dossier («Biên bản bình xét thi đua»); its code if the law does not name it."""
    rows = [row for row in law.rows.table("parts", PartRow) if row.code == code and row.valid(on)]
    best = next((row for row in rows if row.covers(award)), rows[0] if rows else None)
    return best.name_vi if best else code


def commune_of(unit: str) -> str:
    """The commune or town of a unit: the code before the point."""
    return unit.partition(".")[0]

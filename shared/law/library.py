"""Reads the data files into rows, lays local overrides over them and refuses what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.law import rows
from shared.law.errors import LawDataError

DATA: Final = Path(__file__).parent / "data"
LOCAL: Final = DATA / "local"

TABLES: Final[Mapping[str, type[rows.Row]]] = MappingProxyType(
    {
        "rule_sets": rows.RuleSet,
        "kinds": rows.KindRow,
        "levels": rows.LevelRow,
        "awards": rows.Award,
        "criteria": rows.Criterion,
        "conditions": rows.Condition,
        "authorities": rows.AuthorityRow,
        "parts": rows.PartRow,
        "deadlines": rows.DeadlineRow,
        "due_dates": rows.DueDateRow,
        "voting": rows.VotingRow,
        "multipliers": rows.MultiplierRow,
        "factors": rows.FactorRow,
        "base_salaries": rows.BaseSalaryRow,
        "rounding": rows.RoundingRow,
        "quotas": rows.QuotaRow,
        "grounds": rows.GroundRow,
    }
)
"""Table name → class of its rows. A file names its table; several files may share one."""

Tables = dict[str, list[rows.Row]]
R = TypeVar("R", bound=rows.Row)

_ONE_DAY: Final = timedelta(days=1)
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class File(BaseModel):
    """A data file: rows of one table, with values that all of them share."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    defaults: dict[str, Any] = Field(default_factory=dict)
    rows: tuple[dict[str, Any], ...]


class Override(BaseModel):
    """What a locality has decided: other values for a row marked local, with its own legal source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    id: str
    valid_from: date | None = None
    valid_to: date | None = None
    citation: str = Field(min_length=3)
    set: dict[str, Any] = Field(min_length=1)


class OverrideFile(BaseModel):
    """A file in the local directory."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    overrides: tuple[Override, ...]


class Library:
    """All rows by table, in file order."""

    def __init__(self, tables: Tables) -> None:
        self._tables = {name: tuple(tables.get(name, ())) for name in TABLES}
        for name, its in self._tables.items():
            for earlier, later in overlaps(its):
                detail = f"{earlier.id}: periods overlap (from {earlier.valid_from} and from {later.valid_from})"
                raise LawDataError(file=name, detail=detail)

    def table(self, name: str, of: type[R]) -> tuple[R, ...]:
        """The rows of a table, typed."""
        return tuple(row for row in self._tables[name] if isinstance(row, of))

    def __iter__(self) -> Iterator[tuple[str, rows.Row]]:
        return ((name, row) for name, its in self._tables.items() for row in its)


def load(local: Path | None = None) -> Library:
    """The national files with the local directory laid over them (default: ``data/local``)."""
    tables = {name: list(its) for name, its in _national().items()}
    directory = LOCAL if local is None else local
    if not directory.is_dir():
        raise LawDataError(file=directory.name, detail="the local directory does not exist")
    for path in sorted(directory.glob("*.yaml")):
        for override in _parse(OverrideFile, path).overrides:
            _apply(override, tables, path.name)
    return Library(tables)


def overlaps(its: Iterable[rows.Row]) -> Iterator[tuple[rows.Row, rows.Row]]:
    """Pairs of rows with the same id that are valid on a common day."""
    by_id: dict[str, list[rows.Row]] = {}
    for row in its:
        by_id.setdefault(row.id, []).append(row)
    for same in by_id.values():
        for one, other in combinations(same, 2):
            if _common(one, other.valid_from, other.valid_to):
                yield one, other


@cache
def _national() -> Mapping[str, tuple[rows.Row, ...]]:
    tables: Tables = {}
    for path in sorted(DATA.glob("*.yaml")):
        file = _parse(File, path)
        if file.table not in TABLES:
            raise LawDataError(file=path.name, detail=f"unknown table {file.table}")
        for raw in file.rows:
            row = _row(TABLES[file.table], {**file.defaults, **raw}, path.name)
            tables.setdefault(file.table, []).append(row)
    return {name: tuple(its) for name, its in tables.items()}


M = TypeVar("M", bound=BaseModel)


def _parse(model: type[M], path: Path) -> M:
    try:
        return model.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER))  # noqa: S506
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as reason:
        raise LawDataError(file=path.name, detail=str(reason)) from reason


def _row(model: type[R], raw: dict[str, Any], file: str) -> R:
    if "configured" in raw:
        raise LawDataError(file=file, detail=f"{raw.get('id')}: 'configured' is not for files")
    try:
        return model.model_validate(raw)
    except ValidationError as reason:
        raise LawDataError(file=file, detail=f"row {raw.get('id')}: {reason}") from reason


def _apply(override: Override, tables: Tables, file: str) -> None:
    table = tables.get(override.table, [])
    touched = [row for row in table if row.id == override.id and _common(row, override.valid_from, override.valid_to)]
    if not touched:
        raise LawDataError(file=file, detail=f"no row {override.id} in {override.table} in that period")
    for row in touched:
        if not row.local:
            raise LawDataError(file=file, detail=f"row {override.id} of {override.table} is not marked local")
        at = table.index(row)
        table[at : at + 1] = _split(row, override, file)


def _split(row: rows.Row, override: Override, file: str) -> list[rows.Row]:
    """The row's time before the override, the overridden time, and its time after."""
    fixed = set(override.set) & set(rows.Row.model_fields) - {"note"}
    if fixed:
        raise LawDataError(file=file, detail=f"{override.id}: {', '.join(sorted(fixed))} cannot be set locally")
    first = max((d for d in (row.valid_from, override.valid_from) if d), default=None)
    last = min((d for d in (row.valid_to, override.valid_to) if d), default=None)
    pieces: list[rows.Row] = []
    if first and first != row.valid_from:
        pieces.append(row.model_copy(update={"valid_to": first - _ONE_DAY}))
    stated = {**override.set, "valid_from": first, "valid_to": last, "citation": override.citation}
    merged = _row(type(row), {**row.model_dump(exclude={"configured"}), **stated}, file)
    pieces.append(merged.model_copy(update={"configured": True}))
    if last and last != row.valid_to:
        pieces.append(row.model_copy(update={"valid_from": last + _ONE_DAY}))
    return pieces


def _common(row: rows.Row, first: date | None, last: date | None) -> bool:
    return (row.valid_to is None or first is None or first <= row.valid_to) and (
        row.valid_from is None or last is None or row.valid_from <= last
    )

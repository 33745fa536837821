"""Reads the data files into rows, lays local overrides over them and refuses what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.law.errors import LawDataError
from shared.law.rows import TABLES, Row

DATA: Final = Path(__file__).parent / "data"
LOCAL: Final = DATA / "local"

Tables = dict[str, list[Row]]
R = TypeVar("R", bound=Row)

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


class Addition(BaseModel):
    """A row of the locality's own: a standard that the law leaves to it, an initiative's title, a form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: Literal[
        "bibliography",
        "conditions",
        "criteria",
        "parts",
        "deadlines",
        "due_dates",
        "quotas",
        "voting",
        "forms",
        "exemplar_criteria",
        "exemplar_shares",
    ]
    row: dict[str, Any]


class OverrideFile(BaseModel):
    """A file in the local directory."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    overrides: tuple[Override, ...] = ()
    additions: tuple[Addition, ...] = ()


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

    def rows(self, of: type[R]) -> tuple[R, ...]:
        """The rows of a class."""
        return self.table(of.table, of)

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        return ((name, row) for name, its in self._tables.items() for row in its)


def load(local: Path | None = None) -> Library:
    """The national files with the local directory laid over them (default: ``data/local``)."""
    tables = {name: list(its) for name, its in _national().items()}
    directory = LOCAL if local is None else local
    if not directory.is_dir():
        raise LawDataError(file=directory.name, detail="the local directory does not exist")
    for path in sorted(directory.rglob("*.yaml")):
        local_file = _parse(OverrideFile, path)
        for override in local_file.overrides:
            _apply(override, tables, path.name)
        for addition in local_file.additions:
            _add(addition, tables, path.name)
    return Library(tables)


def files() -> Iterator[tuple[Path, File]]:
    """The national files, read but not yet made into rows."""
    for path in sorted(DATA.rglob("*.yaml")):
        if LOCAL not in path.parents:
            yield path, _parse(File, path)


def overlaps(its: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs of rows with the same id that are valid on a common day."""
    by_id: dict[str, list[Row]] = {}
    for row in its:
        by_id.setdefault(row.id, []).append(row)
    for same in by_id.values():
        for one, other in combinations(same, 2):
            if _common(one, other.valid_from, other.valid_to):
                yield one, other


@cache
def _national() -> Mapping[str, tuple[Row, ...]]:
    tables: Tables = {}
    for path, file in files():
        name = path.relative_to(DATA).as_posix()
        if file.table not in TABLES:
            raise LawDataError(file=name, detail=f"unknown table {file.table}")
        for raw in file.rows:
            row = _row(TABLES[file.table], {**file.defaults, **raw}, name)
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


def _add(addition: Addition, tables: Tables, file: str) -> None:
    row = _row(TABLES[addition.table], addition.row, file)
    if row.unverified:
        raise LawDataError(file=file, detail=f"{row.id}: a locality states what is verified")
    tables.setdefault(addition.table, []).append(row.model_copy(update={"local": True, "configured": True}))


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


def _split(row: Row, override: Override, file: str) -> list[Row]:
    """The row's time before the override, the overridden time, and its time after."""
    fixed = set(override.set) & set(Row.model_fields) - {"note"}
    if fixed:
        raise LawDataError(file=file, detail=f"{override.id}: {', '.join(sorted(fixed))} cannot be set locally")
    first = max((d for d in (row.valid_from, override.valid_from) if d), default=None)
    last = min((d for d in (row.valid_to, override.valid_to) if d), default=None)
    pieces: list[Row] = []
    if first and first != row.valid_from:
        pieces.append(row.model_copy(update={"valid_to": first - _ONE_DAY}))
    stated = {**override.set, "valid_from": first, "valid_to": last, "citation": override.citation}
    merged = _row(type(row), {**row.model_dump(exclude={"configured"}), **stated}, file)
    pieces.append(merged.model_copy(update={"configured": True}))
    if last and last != row.valid_to:
        pieces.append(row.model_copy(update={"valid_from": last + _ONE_DAY}))
    return pieces


def _common(row: Row, first: date | None, last: date | None) -> bool:
    return (row.valid_to is None or first is None or first <= row.valid_to) and (
        row.valid_from is None or last is None or row.valid_from <= last
    )

"""What components take: small frozen records, also available in every template by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Literal

Tone = Literal["neutral", "attention", "waiting", "done", "stopped"]
"""neutral: a plain fact · attention: needs you · waiting: with somebody else · done · stopped: will not go on."""


@dataclass(frozen=True)
class Link:
    """A document or page to open."""

    label: str
    url: str


@dataclass(frozen=True)
class Option:
    """One choice of a select, of radios or of checkboxes. ``group``: the heading under which a select shows it."""

    value: str
    label: str
    hint: str = ""
    disabled: bool = False
    group: str = ""


@dataclass(frozen=True)
class Task:
    """One line of a task list: what to do, where, until when. ``due`` is a legal date."""

    title: str
    url: str = ""
    status: str = ""
    tone: Tone = "neutral"
    due: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Moment:
    """Something that happened to a dossier: when, what, who, why, with which document; ``note`` is any other detail."""

    at: datetime | date
    title: str
    who: str = ""
    reason: str = ""
    document: Link | None = None
    tone: Tone = "neutral"
    note: str = ""


@dataclass(frozen=True)
class Upcoming:
    """The next step and who has it; stands above the timeline."""

    title: str
    who: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Step:
    """One named step of a process."""

    name: str
    state: Literal["done", "current", "todo"] = "todo"
    url: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table. ``key`` is an item or attribute of the row.

    ``kind``: text, code (a number with letters, never broken), number, money, percent, date, time, or custom (the
    caller block renders the cell).
    ``sort``/``sort_url``: present order and where a click leads.
    """

    key: str
    label: str
    kind: Literal["text", "code", "number", "money", "percent", "date", "time", "custom"] = "text"
    sort: Literal["", "ascending", "descending"] = ""
    sort_url: str = ""

    @property
    def numeric(self) -> bool:
        """Whether cells stand at the right with tabular figures."""
        return self.kind in {"number", "money", "percent"}

    @property
    def whole(self) -> bool:
        """Whether a cell stays on one line."""
        return self.kind in {"code", "date", "time"}


@dataclass(frozen=True)
class Condition:
    """A condition of the law and what is known about it, with its article."""

    outcome: Literal["met", "failed", "unproven"]
    sentence: str
    article: str = ""
    attach: str = ""
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """A line of a meta list. ``value`` may be Markup."""

    label: str
    value: object


@dataclass(frozen=True)
class FileRow:
    """A file that is already attached. ``size`` in bytes; ``error`` says what is wrong and what to do."""

    name: str
    url: str = ""
    size: int = 0
    note: str = ""
    error: str = ""
    remove_name: str = ""
    remove_value: str = ""


@dataclass(frozen=True)
class Choice:
    """One line of a ballot: a nominee, with what the paper says about them."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Honour:
    """Somebody on the roll of honour: the award, and by which decision or for what."""

    name: str
    award: str
    note: str = ""
    url: str = ""


def options(items: Iterable[Option | tuple[str, str]] | Mapping[str, str]) -> list[Option]:
    """Choices from options, (value, label) pairs or a mapping value → label."""
    pairs: Iterable[Any] = items.items() if isinstance(items, Mapping) else items
    return [item if isinstance(item, Option) else Option(str(item[0]), item[1]) for item in pairs]


def under_groups(items: Iterable[Option]) -> list[tuple[str, list[Option]]]:
    """Options under their headings, in the order in which they come."""
    return [(group, list(its)) for group, its in groupby(items, key=lambda one: one.group)]


def pairs(items: Iterable[Fact | tuple[str, object]] | Mapping[str, object]) -> list[tuple[str, object]]:
    """(label, value) from facts, pairs or a mapping."""
    found: Iterable[Any] = items.items() if isinstance(items, Mapping) else items
    return [(item.label, item.value) if isinstance(item, Fact) else (item[0], item[1]) for item in found]

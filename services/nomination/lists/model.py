"""Hồ sơ danh sách: one submission with hundreds of lines, each of which becomes a dossier, all of them or none."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from services.nomination.acts import Act
from services.nomination.lists.errors import ListHasProblems, ListNotPossible
from shared.aggregate import StatefulAggregate
from shared.events.nomination import ListSubmitted
from shared.record import Record


class ListState(StrEnum):
    CHECKED = "checked"
    """Read and looked through; nothing has been made of it."""
    IMPORTING = "importing"
    SUBMITTED = "submitted"
    ACCEPTING = "accepting"
    ACCEPTED = "accepted"


class NominationList(StatefulAggregate[ListState]):
    """``total`` lines, ``wrong`` of them with something to mend; ``done`` counts how far the present way has come."""

    kind: ClassVar[str] = "list"
    collection: ClassVar[str] = "lists"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("state",), ("unit", "-id"), ("nominating_unit", "-id"))
    transitions = {
        ListState.CHECKED: (ListState.IMPORTING,),
        ListState.IMPORTING: (ListState.SUBMITTED,),
        ListState.SUBMITTED: (ListState.ACCEPTING,),
        ListState.ACCEPTING: (ListState.ACCEPTED,),
    }

    state: ListState = ListState.CHECKED
    nominating_unit: str
    title: str
    award_kind: str
    year: int
    file_name: str
    total: int
    wrong: int
    done: int = 0
    by: str = ""
    accepted_by: str = ""
    sent_on: date | None = None

    def confirm(self, act: Act) -> None:
        """Make dossiers of all lines; refused while one of them has something to mend."""
        self.require(self.state is ListState.CHECKED, ListNotPossible())
        self.require(not self.wrong and self.total > 0, ListHasProblems(wrong=self.wrong, total=self.total))
        self.move(ListState.IMPORTING)
        self.by, self.done = act.by, 0

    def accept(self, act: Act) -> None:
        """Receive all of its dossiers."""
        self.require(self.state is ListState.SUBMITTED, ListNotPossible())
        self.move(ListState.ACCEPTING)
        self.accepted_by, self.done = act.by, 0

    def progress(self, lines: int, on: date) -> None:
        """So many lines more; the last of them ends the way."""
        self.done += lines
        if self.done < self.total:
            return
        if self.state is ListState.ACCEPTING:
            self.move(ListState.ACCEPTED)
            return
        self.move(ListState.SUBMITTED)
        self.sent_on = on
        self.record(
            ListSubmitted(
                list_id=self.id,
                unit=self.unit,
                nominating_unit=self.nominating_unit,
                title=self.title,
                year=self.year,
                lines=self.total,
                submitted_on=on,
                by=self.by,
            )
        )


class ListLine(Record):
    """One line as it was read: ``row`` of the sheet, ``problems`` in words; ``dossier`` once it is one."""

    collection: ClassVar[str] = "list_lines"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (("list_id", "wrong", "row"), ("list_id", "step", "row"))

    list_id: str
    row: int
    name: str = ""
    award: str = ""
    award_name: str = ""
    problems: tuple[str, ...] = ()
    wrong: bool = False
    proposal: dict[str, Any] = {}
    step: int = 0
    """0 read, 1 a dossier, 2 received."""
    dossier: str = ""

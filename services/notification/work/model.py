"""Việc: something to do, addressed to an office rather than a person, so that it moves with the office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import computed_field

from shared.identity import Actor, Role
from shared.record import Record

NO_DUE = "9999-12-31"


class Step(StrEnum):
    """What is to be done."""

    REVIEW_REGISTRATION = "review-registration"
    MEND_REGISTRATION = "mend-registration"
    PLAN_TASK = "plan-task"
    CHECK_DOSSIER = "check-dossier"
    MEND_DOSSIER = "mend-dossier"
    SUPPLEMENT_DOSSIER = "supplement-dossier"
    GIVE_OPINION = "give-opinion"
    JOIN_NOMINATION = "join-nomination"
    CONVENE = "convene"
    AWAIT_MEETING = "await-meeting"
    ATTEND_MEETING = "attend-meeting"
    SIGN_MINUTES = "sign-minutes"
    CONFIRM_DELEGATES = "confirm-delegates"
    MEND_DELEGATES = "mend-delegates"
    DRAFT_DECISION = "draft-decision"
    FORWARD = "forward"
    BROADCAST = "broadcast"
    SWEEP = "sweep"


def office(role: Role, unit: str) -> str:
    """The key of an office: ``officer@duong-quang``."""
    return f"{role.value}@{unit}"


def person(subject: str) -> str:
    """The key of a person, for what is given to somebody by name: a seat in a meeting."""
    return f"person:{subject}"


def acting_for(unit: str) -> tuple[str, ...]:
    """Who acts for a unit: its head, or the officer of a commune."""
    return office(Role.UNIT_HEAD, unit), office(Role.OFFICER, unit)


def keys_of(actor: Actor) -> list[str]:
    """Every key by which work reaches this person today."""
    return [person(actor.subject), *dict.fromkeys(office(held.role, held.unit) for held in actor.offices)]


class WorkItem(Record):
    """One thing to do. ``id`` is what it is about, so that there is never more than one step of a thing at a time.

    ``holders`` have to do it, ``awaited_by`` want to know where it is; both are keys of offices or persons.
    ``from_unit`` and ``with_unit`` are codes of who sent it and who has it.
    """

    collection: ClassVar[str] = "work_items"
    indexes: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("open", "holders", "urgency", "id"),
        ("open", "awaited_by", "urgency", "id"),
    )

    step: Step
    title: str
    note: str = ""
    url: str
    about: str
    from_unit: str = ""
    with_unit: str = ""
    due_on: date | None = None
    opened_on: date
    closed_on: date | None = None
    holders: tuple[str, ...]
    awaited_by: tuple[str, ...] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def open(self) -> bool:
        """Whether it still waits."""
        return self.closed_on is None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def urgency(self) -> str:
        """What lists sort by: the due date, and what has none at the end."""
        return self.due_on.isoformat() if self.due_on else NO_DUE

    def closed(self, on: date) -> WorkItem:
        """The same, done on that day; the first closing counts."""
        return self if self.closed_on else self.model_copy(update={"closed_on": on})

    def held_by(self, keys: Iterable[str]) -> list[str]:
        """The keys among these by which it has come here."""
        return [key for key in keys if key in self.holders]

"""What the API shows of a submission."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel

from services.nomination.decisions.parts import Way
from services.nomination.submissions.model import Enclosure, Line, Step, Submission
from services.nomination.submissions.states import SubmissionState
from shared.events import Level
from shared.store.reads import Page


class SubmissionLine(BaseModel):
    """A submission in a list."""

    id: str
    version: int
    state: SubmissionState
    unit: str
    to_unit: str
    to_level: Level
    title: str
    number: str
    drafted_on: date
    sent_on: date | None
    received_on: date | None
    returned_on: date | None
    count: int

    @classmethod
    def of(cls, its: Submission) -> Self:
        """The line of a submission."""
        return cls.model_validate({**vars(its), "count": len(its.lines)})


class SubmissionView(SubmissionLine):
    """A submission whole. ``fingerprint`` is the SHA-256 of the signed letter, empty where it was signed on paper."""

    reason: str
    lines: tuple[Line, ...]
    signer_name: str
    signer_post: str
    signed_by: str
    way: Way
    fingerprint: str
    enclosed: tuple[Enclosure, ...]
    received_by: str
    carried_by: str
    history: tuple[Step, ...]


class SubmissionPage(BaseModel):
    """A page of submissions; ``after`` is the cursor of the next one."""

    items: list[SubmissionLine]
    after: str | None

    @classmethod
    def of(cls, page: Page[Submission]) -> Self:
        """The view of a page."""
        return cls(items=[SubmissionLine.of(one) for one in page.items], after=page.after)

"""What the registration service says: units, officers, plans, movements, registrations."""

from __future__ import annotations

from datetime import date

from shared.events.base import Classification, Event, Level, event
from shared.events.parts import Criterion, Part, Recipient

INTERNAL, PUBLIC, CONFIDENTIAL = Classification.INTERNAL, Classification.PUBLIC, Classification.CONFIDENTIAL


@event(
    service="registration",
    subject="unit",
    classification=PUBLIC,
    example={
        "code": "duong-quang", "name": "xã Dương Quang", "level": "commune", "parent": "my-hao",
        "path": "hung-yen/my-hao/duong-quang", "valid_from": "2000-01-01", "valid_to": None,
    },
)  # fmt: skip
class UnitRegistered(Event):
    """A unit of the tree exists from a date on. ``path`` names it from the root, slash between codes."""

    code: str
    name: str
    level: Level
    parent: str | None
    path: str
    valid_from: date
    valid_to: date | None = None


@event(
    service="registration",
    subject="unit",
    classification=PUBLIC,
    example={"code": "my-hao", "successors": [], "on": "2025-06-30"},
)
class UnitSucceeded(Event):
    """A unit ends on a date; its successors, if any, carry its histories on."""

    code: str
    successors: tuple[str, ...]
    on: date


@event(
    service="registration",
    subject="unit",
    classification=PUBLIC,
    example={"code": "duong-quang", "parent": "hung-yen", "path": "hung-yen/duong-quang", "on": "2025-07-01"},
)
class UnitMoved(Event):
    """A unit stands under another parent from a date on, or one above it does: its path has changed."""

    code: str
    parent: str
    path: str
    on: date


class Person(Part):
    """A person of the directory: the OpenID Connect subject, the name as written, where mail reaches them."""

    id: str
    name: str
    honorific: str = ""
    email: str = ""


@event(
    service="registration",
    subject="officer",
    classification=CONFIDENTIAL,
    example={
        "person": {"id": "dq-van-phong-01", "name": "Đỗ Minh Hà", "honorific": "bà", "email": "ha@duong-quang.thidua.example"},
        "role": "officer", "unit": "duong-quang", "valid_from": "2025-01-01", "valid_to": None,
    },
)  # fmt: skip
class OfficerAppointed(Event):
    """A person holds an office at a unit from a date on. The directory of every service follows these."""

    person: Person
    role: str
    unit: str
    valid_from: date
    valid_to: date | None = None


@event(
    service="registration",
    subject="officer",
    classification=CONFIDENTIAL,
    example={"person_id": "dq-van-phong-01", "role": "officer", "unit": "duong-quang", "on": "2025-12-31"},
)
class OfficerRelieved(Event):
    """An office ends on a date."""

    person_id: str
    role: str
    unit: str
    on: date


@event(
    service="registration",
    subject="plan",
    classification=PUBLIC,
    example={
        "plan": "0198c0de-0000-7000-8000-000000000001", "year": 2025, "number": "01/KH-UBND",
        "title": "Kế hoạch công tác thi đua, khen thưởng năm 2025", "unit": "duong-quang", "issued_on": "2025-01-06",
        "recipients": [{"unit": "my-hao", "name": "UBND thị xã", "channel": "inbox"}], "tasks": 8,
    },
)  # fmt: skip
class PlanIssued(Event):
    """A yearly plan has been signed and goes to its recipients."""

    plan: str
    year: int
    number: str
    title: str
    unit: str
    issued_on: date
    recipients: tuple[Recipient, ...]
    tasks: int


@event(
    service="registration",
    subject="plan",
    classification=INTERNAL,
    example={
        "plan": "0198c0de-0000-7000-8000-000000000001", "task": "II.2", "title": "Đăng ký nội dung và tiêu chí thi đua",
        "leader": "duong-quang.van-phong", "helpers": ["duong-quang.van-hoa"], "due_on": "2025-02-28",
    },
)  # fmt: skip
class PlanTaskAssigned(Event):
    """A task of a plan has a unit that leads, units that help and a day by which it is due.

    ``each_unit`` names those of the helpers that each do the whole task by themselves and report on it.
    """

    plan: str
    task: str
    title: str
    leader: str
    helpers: tuple[str, ...] = ()
    each_unit: tuple[str, ...] = ()
    due_on: date | None = None


@event(
    service="registration",
    subject="plan",
    classification=INTERNAL,
    example={
        "plan": "0198c0de-0000-7000-8000-000000000001", "task": "II.2", "by": "duong-quang.van-phong",
        "on": "2025-02-20", "done": True, "summary": "Đã đăng ký với thị xã.",
    },
)  # fmt: skip
class PlanTaskReported(Event):
    """The leader of a task has reported on it."""

    plan: str
    task: str
    by: str
    on: date
    done: bool
    summary: str


@event(
    service="registration",
    subject="movement",
    classification=PUBLIC,
    example={
        "movement": "0198c0de-0000-7000-8000-000000000002", "title": "Thi đua hoàn thành nhiệm vụ năm 2025",
        "unit": "duong-quang", "starts_on": "2025-01-15", "ends_on": "2025-12-15",
        "criteria": [{"group": "Kinh tế", "name": "Thu ngân sách", "max_points": 20}],
    },
)  # fmt: skip
class MovementLaunched(Event):
    """An emulation movement has been launched with its criteria."""

    movement: str
    title: str
    unit: str
    starts_on: date
    ends_on: date
    criteria: tuple[Criterion, ...]


@event(
    service="registration",
    subject="registration",
    classification=INTERNAL,
    example={
        "registration": "0198c0de-0000-7000-8000-000000000003", "kind": "content", "year": 2025, "unit": "duong-quang",
        "to_unit": "my-hao", "title": "Đăng ký nội dung và tiêu chí thi đua năm 2025", "lines": 5, "submitted_on": "2025-01-20",
    },
)  # fmt: skip
class RegistrationSubmitted(Event):
    """A unit has registered what it pledges (``content``) or the titles it strives for (``titles``)."""

    registration: str
    kind: str
    year: int
    unit: str
    to_unit: str
    title: str
    lines: int
    submitted_on: date


@event(
    service="registration",
    subject="registration",
    classification=INTERNAL,
    example={
        "registration": "0198c0de-0000-7000-8000-000000000003", "unit": "duong-quang", "to_unit": "my-hao",
        "title": "Đăng ký nội dung và tiêu chí thi đua năm 2025", "reason": "Thiếu điểm tối đa của hai tiêu chí.",
    },
)  # fmt: skip
class RegistrationReturned(Event):
    """A registration came back with the reason."""

    registration: str
    unit: str
    to_unit: str
    title: str
    reason: str


@event(
    service="registration",
    subject="registration",
    classification=INTERNAL,
    example={
        "registration": "0198c0de-0000-7000-8000-000000000003", "kind": "content", "year": 2025, "unit": "duong-quang",
        "to_unit": "my-hao", "title": "Đăng ký nội dung và tiêu chí thi đua năm 2025", "lines": 5, "approved_on": "2025-02-10",
    },
)  # fmt: skip
class RegistrationApproved(Event):
    """A registration has been agreed; what was agreed is kept as it was."""

    registration: str
    kind: str
    year: int
    unit: str
    to_unit: str
    title: str
    lines: int
    approved_on: date

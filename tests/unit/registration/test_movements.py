"""A movement is launched with its criteria."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from services.registration.movements.model import Criterion, CriterionTwice, Movement, MovementDetails, Phase
from shared.events import Level
from shared.events.parts import Criterion as Published
from shared.events.registration import MovementLaunched
from tests.unit.registration.people import SIGNER


def criterion(code: str, points: int = 20) -> Criterion:
    return Criterion(code=code, group="Kinh tế", name=f"Tiêu chí {code}", max_points=points)


def launched(*criteria: Criterion, **more: Any) -> Movement:
    details = MovementDetails(
        **{"title": "Phong trào", "starts_on": date(2025, 1, 15), "ends_on": date(2025, 12, 15)} | more,
        criteria=criteria or (criterion("1"),),
    )
    return Movement.launch(details, unit="duong-quang", level=Level.COMMUNE, by=SIGNER, on=date(2025, 1, 15))


def test_launch_is_told_with_the_criteria() -> None:
    movement = launched(criterion("1", 60), criterion("2", 40))
    (event,) = movement.take_events()
    assert isinstance(event, MovementLaunched)
    assert event.criteria[0] == Published(group="Kinh tế", name="Tiêu chí 1", max_points=60)
    assert (movement.points, movement.launched_by_name) == (100, SIGNER.name)


def test_two_criteria_cannot_carry_one_number() -> None:
    with pytest.raises(CriterionTwice):
        launched(criterion("1"), criterion("1"))


def test_movement_cannot_end_before_it_starts_or_lack_criteria() -> None:
    with pytest.raises(ValidationError, match="Ngày kết thúc không được trước ngày bắt đầu"):
        launched(ends_on=date(2025, 1, 14))
    with pytest.raises(ValidationError):
        MovementDetails(title="Phong trào", starts_on=date(2025, 1, 15), ends_on=date(2025, 12, 15), criteria=())


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2025-01-14", Phase.AHEAD),
        ("2025-01-15", Phase.RUNNING),
        ("2025-12-15", Phase.RUNNING),
        ("2025-12-16", Phase.OVER),
    ],
)
def test_phase_of_a_movement_on_a_day(day: str, phase: Phase) -> None:
    assert launched().phase(date.fromisoformat(day)) is phase

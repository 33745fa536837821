"""Counts as they come from the store: one cell for each combination that occurs."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from services.reporting.projections.dossiers import DossierState
from services.reporting.projections.registrations import RegistrationState
from shared.events import Level
from shared.events.parts import SubjectKind


class Cell(BaseModel):
    """``count`` of what shares everything else."""

    model_config = ConfigDict(frozen=True)

    count: int


class DossierCell(Cell):
    """Dossiers first submitted in the period, by their state now."""

    award: str
    kind: str
    subject_kind: SubjectKind | None
    state: DossierState
    forwarded: bool


class AwardCell(Cell):
    """Awards granted in the period. ``days`` from achievement to award, None unknown; ``bonus`` is a sum in đồng."""

    award: str
    kind: str
    subject_kind: SubjectKind
    level: Level
    category: str
    leads: bool | None
    days: int | None
    bonus: int


class TaskCell(Cell):
    """Tasks of the year's plans."""

    deadline: date | None
    done_on: date | None

    def late(self, on: date) -> bool:
        """Done after the deadline, or not done although that day lies after it."""
        return self.deadline is not None and (self.done_on or on) > self.deadline


class RegistrationCell(Cell):
    """Registrations of the year. ``returned``: how often each came back."""

    kind: str
    state: RegistrationState
    returned: int


class StepCell(Cell):
    """How long dossiers of the period stood in a state that they have left."""

    state: DossierState
    days: int

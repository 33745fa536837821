"""The figures of one unit, or of several together, for a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date

from services.reporting.indicators.cells import AwardCell, DossierCell, RegistrationCell, StepCell, TaskCell
from services.reporting.indicators.spread import Spread
from services.reporting.projections.dossiers import DossierState
from shared.events.parts import SubjectKind
from shared.law import Category, Kind

OPEN = (
    DossierState.SUBMITTED,
    DossierState.ACCEPTED,
    DossierState.SUPPLEMENTING,
    DossierState.CONSULTING,
    DossierState.APPROVED,
    DossierState.FORWARDED,
)
"""States in which some office has the dossier in hand."""
TIMELY_DAYS = (15, 30)
"""Limits within which awards are counted as timely: for comparison only, no legal time limit."""


@dataclass(frozen=True)
class Share:
    """``part`` of ``whole``; ``key`` says of what."""

    key: str
    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Counted cells and what follows from them. Add two of them and the sums come out right."""

    dossiers: tuple[DossierCell, ...] = ()
    awards: tuple[AwardCell, ...] = ()
    tasks: tuple[TaskCell, ...] = ()
    registrations: tuple[RegistrationCell, ...] = ()
    steps: tuple[StepCell, ...] = ()

    @classmethod
    def total(cls, several: Iterable[Figures]) -> Figures:
        """Several units as one."""
        parts = list(several)
        return cls(
            **{field.name: tuple(c for part in parts for c in getattr(part, field.name)) for field in fields(cls)}
        )

    @property
    def empty(self) -> bool:
        """Nothing was heard of this unit in this time."""
        return not (self.dossiers or self.awards or self.tasks or self.registrations)

    @property
    def by_state(self) -> Counter[DossierState]:
        """Dossiers by state."""
        return _counted(self.dossiers, lambda cell: cell.state)

    @property
    def received(self) -> int:
        """Dossiers first submitted in the period."""
        return self.by_state.total()

    @property
    def in_hand(self) -> int:
        """Those that some office still works on."""
        return sum(self.by_state[state] for state in OPEN)

    @property
    def decided(self) -> int:
        return self.by_state[DossierState.DECIDED]

    @property
    def forwarded(self) -> int:
        """Those that went to a higher level, whatever came of them."""
        return sum(cell.count for cell in self.dossiers if cell.forwarded)

    @property
    def awarded(self) -> int:
        """Awards granted in the period."""
        return sum(cell.count for cell in self.awards)

    @property
    def bonus(self) -> int:
        """Their money in đồng."""
        return sum(cell.bonus for cell in self.awards)

    def lead(self, kind: str = "") -> Spread:
        """Days from achievement to award, of one kind or of all, where the achievement's day is known."""
        return Spread.of(
            (cell.days, cell.count) for cell in self.awards if cell.days is not None and kind in ("", cell.kind)
        )

    def step(self, state: DossierState) -> Spread:
        """Days that dossiers stood in a state."""
        return Spread.of((cell.days, cell.count) for cell in self.steps if cell.state is state)

    @property
    def shares(self) -> tuple[Share, ...]:
        """What the plan asks to watch; workers and leaders only among those of whom it is known."""
        sudden = self._awards(lambda cell: cell.kind == Kind.SUDDEN)
        thematic = self._awards(lambda cell: cell.kind == Kind.MOVEMENT)
        collectives = self._awards(lambda cell: cell.subject_kind is SubjectKind.COLLECTIVE)
        households = self._awards(lambda cell: cell.subject_kind is SubjectKind.HOUSEHOLD)
        persons = [cell for cell in self.awards if cell.subject_kind is SubjectKind.INDIVIDUAL]
        placed = [cell for cell in persons if cell.category]
        posted = [cell for cell in persons if cell.leads is not None]
        found = [
            Share("sudden", sudden, self.awarded),
            Share("thematic", thematic, self.awarded),
            Share("collectives", collectives, self.awarded),
            Share("households", households, self.awarded),
            Share("workers", _sum(c for c in placed if c.category == Category.WORKER), _sum(placed)),
            Share("leaders", _sum(c for c in posted if c.leads), _sum(posted)),
        ]
        return tuple(share for share in found if share.whole)

    @property
    def planned(self) -> int:
        """Tasks of the plan."""
        return _sum(self.tasks)

    @property
    def done(self) -> int:
        return _sum(cell for cell in self.tasks if cell.done_on)

    def late(self, on: date) -> int:
        """Tasks that were done late, or are late on that day."""
        return _sum(cell for cell in self.tasks if cell.late(on))

    @property
    def registered(self) -> int:
        return _sum(self.registrations)

    @property
    def returned(self) -> Share:
        """Registrations that came back at least once."""
        return Share("returned", _sum(cell for cell in self.registrations if cell.returned), self.registered)

    def _awards(self, test: Callable[[AwardCell], bool]) -> int:
        return _sum(cell for cell in self.awards if test(cell))


def _sum(cells: Iterable[DossierCell | AwardCell | TaskCell | RegistrationCell]) -> int:
    return sum(cell.count for cell in cells)


def _counted(cells: Iterable[DossierCell], key: Callable[[DossierCell], DossierState]) -> Counter[DossierState]:
    found: Counter[DossierState] = Counter()
    for cell in cells:
        found[key(cell)] += cell.count
    return found

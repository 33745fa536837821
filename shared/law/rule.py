"""A condition ready to be asked, and the facts of one dossier as it sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.law.context import Values
from shared.law.expressions import Program
from shared.law.rows import Condition


@dataclass(frozen=True)
class Rule:
    """A condition row with its compiled expression, the facts it reads and where it says it stands."""

    row: Condition
    program: Program
    applies: Program | None
    reads: tuple[str, ...]
    years: int
    """How many years of ratings it reads, the year under review included."""
    source: Mapping[str, Any]

    @property
    def reads_history(self) -> bool:
        return any(path.startswith("history.") and path != "history.initiatives" for path in self.reads)


@dataclass(frozen=True)
class Case:
    """One dossier's facts as the conditions see them."""

    values: Values
    activation: Any
    known_from: int | None
    """First year from which the list of past awards is complete; None: complete."""

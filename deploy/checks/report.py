"""What a check can say: faults, or that a tool it needs is not installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Check = Callable[[Path], Iterator[str]]
"""Takes the root of the repository, yields one sentence per fault; raises ToolMissing."""


class ToolMissing(Exception):
    """A tool is not installed; the text says what for and what to type."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of one check."""

    name: str
    faults: tuple[str, ...] = ()
    missing: str = ""

    @property
    def verdict(self) -> str:
        """One word for the report."""
        if self.faults:
            return "FAULT"
        return "skipped" if self.missing else "ok"

    def lines(self) -> Iterator[str]:
        """The lines of the report."""
        yield f"{self.verdict:8}{self.name}"
        for remark in (*self.faults, *([self.missing] if self.missing else [])):
            yield f"        {remark}"


def run(name: str, check: Check, root: Path) -> Outcome:
    """Run one check to its end; what it found before a tool was missed counts."""
    faults: list[str] = []
    try:
        faults.extend(check(root))
    except ToolMissing as missing:
        return Outcome(name=name, faults=tuple(faults), missing=str(missing))
    return Outcome(name=name, faults=tuple(faults))

"""What can go wrong while the year is played."""

from typing import Any

from deploy.local.children import StackError


class BadScript(StackError):
    """The sample year cannot be played as it is written; the message names the step."""


class Refused(Exception):
    """A service said no: its problem document. ``repeated``: it was asked before and its answer was lost."""

    def __init__(self, method: str, path: str, status: int, problem: dict[str, Any], *, repeated: bool = False) -> None:
        self.status = status
        self.problem = problem
        self.repeated = repeated
        said = problem.get("en") or problem.get("title") or "no reason given"
        super().__init__(f"{method} {path}: {status} {problem.get('code', '')}: {said}")

    @property
    def code(self) -> str:
        """The stable code of the problem."""
        return str(self.problem.get("code", ""))


class NeverHappened(Exception):
    """What the other services were to do about something did not come in time."""


class StepFailed(StackError):
    """The year stopped at a step; the message names it and carries the problem document."""

"""What a handler may say of its failure."""

from __future__ import annotations

from pydantic import ValidationError

from shared.errors import Conflict, ThiduaError, Unavailable
from shared.events import UnknownEvent
from shared.observability.logs import scrub

DETAIL_LENGTH = 500


class Transient(Exception):
    """Not now: try again, in process first, then after 10 seconds, a minute, ten minutes."""


class Permanent(Exception):
    """Never: no repetition will help. The message goes to the dead letters with the reason."""


def is_permanent(error: BaseException) -> bool:
    """Whether repeating cannot help: input that no class accepts, a rule of the field that says no."""
    if isinstance(error, Conflict | Unavailable):
        return False
    return isinstance(error, Permanent | ValidationError | UnknownEvent | ThiduaError)


def reason_of(error: BaseException) -> str:
    """A short reason for headers and metrics: the class, never data."""
    return type(error).__name__


def detail_of(error: BaseException) -> str:
    """What went wrong, for operators: of input that no class accepts the places and rules, never what stood there."""
    if isinstance(error, ValidationError):
        places = error.errors(include_url=False, include_input=False)
        text = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in places)
    else:
        text = str(error)
    return scrub(text)[:DETAIL_LENGTH]

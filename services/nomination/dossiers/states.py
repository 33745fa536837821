"""Where a dossier can be, and what can be done with it there: the one table that pages, API and tests read."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    """Being written by the nominating unit."""
    SUBMITTED = "submitted"
    """With the officer, who checks whether it is complete."""
    RETURNED = "returned"
    """Back at the nominating unit, with the reason."""
    ACCEPTED = "accepted"
    """Received for appraisal: the law that applies is fixed."""
    SCHEDULED = "scheduled"
    """On the agenda of a council."""
    APPROVED = "approved"
    REJECTED = "rejected"
    FORWARDED = "forwarded"
    """On its way to the level above, not yet received there."""
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What a person can do with a dossier. What councils and decisions do to it is not an action of a person."""

    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    FORWARD = "forward"


TRANSITIONS: dict[str, tuple[str, ...]] = {
    State.DRAFT: (State.SUBMITTED, State.WITHDRAWN),
    State.SUBMITTED: (State.RETURNED, State.ACCEPTED, State.WITHDRAWN),
    State.RETURNED: (State.SUBMITTED, State.WITHDRAWN),
    State.ACCEPTED: (State.SCHEDULED, State.FORWARDED, State.WITHDRAWN),
    State.SCHEDULED: (State.APPROVED, State.REJECTED, State.ACCEPTED),
    State.APPROVED: (State.DECIDED, State.FORWARDED),
    State.FORWARDED: (State.ACCEPTED, State.RETURNED),
}
"""From each state to the next. The council that ends without voting gives a dossier back as accepted."""

POSSIBLE: dict[Action, tuple[State, ...]] = {
    Action.EDIT: (State.DRAFT, State.RETURNED),
    Action.SUBMIT: (State.DRAFT, State.RETURNED),
    Action.RETURN: (State.SUBMITTED, State.FORWARDED),
    Action.ACCEPT: (State.SUBMITTED, State.FORWARDED),
    Action.WITHDRAW: (State.DRAFT, State.SUBMITTED, State.RETURNED, State.ACCEPTED),
    Action.FORWARD: (State.ACCEPTED, State.APPROVED),
}
"""The states in which each action makes sense."""

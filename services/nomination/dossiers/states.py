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
    SUPPLEMENTING = "supplementing"
    """Received, but parts must be mended by the nominating unit: asked for once, and the clock stands."""
    CONSULTING = "consulting"
    """Received, and other bodies are asked for their opinion (hiệp y): the clock stands."""
    SCHEDULED = "scheduled"
    """On the agenda of a council."""
    APPROVED = "approved"
    REJECTED = "rejected"
    FORWARDED = "forwarded"
    """On its way to the level above, not yet received there."""
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    """What was asked for did not come in time."""


class Action(StrEnum):
    """What a person can do with a dossier. What councils and decisions do to it is not an action of a person."""

    EDIT = "edit"
    SUBMIT = "submit"
    INVITE = "invite"
    """Ask other units to nominate together, and go on without one."""
    JOIN = "join"
    """Answer for a unit that was asked."""
    RETURN = "return"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    FORWARD = "forward"
    ASK = "ask"
    """Ask for the supplement."""
    SUPPLEMENT = "supplement"
    """Send what was asked for."""
    CONSULT = "consult"
    """Ask other bodies for their opinion."""
    OPINE = "opine"
    """Give, or note, the opinion of a body that was asked."""
    CONCLUDE = "conclude"
    """Wait for the others no longer."""


TRANSITIONS: dict[str, tuple[str, ...]] = {
    State.DRAFT: (State.SUBMITTED, State.WITHDRAWN),
    State.SUBMITTED: (State.RETURNED, State.ACCEPTED, State.WITHDRAWN),
    State.RETURNED: (State.SUBMITTED, State.WITHDRAWN, State.EXPIRED),
    State.ACCEPTED: (
        State.SUPPLEMENTING,
        State.CONSULTING,
        State.SCHEDULED,
        State.FORWARDED,
        State.WITHDRAWN,
        State.DECIDED,
    ),
    State.SUPPLEMENTING: (State.ACCEPTED, State.WITHDRAWN, State.EXPIRED),
    State.CONSULTING: (State.ACCEPTED, State.WITHDRAWN),
    State.SCHEDULED: (State.APPROVED, State.REJECTED, State.ACCEPTED),
    State.APPROVED: (State.DECIDED, State.FORWARDED),
    State.FORWARDED: (State.ACCEPTED, State.RETURNED),
}
"""From each state to the next. The council that ends without voting gives a dossier back as accepted.

From accepted straight to decided goes the simplified procedure alone (Điều 85).
"""

POSSIBLE: dict[Action, tuple[State, ...]] = {
    Action.EDIT: (State.DRAFT, State.RETURNED, State.SUPPLEMENTING),
    Action.SUBMIT: (State.DRAFT, State.RETURNED),
    Action.INVITE: (State.DRAFT, State.RETURNED),
    Action.JOIN: (State.DRAFT, State.RETURNED),
    Action.RETURN: (State.SUBMITTED, State.FORWARDED),
    Action.ACCEPT: (State.SUBMITTED, State.FORWARDED),
    Action.WITHDRAW: (
        State.DRAFT,
        State.SUBMITTED,
        State.RETURNED,
        State.ACCEPTED,
        State.SUPPLEMENTING,
        State.CONSULTING,
    ),
    Action.FORWARD: (State.ACCEPTED, State.APPROVED),
    Action.ASK: (State.ACCEPTED,),
    Action.SUPPLEMENT: (State.SUPPLEMENTING,),
    Action.CONSULT: (State.ACCEPTED,),
    Action.OPINE: (State.CONSULTING,),
    Action.CONCLUDE: (State.CONSULTING,),
}
"""The states in which each action makes sense."""

ANSWERS_BY = (State.RETURNED, State.SUPPLEMENTING)
"""The states in which the nominating unit owes an answer by a day, and which end when it passes."""

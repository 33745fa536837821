"""Where a selection of models can be, and what can be done there: the one table for all."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    """Computed and looked at; the officer adjusts it."""
    PROPOSED = "proposed"
    """Before the chair of the council or the signer."""
    CONFIRMED = "confirmed"
    """The list of delegates has its number and is never changed again."""
    DISCARDED = "discarded"


class Action(StrEnum):
    """What a person does with a selection."""

    RECOUNT = "recount"
    """Look through the register again; what was settled by hand stays."""
    ADJUST = "adjust"
    """Take somebody in or out by hand, with a reason."""
    DESCRIBE = "describe"
    """Fill in what the register does not know of a candidate: gender, field, category, post."""
    PROPOSE = "propose"
    RETURN = "return"
    CONFIRM = "confirm"
    DISCARD = "discard"


TRANSITIONS: dict[str, tuple[str, ...]] = {
    State.DRAFT: (State.PROPOSED, State.DISCARDED),
    State.PROPOSED: (State.CONFIRMED, State.DRAFT),
}

POSSIBLE: dict[Action, State] = {
    Action.RECOUNT: State.DRAFT,
    Action.ADJUST: State.DRAFT,
    Action.DESCRIBE: State.DRAFT,
    Action.PROPOSE: State.DRAFT,
    Action.DISCARD: State.DRAFT,
    Action.RETURN: State.PROPOSED,
    Action.CONFIRM: State.PROPOSED,
}
"""The state in which each action makes sense."""

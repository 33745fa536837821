"""Where a decision can be, and what can be done with it there: the one table that pages, API and tests read."""

from __future__ import annotations

from enum import StrEnum


class DecisionState(StrEnum):
    DRAFT = "draft"
    """Being written; has no number."""
    DISCARDED = "discarded"
    """Given up before it had a number."""
    SEALED = "sealed"
    """Signed and numbered, under embargo: only its unit knows of it."""
    SIGNED = "signed"
    """Signed, in force and public."""


class Action(StrEnum):
    """What a person can do with a decision. The release at the end of an embargo is nobody's action."""

    EDIT = "edit"
    DISCARD = "discard"
    SIGN = "sign"
    """With one's own key, or by hand with the pen in hand."""
    RECORD = "record"
    """Note that the signer has signed on paper."""
    ATTACH = "attach"
    """Add the scan of what was signed on paper."""
    AMEND = "amend"
    """Begin another decision that corrects or revokes what this one gave."""


TRANSITIONS: dict[str, tuple[str, ...]] = {
    DecisionState.DRAFT: (DecisionState.DISCARDED, DecisionState.SEALED, DecisionState.SIGNED),
    DecisionState.SEALED: (DecisionState.SIGNED,),
}

POSSIBLE: dict[Action, tuple[DecisionState, ...]] = {
    Action.EDIT: (DecisionState.DRAFT,),
    Action.DISCARD: (DecisionState.DRAFT,),
    Action.SIGN: (DecisionState.DRAFT,),
    Action.RECORD: (DecisionState.DRAFT,),
    Action.ATTACH: (DecisionState.SEALED, DecisionState.SIGNED),
    Action.AMEND: (DecisionState.SIGNED,),
}
"""The states in which each action makes sense."""

"""Where a submission can be, and what can be done with it there: the one table that pages, API and tests read."""

from __future__ import annotations

from enum import StrEnum


class SubmissionState(StrEnum):
    DRAFT = "draft"
    """Being put together; has no number."""
    DISCARDED = "discarded"
    """Given up before it had a number."""
    SENT = "sent"
    """Numbered and signed, with its dossiers on their way to the level above."""
    RECEIVED = "received"
    """The level above has noted the receipt."""
    RETURNED = "returned"
    """The level above has sent every dossier of it back."""


class Action(StrEnum):
    """What a person can do with a submission."""

    EDIT = "edit"
    DISCARD = "discard"
    SEND = "send"
    """Sign the letter, or note that it was signed on paper: the dossiers go up."""
    RECEIVE = "receive"
    """Note the receipt, at the level above."""
    TAKE = "take"
    """Receive all of its dossiers for appraisal, at the level above."""
    RETURN = "return"
    """Send it, or single dossiers of it, back with the reason."""
    EXPORT = "export"
    """Have it as a file for the level above."""
    ANSWER = "answer"
    """Have what became of it as a file for the level below."""


TRANSITIONS: dict[str, tuple[str, ...]] = {
    SubmissionState.DRAFT: (SubmissionState.DISCARDED, SubmissionState.SENT),
    SubmissionState.SENT: (SubmissionState.RECEIVED, SubmissionState.RETURNED),
    SubmissionState.RECEIVED: (SubmissionState.RETURNED,),
}

ON_THE_WAY = (SubmissionState.SENT, SubmissionState.RECEIVED)
NUMBERED = (*ON_THE_WAY, SubmissionState.RETURNED)

POSSIBLE: dict[Action, tuple[SubmissionState, ...]] = {
    Action.EDIT: (SubmissionState.DRAFT,),
    Action.DISCARD: (SubmissionState.DRAFT,),
    Action.SEND: (SubmissionState.DRAFT,),
    Action.RECEIVE: (SubmissionState.SENT,),
    Action.TAKE: ON_THE_WAY,
    Action.RETURN: ON_THE_WAY,
    Action.EXPORT: NUMBERED,
    Action.ANSWER: NUMBERED,
}
"""The states in which each action makes sense."""

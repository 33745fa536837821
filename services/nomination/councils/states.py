"""Where meetings, their items and their minutes can be, and what can be done there: the one table for all."""

from __future__ import annotations

from enum import StrEnum


class MeetingState(StrEnum):
    CONVENED = "convened"
    """Called, or going on."""
    CLOSED = "closed"


class ItemState(StrEnum):
    PENDING = "pending"
    """Not voted on, or to be voted on again."""
    OPEN = "open"
    """Members vote."""
    TIED = "tied"
    """Counted; the council's rule leaves it to the chair."""
    CLOSED = "closed"


class MinutesState(StrEnum):
    DRAFT = "draft"
    """Made out of the meeting; the secretary corrects it."""
    PRESENTED = "presented"
    """Signed by the secretary, before the chair."""
    SIGNED = "signed"
    """Signed by both; never changed again."""


class Action(StrEnum):
    """What a person does at a meeting."""

    PREPARE = "prepare"
    """Change agenda, papers and guests before the meeting."""
    ATTEND = "attend"
    """Note who is there and how."""
    DECLARE = "declare"
    """Say that a member steps back from an item."""
    ANSWER = "answer"
    """Confirm or refuse a conflict that the data propose."""
    NOTE = "note"
    """Write down what was said about an item."""
    OPEN = "open"
    """Let members vote on an item."""
    CAST = "cast"
    RAISE = "raise"
    """Note the hands raised in an open vote."""
    COUNT = "count"
    """End the vote and count."""
    VOID = "void"
    """End the vote without counting."""
    BREAK_TIE = "break-tie"
    REPEAT = "repeat"
    """Vote again on an item; the first vote is kept."""
    CLOSE = "close"


class MinutesAction(StrEnum):
    """What a person does with minutes."""

    CORRECT = "correct"
    PRESENT = "present"
    """Sign as secretary."""
    RETURN = "return"
    """Send back to the secretary for correction."""
    SIGN = "sign"
    """Sign as chair."""


MEETING: dict[str, tuple[str, ...]] = {MeetingState.CONVENED: (MeetingState.CLOSED,)}

ITEM: dict[str, tuple[str, ...]] = {
    ItemState.PENDING: (ItemState.OPEN,),
    ItemState.OPEN: (ItemState.CLOSED, ItemState.TIED, ItemState.PENDING),
    ItemState.TIED: (ItemState.CLOSED,),
    ItemState.CLOSED: (ItemState.PENDING,),
}
"""An open vote goes back to pending when it is voided, a closed item when it is voted on again."""

MINUTES: dict[str, tuple[str, ...]] = {
    MinutesState.DRAFT: (MinutesState.PRESENTED,),
    MinutesState.PRESENTED: (MinutesState.SIGNED, MinutesState.DRAFT),
}

ON_ITEM: dict[Action, ItemState] = {
    Action.DECLARE: ItemState.PENDING,
    Action.ANSWER: ItemState.PENDING,
    Action.OPEN: ItemState.PENDING,
    Action.CAST: ItemState.OPEN,
    Action.RAISE: ItemState.OPEN,
    Action.COUNT: ItemState.OPEN,
    Action.VOID: ItemState.OPEN,
    Action.BREAK_TIE: ItemState.TIED,
    Action.REPEAT: ItemState.CLOSED,
}
"""The state of the item in which an action about one item makes sense; NOTE does in any."""

BETWEEN_VOTES = frozenset({Action.PREPARE, Action.ATTEND, Action.OPEN, Action.REPEAT, Action.CLOSE})
"""What has to wait while members vote on any item: nothing moves under an open ballot."""

ON_MINUTES: dict[MinutesAction, tuple[MinutesState, ...]] = {
    MinutesAction.CORRECT: (MinutesState.DRAFT,),
    MinutesAction.PRESENT: (MinutesState.DRAFT,),
    MinutesAction.RETURN: (MinutesState.PRESENTED,),
    MinutesAction.SIGN: (MinutesState.PRESENTED,),
}

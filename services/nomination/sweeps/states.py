"""Where a sweep and a candidate can be, and what can be done there: the one table that pages, API and tests read."""

from __future__ import annotations

from enum import StrEnum


class SweepState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    """Everybody is in a dossier or was set aside with a reason."""


class CandidateState(StrEnum):
    FOUND = "found"
    """Entered by the hamlet."""
    DECLARED = "declared"
    """The declaration is there; the proof is gathered and looked at."""
    PROVED = "proved"
    """Declaration and proof are complete: from here on the time of the commune counts."""
    ASKED = "asked"
    """The association is asked: the clock stands."""
    OPINED = "opined"
    """The association has answered, or is waited for no longer."""
    POSTED = "posted"
    """On a list that is or was public."""
    PROPOSED = "proposed"
    """In a dossier, which goes its own way."""
    SET_ASIDE = "set_aside"


NAMES = {
    CandidateState.FOUND: "Chờ bản khai",
    CandidateState.DECLARED: "Chờ giấy tờ, kiểm tra",
    CandidateState.PROVED: "Đủ hồ sơ",
    CandidateState.ASKED: "Đang hỏi ý kiến hội",
    CandidateState.OPINED: "Đã có ý kiến hội",
    CandidateState.POSTED: "Đã niêm yết",
    CandidateState.PROPOSED: "Đã lập hồ sơ",
    CandidateState.SET_ASIDE: "Đưa ra khỏi danh sách",
}
"""What people call the states."""


class Action(StrEnum):
    """What a person can do with a candidate."""

    EDIT = "edit"
    DECLARE = "declare"
    PROVE = "prove"
    """Add a proof, or take one off."""
    CONFIRM = "confirm"
    """Find declaration and proof complete."""
    RETURN = "return"
    """Give them back to the hamlet."""
    ASK = "ask"
    OPINE = "opine"
    CONCLUDE = "conclude"
    """Wait for the association no longer."""
    POST = "post"
    PROPOSE = "propose"
    SET_ASIDE = "set_aside"
    TAKE_UP = "take_up"
    HOLD = "hold"
    """Note that somebody is examined; the hold stands on the person, not on the state."""


SWEEP_TRANSITIONS: dict[str, tuple[str, ...]] = {SweepState.OPEN: (SweepState.CLOSED,)}

TRANSITIONS: dict[str, tuple[str, ...]] = {
    CandidateState.FOUND: (CandidateState.DECLARED, CandidateState.SET_ASIDE),
    CandidateState.DECLARED: (CandidateState.PROVED, CandidateState.SET_ASIDE),
    CandidateState.PROVED: (
        CandidateState.ASKED,
        CandidateState.POSTED,
        CandidateState.DECLARED,
        CandidateState.SET_ASIDE,
    ),
    CandidateState.ASKED: (CandidateState.OPINED, CandidateState.SET_ASIDE),
    CandidateState.OPINED: (
        CandidateState.POSTED,
        CandidateState.DECLARED,
        CandidateState.SET_ASIDE,
    ),
    CandidateState.POSTED: (CandidateState.PROPOSED, CandidateState.SET_ASIDE),
    CandidateState.PROPOSED: (CandidateState.DECLARED,),
    CandidateState.SET_ASIDE: (CandidateState.FOUND, CandidateState.DECLARED),
}
"""From each state to the next. A candidate is taken up again as found, or as declared if the declaration is there."""

WAITING = tuple(state for state in CandidateState if state not in (CandidateState.PROPOSED, CandidateState.SET_ASIDE))
"""The states in which somebody in the commune still has to do something: none may be left when a sweep is closed."""

POSSIBLE: dict[Action, tuple[CandidateState, ...]] = {
    Action.EDIT: (CandidateState.FOUND, CandidateState.DECLARED),
    Action.DECLARE: (CandidateState.FOUND, CandidateState.DECLARED),
    Action.PROVE: (CandidateState.DECLARED,),
    Action.CONFIRM: (CandidateState.DECLARED,),
    Action.RETURN: (CandidateState.PROVED, CandidateState.OPINED),
    Action.ASK: (CandidateState.PROVED,),
    Action.OPINE: (CandidateState.ASKED,),
    Action.CONCLUDE: (CandidateState.ASKED,),
    Action.POST: (CandidateState.PROVED, CandidateState.OPINED),
    Action.PROPOSE: (CandidateState.POSTED,),
    Action.SET_ASIDE: WAITING,
    Action.TAKE_UP: (CandidateState.SET_ASIDE, CandidateState.PROPOSED),
    Action.HOLD: WAITING,
}
"""The states in which each action makes sense."""

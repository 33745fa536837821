"""What a counted vote comes to under the council's rule."""

from __future__ import annotations

from services.nomination.councils.parts import Outcome
from shared.events.parts import Tally
from shared.law import VotingRule

HALF = 50


def tally_of(rule: VotingRule, *, agree: int, disagree: int, blank: int, present: int, members: int) -> Tally:
    """The counts with the number that the share is taken of: all members, or those who take part."""
    base = members if rule.base == "all_members" else present
    return Tally(agree=agree, disagree=disagree, blank=blank, present=present, members=members, base=base)


def outcome_of(rule: VotingRule, tally: Tally) -> Outcome:
    """Whether the share is reached, exactly at it as the rule says, and by a majority.

    Half is never a majority: where no more than a majority is asked for, the rule says whether the chair decides then.
    """
    if 2 * tally.agree == tally.base and rule.approve_pct <= HALF and rule.tie == "chair":
        return Outcome.TIED
    reached = rule.approved(in_favour=tally.agree, present=tally.present, members=tally.members)
    return Outcome.PASSED if reached and 2 * tally.agree > tally.base else Outcome.FAILED

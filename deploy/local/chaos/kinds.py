"""The kinds of things that the run creates, and how to read from a thing which commands took effect on it."""

from __future__ import annotations

from collections import Counter

from deploy.local.chaos.ledger import Json, Kind

REGISTRATION, NOMINATION = "/registration/api/v1", "/nomination/api/v1"
DEEDS = {"submitted": "submit", "returned": "return", "approved": "approve"}
STEPS = {
    "created": "create",
    "submitted": "submit",
    "returned": "return",
    "accepted": "accept",
    "withdrawn": "withdraw",
    "forwarded": "forward",
}
"""What stands in the history of a dossier → the verb."""


def _with_rest(found: Counter[str], view: Json, rest: str) -> Counter[str]:
    """Every save raises the version by one: what no other verb accounts for was ``rest``."""
    found[rest] = view["version"] - found.total()
    return found


def _dossier(view: Json) -> Counter[str]:
    """A decision holds a dossier before it decides on it: two saves, one step."""
    found = _with_rest(Counter(STEPS.get(step["what"], step["what"]) for step in view["history"]), view, "edit")
    found["edit"] -= found["decided"]
    return found


def _registration(view: Json) -> Counter[str]:
    found = Counter(DEEDS[moment["deed"]] for moment in view["moments"])
    return _with_rest(found + Counter(create=1), view, "rewrite")


def _plan(view: Json) -> Counter[str]:
    reports = sum(len(task["reports"]) for task in view["tasks"])
    return _with_rest(Counter(create=1, issue=int(view["state"] == "issued"), report=reports), view, "revise")


def _meeting(view: Json) -> Counter[str]:
    """A secret vote does not touch the meeting: how many there were, the tally says."""
    rounds = [one for item in view["items"] for one in item["rounds"]]
    hands = sum(len(one["hands"]) for one in rounds if one["mode"] == "open")
    sealed = sum(_cast(item, one) for item in view["items"] for one in item["rounds"] if one["mode"] == "secret")
    found = Counter(
        create=1,
        answer=sum(len(one["answers"]) for one in view["conflicts"]),
        open=len(rounds),
        vote=hands,
        count=sum(one["closed_at"] is not None for one in rounds),
        close=int(view["state"] == "closed"),
    )
    return _with_rest(found, view, "attend") + Counter(vote=sealed)


def _cast(item: Json, held: Json) -> int:
    """Ballots in a box: those that were counted, or how many there are so far."""
    tally = held["tally"]
    return sum(int(tally[name]) for name in ("agree", "disagree", "blank")) if tally else item["voted"] or 0


def _minutes(view: Json) -> Counter[str]:
    return _with_rest(Counter(create=1, sign=int(view["state"] == "signed")), view, "present")


def _decision(view: Json) -> Counter[str]:
    return _with_rest(Counter(create=1, sign=int(view["state"] == "signed")), view, "revise")


def _movement(view: Json) -> Counter[str]:
    return _with_rest(Counter(create=1), view, "nothing")


def _officer(view: Json) -> Counter[str]:
    ended = sum(office["valid_to"] is not None for office in view["offices"])
    return _with_rest(Counter(create=1, appoint=len(view["offices"]) - 1, relieve=ended), view, "nothing")


def _unit(view: Json) -> Counter[str]:
    return _with_rest(Counter(create=1, end=int(view["state"] == "ended")), view, "nothing")


DOSSIER = Kind(
    service="nomination",
    name="dossier",
    path=f"{NOMINATION}/dossiers",
    effects=_dossier,
    marker=lambda row: str(row["nominee"]["id"]),
)
PLEDGE = Kind(
    service="registration",
    name="registration",
    path=f"{REGISTRATION}/registrations",
    effects=_registration,
    marker=lambda row: str(row["title"]),
)
PLAN = Kind(
    service="registration",
    name="plan",
    path=f"{REGISTRATION}/plans",
    effects=_plan,
    marker=lambda row: str(row["title"]),
    guarded=False,
)
OFFICER = Kind(
    service="registration",
    name="officer",
    path=f"{REGISTRATION}/officers",
    effects=_officer,
    marker=lambda row: str(row["id"]),
)
UNIT = Kind(
    service="registration",
    name="unit",
    path=f"{REGISTRATION}/units",
    effects=_unit,
    marker=lambda row: str(row["code"]),
)
MOVEMENT = Kind(
    service="registration",
    name="movement",
    path=f"{REGISTRATION}/movements",
    effects=_movement,
    marker=lambda row: str(row["title"]),
)
MEETING = Kind(
    service="nomination",
    name="meeting",
    path=f"{NOMINATION}/meetings",
    effects=_meeting,
    marker=lambda row: str(row["title"]),
    passing=frozenset({"voted_myself", "voted"}),
    guarded=False,
)
MINUTES = Kind(
    service="nomination",
    name="minutes",
    path=f"{NOMINATION}/minutes",
    effects=_minutes,
    marker=lambda row: str(row["title"]),
    listed=False,
)
DECISION = Kind(
    service="nomination",
    name="decision",
    path=f"{NOMINATION}/decisions",
    effects=_decision,
    marker=lambda row: str(row["title"]),
)
KINDS = (UNIT, OFFICER, PLAN, MOVEMENT, PLEDGE, DOSSIER, MEETING, MINUTES, DECISION)

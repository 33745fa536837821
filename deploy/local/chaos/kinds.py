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
    return _with_rest(Counter(STEPS.get(step["what"], step["what"]) for step in view["history"]), view, "edit")


def _registration(view: Json) -> Counter[str]:
    found = Counter(DEEDS[moment["deed"]] for moment in view["moments"])
    return _with_rest(found + Counter(create=1), view, "rewrite")


def _plan(view: Json) -> Counter[str]:
    reports = sum(len(task["reports"]) for task in view["tasks"])
    return _with_rest(Counter(create=1, issue=int(view["state"] == "issued"), report=reports), view, "revise")


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
KINDS = (UNIT, OFFICER, PLAN, PLEDGE, DOSSIER)

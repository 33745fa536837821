"""The parts of a chaos run that need no stack: the plan out of the seed, the stories, what is read from a view."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from deploy.local.chaos.councils import council
from deploy.local.chaos.faults import FIRST, TARGETS, Action, plan_of
from deploy.local.chaos.kinds import DECISION, DOSSIER, MEETING, MINUTES, OFFICER, PLAN, PLEDGE, UNIT
from deploy.local.chaos.ledger import Command, Ledger, Outcome, Tally, Thing
from deploy.local.chaos.places import Commune, Places
from deploy.local.chaos.stories import WEIGHTS, Stage, story_of
from deploy.local.play.data import Sample

SEEDS = range(1, 30)


def stage(seed: int) -> Stage:
    heads = {"bach-sam.thon-1": "h"}
    commune = Commune(code="bach-sam", officer="o", signer="s", heads=heads, secretary="w", members=("s", "h"))
    places = Places(communes=(commune,), units=frozenset(), officers=frozenset())
    nobody: Any = None  # stories are told apart, not told
    return Stage(seed, places, Sample(), nobody, Ledger())


def test_same_seed_is_the_same_plan_and_another_seed_another() -> None:
    assert plan_of(7, 120) == plan_of(7, 120)
    assert plan_of(7, 120) != plan_of(8, 120)


def test_longer_run_begins_as_the_shorter_one() -> None:
    short = plan_of(7, 30)
    assert plan_of(7, 120)[: len(short)] == short


@pytest.mark.parametrize("seed", SEEDS)
def test_target_is_broken_by_one_fault_at_a_time(seed: int) -> None:
    for target in TARGETS:
        its = [fault for fault in plan_of(seed, 120) if fault.target == target]
        assert all(before.at + before.seconds < after.at for before, after in pairwise(its))


def test_plans_leave_nothing_out_and_begin_in_peace() -> None:
    faults = [fault for seed in SEEDS for fault in plan_of(seed, 120)]
    assert {fault.target for fault in faults} == set(TARGETS)
    assert {fault.action for fault in faults} == set(Action)
    assert min(fault.at for fault in faults) >= FIRST


def test_same_seed_tells_the_same_stories() -> None:
    told = [[(story.name, tell, story.random.random()) for story, tell in map_of(seed)] for seed in (7, 7, 8)]
    assert told[0] == told[1] != told[2]
    assert {tell for _, tell, _ in told[0]} == set(WEIGHTS)


def test_first_stories_are_the_councils_and_nobody_there_gives_up() -> None:
    (first, tell), (second, _) = map_of(7)[:2]
    assert (tell, first.patient, second.patient) == (council, True, False)
    assert first.beside(1).patient


def map_of(seed: int) -> list[Any]:
    return [story_of(stage(seed), number) for number in range(1, 101)]


ROUNDS: list[dict[str, Any]] = [
    {"mode": "open", "hands": {"a": "A", "b": "D"}, "closed_at": "2025-04-08", "tally": {}},
    {"mode": "secret", "hands": {}, "closed_at": "2025-04-08", "tally": {"agree": 3, "disagree": 1, "blank": 0}},
    {"mode": "secret", "hands": {}, "closed_at": None, "tally": None},
]
HELD: dict[str, Any] = {
    "items": [{"rounds": [one], "voted": 2} for one in ROUNDS],
    "conflicts": [{"answers": [{}]}, {"answers": []}],
    "state": "closed",
    "version": 11,
}


def test_secret_votes_of_a_meeting_are_counted_although_they_do_not_change_it() -> None:
    effects = MEETING.effects(HELD)
    assert effects == {"create": 1, "answer": 1, "open": 3, "count": 2, "vote": 2 + 4 + 2, "close": 1, "attend": 1}
    assert effects.total() == HELD["version"] + 4 + 2


def test_effect_of_a_command_about_another_thing_is_expected_once_that_is_acknowledged() -> None:
    thing = Thing(kind=DOSSIER, marker="m", reader="r")
    convene = Command(verb="create", who="o", method="POST", path="/meetings", body=None, key="k")
    thing.followed.append((convene, "scheduled"))
    assert (thing.count(Outcome.UNKNOWN), thing.changed_elsewhere) == ({"scheduled": 1}, True)
    convene.outcome = Outcome.ACKNOWLEDGED
    assert thing.count(Outcome.ACKNOWLEDGED) == {"scheduled": 1}


def test_what_a_view_says_of_the_moment_is_no_difference() -> None:
    told, read = {"items": [{"state": "open", "voted": None}]}, {"items": [{"state": "open", "voted": 3}]}
    assert MEETING.lasting(told) == MEETING.lasting(read)
    assert DOSSIER.lasting(told) != DOSSIER.lasting(read)


@pytest.mark.parametrize(
    ("kind", "view", "wanted"),
    [
        (DOSSIER, {"history": [{"what": "created"}, {"what": "submitted"}], "version": 3}, {"submit": 1, "edit": 1}),
        (PLEDGE, {"moments": [{"deed": "submitted"}, {"deed": "returned"}], "version": 4}, {"return": 1, "rewrite": 1}),
        (PLAN, {"tasks": [{"reports": [{}, {}]}], "state": "issued", "version": 4}, {"report": 2, "issue": 1}),
        (OFFICER, {"offices": [{"valid_to": None}, {"valid_to": "2025-04-08"}], "version": 3}, {"relieve": 1}),
        (UNIT, {"state": "ended", "version": 2}, {"end": 1}),
        (MINUTES, {"state": "signed", "version": 3}, {"present": 1, "sign": 1}),
        (DECISION, {"state": "signed", "version": 2}, {"sign": 1}),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_every_save_of_a_thing_is_accounted_for(kind: Any, view: dict[str, Any], wanted: dict[str, int]) -> None:
    effects = kind.effects(view)
    assert effects.total() == view["version"]
    assert effects["create"] == 1
    assert {verb: effects[verb] for verb in wanted} == wanted


def test_thing_counts_its_commands_by_outcome() -> None:
    thing = Thing(kind=UNIT, marker="m", reader="r")
    for verb, outcome in (("create", Outcome.ACKNOWLEDGED), ("end", Outcome.UNKNOWN)):
        thing.commands.append(
            Command(verb=verb, who="r", method="POST", path="/", body=None, key=verb, outcome=outcome)
        )
    ledger = Ledger(things=[thing])
    assert dict(ledger.acknowledged()) == {"registration": 1}
    assert thing.count(Outcome.UNKNOWN) == {"end": 1}


def test_tally_is_clean_only_without_lost_unexpected_and_duplicated() -> None:
    good = Tally(attempted=3, acknowledged=2, ok=2, recovered=1, refused=1)
    assert good.clean
    for bad in (Tally(lost=1), Tally(unexpected=1), Tally(duplicated=1)):
        assert not (good + bad).clean

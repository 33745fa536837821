"""At the end of the year everything is as expected.yaml says, which was worked out by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from deploy.local.play.errors import Refused
from tests.e2e.conftest import PROVINCE

if TYPE_CHECKING:
    from tests.e2e.conftest import Json, Town

NOMINATION = "/nomination/api/v1"
STATES = {
    "awarded": "decided", "forwarded": "accepted", "not_approved": "rejected", "withdrawn": "withdrawn",
    "ineligible": "draft",
}  # fmt: skip
"""Outcome of the sample → state in nomination: what was forwarded has been received by the level above."""


@pytest.fixture(scope="module")
async def dossiers(town: Town) -> dict[str, Json]:
    return await town.dossiers()


@pytest.fixture(scope="module")
async def awards(town: Town) -> list[Json]:
    return await town.all(PROVINCE, f"{NOMINATION}/awards", year=2025)


@pytest.fixture(scope="module")
def expected(town: Town) -> dict[str, Any]:
    return town.sample.expected


def results(expected: dict[str, Any], outcome: str) -> dict[str, Any]:
    """The expected results of one outcome, by dossier."""
    return {one["dossier"]: one for one in expected["results"] if one["outcome"] == outcome}


async def test_every_dossier_came_to_its_end(dossiers: dict[str, Json], expected: dict[str, Any]) -> None:
    wanted = {one["dossier"]: STATES[one["outcome"]] for one in expected["results"]}
    assert {key: dossier["state"] for key, dossier in dossiers.items()} == wanted


async def test_law_of_the_day_of_receipt_applied(dossiers: dict[str, Json], expected: dict[str, Any]) -> None:
    wanted = {one["dossier"]: one["rule_set"] for one in expected["results"] if one["outcome"] != "ineligible"}
    assert {key: dossiers[key]["rule_set"] for key in wanted} == wanted


async def test_awards_are_those_expected_by_type_and_decider(awards: list[Json], expected: dict[str, Any]) -> None:
    wanted = expected["awards"]
    assert len(awards) == wanted["total"]
    assert Counter(award["award"] for award in awards) == wanted["by_award"]
    assert Counter(award["unit"] for award in awards) == wanted["decided_by"]
    assert Counter(award["nominee"]["kind"] for award in awards) == wanted["by_subject"]
    assert sum(award["kind"] == "LH-DX" for award in awards) == wanted["sudden"]
    assert sum(award["kind"] == "LH-PT" for award in awards) == wanted["thematic"]


async def test_each_award_has_its_decider_day_and_money(
    awards: list[Json], dossiers: dict[str, Json], expected: dict[str, Any]
) -> None:
    wanted = {
        key: (one["decided_by"], str(one["date"]), one["payable"]) for key, one in results(expected, "awarded").items()
    }
    keys = {dossier["id"]: key for key, dossier in dossiers.items()}
    found = {keys[award["dossier"]]: (award["unit"], award["granted_on"], award["bonus"]) for award in awards}
    assert found == wanted


async def test_money_adds_up_for_each_level(awards: list[Json], expected: dict[str, Any]) -> None:
    money = Counter[str]()
    for award in awards:
        money[award["unit"]] += award["bonus"]
        money["total"] += award["bonus"]
    assert money == {unit: sums["payable"] for unit, sums in expected["awards"]["money"].items()}


async def test_forwarded_dossiers_went_their_way(
    dossiers: dict[str, Json], expected: dict[str, Any], town: Town
) -> None:
    for key, result in results(expected, "forwarded").items():
        left = [step["unit"] for step in dossiers[key]["history"] if step["what"] == "forwarded"]
        assert [*dict.fromkeys(left), dossiers[key]["unit"]] == result["route"], key
        way = await town.world.get("dq-van-phong-01", f"{NOMINATION}/dossiers/{dossiers[key]['id']}/way")
        back = [stage["unit"] for stage in way["stages"] if stage["standing"] == "sent_back"]
        assert back == ["hung-yen"] * (key in expected["returned_from_above"]), key


async def test_letters_went_up_and_files_changed_nothing(town: Town, expected: dict[str, Any]) -> None:
    letters = await town.all(PROVINCE, f"{NOMINATION}/submissions")
    assert Counter(letter["unit"] for letter in letters) == expected["submissions"]
    numbers = sorted(letter["number"] for letter in letters if letter["unit"] == "duong-quang")
    assert numbers == [f"{n:02d}/TTr-UBND" for n in range(1, expected["submissions"]["duong-quang"] + 1)]
    states = Counter(letter["state"] for letter in letters)
    assert states == {"received": len(letters) - 1, "returned": 1}


async def test_decisions_are_numbered_without_holes(town: Town) -> None:
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for decision in reversed(await town.all(PROVINCE, f"{NOMINATION}/decisions")):
        assert decision["state"] == "signed"
        numbers[decision["unit"]].append(decision["number"])
    assert numbers == {
        "duong-quang": [f"{n:02d}/QĐ-UBND" for n in range(1, 7)],
        "my-hao": ["01/QĐ-UBND"],
    }


async def test_one_award_was_taken_back_by_a_decision_of_its_own(awards: list[Json], town: Town) -> None:
    revoked = [award for award in awards if award["state"] == "revoked"]
    assert [award["nominee"]["name"] for award in revoked] == ["Bùi Mạnh Vượng"]
    assert {award["revoked_by"] for award in revoked} == {"06/QĐ-UBND"}


async def test_chair_signed_every_decision_with_the_own_key(town: Town) -> None:
    for decision in await town.all("dq-van-phong-01", f"{NOMINATION}/decisions"):
        path = f"{NOMINATION}/decisions/{decision['id']}/signature"
        signature = await town.world.get("dq-van-phong-01", path)
        assert (signature["way"], signature["intact"], signature["trusted"]) == ("digital", True, True)


async def test_ballots_came_out_as_they_were_cast(dossiers: dict[str, Json], town: Town) -> None:
    keys = {dossier["id"]: key for key, dossier in dossiers.items()}
    wanted = {
        (meeting.unit, item.dossier): (item.ballot.agree, item.ballot.disagree, item.ballot.abstain, item.passed)
        for meeting in town.sample.meetings.values()
        for item in meeting.items
    }
    found = {}
    for line in await town.all(PROVINCE, f"{NOMINATION}/meetings"):
        meeting = await town.world.get(PROVINCE, f"{NOMINATION}/meetings/{line['id']}")
        assert meeting["state"] == "closed"
        for item in meeting["items"]:
            tally = item["tally"]
            counted = (tally["agree"], tally["disagree"], tally["blank"], item["approved"])
            found[meeting["unit"], keys[item["dossier"]]] = counted
    assert found == wanted


async def test_ineligible_dossier_is_refused_with_the_article(dossiers: dict[str, Json], town: Town) -> None:
    with pytest.raises(Refused) as refusal:
        await town.world.post("dq-hoi-nong-dan-01", f"{NOMINATION}/dossiers/{dossiers['hs-26']['id']}/submission")
    assert refusal.value.code == "dossier.ineligible"
    assert "28 khoản 1 điểm c" in refusal.value.problem["vi"]
    assert "70%" in refusal.value.problem["vi"]


async def test_dossier_that_lacks_a_condition_went_to_the_council_with_its_reason(
    dossiers: dict[str, Json], town: Town
) -> None:
    wanted = town.sample.dossiers["hs-27"].overridden
    assert wanted is not None
    found = dossiers["hs-27"]
    assert (found["override_reason"], found["overridden_by"]) == (wanted.reason, "dq-hoi-cuu-chien-binh-01")
    assert [one["id"] for one in found["conditions"] if one["outcome"] == "fails"] == ["TT-SHARE"]


async def test_list_was_received_whole_and_each_line_is_a_dossier(town: Town, expected: dict[str, Any]) -> None:
    rows = await town.all(PROVINCE, f"{NOMINATION}/dossiers", state="accepted")
    lines = [row for row in rows if row["list_id"]]
    (its,) = town.sample.lists.values()
    assert len(lines) == expected["lists"]["received"]
    assert {row["nominee"]["name"] for row in lines} == {line.name for line in its.lines}


async def test_units_that_nominate_together_stand_in_the_dossier_with_its_report(
    dossiers: dict[str, Json], town: Town
) -> None:
    found = dossiers["hs-15"]
    assert [(one["unit"], one["agrees"]) for one in found["co_nominators"]] == [("duong-quang.mat-tran", True)]
    report = await town.world.get(PROVINCE, f"{NOMINATION}/dossiers/{found['id']}/report")
    assert report["complete"]


async def test_withdrawn_and_returned_dossiers_say_why(dossiers: dict[str, Json], town: Town) -> None:
    for key, dossier in town.sample.dossiers.items():
        why = ("returned", "withdrawn")
        steps = [step for step in dossiers[key]["history"] if step["what"] in why and step["unit"] == "duong-quang"]
        reasons = {step["what"]: step["reason"] for step in steps}
        wanted = {}
        if dossier.returned:
            wanted["returned"] = dossier.returned.reason
        if dossier.withdrawn:
            wanted["withdrawn"] = dossier.withdrawn.reason
        assert reasons == wanted, key


async def test_clock_stood_for_the_supplement_and_the_consultation(dossiers: dict[str, Json]) -> None:
    for key, step in (("hs-15", "supplemented"), ("hs-19", "concluded")):
        assert step in [one["what"] for one in dossiers[key]["history"]]
        assert [(one["since"], one["until"]) for one in dossiers[key]["pauses"]] == [("2025-11-19", "2025-11-20")]


async def test_list_was_public_before_it_was_sent_on_and_a_comment_was_answered(town: Town) -> None:
    postings = {one["posted_on"]: one for one in await town.all("dq-thon-1-01", f"{NOMINATION}/postings")}
    assert {day: one["closes_on"] for day, one in postings.items()} == {
        "2025-05-30": "2025-06-13", "2025-08-20": "2025-09-05",
    }  # fmt: skip
    assert all(line["dossier"] for one in postings.values() for line in one["lines"])  # every candidate became one
    posting = postings["2025-08-20"]
    said = await town.world.get("dq-thon-1-01", f"{NOMINATION}/postings/{posting['id']}/comments")
    assert [one["state"] for one in said["items"]] == ["published"]


async def test_plan_was_reported_task_by_task_and_once_late(town: Town, expected: dict[str, Any]) -> None:
    tasks = await town.all("dq-van-phong-01", "/reporting/api/v1/tasks", year=2025)
    late = [{"task": task["task"], "unit": unit} for task in tasks for unit in task["late_units"]]
    assert len(tasks) == expected["plan"]["tasks"]
    assert all(task["parts_done"] == task["parts"] for task in tasks)
    assert late == expected["plan"]["reported_late"]


async def test_registrations_were_agreed_to(town: Town, expected: dict[str, Any]) -> None:
    rows = await town.all("dq-van-phong-01", "/registration/api/v1/registrations")
    assert {row["state"] for row in rows} == {"approved"}
    rounds = {row["from_unit"]: row["round"] for row in rows}
    assert rounds.pop("duong-quang") == expected["registration"]["versions"]
    assert len(rounds) == expected["title_registrations"]["units"]
    titles = Counter[str]()
    for row in rows:
        whole = await town.world.get("dq-van-phong-01", f"/registration/api/v1/registrations/{row['id']}")
        titles.update(line["award"] for line in whole["agreed"]["lines"]["titles"])
    assert titles == {award: n for award, n in expected["title_registrations"].items() if award != "units"}


async def test_communes_stand_under_the_province_since_july(town: Town) -> None:
    units = await town.all(PROVINCE, "/registration/api/v1/units")
    communes = [unit for unit in units if unit["level"] == "commune"]
    assert len(communes) == 13
    assert {unit["parent"] for unit in communes} == {"hung-yen"}
    (ended,) = [unit for unit in units if unit["code"] == "my-hao"]
    assert (ended["state"], ended["valid_to"]) == ("ended", "2025-06-30")


async def test_models_of_five_years_were_chosen_and_the_list_was_settled(town: Town, expected: dict[str, Any]) -> None:
    wanted = expected["exemplars"]
    [its] = await town.all("dq-van-phong-01", f"{NOMINATION}/selections")
    assert (its["state"], its["number"], its["candidates"]) == ("confirmed", "01/DS-UBND", wanted["candidates"])
    kinds = Counter(one["kind"] for one in its["delegates"])
    assert (len(its["delegates"]), kinds) == (
        wanted["delegates"], {"individual": wanted["individuals"], "collective": wanted["collectives"]},
    )  # fmt: skip
    assert all(share["kept"] for share in its["shares"])
    found = await town.world.get("dq-van-phong-01", f"{NOMINATION}/selections/{its['id']}/candidates", limit=200)
    assert sum(one["eligible"] for one in found["items"]) == wanted["eligible"]
    by_hand = {one["name"]: (one["chosen"], one["reason"]) for one in found["items"] if one["settled"] is not None}
    nominees = town.sample.nominees
    adjusted = town.sample.conference.selection.adjusted
    assert by_hand == {nominees[one.nominee].name: (one.chosen, one.reason) for one in adjusted}


async def test_nobody_on_the_lists_of_the_sweep_is_lost(town: Town, expected: dict[str, Any]) -> None:
    officer, (sweep,) = "dq-van-phong-01", await town.all("dq-van-phong-01", f"{NOMINATION}/sweeps")
    lines = (await town.world.get(officer, f"{NOMINATION}/sweeps/{sweep['id']}/hamlets"))["items"]
    states: Counter[str] = Counter()
    for line in lines:
        states.update(line["by_state"])
        assert line["reported"] is not None
    found = {
        "found": sum(line["found"] for line in lines), "proposed": states["proposed"], "set_aside": states["set_aside"],
        "waiting": sum(line["waiting"] for line in lines), "late": sum(line["late"] for line in lines),
    }  # fmt: skip
    assert found == expected["sweep"]

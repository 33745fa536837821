"""The council meetings: a quorum, the right people stepping back, ballots that add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.unit.samples.conftest import Sample


def voters(sample: Sample, meeting: dict[str, Any]) -> set[str]:
    """Who is present with a vote."""
    seats = sample.holders("council_member", meeting["unit"], meeting["date"])
    return seats - {absence["person"] for absence in meeting["absent"]}


def test_commune_meets_five_times_and_the_town_once_before_its_end(sample: Sample) -> None:
    assert [(m["unit"], str(m["date"])) for m in sample.meetings.values()] == [
        ("duong-quang", "2025-04-15"),
        ("duong-quang", "2025-06-20"),
        ("my-hao", "2025-06-25"),
        ("duong-quang", "2025-09-12"),
        ("duong-quang", "2025-11-28"),
        ("duong-quang", "2025-12-19"),
    ]


def test_two_thirds_of_the_members_vote_on_every_item(sample: Sample) -> None:
    for meeting in sample.meetings.values():
        for item in meeting["items"]:
            voting = voters(sample, meeting) - {one["person"] for one in item.get("recused", [])}
            assert 3 * len(voting) >= 2 * 9, (meeting["id"], item["dossier"])


def test_absent_members_and_guests_are_known(sample: Sample) -> None:
    for meeting in sample.meetings.values():
        seats = sample.holders("council_member", meeting["unit"], meeting["date"])
        assert {absence["person"] for absence in meeting["absent"]} <= seats
        assert set(meeting["guests"]) <= sample.officers.keys() - seats
        assert meeting["convened_on"] < meeting["date"]


def test_members_step_back_exactly_where_they_head_the_nominees_unit(sample: Sample) -> None:
    for meeting in sample.meetings.values():
        for item in meeting["items"]:
            unit = sample.unit_of(sample.dossiers[item["dossier"]]["nominee"])
            heads = sample.holders("unit_head", unit, meeting["date"]) & voters(sample, meeting)
            assert {one["person"] for one in item.get("recused", [])} == heads, item["dossier"]


def test_every_present_member_casts_one_ballot(sample: Sample) -> None:
    for meeting in sample.meetings.values():
        for item in meeting["items"]:
            cast = sum(item["ballot"].values())
            assert cast == len(voters(sample, meeting)) - len(item.get("recused", [])), item["dossier"]


def test_item_passes_with_more_than_half_of_all_members(sample: Sample) -> None:
    for meeting in sample.meetings.values():
        for item in meeting["items"]:
            assert item["passed"] == (2 * item["ballot"]["agree"] > 9), item["dossier"]
            assert item["then"] in ({"decide", "forward"} if item["passed"] else {None})


def test_one_dossier_is_voted_down_by_exactly_half_and_the_overridden_one_by_most(sample: Sample) -> None:
    lost = [i for m in sample.meetings.values() for i in m["items"] if not i["passed"]]
    assert [(item["dossier"], item["ballot"]) for item in lost] == [
        ("hs-13", {"agree": 4, "disagree": 4, "abstain": 0}),
        ("hs-27", {"agree": 2, "disagree": 6, "abstain": 0}),
    ]


def test_every_dossier_in_force_meets_its_council(sample: Sample) -> None:
    met = {item["dossier"] for meeting in sample.meetings.values() for item in meeting["items"]}
    alive = {
        k for k, d in sample.dossiers.items() if d["fate"] in {"accepted", "returned_then_resubmitted", "overridden"}
    }
    assert met == alive


def test_dossiers_are_received_before_their_council_meets(sample: Sample) -> None:
    for meeting in sample.meetings.values():
        for item in meeting["items"]:
            assert sample.dossiers[item["dossier"]]["received_on"] < meeting["date"]


def test_town_votes_only_on_what_the_commune_forwarded(sample: Sample) -> None:
    town = [i["dossier"] for m in sample.meetings.values() if m["unit"] == "my-hao" for i in m["items"]]
    commune = sample.meetings["hop-xa-2"]["items"]
    assert town == [item["dossier"] for item in commune if item["then"] == "forward"]


def test_resistance_dossiers_are_heard_with_the_veterans_association(sample: Sample) -> None:
    for meeting in sample.meetings.values():
        kinds = {sample.dossiers[item["dossier"]]["kind"] for item in meeting["items"]}
        if "LH-KC" in kinds and meeting["unit"] == "duong-quang":
            assert meeting["guests"] == ["dq-hoi-cuu-tnxp-01"]

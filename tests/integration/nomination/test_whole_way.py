"""A dossier's whole way through HTTP, on a real broker and store."""

from __future__ import annotations

import pytest

from tests.integration.nomination.play import accepted, answers, approved, convened, decided, vote
from tests.integration.nomination.samples import sample
from tests.integration.town import Person, Town, done, eventually, problem


async def test_dossier_returned_once_ends_as_an_award(
    town: Town, officer: Person, school: Person, chair: Person
) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    id_ = dossier["id"]
    assert dossier["state"] == "draft"
    done(await school.post(f"/dossiers/{id_}/submission"))
    returned = done(await officer.post(f"/dossiers/{id_}/return", {"reason": "Thiếu biên bản.", "parts": ["M"]}))
    assert returned["state"] == "returned"
    done(await school.put(f"/dossiers/{id_}", sample("hs-05") | {"achievement": "Đã bổ sung biên bản."}))
    done(await school.post(f"/dossiers/{id_}/submission"))
    town.today("2025-06-09")
    received = done(await officer.post(f"/dossiers/{id_}/acceptance"))
    assert (received["rule_set"], received["decided_by_level"]) == ("V1", "commune")
    await approved(town, "duong-quang", [id_], "2025-06-20")
    town.today("2025-06-23")
    decision = await decided(town, "duong-quang", chair, [id_])
    assert decision["total_bonus"] == 710_000
    assert decision["number"].endswith("/QĐ-UBND")
    award = done(await school.get("/awards", q="nguyen ngoc NHAI"))["items"][0]
    assert (award["dossier"], award["bonus"], award["number"]) == (id_, 710_000, decision["number"])
    history = done(await school.get(f"/dossiers/{id_}"))["history"]
    assert [step["what"] for step in history] == [
        "created", "submitted", "returned", "submitted", "accepted", "scheduled", "approved", "decided",
    ]  # fmt: skip


async def test_events_of_the_way_reach_the_outbox_in_order(town: Town, officer: Person, chair: Person) -> None:
    dossier = await accepted(town, sample("hs-20"), officer)
    await approved(town, "duong-quang", [dossier["id"]], "2025-06-20")
    await decided(town, "duong-quang", chair, [dossier["id"]])
    rows = await town.app.state.store["outbox"].find({"subject": f"dossier/{dossier['id']}"}).to_list(None)
    names = [row["type"].split(".")[-2] for row in sorted(rows, key=lambda row: row["sequence"])]
    assert names == ["NominationSubmitted", "NominationAccepted", "CouncilDecided"]

    async def published() -> bool:
        return not await town.app.state.store["outbox"].count_documents({"pending": True})

    await eventually(published)


async def test_before_july_the_town_decides_what_the_commune_forwards(
    town: Town, officer: Person, chair: Person
) -> None:
    town.today("2025-06-09")
    dossier = await accepted(town, sample("hs-07"), officer)
    assert (dossier["rule_set"], dossier["decided_by_level"]) == ("V1", "town")
    await approved(town, "duong-quang", [dossier["id"]], "2025-06-20")
    refused = await chair.post(
        "/decisions", {"unit": "duong-quang", "title": "Về việc khen thưởng", "dossiers": [dossier["id"]]}
    )
    assert problem(refused) == (422, "decision.not_decidable")
    forwarded = done(await chair.post(f"/dossiers/{dossier['id']}/forwarding", {"to_unit": "my-hao"}))
    assert (forwarded["state"], forwarded["unit"], forwarded["level"]) == ("forwarded", "my-hao", "town")
    assert forwarded["history"][-1]["document"].endswith("/TTr-UBND")
    above = town.person("mh-noi-vu-01")
    town.today("2025-06-23")
    taken = done(await above.post(f"/dossiers/{dossier['id']}/acceptance"))
    assert (taken["rule_set"], taken["received_on"], taken["received_here_on"]) == ("V1", "2025-06-09", "2025-06-23")
    await approved(town, "my-hao", [dossier["id"]], "2025-06-25")
    decision = await decided(town, "my-hao", town.person("mh-chu-tich-01"), [dossier["id"]])
    assert (decision["level"], decision["total_bonus"]) == ("town", 2_340_000)


async def test_from_july_the_commune_decides_the_same_title_itself(town: Town, officer: Person, chair: Person) -> None:
    town.today("2025-07-01")
    dossier = await accepted(town, sample("hs-24"), officer)
    assert (dossier["rule_set"], dossier["decided_by_level"]) == ("V2", "commune")
    await approved(town, "duong-quang", [dossier["id"]], "2025-07-10")
    refused = await chair.post(f"/dossiers/{dossier['id']}/forwarding", {"to_unit": "hung-yen"})
    assert problem(refused) == (422, "dossier.decided_here")
    decision = await decided(town, "duong-quang", chair, [dossier["id"]])
    assert decision["total_bonus"] == 2_340_000


async def test_ineligible_dossier_is_told_the_article(town: Town, officer: Person) -> None:
    town.today("2025-12-05")
    head = town.person("dq-hoi-nong-dan-01")
    dossier = done(await head.post("/dossiers", sample("hs-26")))
    answer = await head.post(f"/dossiers/{dossier['id']}/submission")
    assert problem(answer) == (422, "dossier.ineligible")
    [condition] = answer.json()["conditions"]
    assert "28 khoản 1 điểm c" in condition["article"]
    assert condition["vi"] != condition["en"]
    assert done(await head.get(f"/dossiers/{dossier['id']}"))["state"] == "draft"
    reason = {"override_reason": "Hội đang kiện toàn, đề nghị Hội đồng xem xét."}
    overridden = done(await head.post(f"/dossiers/{dossier['id']}/submission", reason))
    assert (overridden["state"], overridden["override_reason"]) == ("submitted", reason["override_reason"])


async def test_dossier_that_lacks_evidence_passes_with_a_warning(school: Person) -> None:
    body = sample("hs-05")
    del body["facts"]["ratings"]
    dossier = done(await school.post("/dossiers", body))
    submitted = done(await school.post(f"/dossiers/{dossier['id']}/submission"))
    assert submitted["state"] == "submitted"
    assert [warning["outcome"] for warning in submitted["warnings"]] == ["lacks_evidence"]


async def test_exactly_half_is_not_a_majority(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample("hs-01"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    chair = town.person(meeting["chair"])
    done(await chair.put(f"/meetings/{meeting['id']}/presence", {"present": meeting["members"][:8]}))
    closed = await vote(town, meeting, dossier["id"], answers(meeting, 4, 4))
    assert closed["items"][0]["approved"] is False
    done(await chair.post(f"/meetings/{meeting['id']}/closing"))
    assert done(await officer.get(f"/dossiers/{dossier['id']}"))["state"] == "rejected"


async def test_meeting_without_ballot_gives_the_dossier_back(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample("hs-01"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    done(await officer.post(f"/meetings/{meeting['id']}/closing"))
    assert done(await officer.get(f"/dossiers/{dossier['id']}"))["state"] == "accepted"


@pytest.mark.parametrize("state", ["draft", "accepted"])
async def test_nominating_unit_withdraws(town: Town, officer: Person, school: Person, state: str) -> None:
    dossier = done(await school.post("/dossiers", sample("hs-05")))
    if state == "accepted":
        done(await school.post(f"/dossiers/{dossier['id']}/submission"))
        done(await officer.post(f"/dossiers/{dossier['id']}/acceptance"))
    gone = done(await school.post(f"/dossiers/{dossier['id']}/withdrawal", {"reason": "Chuyển công tác."}))
    assert gone["state"] == "withdrawn"

"""What a secret ballot must not tell, even to whoever reads the whole database."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.integration.nomination.play import accepted, answers, convened, vote
from tests.integration.nomination.samples import sample
from tests.integration.town import Person, Town, done, problem


async def opened(town: Town, officer: Person, present: int = 9) -> tuple[dict[str, Any], str]:
    """A meeting with one item on which members vote now."""
    dossier = await accepted(town, sample("hs-01"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    done(await officer.put(f"/meetings/{meeting['id']}/presence", {"present": meeting["members"][:present]}))
    done(await officer.post(f"/meetings/{meeting['id']}/items/{dossier['id']}/opening"))
    return meeting, f"/meetings/{meeting['id']}/items/{dossier['id']}"


async def dump(town: Town) -> dict[str, list[Any]]:
    """Every collection of the service as it lies in the store."""
    database = town.app.state.store.database
    return {name: await database[name].find({}).to_list(None) for name in await database.list_collection_names()}


def written(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The same without what relay, seal and leases do by themselves all the time."""
    said = {name: found for name, found in rows.items() if name not in {"leases", "checkpoints"}}
    said["outbox"] = [row["body"] for row in rows["outbox"]]
    said["audit"] = [row["hash"] for row in rows["audit"]]
    return said


async def test_dump_of_an_open_ballot_tells_neither_who_voted_how_nor_how_it_stands(
    town: Town, officer: Person
) -> None:
    meeting, item = await opened(town, officer)
    before = written(await dump(town))
    voters = answers(meeting, 4, 3, 1)
    for person, choice in voters.items():
        done(await town.person(person).post(f"{item}/vote", {"vote": choice}, idempotency_key=f"key of {person}"))
    after = written(await dump(town))
    assert [name for name in after if after[name] != before.get(name)] == ["ballot_boxes"]
    box = next(
        row for row in after["ballot_boxes"] if row["_id"] in item.replace("/items", "").removeprefix("/meetings/")
    )
    assert set(box) == {"_id", "ballots", "voted", "counted"}
    assert box["voted"] == sorted(voters)
    tokens = [ballot["token"] for ballot in box["ballots"]]
    assert tokens == sorted(tokens)
    sealed = [ballot["sealed"] for ballot in box["ballots"]]
    assert len({len(one) for one in sealed}) == 1
    assert len(set(sealed)) == len(voters)
    assert not [word for word in ("agree", "disagree", "blank") if word in json.dumps(box)]


async def test_closed_ballot_leaves_only_counts_and_tokens(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    receipts = [
        done(await town.person(person).post(f"{item}/vote", {"vote": choice}))["token"]
        for person, choice in answers(meeting, 7, 1).items()
    ]
    assert done(await officer.get(f"{item}/tokens"))["tokens"] == []
    closed = done(await officer.post(f"{item}/closing"))["items"][0]
    assert closed["tally"] == {"agree": 7, "disagree": 1, "blank": 0, "present": 9, "members": 9, "base": 9}
    assert closed["approved"] is True
    assert done(await officer.get(f"{item}/tokens"))["tokens"] == sorted(receipts)
    boxes = (await dump(town))["ballot_boxes"]
    assert not [ballot for box in boxes if box["counted"] for ballot in box["ballots"] if ballot["sealed"]]


async def test_order_of_ballots_is_not_the_order_of_voting(town: Town, officer: Person) -> None:
    orders = []
    for _ in range(4):
        meeting, item = await opened(town, officer)
        cast = [
            done(await town.person(person).post(f"{item}/vote", {"vote": "agree"}))["token"]
            for person in meeting["members"]
        ]
        done(await officer.post(f"{item}/closing"))
        published = done(await officer.get(f"{item}/tokens"))["tokens"]
        orders.append([published.index(token) for token in cast])
        done(await officer.post(f"/meetings/{meeting['id']}/closing"))
    assert any(order != sorted(order) for order in orders)


async def test_audit_and_events_of_a_meeting_do_not_move_while_members_vote(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    version = done(await officer.get(f"/meetings/{meeting['id']}"))["version"]
    done(await town.person(meeting["members"][0]).post(f"{item}/vote", {"vote": "blank"}))
    assert done(await officer.get(f"/meetings/{meeting['id']}"))["version"] == version


async def test_second_vote_is_refused(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    member = town.person(meeting["members"][3])
    done(await member.post(f"{item}/vote", {"vote": "agree"}))
    assert problem(await member.post(f"{item}/vote", {"vote": "disagree"})) == (409, "ballot.already_voted")
    tries = await asyncio.gather(
        *(town.person(meeting["members"][4]).post(f"{item}/vote", {"vote": "agree"}) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in tries) == [201, 409, 409, 409]


async def test_turnout_is_for_chair_and_secretary_while_the_ballot_is_open(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    first, second = town.person(meeting["members"][1]), town.person(meeting["members"][2])
    done(await first.post(f"{item}/vote", {"vote": "agree"}))
    seen = done(await first.get(f"/meetings/{meeting['id']}"))["items"][0]
    assert (seen["voted"], seen["voted_myself"], seen["tally"]) == (None, True, None)
    seen = done(await second.get(f"/meetings/{meeting['id']}"))["items"][0]
    assert (seen["voted"], seen["voted_myself"]) == (None, False)
    seen = done(await officer.get(f"/meetings/{meeting['id']}"))["items"][0]
    assert (seen["voted"], seen["tally"]) == (1, None)


async def test_all_members_vote_at_the_same_moment_and_none_is_lost(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample("hs-01"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    done(await officer.put(f"/meetings/{meeting['id']}/presence", {"present": meeting["members"]}))
    closed = await vote(town, meeting, dossier["id"], answers(meeting, 5, 3, 1))
    tally = closed["items"][0]["tally"]
    assert (tally["agree"], tally["disagree"], tally["blank"]) == (5, 3, 1)


@pytest.mark.parametrize("who", ["dq-van-phong-01", "bach-sam-van-phong-01", "dq-truong-tieu-hoc-01", "mh-chu-tich-01"])
async def test_who_is_no_member_has_no_vote(town: Town, officer: Person, who: str) -> None:
    _, item = await opened(town, officer)
    assert problem(await town.person(who).post(f"{item}/vote", {"vote": "agree"})) == (403, "auth.denied")


async def test_absent_and_recused_members_have_no_vote(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample("hs-01"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    path = f"/meetings/{meeting['id']}"
    done(await officer.put(f"{path}/presence", {"present": meeting["members"][:8]}))
    recused, absent = town.person(meeting["members"][7]), town.person(meeting["members"][8])
    done(await recused.post(f"{path}/conflicts", {"dossier": dossier["id"], "reason": "Là anh em ruột."}))
    done(await officer.post(f"{path}/items/{dossier['id']}/opening"))
    for person in (recused, absent):
        answer = await person.post(f"{path}/items/{dossier['id']}/vote", {"vote": "agree"})
        assert problem(answer) == (403, "ballot.no_vote")


async def test_quorum_lost_by_recusal_stops_the_ballot_until_somebody_comes(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample("hs-01"), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    path, item = f"/meetings/{meeting['id']}", f"/meetings/{meeting['id']}/items/{dossier['id']}"
    done(await officer.put(f"{path}/presence", {"present": meeting["members"][:6]}))
    noted = {"dossier": dossier["id"], "reason": "Là trưởng đơn vị đề nghị.", "person": meeting["members"][0]}
    done(await officer.post(f"{path}/conflicts", noted))
    assert problem(await officer.post(f"{item}/opening")) == (422, "meeting.no_quorum")
    done(await officer.put(f"{path}/presence", {"present": meeting["members"][:7]}))
    done(await officer.post(f"{item}/opening"))

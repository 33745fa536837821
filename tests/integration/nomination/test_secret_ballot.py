"""What a secret ballot must not tell: not to whoever reads the whole database at any moment, nor by any other way."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
from contextlib import redirect_stdout
from typing import Any

import pytest
from prometheus_client import REGISTRY

from services.nomination.councils.sealing import Sealing
from services.nomination.councils.verify_ballot import verify
from tests.integration.conftest import SECRET
from tests.integration.nomination.play import KEY, accepted, answers, convened, vote
from tests.integration.nomination.samples import sample
from tests.integration.town import Person, Town, done, problem

SECRET_AWARD = "hs-05"
"""A title, on which the law data have the council vote in secret."""

RESTLESS = {"leases", "checkpoints", "cursors", "inbox"}
"""What relay, seal and consumers write by themselves all the time."""


async def opened(town: Town, officer: Person, present: int = 9) -> tuple[dict[str, Any], str]:
    """A meeting with one item on which members vote in secret now."""
    dossier = await accepted(town, sample(SECRET_AWARD), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    done(await officer.put(f"/meetings/{meeting['id']}/presence", {"present": meeting["members"][:present]}))
    done(await officer.post(f"/meetings/{meeting['id']}/items/{dossier['id']}/opening", KEY))
    return meeting, f"/meetings/{meeting['id']}/items/{dossier['id']}"


async def dump(town: Town) -> dict[str, list[Any]]:
    """Every collection of the service as it lies in the store."""
    database = town.app.state.store.database
    return {name: await database[name].find({}).to_list(None) for name in await database.list_collection_names()}


def written(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The same without what the process does by itself."""
    said = {name: found for name, found in rows.items() if name not in RESTLESS}
    said["outbox"] = [row["body"] for row in rows["outbox"]]
    said["audit"] = [row["hash"] for row in rows["audit"]]
    said["counters"] = [row for row in rows["counters"] if row["_id"] != "audit-checkpoints"]
    return said


async def kept(town: Town, item: str) -> dict[str, Any]:
    """The box of an item as it lies in the store."""
    id_ = item.replace("/items", "").removeprefix("/meetings/") + "/1"
    return dict(await town.app.state.store.database["ballot_boxes"].find_one({"_id": id_}))


async def cast(town: Town, person: str, item: str, choice: str) -> str:
    """Vote; the receipt."""
    return str(done(await town.person(person).post(f"{item}/vote", {"vote": choice}))["code"])


# The store


async def test_dump_after_every_single_vote_tells_no_choice(town: Town, officer: Person) -> None:
    """The worst case: somebody copies the database before and after each vote, and so knows whose ballot is whose."""
    meeting, item = await opened(town, officer)
    before = written(await dump(town))
    ballots: dict[str, Any] = {}
    for person, choice in answers(meeting, 2, 1, 1).items():  # each answer, and one of them twice
        known = {one["code"] for one in ballots.values()}
        await cast(town, person, item, choice)
        box = await kept(town, item)
        [ballots[person]] = [one for one in box["ballots"] if one["code"] not in known]
        if len(ballots) in {1, 4}:  # the whole store, which is much to read: after the first and after the last
            after = written(await dump(town))
            assert [name for name in after if after[name] != before.get(name)] == ["ballot_boxes"]
    assert set(box) == {"_id", "lock", "salt", "ballots", "voted", "factor", "proof", "void"}
    assert [one["code"] for one in box["ballots"]] == sorted(one["code"] for one in box["ballots"])
    assert box["voted"] == sorted(box["voted"]), "neither list keeps the order of the votes"
    assert json.dumps(box), "nothing in it is an instant"
    assert len({len(json.dumps(one)) for one in ballots.values()}) == 1, "the length of a ballot tells the vote"
    assert len({text for one in ballots.values() for text in one["sealed"]}) == 8, "equal votes look alike"
    said = json.dumps(ballots)
    assert not [word for word in ("agree", "disagree", "blank", '"A"', '"D"', '"B"') if word in said]
    assert KEY["key"] not in json.dumps(after, default=str), "the key that opens the box lies in the store"


async def test_who_has_the_dump_and_the_secret_of_the_process_opens_nothing(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    await cast(town, meeting["members"][0], item, "A")
    box = await kept(town, item)
    sealing = Sealing(SECRET)
    guesses = ["", box["lock"], box["salt"], SECRET, box["_id"]]
    assert not [one for one in guesses if sealing.lock(box["_id"], key=one, salt=box["salt"]) == box["lock"]]
    assert sealing.lock(box["_id"], key=KEY["key"], salt=box["salt"]) == box["lock"]


async def test_neither_version_nor_audit_nor_event_nor_key_of_repetition_moves_with_a_vote(
    town: Town, officer: Person
) -> None:
    meeting, item = await opened(town, officer)
    seen = await officer.get(f"/meetings/{meeting['id']}")
    before = written(await dump(town))
    await town.person(meeting["members"][0]).post(f"{item}/vote", {"vote": "B"}, idempotency_key="mine")
    after = written(await dump(town))
    assert (await officer.get(f"/meetings/{meeting['id']}")).headers["etag"] == seen.headers["etag"]
    assert all(after[name] == before[name] for name in ("audit", "outbox", "idempotency", "meetings"))


async def test_void_ballot_leaves_nothing_that_could_be_opened(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    for person in meeting["members"][:2]:
        await cast(town, person, item, "D")
    done(await officer.post(f"{item}/voiding", {"reason": "Mất kết nối giữa chừng."}))
    box = await kept(town, item)
    assert (box["ballots"], box["salt"], box["void"]) == ([], "", True)
    assert problem(await officer.get(f"{item}/ballots")) == (404, "not_found")


# The other ways


async def test_logs_tell_neither_vote_nor_voter_nor_key(
    town: Town, officer: Person, caplog: pytest.LogCaptureFixture
) -> None:
    meeting, item = await opened(town, officer)
    member = meeting["members"][4]
    printed = io.StringIO()
    with caplog.at_level(logging.INFO), redirect_stdout(printed):
        code = await cast(town, member, item, "D")
        await town.person(member).post(f"{item}/vote", {"vote": "A"})
        await town.person(member).post(f"{item}/vote", {"vote": "nothing of the kind"})
        await officer.post(f"{item}/closing", {"key": "the wrong one, whoever typed it"})
    said = caplog.text + printed.getvalue()
    for word in (member, code, KEY["key"], "the wrong one", "nothing of the kind"):
        assert word not in said


async def test_metrics_are_the_same_for_every_vote(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)

    def names() -> set[tuple[str, str]]:
        return {
            (sample.name, json.dumps(sample.labels, sort_keys=True))
            for family in REGISTRY.collect()
            for sample in family.samples
        }

    await cast(town, meeting["members"][0], item, "A")
    before = names()
    for person, choice in zip(meeting["members"][1:4], "DBA", strict=True):
        await cast(town, person, item, choice)
    assert names() == before


async def test_open_pages_are_not_told_the_moment_of_a_vote(town: Town, officer: Person) -> None:
    """Whoever watches the stream of hints would otherwise count the votes, and see who cast which."""
    meeting, item = await opened(town, officer)
    stream = town.app.state.hub.stream("")
    hint = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0)
    for person, choice in zip(meeting["members"][:3], "ADB", strict=True):
        await cast(town, person, item, choice)
    assert not hint.done()
    done(await officer.post(f"{item}/closing", KEY | {"early": True}))
    assert (await hint).event == "changed"


async def test_requests_and_answers_are_equally_long_for_every_vote(town: Town, officer: Person) -> None:
    """Whoever sees the encrypted lines, or the sizes in a proxy's log, learns nothing from them."""
    meeting, item = await opened(town, officer)
    sizes = set()
    for person, choice in zip(meeting["members"], "ADBADB", strict=False):
        answer = await town.person(person).post(f"{item}/vote", {"vote": choice})
        headers = sorted((name, len(value)) for name, value in answer.headers.items())
        sizes.add((len(answer.request.content), len(answer.content), json.dumps(headers)))
    assert len(sizes) == 1


async def test_vote_is_answered_without_repeating_it(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    answer = await town.person(meeting["members"][0]).post(f"{item}/vote", {"vote": "D"})
    assert set(answer.json()) == {"meeting", "dossier", "code"}
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}", answer.json()["code"])
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


async def test_turnout_is_for_chair_and_secretary_while_the_ballot_is_open(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    first, second = town.person(meeting["members"][1]), town.person(meeting["members"][2])
    await cast(town, first.subject, item, "A")
    seen = done(await first.get(f"/meetings/{meeting['id']}"))["items"][0]
    assert (seen["voted"], seen["voted_myself"], seen["tally"]) == (None, True, None)
    seen = done(await second.get(f"/meetings/{meeting['id']}"))["items"][0]
    assert (seen["voted"], seen["voted_myself"]) == (None, False)
    seen = done(await officer.get(f"/meetings/{meeting['id']}"))["items"][0]
    assert (seen["voted"], seen["tally"]) == (1, None)
    assert seen["rounds"][0]["voted"] == []
    assert problem(await officer.get(f"{item}/ballots")) == (404, "not_found")


# The count


async def test_published_ballots_prove_the_tally_and_hold_every_receipt_in_no_order(
    town: Town, officer: Person
) -> None:
    meeting, item = await opened(town, officer)
    receipts = [await cast(town, person, item, choice) for person, choice in answers(meeting, 7, 1, 1).items()]
    assert receipts != sorted(receipts), "nine receipts come in order once in 362,880 times"
    closed = done(await officer.post(f"{item}/closing", KEY))["items"][0]
    assert closed["tally"] == {"agree": 7, "disagree": 1, "blank": 1, "present": 9, "members": 9, "base": 9}
    assert closed["approved"] is True
    said = done(await town.person(meeting["members"][3]).get(f"{item}/ballots"))
    verify(said)
    assert [one["code"] for one in said["ballots"]] == sorted(receipts)
    box = await kept(town, item)
    assert (box["voted"], box["salt"]) == (sorted(meeting["members"]), ""), "the store's part of the key is gone"
    for secret in ("", SECRET):  # the chair has the opener's key, and can ask members for their receipts
        assert Sealing(secret).lock(said["election"], key=KEY["key"], salt="") != said["key"]
    assert problem(await town.person("bach-sam-van-phong-01").get(f"{item}/ballots")) == (403, "auth.denied")


async def test_first_ballots_cannot_be_peeped_at(town: Town, officer: Person) -> None:
    """A chair who counts after every vote, and votes again, would learn each of them."""
    meeting, item = await opened(town, officer)
    for number in range(3):
        answer = await officer.post(f"{item}/closing", KEY | {"early": True})
        assert problem(answer) == (422, "ballot.too_few_ballots"), number
        await cast(town, meeting["members"][number], item, "A")
    assert problem(await officer.post(f"{item}/closing", KEY)) == (422, "ballot.missing")
    done(await officer.post(f"{item}/closing", KEY | {"early": True}))
    done(await officer.post(f"{item}/repetition", {"reason": "Có ủy viên đến muộn."}))
    done(await officer.post(f"{item}/opening", KEY))
    for person in meeting["members"][:4]:
        await cast(town, person, item, "A")
    last = done(await officer.post(f"{item}/closing", KEY | {"early": True}))["items"][0]
    assert [one["tally"]["agree"] for one in last["rounds"]] == [3, 4]
    again = await officer.post(f"{item}/repetition", {"reason": "Một lần nữa."})
    assert problem(again) == (422, "ballot.voted_twice")
    for number in (1, 2):
        verify(done(await officer.get(f"{item}/ballots", round=number)))


async def test_wrong_key_counts_nothing_and_the_right_one_does_afterwards(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    for person in meeting["members"][:3]:
        await cast(town, person, item, "A")
    keys: list[dict[str, Any]] = [{}, {"key": "0000-0000-0000-0000-0000-0000-0000"}]
    for key in keys:
        assert problem(await officer.post(f"{item}/closing", key | {"early": True})) == (422, "ballot.wrong_key")
    done(await officer.post(f"{item}/closing", {"key": KEY["key"].lower().replace("-", " "), "early": True}))


async def test_secret_ballot_is_not_opened_without_a_key_worth_the_name(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample(SECRET_AWARD), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    done(await officer.put(f"/meetings/{meeting['id']}/presence", {"present": meeting["members"]}))
    for key in ("", "short", "!" * 40):
        answer = await officer.post(f"/meetings/{meeting['id']}/items/{dossier['id']}/opening", {"key": key})
        assert problem(answer) == (422, "ballot.no_key")


async def test_opening_again_after_a_lost_answer_changes_nothing(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    await cast(town, meeting["members"][0], item, "A")
    again = done(await officer.post(f"{item}/opening", KEY))
    assert (len(again["items"][0]["rounds"]), again["items"][0]["state"]) == (1, "open")
    other = await officer.post(f"{item}/opening", {"key": "9" * 28})
    assert problem(other) == (409, "meeting.ballot_open")
    assert done(await officer.get(f"/meetings/{meeting['id']}"))["items"][0]["voted"] == 1


async def test_council_of_two_is_warned_before_it_votes_in_secret(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample(SECRET_AWARD), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    database = town.app.state.store.database
    await database["meetings"].update_one({"_id": meeting["id"]}, {"$set": {"members": meeting["members"][:2]}})
    path = f"/meetings/{meeting['id']}"
    done(await officer.put(f"{path}/presence", {"present": meeting["members"][:2]}))
    item = f"{path}/items/{dossier['id']}"
    assert problem(await officer.post(f"{item}/opening", KEY)) == (422, "ballot.too_few_voters")
    done(await officer.post(f"{item}/opening", KEY | {"aware": True}))
    for person, choice in zip(meeting["members"][:2], "AD", strict=True):
        await cast(town, person, item, choice)
    closed = done(await officer.post(f"{item}/closing", KEY))["items"][0]
    assert (closed["rounds"][0]["aware"], closed["approved"]) == (True, False)


# Voting itself


async def test_second_vote_is_refused(town: Town, officer: Person) -> None:
    meeting, item = await opened(town, officer)
    member = town.person(meeting["members"][3])
    done(await member.post(f"{item}/vote", {"vote": "A"}))
    assert problem(await member.post(f"{item}/vote", {"vote": "D"})) == (409, "ballot.already_voted")
    tries = await asyncio.gather(
        *(town.person(meeting["members"][4]).post(f"{item}/vote", {"vote": "A"}) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in tries) == [201, 409, 409, 409]


async def test_all_members_vote_at_the_same_moment_and_none_is_lost(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample(SECRET_AWARD), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    done(await officer.put(f"/meetings/{meeting['id']}/presence", {"present": meeting["members"]}))
    closed = await vote(town, meeting, dossier["id"], answers(meeting, 5, 3, 1))
    tally = closed["items"][0]["tally"]
    assert (tally["agree"], tally["disagree"], tally["blank"]) == (5, 3, 1)


async def test_who_is_no_member_has_no_vote(town: Town, officer: Person) -> None:
    _, item = await opened(town, officer)
    for who in ("dq-van-phong-01", "bach-sam-van-phong-01", "dq-truong-tieu-hoc-01", "mh-chu-tich-01"):
        assert problem(await town.person(who).post(f"{item}/vote", {"vote": "A"})) == (403, "auth.denied")


async def test_absent_and_recused_members_have_no_vote(town: Town, officer: Person) -> None:
    dossier = await accepted(town, sample(SECRET_AWARD), officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    path = f"/meetings/{meeting['id']}"
    done(await officer.put(f"{path}/presence", {"present": meeting["members"][:8]}))
    recused, absent = town.person(meeting["members"][7]), town.person(meeting["members"][8])
    done(await recused.post(f"{path}/conflicts", {"dossier": dossier["id"], "reason": "Là anh em ruột."}))
    done(await officer.post(f"{path}/items/{dossier['id']}/opening", KEY))
    for person in (recused, absent):
        answer = await person.post(f"{path}/items/{dossier['id']}/vote", {"vote": "A"})
        assert problem(answer) == (403, "ballot.no_vote")

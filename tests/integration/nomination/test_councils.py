"""Councils, meetings, open votes and minutes through HTTP, on a real broker and store."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import Any

import pytest

from services.nomination.councils.verify_ballot import verify
from shared.aggregate import new_id
from shared.events import Level
from shared.identity import OfficeHeld, Role
from shared.identity.directory import DirectoryPerson
from shared.store.documents import to_document
from tests.integration.nomination.play import KEY, accepted, answers, approved, convened, vote
from tests.integration.nomination.samples import directory_units, sample
from tests.integration.town import Person, Town, done, problem

OPEN_AWARD, SECRET_AWARD = "hs-03", "hs-05"
CONCERNED = "dq-doan-thanh-nien-01"
"""Leads the unit that proposes hs-03, and sits in the council."""


async def sitting(town: Town, officer: Person, dossier: str, present: int = 9) -> tuple[str, str, list[str]]:
    """A meeting about one dossier of the sample: its path, that of the item, the members."""
    one = await accepted(town, sample(dossier), officer)
    meeting = await convened(town, "duong-quang", [one["id"]], "2025-06-05")
    path = f"/meetings/{meeting['id']}"
    done(await officer.put(f"{path}/presence", {"present": meeting["members"][:present]}))
    return path, f"{path}/items/{one['id']}", meeting["members"]


def answer_to(item: str, person: str, *, confirmed: bool) -> dict[str, Any]:
    dossier = item.rpartition("/")[2]
    return {"dossier": dossier, "person": person, "confirmed": confirmed, "why": "Đã xem xét tại phiên họp."}


# Conflicts and quorum


async def test_conflict_seen_in_the_data_is_proposed_and_waits_for_an_answer(town: Town, officer: Person) -> None:
    path, item, members = await sitting(town, officer, OPEN_AWARD)
    [one] = done(await officer.get(path))["conflicts"]
    assert (one["person"], one["source"], one["standing"]) == (CONCERNED, "nominator", "proposed")
    assert problem(await officer.post(f"{item}/opening", KEY)) == (422, "meeting.conflicts_unanswered")
    refused = await town.person(CONCERNED).post(
        f"{path}/conflicts/answers", answer_to(item, CONCERNED, confirmed=False)
    )
    assert problem(refused) == (403, "auth.denied")
    done(await officer.post(f"{path}/conflicts/answers", answer_to(item, CONCERNED, confirmed=True)))
    opened = done(await officer.post(f"{item}/opening", KEY))["items"][0]
    assert CONCERNED not in opened["rounds"][0]["roll"]
    assert len(opened["rounds"][0]["roll"]) == len(members) - 1


async def test_recusal_breaks_the_quorum_and_late_members_restore_it(town: Town, officer: Person) -> None:
    path, item, members = await sitting(town, officer, OPEN_AWARD, present=6)
    assert CONCERNED in members[:6]
    body = {"dossier": item.rpartition("/")[2], "reason": "Là trưởng đơn vị đề nghị."}
    after = done(await town.person(CONCERNED).post(f"{path}/conflicts", body))
    assert after["items"][0]["quorum"] == {"present": 5, "members": 9, "needed": 6, "reached": False}
    assert problem(await officer.post(f"{item}/opening", KEY)) == (422, "meeting.no_quorum")
    done(await officer.put(f"{path}/presence", {"present": members[:6], "remote": members[6:7]}))
    done(await officer.post(f"{item}/opening", KEY))


async def test_relative_declared_in_the_council_is_proposed_too(town: Town, officer: Person) -> None:
    name = f"Ngô Thị {new_id()[-6:]}"
    body = sample(SECRET_AWARD)
    body["nominee"] |= {"id": f"ca-nhan-{new_id()[-8:]}", "name": name}
    dossier = await accepted(town, body, officer)
    meeting = await convened(town, "duong-quang", [dossier["id"]], "2025-06-05")
    assert meeting["conflicts"] == []
    council = done(await officer.get(f"/councils/{meeting['council']}"))
    seats = [
        seat | {"relatives": [name.upper()]} if seat["person"] == "dq-tai-chinh-01" else seat
        for seat in council["seats"]
    ]
    changed = {"name": council["name"], "chair": council["chair"], "secretary": council["secretary"], "seats": seats}
    done(await officer.put(f"/councils/{council['id']}", changed))
    agenda = {"title": "Phiên họp", "held_on": "2025-06-06", "place": "UBND xã", "dossiers": [dossier["id"]]}
    prepared = done(await officer.put(f"/meetings/{meeting['id']}", agenda))
    assert [(one["person"], one["source"]) for one in prepared["conflicts"]] == [("dq-tai-chinh-01", "relative")]
    done(await officer.put(f"/councils/{council['id']}", changed | {"seats": council["seats"]}))


# Open votes


async def test_open_vote_is_by_name_and_its_events_tell_the_tally_alone(town: Town, officer: Person) -> None:
    path, item, members = await sitting(town, officer, "hs-01")
    opened = done(await officer.post(f"{item}/opening"))["items"][0]
    assert opened["mode"] == "open"
    receipt = done(await town.person(members[0]).post(f"{item}/vote", {"vote": "D"}))
    assert receipt["code"] == ""
    assert problem(await town.person(members[0]).post(f"{item}/vote", {"vote": "A"})) == (409, "ballot.already_voted")
    hands = dict.fromkeys(members, "A") | {members[1]: "B"}
    noted = done(await officer.put(f"{item}/hands", {"hands": hands}))["items"][0]["rounds"][0]
    assert (noted["hands"][members[0]], noted["hands"][members[1]]) == ("D", "B")
    closed = done(await officer.post(f"{item}/closing"))["items"][0]
    assert (closed["tally"]["agree"], closed["tally"]["disagree"], closed["tally"]["blank"]) == (7, 1, 1)
    assert problem(await officer.get(f"{item}/ballots")) == (404, "not_found")
    done(await officer.post(f"{path}/closing"))
    rows = await town.app.state.store["outbox"].find({"subject": f"dossier/{item.rpartition('/')[2]}"}).to_list(None)
    said = " ".join(bytes(row["body"]).decode() for row in rows if "Council" in row["type"])
    assert '"agree":7' in said.replace(" ", "")
    assert not [member for member in members if member in said]


async def test_no_event_is_written_while_a_vote_goes_on(town: Town, officer: Person) -> None:
    for dossier in (SECRET_AWARD, "hs-01"):
        path, item, members = await sitting(town, officer, dossier)
        outbox = town.app.state.store["outbox"]
        before = await outbox.count_documents({})
        done(await officer.post(f"{item}/opening", KEY))
        for member in members[:4]:
            done(await town.person(member).post(f"{item}/vote", {"vote": "A"}))
        done(await officer.post(f"{item}/closing", KEY | {"early": True}))
        assert await outbox.count_documents({}) == before, dossier
        done(await officer.post(f"{path}/closing"))


async def test_half_of_the_ballots_is_below_the_rule_and_no_tie_for_the_chair(town: Town, officer: Person) -> None:
    path, item, members = await sitting(town, officer, "hs-01", present=8)
    await vote(town, {"chair": "dq-chu-tich-01", "id": path.rpartition("/")[2]}, item.rpartition("/")[2],
               answers({"members": members}, 4, 4))  # fmt: skip
    assert done(await officer.get(path))["items"][0]["approved"] is False
    casting = {"approve": True, "reason": "Thành tích rõ."}
    assert problem(await town.person("dq-chu-tich-01").post(f"{item}/casting", casting)) == (
        409,
        "meeting.nothing_to_settle",
    )
    assert problem(await officer.post(f"{item}/casting", casting)) == (403, "auth.denied")


# Preparation


async def test_agenda_changes_send_dossiers_back_and_tell_members_again(town: Town, officer: Person) -> None:
    first, second = [(await accepted(town, sample("hs-01"), officer))["id"] for _ in range(2)]
    meeting = await convened(town, "duong-quang", [first], "2025-06-05")
    agenda = {
        "title": "Phiên đổi chương trình", "held_on": "2025-06-09", "time": "14:00", "place": "Hội trường",
        "dossiers": [second], "papers": [{"title": "Quy chế", "link": "https://example.org/quy-che.pdf"}],
        "guests": ["Đại diện Hội Cựu TNXP"],
    }  # fmt: skip
    changed = done(await officer.put(f"/meetings/{meeting['id']}", agenda))
    assert [item["dossier"] for item in changed["items"]] == [second]
    assert (changed["papers"][0]["title"], changed["guests"]) == ("Quy chế", ["Đại diện Hội Cựu TNXP"])
    assert done(await officer.get(f"/dossiers/{first}"))["state"] == "accepted"
    assert done(await officer.get(f"/dossiers/{second}"))["state"] == "scheduled"
    told = await town.app.state.store["outbox"].count_documents({"subject": f"meeting/{meeting['id']}"})
    assert told == 2


# Minutes


async def test_minutes_are_corrected_before_signing_and_immutable_afterwards(
    town: Town, officer: Person, chair: Person
) -> None:
    dossier = await accepted(town, sample(SECRET_AWARD), officer)
    meeting = await approved(town, "duong-quang", [dossier["id"]], "2025-06-20")
    secretary = officer
    listed = done(await secretary.get(f"/meetings/{meeting['id']}/minutes"))["items"]
    assert [one["what"] for one in listed] == ["meeting", "ballot"]
    path, wording = f"/minutes/{listed[0]['id']}", listed[0]["wording"]
    assert problem(await chair.put(path, wording)) == (403, "auth.denied")
    assert problem(await chair.post(f"{path}/signature")) == (409, "minutes.locked")
    backwards = wording | {"started": wording["ended"], "ended": "2025-01-01T00:00:00Z"}
    assert problem(await secretary.put(path, backwards)) == (422, "input.invalid")
    done(await secretary.put(path, wording | {"conclusion": "Trình trước ngày 25/6."}))
    done(await secretary.post(f"{path}/presentation"))
    assert problem(await secretary.put(path, wording)) == (409, "minutes.locked")
    done(await chair.post(f"{path}/return", {"reason": "Ghi thêm thành phần."}))
    done(await secretary.post(f"{path}/presentation"))
    signed = done(await chair.post(f"{path}/signature"))
    assert (signed["state"], signed["number"][2:]) == ("signed", "/BB-HĐTĐKT")
    assert problem(await chair.post(f"{path}/signature")) == (409, "minutes.locked")
    files = [(await secretary.get(f"{path}/document.pdf")).content for _ in range(2)]
    assert files[0].startswith(b"%PDF")
    assert files[0] == files[1]
    assert (await secretary.get(f"{path}/document.docx")).content.startswith(b"PK")
    events = await town.app.state.store["outbox"].find({"subject": f"minutes/{listed[0]['id']}"}).to_list(None)
    said = [json.loads(bytes(row["body"])) for row in sorted(events, key=lambda row: row["sequence"])]
    assert [one["type"].split(".")[-2] for one in said] == [
        "MinutesDrafted", "MinutesPresented", "MinutesReturned", "MinutesPresented", "MinutesSigned",
    ]  # fmt: skip
    assert said[-1]["data"]["number"] == signed["number"]


# Thirteen councils at once


async def seated(town: Town, commune: str) -> dict[str, Any]:
    """A council of three in a commune of the town, with a secretary who is its officer too.

    Three is the fewest that may vote in secret; that nine do at one moment is tested with the ballots.
    """
    people = [f"{commune}-uv-{number}" for number in range(3)]
    roles = {person: [Role.COUNCIL_MEMBER] for person in people}
    roles[people[0]] = [Role.COUNCIL_CHAIR]
    roles[f"{commune}-tk"] = [Role.COUNCIL_SECRETARY, Role.OFFICER]
    directory = town.app.state.store["directory_people"]
    for person, held in roles.items():
        offices = [OfficeHeld(role=role, unit=commune, valid_from=date(2025, 1, 1)) for role in held]
        row = to_document(DirectoryPerson(id=person, name=person, offices=offices))
        await directory.replace_one({"_id": person}, row, upsert=True)
    body = {
        "unit": commune, "name": f"Hội đồng {commune}", "chair": people[0], "secretary": f"{commune}-tk",
        "seats": [{"person": person, "valid_from": "2025-01-01"} for person in people],
    }  # fmt: skip
    return dict(done(await town.person(f"{commune}-tk").post("/councils", body)))


async def voted_at(town: Town, commune: str, number: int) -> tuple[str, dict[str, Any]]:
    """The whole way of one council: its dossier, a secret vote in which everybody votes at once, the count."""
    council, officer = await seated(town, commune), town.person(f"{commune}-tk")
    body = sample(SECRET_AWARD) | {"nominating_unit": commune}
    body["nominee"] |= {"id": f"ca-nhan-{commune}", "unit": commune}
    dossier = done(await officer.post("/dossiers", body))["id"]
    done(await officer.post(f"/dossiers/{dossier}/submission"))
    done(await officer.post(f"/dossiers/{dossier}/acceptance"))
    agenda = {
        "council": council["id"],
        "title": "Phiên họp",
        "held_on": "2025-06-05",
        "place": "UBND",
        "dossiers": [dossier],
    }
    meeting = done(await officer.post("/meetings", agenda))
    done(await officer.put(f"/meetings/{meeting['id']}/presence", {"present": meeting["members"]}))
    meeting["chair"] = council["chair"]
    await vote(town, meeting, dossier, answers(meeting, 3 - number % 4, number % 4))
    published = done(await officer.get(f"/meetings/{meeting['id']}/items/{dossier}/ballots"))
    return commune, published


async def test_thirteen_councils_vote_at_the_same_time_and_no_vote_is_lost(town: Town) -> None:
    sample = {unit.id for unit in directory_units() if unit.level is Level.COMMUNE}
    communes = sorted({"hung-yen", *sample} - {"duong-quang"})
    assert len(communes) == 13
    results = dict(await asyncio.gather(*(voted_at(town, one, number) for number, one in enumerate(communes))))
    for number, commune in enumerate(communes):
        tally = results[commune]["tally"]
        assert (tally["agree"], tally["disagree"]) == (3 - number % 4, number % 4), commune
    verify(results[communes[-1]])


# Bad input

NOBODY = "/meetings/khong-co"
ITEM = f"{NOBODY}/items/khong-co"
LONG = "x" * 20_001
AGENDA = {"title": "Phiên họp", "held_on": "2025-06-05", "place": "UBND", "dossiers": ["x"]}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", NOBODY, {"title": "x"}),
        ("PUT", NOBODY, AGENDA | {"time": "25:00"}),
        ("POST", "/meetings", AGENDA | {"council": "x", "papers": [{"title": "X", "link": "javascript:alert(1)"}]}),
        ("PUT", f"{NOBODY}/presence", {"present": ["a"], "remote": ["a"]}),
        ("PUT", f"{NOBODY}/presence", {"present": "a"}),
        ("POST", f"{NOBODY}/conflicts", {"dossier": "x", "reason": ""}),
        ("POST", f"{NOBODY}/conflicts/answers", {"dossier": "x", "person": "a", "confirmed": "perhaps", "why": "vì"}),
        ("PUT", f"{ITEM}/notes", {"notes": LONG}),
        ("POST", f"{ITEM}/opening", {"key": LONG}),
        ("POST", f"{ITEM}/opening", {"aware": [1]}),
        ("POST", f"{ITEM}/opening", None),
        ("POST", f"{ITEM}/vote", {"vote": "agree"}),
        ("POST", f"{ITEM}/vote", {"vote": "A"}),
        ("PUT", f"{ITEM}/hands", {"hands": {}}),
        ("PUT", f"{ITEM}/hands", {"hands": {"a b": "A"}}),
        ("POST", f"{ITEM}/closing", {"key": 7}),
        ("POST", f"{ITEM}/voiding", {}),
        ("POST", f"{ITEM}/casting", {"approve": None, "reason": "Vì sao"}),
        ("POST", f"{ITEM}/repetition", {"reason": "x"}),
        ("GET", f"{ITEM}/ballots?round=-1", None),
        ("GET", f"{ITEM}/ballots?round=99", None),
        ("PUT", "/minutes/khong-co", {"started": "2025-06-05T08:00:00", "ended": "2025-06-05T09:00:00Z"}),
        ("PUT", "/minutes/khong-co", {"started": "x"}),
        ("POST", "/minutes/khong-co/presentation", None),
        ("POST", "/minutes/khong-co/return", {}),
        ("POST", "/minutes/khong-co/signature", None),
        ("GET", "/minutes/khong-co/document.odt", None),
        ("GET", "/minutes/khong-co/document.pdf", None),
        ("PUT", "/councils/khong-co", {"name": "HĐ", "chair": "a", "secretary": "b", "seats": [
            {"person": "a", "valid_from": "2025-01-01", "post": "king"}]}),
    ],
)  # fmt: skip
async def test_bad_input_is_a_problem_in_two_languages(officer: Person, method: str, path: str, body: Any) -> None:
    answer = await officer.http.request(method, f"/nomination/api/v1{path}", json=body)
    status, code = problem(answer)
    assert 400 <= status < 500, answer.text
    said = answer.json()
    assert said["vi"]
    assert said["en"]
    assert said["vi"] != said["en"]
    assert "." in code or "_" in code

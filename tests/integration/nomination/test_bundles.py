"""Dossiers that travel as a file: out at the commune, in at the town, and what became of them back again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx2

from services.nomination.dossiers.parts import PartFile
from shared.store.files import Files
from shared.web.csrf import issue_csrf
from tests.integration.conftest import SECRET
from tests.integration.nomination.papers import approved, said
from tests.integration.nomination.play import approved as meet
from tests.integration.nomination.play import decided
from tests.integration.nomination.test_pages import led_to, text
from tests.integration.nomination.test_submissions import HIGHER, TO
from tests.integration.town import Person, Town, done, problem


async def submitted(town: Town, officer: Person, chair: Person, *names: str, **more: Any) -> tuple[str, list[str]]:
    """A submission that went up: its id, and those of its dossiers."""
    town.today("2025-06-20")
    ids = await approved(town, *names, **(HIGHER | more))
    draft = done(await officer.post("/submissions", TO | {"dossiers": ids}))
    done(await chair.post(f"/submissions/{draft['id']}/sending", {}))
    return draft["id"], ids


async def exported(who: Person, submission: str, what: str = "bundle") -> bytes:
    """The file of a submission."""
    answer = await who.get(f"/submissions/{submission}/{what}")
    assert answer.is_success, answer.text
    return answer.content


async def read(who: Person, content: bytes) -> httpx2.Response:
    """Upload a file to look it through."""
    return await who.http.post("/nomination/api/v1/bundles", files={"file": ("ho-so.zip", content)})


async def read_in(who: Person, content: bytes) -> dict[str, Any]:
    """Upload a file and read it in."""
    seen = done(await read(who, content))
    return dict(done(await who.post(f"/bundles/{seen['id']}/confirmation")))


def verdicts(seen: dict[str, Any]) -> list[str]:
    """What becomes of each thing: submission first, then the dossiers."""
    return [item["verdict"] for item in seen["items"]]


async def kept(town: Town, submission: str, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Everything the service holds of a submission and its dossiers."""
    store = town.app.state.store
    subjects = [f"submission/{submission}", *(f"dossier/{id_}" for id_ in ids)]
    return {
        "submissions": await store["submissions"].find({"_id": submission}).to_list(None),
        "dossiers": await store["dossiers"].find({"_id": {"$in": ids}}).to_list(None),
        "letter_files": await store["letter_files"].find({"_id": {"$regex": f"^{submission}/"}}).to_list(None),
        "outbox": await store["outbox"].find({"subject": {"$in": subjects}}).to_list(None),
        "audit": await store["audit"].find({"subject": {"$in": subjects}}).to_list(None),
    }


def lasting(held: dict[str, list[dict[str, Any]]]) -> dict[str, list[Any]]:
    """The same without what the relay notes on a row when it has published it."""
    return held | {"outbox": [row["body"] for row in held["outbox"]]}


async def forget(town: Town, held: dict[str, list[dict[str, Any]]]) -> None:
    """Let this be a place that has never heard of it."""
    for collection, rows in held.items():
        await town.app.state.store[collection].delete_many({"_id": {"$in": [row["_id"] for row in rows]}})


async def put_back(town: Town, held: dict[str, list[dict[str, Any]]], now: dict[str, list[dict[str, Any]]]) -> None:
    """Let this be the other place again."""
    await forget(town, now)
    for collection, rows in held.items():
        if rows:
            await town.app.state.store[collection].insert_many(rows)


async def test_where_the_events_came_already_the_file_changes_nothing(
    town: Town, officer: Person, chair: Person, neighbour: Person
) -> None:
    its, ids = await submitted(town, officer, chair, "Hoàng Thị Tệp", "Hồ Văn Tệp")
    content = await exported(officer, its)
    assert content == await exported(chair, its)
    above = town.person("mh-noi-vu-01")
    for stranger in (neighbour, above):
        assert problem(await stranger.get(f"/submissions/{its}/bundle")) == (403, "auth.denied")
    assert problem(await officer.get(f"/submissions/{its}/answer")) == (403, "auth.denied")
    assert problem(await read(officer, content)) == (422, "bundle.wrong_addressee")
    before = lasting(await kept(town, its, ids))
    for _ in range(2):
        seen = await read_in(above, content)
        assert (seen["state"], seen["changes"], verdicts(seen)) == ("done", 0, ["known"] * 3)
        assert problem(await above.post(f"/bundles/{seen['id']}/confirmation")) == (409, "bundle.already_read")
    assert lasting(await kept(town, its, ids)) == before
    assert await said(town, f"bundle/{seen['id']}") == ["BundleImported"]


async def test_file_brings_what_a_place_never_heard_of_and_the_answer_brings_back_what_became_of_it(
    town: Town, officer: Person, chair: Person
) -> None:
    its, ids = await submitted(town, officer, chair, "Lâm Thị Đĩa", "Lê Văn Đĩa")
    content = await exported(officer, its)
    below = await kept(town, its, ids)
    await forget(town, below)
    above = town.person("mh-noi-vu-01")
    town.today("2025-06-23")
    seen = done(await read(above, content))
    assert (verdicts(seen), [item["fresh"] for item in seen["items"]]) == (["new"] * 3, [1, 1, 1])
    assert problem(await above.get(f"/submissions/{its}")) == (404, "not_found")
    done(await above.post(f"/bundles/{seen['id']}/confirmation"))
    here = done(await above.get(f"/submissions/{its}"))
    number = below["submissions"][0]["number"]
    assert (here["state"], here["carried_by"], here["number"]) == ("sent", "duong-quang", number)
    assert (await above.page(f"/submissions/{its}/letter.pdf")).content == await letter_in(content)
    assert await said(town, f"dossier/{ids[0]}") == ["NominationForwarded"]
    done(await above.post(f"/submissions/{its}/return", {"reason": "Thiếu sáng kiến.", "dossiers": [ids[0]]}))
    again = await read_in(above, content)
    assert verdicts(again) == ["known"] * 3  # what came is old news; what happened here since stays
    done(await above.post(f"/submissions/{its}/acceptance"))
    await meet(town, "my-hao", [ids[1]], "2025-06-25")
    await decided(town, "my-hao", town.person("mh-chu-tich-01"), [ids[1]])
    answer = await exported(above, its, "answer")
    await put_back(town, below, await kept(town, its, ids))
    store = town.app.state.store
    [award] = await store["awards"].find({"dossier": ids[1]}).to_list(None)
    for name, where in (
        ("awards", {"_id": award["_id"]}), ("award_names", {"award": award["_id"]}),
        ("decisions", {"_id": award["decision"]}), ("audit", {"subject": f"award/{award['_id']}"}),
        ("outbox", {"subject": {"$in": [f"award/{award['_id']}", f"decision/{award['decision']}"]}}),
    ):  # fmt: skip
        await store[name].delete_many(where)
    assert problem(await read(above, answer)) == (422, "bundle.wrong_addressee")
    done_here = await read_in(officer, answer)
    assert verdicts(done_here) == ["newer", "newer", "newer", "new"]
    back, won = [done(await officer.get(f"/dossiers/{id_}")) for id_ in ids]
    why = back["history"][-1]["reason"]
    assert (back["state"], back["unit"], why) == ("returned", "duong-quang", "Thiếu sáng kiến.")
    assert (won["state"], won["unit"], won["number"]) == ("decided", "my-hao", award["number"])
    assert (await said(town, f"dossier/{ids[1]}"))[-2:] == ["NominationAccepted", "CouncilDecided"]
    assert await said(town, f"award/{award['_id']}") == ["AwardGranted"]
    found = done(await officer.get("/awards", q="le van dia"))["items"]
    assert [one["number"] for one in found] == [award["number"]]
    assert verdicts(await read_in(officer, answer)) == ["known"] * 4
    way = done(await officer.get(f"/dossiers/{ids[1]}/way"))
    assert [(stage["unit"], stage["standing"]) for stage in way["stages"]] == [
        ("duong-quang", "passed"), ("my-hao", "ended"),
    ]  # fmt: skip
    assert (way["stages"][1]["number"], way["waiting"]) == (award["number"], None)


async def letter_in(content: bytes) -> bytes:
    """The letter that travels in a bundle."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("letter/to-trinh.pdf")


async def test_papers_of_a_dossier_travel_with_it_and_are_what_they_were(
    town: Town, officer: Person, chair: Person
) -> None:
    store = town.app.state.store
    body = b"%PDF-1.7 " + b"scan " * 60_000

    async def pieces() -> AsyncIterator[bytes]:
        yield body[:200_000]
        yield body[200_000:]

    file = await Files(store).write(pieces(), limit=len(body))
    await store["files"].update_one({"_id": file.id}, {"$set": {"kept": True}})
    part = PartFile(
        id=file.id, part="B", name="báo cáo.pdf", media="application/pdf", size=file.size, sha256=file.sha256,
        by="dq-truong-tieu-hoc-01", at=datetime(2025, 6, 10, 3, tzinfo=UTC),
    )  # fmt: skip
    its, [id_] = await submitted(town, officer, chair, "Vi Thị Giấy", files=(part,))
    content = await exported(officer, its)
    await forget(town, await kept(town, its, [id_]))
    await store["files"].delete_one({"_id": file.id})
    await store["file_pieces"].delete_many({"_id": {"$regex": f"^{file.id}/"}})
    above = town.person("mh-noi-vu-01")
    seen = await read_in(above, content)
    assert verdicts(seen) == ["new", "new"]
    there = await above.get(f"/dossiers/{id_}/files/{file.id}")
    assert there.content == body
    assert (await store["files"].find_one({"_id": file.id}))["kept"] is True
    await store["files"].update_one({"_id": file.id}, {"$set": {"sha256": "0" * 64}})
    held = await kept(town, its, [id_])
    await forget(town, held)
    clash = done(await read(above, content))
    assert [item["clash"] for item in clash["items"]] == [None, "other_file"]


async def test_partial_overlap_merges_and_a_conflict_changes_nothing(
    town: Town, officer: Person, chair: Person
) -> None:
    its, ids = await submitted(town, officer, chair, "Tô Thị Một Phần", "Tô Văn Mâu Thuẫn")
    content = await exported(officer, its)
    held = await kept(town, its, ids)
    about = {ids[0], f"dossier/{ids[0]}"}
    await forget(
        town, {name: [row for row in rows if row.get("subject", row["_id"]) in about] for name, rows in held.items()}
    )
    store = town.app.state.store
    await store["dossiers"].update_one({"_id": ids[1]}, {"$set": {"history.0.reason": "Khác."}})
    before = await store["dossiers"].find_one({"_id": ids[1]})
    above = town.person("mh-noi-vu-01")
    seen = await read_in(above, content)
    assert {item["id"]: (item["verdict"], item["clash"]) for item in seen["items"]} == {
        its: ("known", None), ids[0]: ("new", None), ids[1]: ("conflict", "other_history"),
    }  # fmt: skip
    assert await store["dossiers"].find_one({"_id": ids[1]}) == before
    assert done(await above.get(f"/dossiers/{ids[0]}"))["state"] == "forwarded"
    assert "mâu thuẫn" in text(await above.page(f"/bundles/{seen['id']}"))


async def test_files_are_exported_seen_through_and_read_in_on_pages(town: Town, officer: Person, chair: Person) -> None:
    its, ids = await submitted(town, officer, chair, "Cao Thị Trang")
    assert "Xuất tệp gửi cấp trên" in text(await officer.page(f"/submissions/{its}"))
    content = (await officer.page(f"/submissions/{its}/bundle.zip")).content
    above = town.person("mh-noi-vu-01")

    async def upload(body: bytes) -> httpx2.Response:
        data = {"csrf_token": issue_csrf(SECRET, above.session.id)}
        return await above.http.post("/nomination/bundles/new", data=data, files={"file": ("ho-so.zip", body)})

    assert "Nhập tệp hồ sơ" in text(await above.page("/bundles/new"))
    assert "Không nhập được tệp" in text(await upload(b"junk"), 422)
    spoilt = content.replace(b"05/TTr", b"06/TTr") if b"05/TTr" in content else content[:-200] + content[-199:] + b"x"
    assert "Chưa có gì được ghi" in text(await upload(spoilt), 422)
    where = led_to(await upload(content)).removeprefix("/nomination")
    assert "Mọi mục trong tệp đã có ở đây" in text(await above.page(where))
    led_to(await above.send(f"{where}/confirmation"))
    assert "Đã nhập" in text(await above.page("/bundles"))
    assert problem(await officer.get(where)) == (403, "auth.denied")
    assert "Tờ trình số" in text(await officer.page(f"/dossiers/{ids[0]}/way"))

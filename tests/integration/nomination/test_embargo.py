"""A sealed decision is nobody's business before its instant, and everybody's once after it."""

from __future__ import annotations

from typing import Any

from tests.integration.nomination.papers import approved, drafted, said, signed
from tests.integration.town import Person, Town, done, eventually, problem

UNTIL = "2025-07-01T01:00:00Z"


async def test_nothing_public_names_anybody_before_the_instant(town: Town, officer: Person, chair: Person) -> None:
    town.today("2025-06-23")
    name = "Quách Thị Kín"
    decision = await signed(town, officer, chair, name, embargo_until=UNTIL)
    id_, line = decision["id"], decision["lines"][0]
    assert (decision["state"], decision["number"] != "") == ("sealed", True)
    assert await said(town, f"decision/{id_}") == ["DecisionSealed"]
    outside = town.person("bach-sam-van-phong-01")
    assert problem(await outside.get(f"/decisions/{id_}")) == (403, "auth.denied")
    assert id_ not in {one["id"] for one in done(await outside.get("/decisions"))["items"]}
    assert done(await officer.get("/awards", q="quach thi kin"))["items"] == []
    nobody = town.nobody()
    assert problem(await nobody.get(f"/nomination/api/v1/certificates/{line['code']}")) == (404, "not_found")
    for page in ("honours", f"check?q={decision['number']}", f"check/{line['code']}", f"published/{id_}"):
        assert name not in (await nobody.get(f"/nomination/{page}", headers={"Accept": "text/html"})).text
    rows = await town.app.state.store["outbox"].find({"classification": "public"}).to_list(None)
    assert not [row for row in rows if name in bytes(row["body"]).decode()]
    head = town.person("dq-truong-tieu-hoc-01")
    told = done(await head.get(f"/dossiers/{line['dossier']}"))
    assert told["state"] == "approved"
    assert decision["number"] not in str(told)
    other = {"unit": "duong-quang", "title": "Về việc khen thưởng", "dossiers": [line["dossier"]]}
    assert problem(await officer.post("/decisions", other)) == (422, "decision.not_decidable")
    assert (await officer.page(f"/decisions/{id_}/certificates.pdf")).content.startswith(b"%PDF")

    town.clock.write_text("2025-07-01T01:00:01+00:00")

    async def released() -> bool:
        return bool(done(await chair.get(f"/decisions/{id_}"))["state"] == "signed")

    await eventually(released)
    assert await said(town, f"decision/{id_}") == ["DecisionSealed", "DecisionIssued"]
    [award] = done(await officer.get("/awards", q="quach thi kin"))["items"]
    assert (award["id"], award["granted_on"]) == (line["award_id"], "2025-06-23")
    assert await said(town, f"award/{award['id']}") == ["AwardGranted"]
    assert name in (await nobody.get(f"/nomination/check/{line['code']}")).text
    assert done(await head.get(f"/dossiers/{line['dossier']}"))["state"] == "decided"


async def test_embargo_must_lie_ahead(town: Town, officer: Person) -> None:
    body: dict[str, Any] = {
        "unit": "duong-quang", "title": "Về việc khen thưởng", "dossiers": await approved(town, "Quách Thị Hở"),
        "embargo_until": "2025-06-01T00:00:00Z",
    }  # fmt: skip
    answer = await officer.post("/decisions", body)
    assert problem(answer) == (422, "decision.embargo_past")
    assert answer.json()["vi"] != answer.json()["en"]


async def test_embargo_that_passed_before_signing_keeps_nothing_back(
    town: Town, officer: Person, chair: Person
) -> None:
    town.today("2025-06-23")
    draft = await drafted(officer, await approved(town, "Quách Thị Mở"), embargo_until="2025-06-24T01:00:00Z")
    town.today("2025-06-25")
    decision = done(await chair.post(f"/decisions/{draft['id']}/signature"))
    assert decision["state"] == "signed"

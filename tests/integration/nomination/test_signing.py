"""Signing: the number, the signature on the file, and what a signature on paper leaves."""

from __future__ import annotations

import asyncio
import io
from hashlib import sha256

import pypdf

from shared.signing import read_signature
from tests.integration.nomination.papers import approved, drafted, said, signed
from tests.integration.town import Person, Town, done, fresh, problem


async def test_signed_pdf_is_pades_whole_and_by_the_signer(town: Town, officer: Person, chair: Person) -> None:
    town.today("2025-06-23")
    decision = await signed(town, officer, chair, "Đinh Thị Ngoãn")
    assert (decision["way"], decision["state"]) == ("digital", "signed")
    content = (await chair.get(f"/decisions/{decision['id']}/signed.pdf")).content
    assert sha256(content).hexdigest() == decision["fingerprint"]
    assert b"/ETSI.CAdES.detached" in content
    roots = town.app.state.resources.keys.roots
    reading = await asyncio.to_thread(read_signature, content, roots)
    assert reading is not None
    assert (reading.intact, reading.trusted, reading.certificate.subject) == (True, True, "Tạ Công Thuần")
    assert reading.at is not None and reading.at.date().isoformat() == "2025-06-23"  # noqa: PT018
    text = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "Đã ký số" in text
    assert decision["number"] in text
    said_of_it = done(await officer.get(f"/decisions/{decision['id']}/signature"))
    assert (said_of_it["intact"], said_of_it["trusted"]) == (True, True)


async def test_changed_file_is_shown_as_changed(town: Town, officer: Person, chair: Person) -> None:
    decision = await signed(town, officer, chair, "Đinh Thị Ngoan")
    files = town.app.state.store["decision_files"]
    other = await signed(town, officer, chair, "Đinh Văn Ngoan")
    [foreign] = await files.find({"_id": f"{other['id']}/signed"}).to_list(None)
    await files.update_one({"_id": f"{decision['id']}/signed"}, {"$set": {"content": foreign["content"]}})
    assert done(await officer.get(f"/decisions/{decision['id']}/signature"))["intact"] is False
    assert "KHÔNG khớp" in (await officer.page(f"/decisions/{decision['id']}")).text


async def test_officer_records_who_signed_on_paper_and_adds_the_scan_once(
    town: Town, officer: Person, chair: Person
) -> None:
    draft = await drafted(officer, await approved(town, "Trần Thị Mận"))
    path = f"/decisions/{draft['id']}"
    assert problem(await officer.post(f"{path}/paper", {"signed_by": "dq-van-phong-01"})) == (
        422, "decision.not_a_signer",
    )  # fmt: skip
    decision = done(await officer.post(f"{path}/paper", {"signed_by": "dq-chu-tich-01"}))
    assert (decision["way"], decision["signed_by"], decision["recorded_by"]) == (
        "wet", "dq-chu-tich-01", "dq-van-phong-01",
    )  # fmt: skip
    assert problem(await officer.get(f"{path}/signed.pdf")) == (404, "decision.no_signed_file")
    upload = f"/nomination/api/v1{path}/scan"
    bad = await officer.http.post(upload, files={"file": ("a.pdf", b"no pdf", "application/pdf")})
    assert problem(bad) == (422, "decision.bad_scan")
    scan = b"%PDF-1.4 the scan"
    done(await officer.http.post(upload, files={"file": ("a.pdf", scan, "application/pdf")}))
    assert (await chair.get(f"{path}/signed.pdf")).content == scan
    again = await officer.http.post(upload, files={"file": ("a.pdf", scan, "application/pdf")})
    assert problem(again) == (409, "decision.not_possible")


async def test_numbers_have_no_holes_when_many_sign_at_once_and_some_fail(
    town: Town, officer: Person, chair: Person
) -> None:
    town.today("2025-06-23")
    series = {"_id": "duong-quang/2025/QĐ-UBND"}
    before = (await town.app.state.store["counters"].find_one(series) or {"last": 0})["last"]
    dossiers = await approved(town, *(f"Vũ Văn {fresh('so')}" for _ in range(6)))
    drafts = [await drafted(officer, [one]) for one in dossiers]
    twice = await drafted(officer, [dossiers[0]])  # only one of the two can be signed
    answers = await asyncio.gather(*(chair.post(f"/decisions/{one['id']}/signature") for one in [*drafts, twice]))
    good = [answer.json() for answer in answers if answer.is_success]
    assert len(good) == 6
    assert sorted(one["number"] for one in good) == [f"{before + n:02d}/QĐ-UBND" for n in range(1, 7)]
    [refused] = [answer for answer in answers if not answer.is_success]
    assert problem(refused) in {(422, "decision.not_decidable"), (409, "conflict")}


async def test_key_that_cannot_be_used_takes_no_number(town: Town, officer: Person, chair: Person) -> None:
    town.today("2025-06-23")
    draft = await drafted(officer, await approved(town, "Hồ Thị Sen"))
    keys = town.app.state.resources.keys
    place = keys.of("dq-chu-tich-01")
    passphrase, place._passphrase = place._passphrase, b"wrong"
    before = await town.app.state.store["counters"].find_one({"_id": "duong-quang/2025/QĐ-UBND"})
    assert problem(await chair.post(f"/decisions/{draft['id']}/signature")) == (503, "signing.unusable")
    place._passphrase = passphrase
    after = await town.app.state.store["counters"].find_one({"_id": "duong-quang/2025/QĐ-UBND"})
    assert before == after
    assert done(await officer.get(f"/decisions/{draft['id']}"))["state"] == "draft"


async def test_signer_without_a_key_signs_by_hand(town: Town, officer: Person) -> None:
    draft = await drafted(officer, await approved(town, "Hồ Thị Súng"))
    deputy = town.person("dq-pho-chu-tich-01")
    body = {"post": "Phó Chủ tịch", "way": "digital"}
    assert problem(await deputy.post(f"/decisions/{draft['id']}/signature", body)) == (422, "signing.no_key")
    decision = done(await deputy.post(f"/decisions/{draft['id']}/signature", {"post": "Phó Chủ tịch"}))
    assert (decision["way"], decision["signer_name"] != "") == ("wet", True)


async def test_draft_keeps_what_was_changed_and_who_did_it(town: Town, officer: Person, chair: Person) -> None:
    draft = await drafted(officer, await approved(town, "Lý Thị Bưởi"))
    path = f"/decisions/{draft['id']}"
    changed = done(await officer.put(path, {"title": "Về việc tặng danh hiệu", "bases": ["Luật 06/2022/QH15"]}))
    [_, step] = changed["history"]
    assert step["by"] == "dq-van-phong-01"
    assert ("title", "Về việc khen thưởng", "Về việc tặng danh hiệu") in {
        (one["what"], one["before"], one["after"]) for one in step["changes"]
    }
    dropped = done(await officer.post(f"{path}/discarding", {"reason": "Soạn nhầm."}))
    assert (dropped["state"], dropped["number"]) == ("discarded", "")
    assert problem(await chair.post(f"{path}/signature")) == (409, "decision.signed")
    assert await said(town, f"decision/{draft['id']}") == []


async def test_draft_from_the_meeting_takes_what_it_approved(town: Town, officer: Person) -> None:
    wanted = await approved(town, "Phó Thị Na", "Phó Thị Nụ", meeting="hop-1")
    await approved(town, "Phó Thị Nở", meeting="hop-2")
    body = {"unit": "duong-quang", "title": "Về việc khen thưởng", "meeting": "hop-khong-co"}
    assert problem(await officer.post("/decisions", body)) == (404, "not_found")
    page = (await officer.page("/decisions/new", meeting="hop-1")).text
    assert "Phó Thị Na" in page
    assert "Phó Thị Nở" not in page
    assert page.count("checked") == len(wanted)

"""Correcting and revoking are decisions of their own; the first is never touched."""

from __future__ import annotations

from typing import Any

import pytest

from services.nomination.certificates import verify
from tests.integration.nomination.papers import said, signed
from tests.integration.town import Person, Town, done, problem


async def award_of(town: Town, officer: Person, chair: Person, name: str) -> tuple[dict[str, Any], str]:
    """A decision on one person, and the award it gave."""
    town.today("2025-06-23")
    decision = await signed(town, officer, chair, name)
    return decision, decision["lines"][0]["award_id"]


def revocation(first: dict[str, Any], award: str, **more: str) -> dict[str, Any]:
    """The body of a revocation."""
    return {
        "unit": "duong-quang", "title": "Về việc hủy bỏ quyết định khen thưởng", "amends": first["id"],
        "awards": [award], "ground": "fraud", "conclusion": "Kết luận kiểm tra số 03/KL-UBND",
        "concluded_on": "2025-07-10", "reported_on": "2025-07-14", "reason": "Kê khai thành tích của người khác.",
    } | more  # fmt: skip


async def test_correction_changes_the_register_and_leaves_the_first_alone(
    town: Town, officer: Person, chair: Person
) -> None:
    first, award = await award_of(town, officer, chair, "Nguyễn Thị Sại")
    before = done(await officer.get(f"/decisions/{first['id']}"))
    town.today("2025-07-02")
    body: dict[str, Any] = {
        "unit": "duong-quang", "title": "Về việc đính chính", "amends": first["id"], "reason": "Sai chính tả.",
        "values": [{"award": award, "name": "Nguyễn Thị Sại"}],
    }  # fmt: skip
    assert problem(await officer.post("/decisions/corrections", body)) == (422, "decision.nothing_changed")
    body["values"] = [{"award": award, "name": "Nguyễn Thị Sải", "position": "Giáo viên"}]
    draft = done(await officer.post("/decisions/corrections", body))
    assert [one["field"] for one in draft["changes"]] == ["name"]
    second = done(await chair.post(f"/decisions/{draft['id']}/signature"))
    assert second["number"] > first["number"]
    assert done(await officer.get(f"/decisions/{first['id']}")) == before
    now = done(await officer.get(f"/awards/{award}"))
    assert now["nominee"]["name"] == "Nguyễn Thị Sải"
    entry = now["history"][-1]
    assert (entry["number"], entry["changes"][0]["before"], entry["by"]) == (
        second["number"], "Nguyễn Thị Sại", "dq-chu-tich-01",
    )  # fmt: skip
    found = done(await officer.get("/awards", q="nguyen thi sai"))["items"]
    assert [one["id"] for one in found] == [award]
    assert await said(town, f"decision/{draft['id']}") == ["CorrectionIssued"]
    assert await said(town, f"award/{award}") == ["AwardGranted", "AwardCorrected"]
    assert "Đính chính" in (await officer.page(f"/decisions/{first['id']}")).text
    document = await officer.page(f"/decisions/{draft['id']}/document.pdf")
    assert document.content.startswith(b"%PDF")


async def test_revocation_rests_on_the_law_and_ends_the_certificate(
    town: Town, officer: Person, chair: Person, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    first, award = await award_of(town, officer, chair, "Đỗ Văn Gian")
    code = first["lines"][0]["code"]
    nobody = town.nobody()
    assert "Còn giá trị" in (await nobody.get(f"/nomination/check/{code}")).text
    town.today("2025-07-21")
    wrong = revocation(first, award, ground="chua-thich")
    assert problem(await officer.post("/decisions/revocations", wrong)) == (422, "decision.unknown_ground")
    upside_down = revocation(first, award, concluded_on="2025-07-15")
    assert problem(await officer.post("/decisions/revocations", upside_down)) == (422, "decision.days_out_of_order")
    draft = done(await officer.post("/decisions/revocations", revocation(first, award)))
    assert (draft["ground"]["report_due"], draft["ground"]["decide_due"]) == ("2025-07-17", "2025-07-21")
    assert "Điều 93 khoản 2 điểm a" in draft["ground"]["citation"]
    second = done(await chair.post(f"/decisions/{draft['id']}/signature"))
    assert second["total_bonus"] == first["total_bonus"] == 710_000
    now = done(await officer.get(f"/awards/{award}"))
    assert (now["state"], now["revoked_by"], now["revoked_on"]) == ("revoked", second["number"], "2025-07-21")
    assert await said(town, f"award/{award}") == ["AwardGranted", "AwardRevoked"]
    assert await said(town, f"decision/{draft['id']}") == ["RevocationIssued"]
    assert "Đã thu hồi" in (await nobody.get(f"/nomination/check/{code}")).text
    assert "Đỗ Văn Gian" not in (await nobody.get("/nomination/honours")).text
    again = revocation(first, award)
    assert problem(await officer.post("/decisions/revocations", again)) == (422, "decision.not_concerned")
    why = done(await officer.get(f"/awards/why/{first['lines'][0]['dossier']}"))
    assert (why["given"], "thu hồi" in why["sentence"]) == (False, True)


async def test_certificate_is_checked_without_the_server(
    town: Town, officer: Person, chair: Person, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    first, award = await award_of(town, officer, chair, "Tô Thị Ngoại Tuyến")
    line = first["lines"][0]
    nobody = town.nobody()
    key, old, new = tmp_path / "key.json", tmp_path / "old.jwt", tmp_path / "new.jwt"
    key.write_bytes((await nobody.get("/nomination/check/key.json")).content)
    old.write_bytes((await nobody.get("/nomination/check/status/duong-quang.jwt")).content)
    claims = {
        "c": line["code"], "u": "duong-quang", "i": line["index"], "n": "Bà Tô Thị Ngoại Tuyến",
        "a": "Lao động tiên tiến", "q": first["number"], "d": "2025-06-23",
    }  # fmt: skip
    text = f"http://town.test/nomination/check/x#{town.app.state.resources.status_key.sign(claims)}"
    given = ["--key", str(key)]
    assert verify.main([*given, text]) == 3
    assert verify.main([*given, "--list", str(old), text]) == 0
    town.today("2025-07-21")
    draft = done(await officer.post("/decisions/revocations", revocation(first, award)))
    done(await chair.post(f"/decisions/{draft['id']}/signature"))
    new.write_bytes((await nobody.get("/nomination/check/status/duong-quang.jwt")).content)
    assert verify.main([*given, "--list", str(new), text]) == 1
    assert verify.main([*given, "--list", str(new), text[:-8] + "AAAAAAAA"]) == 2
    printed = capsys.readouterr().out
    assert "Tô Thị Ngoại Tuyến" in printed
    assert "ĐÃ BỊ THU HỒI" in printed


async def test_foreign_unit_amends_nothing(town: Town, officer: Person, chair: Person) -> None:
    first, award = await award_of(town, officer, chair, "Lưu Thị Xa")
    town.today("2025-07-21")
    neighbour = town.person("bach-sam-van-phong-01")
    own = revocation(first, award, unit="bach-sam")
    assert problem(await neighbour.post("/decisions/revocations", own)) == (422, "decision.not_their_power")
    foreign = revocation(first, award)
    assert problem(await neighbour.post("/decisions/revocations", foreign)) == (403, "auth.denied")

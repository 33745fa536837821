"""Communes side by side: who sees whom, what is counted, and in how many queries."""

from __future__ import annotations

from datetime import date

import pytest

from services.reporting.indicators.figures import Figures
from services.reporting.indicators.period import Period
from services.reporting.indicators.queries import figures
from services.reporting.projections.dossiers import DossierState
from tests.integration.reporting.conftest import House, town_year


async def one(house: House, unit: str = "duong-quang", period: Period | None = None) -> Figures:
    return (await figures(house.store.reads, [unit], period or Period.of_year(2025)))[unit]


async def test_year_of_a_commune_is_counted(told: House) -> None:
    year = await one(told)
    assert (year.received, year.awarded, year.bonus, year.forwarded) == (9, 4, 4_010_000, 1)
    assert year.by_state[DossierState.DECIDED] == 4
    assert (year.in_hand, year.planned, year.done, year.late(date(2025, 12, 27))) == (2, 3, 2, 2)
    assert (year.returned.part, year.returned.whole) == (2, 2)


async def test_days_from_achievement_to_award_and_in_each_step(told: House) -> None:
    year = await one(told)
    assert (year.lead().count, year.lead().median, year.lead().slowest) == (4, 18.0, 18)
    assert (year.lead().share_within(15), year.lead().share_within(30)) == (0.0, 1.0)
    assert year.step(DossierState.ACCEPTED).median == 7.0


async def test_shares_that_the_plan_asks_to_watch(told: House) -> None:
    shares = {share.key: (share.part, share.whole) for share in (await one(told)).shares}
    assert shares == {
        "sudden": (2, 4), "thematic": (1, 4), "collectives": (1, 4), "households": (1, 4), "workers": (1, 2),
        "leaders": (1, 2),
    }  # fmt: skip


async def test_period_counts_only_its_own_days(told: House) -> None:
    half = await one(told, period=Period.first_half(2025))
    assert (half.received, half.awarded) == (4, 3)


async def test_figures_of_any_number_of_units_take_five_queries(told: House) -> None:
    for units in (["duong-quang"], ["duong-quang", "bach-sam", "di-su", "cam-xa"]):
        with told.store.queries.counting() as seen:
            await figures(told.store.reads, units, Period.of_year(2025))
        assert seen == [
            "aggregate dossier_rows", "aggregate award_rows", "aggregate plan_task_rows",
            "aggregate registration_rows", "aggregate dossier_rows",
        ]  # fmt: skip


async def test_overview_takes_eight_queries(told: House) -> None:
    with told.store.queries.counting() as seen:
        answer = await told.get("mh-noi-vu-01", "/api/v1/overview?year=2025")
    assert answer.status_code == 200
    assert len(seen) == 8, seen


async def test_page_of_the_town_takes_nine_queries(told: House) -> None:
    with told.store.queries.counting() as seen:
        answer = await told.get("mh-noi-vu-01", "/?year=2025")
    assert answer.status_code == 200
    assert len(seen) == 9, seen


async def test_page_of_a_commune_takes_eleven_queries(told: House) -> None:
    with told.store.queries.counting() as seen:
        answer = await told.get("dq-van-phong-01", "/?year=2025")
    assert answer.status_code == 200
    assert len(seen) == 11, seen


async def test_town_sees_all_communes_and_the_missing_ones_are_named(told: House) -> None:
    answer = (await told.get("mh-noi-vu-01", "/api/v1/overview?year=2025")).json()
    assert [unit["name"] for unit in answer["units"]] == [
        "Phường Bạch Sam", "Phường Dị Sử", "Xã Cẩm Xá", "Xã Dương Quang",
    ]  # fmt: skip
    assert answer["missing"] == ["di-su", "cam-xa"]
    assert answer["total"]["received"] == 11
    page = (await told.get("mh-noi-vu-01", "/?year=2025")).text
    assert "Chưa có số liệu: Phường Dị Sử, Xã Cẩm Xá" in page


async def test_commune_sees_itself_alone(told: House) -> None:
    answer = (await told.get("bs-van-phong-01", "/api/v1/overview?year=2025")).json()
    assert [unit["unit"] for unit in answer["units"]] == ["bach-sam"]
    assert (await told.get("bs-van-phong-01", "/api/v1/overview?year=2025&unit=duong-quang")).status_code == 404


async def test_hamlet_sees_what_it_nominated(told: House) -> None:
    answer = (await told.get("dq-thon-2-01", "/api/v1/overview?year=2025")).json()
    assert [unit["unit"] for unit in answer["units"]] == ["duong-quang.thon-2"]
    assert answer["total"]["received"] == 9
    assert (await told.get("dq-thon-2-01", "/?year=2025")).status_code == 200


async def test_stranger_is_refused_and_nobody_is_asked_to_sign_in(told: House) -> None:
    assert (await told.get("la", "/api/v1/overview")).status_code == 403
    async with told.client("la") as client:
        client.cookies.clear()
        assert (await client.get("/reporting/api/v1/overview")).status_code == 401


async def test_after_the_town_has_ended_the_province_sees_the_communes(house: House) -> None:
    await house.hear(town_year())
    await house.end_the_town()
    house.today("2025-07-02")
    answer = (await house.get("hy-noi-vu-01", "/api/v1/overview?year=2025")).json()
    assert {"duong-quang", "bach-sam"} <= {unit["unit"] for unit in answer["units"]}
    assert answer["total"]["received"] == 11


async def test_lists_are_paged_by_cursor_and_filtered(told: House) -> None:
    first = (await told.get("mh-noi-vu-01", "/api/v1/dossiers?year=2025&limit=6")).json()
    second = (await told.get("mh-noi-vu-01", f"/api/v1/dossiers?year=2025&limit=6&after={first['after']}")).json()
    assert len({item["id"] for item in (*first["items"], *second["items"])}) == 11
    assert second["after"] is None
    forwarded = (await told.get("mh-noi-vu-01", "/api/v1/dossiers?year=2025&state=forwarded")).json()
    assert [item["id"] for item in forwarded["items"]] == ["hs-5"]


async def test_names_are_found_without_diacritics(told: House) -> None:
    found = (await told.get("mh-noi-vu-01", "/api/v1/awards?year=2025&q=luu van")).json()
    assert [item["nominee_name"] for item in found["items"]] == ["Lưu Văn Ước"]
    assert (await told.get("mh-noi-vu-01", "/api/v1/awards?year=2025&q=.*(")).json()["items"] == []


async def test_tasks_say_whether_they_are_late(told: House) -> None:
    found = (await told.get("dq-van-phong-01", "/api/v1/tasks?year=2025")).json()
    assert {item["task"]: item["late"] for item in found["items"]} == {"II.2": False, "II.8": False, "III.3": True}


async def test_trace_goes_from_pledge_to_praise(told: House) -> None:
    with told.store.queries.counting() as seen:
        found = (await told.get("dq-van-phong-01", "/api/v1/dossiers/hs-2")).json()
    pledges = [(one["what"], one["who"]) for one in found["happenings"][:8]]
    assert pledges.count(("Đăng ký thi đua được chấp thuận", "Thôn 2")) == 1
    assert pledges.count(("Đăng ký thi đua bị trả lại", "Xã Dương Quang")) == 1
    assert [one["what"] for one in found["happenings"][8:]] == [
        "Nộp hồ sơ đề nghị", "Trả lại hồ sơ", "Nộp lại hồ sơ sau khi bổ sung", "Tiếp nhận hồ sơ đầy đủ để thẩm định",
        "Mời họp Hội đồng ngày 15/04/2025", "Hội đồng bỏ phiếu tán thành",
        f"Khen thưởng theo Quyết định số {found['number']}", "Báo tin đến 1 nơi nhận",
        "Phát bản tin trên Đài Truyền thanh",
    ]  # fmt: skip
    assert len(seen) == 9, seen
    assert found["happenings"][9]["reason"] == "Chưa có xác nhận của Công an xã."
    assert (await told.get("dq-van-phong-01", "/dossiers/hs-2?")).status_code == 200


async def test_trace_is_hidden_from_another_commune(told: House) -> None:
    assert (await told.get("bs-van-phong-01", "/api/v1/dossiers/hs-2")).status_code == 404
    assert (await told.get("mh-noi-vu-01", "/api/v1/dossiers/hs-2")).status_code == 200


@pytest.mark.parametrize("sort", ["name", "-name", "bonus", "-awarded", "median", "-late", "report"])
async def test_table_of_the_town_sorts_by_every_column(told: House, sort: str) -> None:
    assert (await told.get("mh-noi-vu-01", f"/?year=2025&sort={sort}")).status_code == 200


async def test_unknown_order_is_refused(told: House) -> None:
    assert (await told.get("mh-noi-vu-01", "/?sort=__class__")).status_code == 422

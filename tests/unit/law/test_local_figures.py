"""A locality states its own figures, and only where it may."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shared.law import Law, LawDataError, guard
from tests.unit.law.nominees import civil_servant, ids


def write(directory: Path, **override: str) -> Path:
    lines = "\n    ".join(f"{key}: {value}" for key, value in override.items())
    (directory / "province.yaml").write_text(f"overrides:\n  - {lines.lstrip()}\n", encoding="utf-8")
    return directory


def days(law: Law, on: date) -> int | None:
    return law.deadline("decide", level="commune", on=on).working_days


def test_a_local_figure_replaces_the_default_and_is_verified(tmp_path: Path) -> None:
    local = write(
        tmp_path,
        table="deadlines",
        id="decide-commune",
        valid_from="2025-07-01",
        set="{days: 12}",
        citation="QĐ 5, Điều 3",
    )
    found = Law.load(local).deadline("decide", level="commune", on=date(2025, 9, 1))
    assert (found.working_days, found.verified, found.citation) == (12, True, "QĐ 5, Điều 3")


def test_a_local_figure_holds_for_its_own_period_only(tmp_path: Path) -> None:
    local = write(
        tmp_path,
        table="deadlines",
        id="decide-commune",
        valid_from="2026-03-01",
        valid_to="2026-05-31",
        set="{days: 12}",
        citation="QĐ 5, Điều 3",
    )
    law = Law.load(local)
    assert [days(law, date(2026, month, day)) for month, day in ((2, 28), (3, 1), (5, 31), (6, 1))] == [10, 12, 12, 10]


def test_a_local_figure_across_the_reform_replaces_both_rows(tmp_path: Path) -> None:
    law = Law.load(write(tmp_path, table="deadlines", id="decide-commune", set="{days: 8}", citation="QĐ 5, Điều 3"))
    assert (days(law, date(2025, 6, 30)), days(law, date(2025, 7, 1))) == (8, 8)


def test_a_local_quota_binds(tmp_path: Path) -> None:
    local = write(
        tmp_path, table="quotas", id="CSTDCS", valid_from="2024-01-01", set="{pct: 15}", citation="QĐ 5, Điều 3"
    )
    quota = Law.load(local).quota("TD-CN-CSTDCS", date(2025, 12, 1))
    assert quota is not None
    assert not quota.allows(nominated=16, holders=100)


def test_local_figures_do_not_leak_into_the_next_load(tmp_path: Path) -> None:
    Law.load(write(tmp_path, table="deadlines", id="decide-commune", set="{days: 8}", citation="QĐ 5, Điều 3"))
    assert days(Law.load(), date(2025, 12, 1)) == 10


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ({"table": "multipliers", "id": "LDTT", "set": "{value: 9}"}, "not marked local"),
        ({"table": "deadlines", "id": "nothing", "set": "{days: 9}"}, "no row nothing"),
        ({"table": "dreams", "id": "x", "set": "{days: 9}"}, "no row x"),
        ({"table": "deadlines", "id": "check", "set": "{days: soon}"}, "days"),
        ({"table": "deadlines", "id": "check", "set": "{tag: L}"}, "cannot be set locally"),
        ({"table": "deadlines", "id": "check", "set": "{speed: 9}"}, "speed"),
    ],
)
def test_a_local_file_that_goes_too_far_is_refused_by_name(tmp_path: Path, override: dict[str, str], says: str) -> None:
    with pytest.raises(LawDataError, match=says) as refused:
        Law.load(write(tmp_path, **override, citation="QĐ 5, Điều 3"))
    assert "province.yaml" in refused.value.en


def test_a_local_file_without_a_legal_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawDataError, match="citation"):
        Law.load(write(tmp_path, table="deadlines", id="check", set="{days: 3}"))


def test_a_broken_yaml_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("overrides: [", encoding="utf-8")
    with pytest.raises(LawDataError, match=r"broken\.yaml"):
        Law.load(tmp_path)


def test_a_local_directory_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawDataError):
        Law.load(tmp_path / "nowhere")


LAO_CAI = """
additions:
  - table: bibliography
    row:
      id: Quyết định 14/2024/QĐ-UBND
      type: decision
      name_vi: Quy chế thi đua, khen thưởng của tỉnh
      name_en: The province's regulation
      citation: Công báo tỉnh
      tag: G
  - table: criteria
    row:
      id: not_fined
      vi: Không bị xử phạt vi phạm hành chính trong năm
      en: Not administratively fined in the year
      citation: Quyết định 14/2024/QĐ-UBND, Điều 9 khoản 1
      tag: G
  - table: conditions
    row:
      id: LOCAL-LDTT-NOT-FINED
      awards: [TD-CN-LDTT]
      valid_from: 2024-07-01
      cel: criteria.not_fined
      article: Điều 9 khoản 1 Quyết định 14/2024/QĐ-UBND
      vi: Không bị xử phạt vi phạm hành chính trong năm.
      en: Not administratively fined in the year.
      attach_vi: Xác nhận của đơn vị
      attach_en: Confirmation by the unit
      citation: Quyết định 14/2024/QĐ-UBND, Điều 9 khoản 1
      tag: G
"""


def test_a_province_may_add_a_standard_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "province.yaml").write_text(LAO_CAI, encoding="utf-8")
    law = Law.load(tmp_path)
    fined = civil_servant(criteria={"emulation_active": True, "solidarity": True, "not_fined": False})
    assert ids(law.assess("TD-CN-LDTT", fined, received_on=date(2025, 12, 1)).failed) == ["LOCAL-LDTT-NOT-FINED"]
    before = law.assess("TD-CN-LDTT", fined, received_on=date(2024, 6, 30))
    assert "LOCAL-LDTT-NOT-FINED" not in ids(before.conditions)
    assert list(guard.findings(law)) == []


@pytest.mark.parametrize(
    ("table", "row", "says"),
    [
        ("multipliers", "{id: x, value: 9, citation: Điều 1, tag: G}", "multipliers"),
        (
            "criteria",
            "{id: x, vi: Một câu, en: A sentence, citation: Điều 1, tag: M, local: true, unverified: true}",
            "verified",
        ),
        ("conditions", "{id: x, cel: criteria.nobody, citation: Điều 1, tag: G}", "x"),
        ("deadlines", "{id: check, step: check, days: 1, citation: Điều 1, tag: G}", "overlap"),
    ],
)
def test_an_addition_that_goes_too_far_is_refused(tmp_path: Path, table: str, row: str, says: str) -> None:
    (tmp_path / "province.yaml").write_text(f"additions:\n  - table: {table}\n    row: {row}\n", encoding="utf-8")
    with pytest.raises(LawDataError, match=says):
        Law.load(tmp_path)


def test_local_figures_are_told_apart_from_unverified_ones(tmp_path: Path) -> None:
    local = write(tmp_path, table="deadlines", id="decide-commune", set="{days: 12}", citation="QĐ 5, Điều 3")
    stated = Law.load(local).deadline("decide", level="commune", on=date(2025, 9, 1))
    default = Law.load().deadline("decide", level="commune", on=date(2025, 9, 1))
    assert (stated.local, stated.unverified, stated.settings) == (True, False, ())
    assert (default.local, default.unverified, default.settings) == (True, True, ("deadlines/decide-commune",))

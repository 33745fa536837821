"""Criteria of the models of a period, asked like the conditions of an award."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shared.law import Facts, Law, Outcome, PastAward, Subject
from shared.law.errors import LawDataError

DAY = date(2025, 5, 12)


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def candidate(*awards: tuple[str, int, str | None], kind: str = "individual", category: str | None = None) -> Facts:
    past = [{"code": code, "year": year, "kind": loai} for code, year, loai in awards]
    return Facts(
        subject=Subject.model_validate({"kind": kind, "category": category}), year=2025,
        awards=tuple(PastAward.model_validate(one) for one in past),
    )  # fmt: skip


TITLES = tuple(("TD-CN-LDTT", year, "LH-CT") for year in (2021, 2022, 2023))


@pytest.mark.parametrize(
    ("facts", "achieved", "points"),
    [
        (candidate(*TITLES), True, 0),
        (candidate(*TITLES[:2]), False, 0),
        (candidate(*TITLES, ("TD-CN-LDTT", 2024, None)), True, 2),
        (candidate(("KT-GK-XA", 2021, "LH-CT")), False, 0),
        (candidate(("KT-GK-XA", 2021, "LH-CT"), ("KT-GK-XA", 2023, None)), True, 0),
        (candidate(("KT-GK-XA", 2021, "LH-DX")), True, 2),
        (candidate(("KT-BK-TINH", 2021, None)), True, 3),
        (candidate(("TD-CN-CSTDCS", 2021, None), *TITLES[1:], category="worker"), True, 3),
        (candidate(("TD-TT-TTLDTT", 2021, None), kind="collective"), False, 0),
    ],
)
def test_criteria_count_the_awards_of_the_period(law: Law, facts: Facts, achieved: bool, points: int) -> None:
    found = law.exemplars.judge(facts, on=DAY)
    [required] = [one for one in found if one.required]
    assert (required.condition.outcome is Outcome.HOLDS) is achieved
    assert sum(one.earned for one in found) == points


def test_award_of_an_unknown_kind_is_no_sudden_one(law: Law) -> None:
    [required] = [one for one in law.exemplars.judge(candidate(("KT-GK-XA", 2021, None)), on=DAY) if one.required]
    assert required.condition.outcome is Outcome.FAILS


def test_every_figure_of_models_is_a_setting(law: Law) -> None:
    assert all(one.condition.settings for one in law.exemplars.judge(candidate(*TITLES), on=DAY))
    assert all(share.setting for share in law.exemplars.shares(DAY))


def test_locality_replaces_a_criterion(tmp_path: Path) -> None:
    (tmp_path / "xa.yaml").write_text(
        """
overrides:
  - table: exemplar_criteria
    id: EX-ACHIEVED
    set: {cel: "history.awards.size() >= 1", vi: Có khen thưởng trong giai đoạn., en: Any award of the period.}
    citation: "Mặc định của hệ thống (kế hoạch số 12/KH-UBND)"
""",
        encoding="utf-8",
    )
    found = Law.load(tmp_path).exemplars.judge(candidate(TITLES[0]), on=DAY)
    assert next(one.condition.outcome for one in found if one.required) is Outcome.HOLDS


@pytest.mark.parametrize("change", ["{required: false, points: 0}", "{cel: history.titles > 3}"])
def test_criterion_that_decides_nothing_or_asks_nonsense_is_refused(tmp_path: Path, change: str) -> None:
    (tmp_path / "xa.yaml").write_text(
        "overrides:\n  - {table: exemplar_criteria, id: EX-ACHIEVED, "
        f'set: {change}, citation: "Mặc định của hệ thống"}}\n',
        encoding="utf-8",
    )
    with pytest.raises(LawDataError):
        Law.load(tmp_path)

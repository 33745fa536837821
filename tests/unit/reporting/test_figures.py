"""Sums, medians and shares."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.indicators.cells import AwardCell, DossierCell
from services.reporting.indicators.figures import Figures
from services.reporting.indicators.spread import Spread
from services.reporting.projections.dossiers import DossierState
from services.reporting.reports.model import digest
from services.reporting.reports.place import UnnamedKind, locality_of
from shared.documents import TaskResult, YearFigures
from shared.events import Level
from shared.events.parts import SubjectKind


def award(kind: str, *, days: int | None = None, count: int = 1, category: str = "") -> AwardCell:
    return AwardCell(
        award="KT-GK-XA", kind=kind, subject_kind=SubjectKind.INDIVIDUAL, level=Level.COMMUNE, category=category,
        leads=None, days=days, count=count, bonus=count * 710_000,
    )  # fmt: skip


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.integers(0, 400))
def test_spread_agrees_with_the_sorted_list(days: list[int], limit: int) -> None:
    spread = Spread.of((one, 1) for one in days)
    assert spread.median == statistics.median(days)
    assert (spread.slowest, spread.within(limit)) == (max(days), sum(one <= limit for one in days))


def test_spread_of_nothing_has_no_median() -> None:
    nothing = Spread.of([])
    assert (nothing.count, nothing.median, nothing.slowest, nothing.share_within(30)) == (0, None, None, None)


def test_awards_whose_day_of_achievement_is_unknown_do_not_count_for_the_median() -> None:
    figures = Figures(awards=(award("LH-DX", days=10), award("LH-DX", days=None, count=9)))
    assert (figures.awarded, figures.lead().count, figures.lead().median) == (10, 1, 10)


def test_workers_are_counted_among_those_of_whom_it_is_known() -> None:
    figures = Figures(
        awards=(
            award("LH-DX", category="worker", count=2), award("LH-DX", category="staff"), award("LH-DX", count=7),
        )
    )  # fmt: skip
    workers = next(share for share in figures.shares if share.key == "workers")
    assert (workers.part, workers.whole) == (2, 3)


def test_shares_without_any_data_are_left_out() -> None:
    assert Figures().shares == ()
    assert {share.key for share in Figures(awards=(award("LH-CT"),)).shares} == {
        "sudden", "thematic", "collectives", "households",
    }  # fmt: skip


def test_total_is_the_sum_of_the_units() -> None:
    decided = DossierCell(
        award="KT-GK-XA", kind="LH-DX", subject_kind=None, state=DossierState.DECIDED, forwarded=False, count=3
    )
    one, other = Figures(dossiers=(decided,), awards=(award("LH-DX", days=1),)), Figures(dossiers=(decided,))
    both = Figures.total([one, other])
    assert (both.received, both.decided, both.awarded, both.bonus) == (6, 6, 1, 710_000)
    assert Figures.total([]).empty


def test_digest_depends_on_the_figures_alone() -> None:
    one = YearFigures(tasks=(TaskResult(title="Đăng ký", done=1, planned=1),))
    again = YearFigures.model_validate_json(one.model_dump_json())
    other = YearFigures(tasks=(TaskResult(title="Đăng ký", done=0, planned=1),))
    assert digest(one) == digest(again) != digest(other)


@pytest.mark.parametrize(
    ("name", "kind", "place"),
    [
        ("Xã Dương Quang", "xã", "Dương Quang"), ("xã Hòa Phong", "xã", "Hòa Phong"),
        ("Thị xã Mỹ Hào", "thị xã", "Mỹ Hào"), ("Phường Dị Sử", "phường", "Dị Sử"),
        ("Tỉnh Hưng Yên", "tỉnh", "Hưng Yên"),
    ],
)  # fmt: skip
def test_locality_is_read_from_the_name(name: str, kind: str, place: str) -> None:
    assert (locality_of(name).kind, locality_of(name).name) == (kind, place)


def test_name_without_a_kind_heads_no_document() -> None:
    with pytest.raises(UnnamedKind):
        locality_of("Dương Quang")

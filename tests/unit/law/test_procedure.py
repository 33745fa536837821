"""The way of a dossier: sets, notice, steps, councils, cancelling, keeping; and the page on which it is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shared.documents.layout import LAYOUT
from shared.law import Facts, Law, Level, Procedure, Subject, SubjectKind
from shared.law.rows import (
    CommunityVote,
    ConsequenceRow,
    ConsultationTopic,
    CouncilRow,
    DocumentType,
    ElementRow,
    FormRow,
    MeasureRow,
    MovementScope,
    RetentionRow,
    ScoreBonus,
)
from tests.unit.law.nominees import FIRST_DAY_WITHOUT_TOWN, LAST_DAY_OF_THE_TOWN, civil_servant

VOLUNTEER = "KT-HCH-TNXPVV"


def test_one_original_and_files_go_to_the_centre(law: Law) -> None:
    found = law.copies("KT-HCLD3", FIRST_DAY_WITHOUT_TOWN)
    assert (found.originals, found.electronic, found.tag) == (1, True, "L")


def test_the_province_sets_the_number_for_its_own_level(law: Law) -> None:
    found = law.copies("KT-BK-TINH", FIRST_DAY_WITHOUT_TOWN)
    assert (found.originals, found.local) == (None, True)


@pytest.mark.parametrize(
    ("code", "on", "working", "calendar", "verified"),
    [
        ("TD-HO-GDVH", FIRST_DAY_WITHOUT_TOWN, None, 10, True),
        ("TD-TT-XTB", FIRST_DAY_WITHOUT_TOWN, None, 10, True),
        (VOLUNTEER, date(2026, 2, 1), 10, None, True),
        ("KT-DH-AHLD", FIRST_DAY_WITHOUT_TOWN, 10, None, True),
        ("KT-HCLD3", FIRST_DAY_WITHOUT_TOWN, 10, None, False),
    ],
)
def test_a_list_is_public_for_some_days(
    law: Law, code: str, on: date, working: int | None, calendar: int | None, verified: bool
) -> None:
    found = law.public_notice(code, on)
    assert found is not None
    assert (found.working_days, found.calendar_days, found.verified) == (working, calendar, verified)
    assert found.where_vi


@pytest.mark.parametrize("code", ["TD-CN-LDTT", "KT-GK-XA", "KT-BK-TINH", "KT-HCH-CSVV1"])
def test_no_notice_is_asked_of_ordinary_awards(law: Law, code: str) -> None:
    assert law.public_notice(code, FIRST_DAY_WITHOUT_TOWN) is None


def test_the_volunteers_steps_change_with_the_decision_of_2026(law: Law) -> None:
    def told(on: date) -> list[tuple[str | None, int | None, int | None]]:
        return [
            (
                step.level,
                step.deadline.working_days if step.deadline else None,
                step.deadline.calendar_days if step.deadline else None,
            )
            for step in law.steps(VOLUNTEER, on)
        ]

    commune, province = Level.COMMUNE, Level.PROVINCE
    assert told(date(2025, 3, 1)) == [
        (None, None, None), (commune, None, 5), (commune, 15, None), (province, None, None)
    ]  # fmt: skip
    assert told(date(2026, 2, 1)) == [
        (None, None, None), (commune, 10, None), (commune, 15, None), (province, 15, None)
    ]  # fmt: skip


def test_the_village_is_decided_by_the_town_and_then_by_the_commune(law: Law) -> None:
    before, after = law.steps("TD-TT-TVH", LAST_DAY_OF_THE_TOWN), law.steps("TD-TT-TVH", FIRST_DAY_WITHOUT_TOWN)
    assert (before[-1].level, after[-1].level) == (Level.TOWN, Level.COMMUNE)
    assert "Mẫu số 11" in after[-1].vi


def test_every_other_award_goes_the_general_way(law: Law) -> None:
    steps = law.steps("KT-BK-TINH", FIRST_DAY_WITHOUT_TOWN)
    assert [step.order for step in steps] == [1, 2, 3, 4, 5]
    assert steps[0].level is None


def test_the_president_is_reached_over_the_prime_minister_not_over_the_government(law: Law) -> None:
    assert law.route("commune", "KT-HCLD3", FIRST_DAY_WITHOUT_TOWN) == (
        Level.COMMUNE,
        Level.PROVINCE,
        Level.PRIME_MINISTER,
        Level.PRESIDENT,
    )
    assert law.route("commune", "TD-TT-CTDCP", LAST_DAY_OF_THE_TOWN)[-1] is Level.GOVERNMENT


def test_a_village_dossier_names_its_forms(law: Law) -> None:
    village = Facts(subject=Subject(kind=SubjectKind.COLLECTIVE), year=2025)
    parts = law.parts("TD-TT-TVH", village, on=FIRST_DAY_WITHOUT_TOWN)
    assert [(part.code, part.form_no) for part in parts] == [
        ("T", "Mẫu số 04"),
        ("B", "Mẫu số 05"),
        ("M", "Mẫu số 06"),
    ]


def test_forms_are_known_by_award(law: Law) -> None:
    numbers = [row.number for row in law.entries(FormRow, FIRST_DAY_WITHOUT_TOWN, award="TD-HO-GDVH")]
    assert numbers == ["Mẫu số 10"]
    old = [row.number for row in law.entries(FormRow, date(2023, 1, 1), award="TD-CN-LDTT")]
    assert "Mẫu số 02" in old


def test_the_simplified_procedure_asks_for_fewer_papers(law: Law) -> None:
    full = law.parts("KT-GK-XA", civil_servant(), on=FIRST_DAY_WITHOUT_TOWN)
    short = law.parts("KT-GK-XA", civil_servant(procedure=Procedure.SIMPLIFIED), on=FIRST_DAY_WITHOUT_TOWN)
    assert len(short) < len(full)


def test_the_councils_of_the_levels(law: Law) -> None:
    councils = {row.id: row for row in law.entries(CouncilRow, FIRST_DAY_WITHOUT_TOWN)}
    assert "town" not in councils
    assert (councils["province"].vice_chairs_max, councils["province"].standing_vice_vi) == (4, "Giám đốc Sở Nội vụ")
    assert councils["commune"].own_rules
    assert councils["central"].meets_every_months == 6


def test_a_village_meeting_needed_sixty_per_cent_until_the_new_decree(law: Law) -> None:
    (old,) = law.entries(CommunityVote, date(2024, 1, 29))
    (new,) = law.entries(CommunityVote, date(2024, 1, 30))
    assert (old.present_pct, old.approve_pct, old.verified) == (60, 60, True)
    assert (new.present_pct, new.verified) == (None, False)


def test_who_granted_cancels_but_only_the_president_strips_a_state_title(law: Law) -> None:
    rows = law.entries(ConsequenceRow, FIRST_DAY_WITHOUT_TOWN, award="KT-DH-NGND")
    assert [row.decided_by for row in rows] == [None, None, Level.PRESIDENT]
    assert all(row.decided_by is None for row in law.entries(ConsequenceRow, FIRST_DAY_WITHOUT_TOWN, award="KT-GK-XA"))


def test_bodies_consulted_are_asked_about_four_things(law: Law) -> None:
    assert len(law.entries(ConsultationTopic, FIRST_DAY_WITHOUT_TOWN)) == 4


def test_how_long_papers_are_kept_is_left_open(law: Law) -> None:
    (row,) = law.entries(RetentionRow, FIRST_DAY_WITHOUT_TOWN)
    assert (row.years, row.setting) == (None, "retention/dossier")


def test_scopes_of_movements_and_points_of_flags(law: Law) -> None:
    assert [row.id for row in law.entries(MovementScope, FIRST_DAY_WITHOUT_TOWN)] == [
        "nation",
        "sector",
        "cluster",
        "unit",
    ]
    points = {row.id: (row.points, row.verified) for row in law.entries(ScoreBonus, FIRST_DAY_WITHOUT_TOWN)}
    assert points == {"flag-province": (Decimal(10), False), "flag-government": (Decimal(15), False)}


@pytest.mark.parametrize("measure", ["page_width", "page_height", "margin_top", "margin_bottom", "margin_left"])
def test_the_printed_page_keeps_the_measures_of_the_decree(law: Law, measure: str) -> None:
    row = next(row for row in law.entries(MeasureRow, FIRST_DAY_WITHOUT_TOWN) if row.id == measure)
    assert row.least <= Decimal(str(getattr(LAYOUT, measure))) <= (row.most or row.least)


@pytest.mark.parametrize(
    ("element", "field"),
    [
        ("motto_state", "motto_state"),
        ("motto_words", "motto_words"),
        ("issuer", "issuer"),
        ("number", "number"),
        ("place_date", "place_date"),
        ("title", "title"),
        ("body", "body"),
        ("signature", "signature"),
        ("recipients_head", "recipients_head"),
        ("recipients", "recipients"),
        ("page_number", "page_number"),
    ],
)
def test_the_printed_elements_keep_the_sizes_of_the_decree(law: Law, element: str, field: str) -> None:
    row = next(row for row in law.entries(ElementRow, FIRST_DAY_WITHOUT_TOWN) if row.id == element)
    assert row.least_pt is not None
    assert row.most_pt is not None
    assert row.least_pt <= getattr(LAYOUT, field) <= row.most_pt


def test_a_letter_has_no_type_in_its_number(law: Law) -> None:
    types = {row.id: row for row in law.entries(DocumentType, FIRST_DAY_WITHOUT_TOWN)}
    assert types["QĐ"].number == "{number}/QĐ-{body}"
    assert types["CV"].number == "{number}/{body}"
    assert types["BB"].template == "Mẫu 1.9"
    assert types["QĐ"].body_vi[3] == "QUYẾT ĐỊNH:"

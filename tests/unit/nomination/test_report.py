"""The achievement report: which sections the law asks for, what is enough, and how it prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from services.nomination.dossiers.differences import written
from services.nomination.dossiers.errors import NotPossible
from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.states import State
from services.nomination.reports.model import Entry, Result, report_of
from services.nomination.reports.printing import Places, official_report
from services.nomination.reports.queries import report_now
from shared.documents import OfficialDocument, Table
from shared.events import Level
from shared.identity.directory import DirectoryUnit
from shared.law import Facts, Kind, Law, PastAward, Subject, SubjectKind
from shared.law.rows import ContentRow
from tests.unit.nomination.conftest import at, on

Make = Callable[..., Dossier]
TODAY = date(2025, 6, 5)
FULL = (
    Entry(section="person", title="Sơ lược lý lịch", fields={
        "Ngày, tháng, năm sinh": "02/09/1985", "Giới tính": "Nữ", "Quê quán": "Dương Quang",
        "Nơi thường trú": "Thôn 3", "Trình độ chuyên môn, nghiệp vụ": "Đại học Sư phạm",
    }),
    Entry(section="person-tasks", title="Nhiệm vụ", text="Chủ nhiệm lớp 3B, dạy Tiếng Việt."),
    Entry(section="person-results", title="Kết quả", results=(
        Result(year=2025, target="Học sinh hoàn thành chương trình", figure="32/32, đạt 100%"),
    )),
    Entry(section="person-merit", title="Nổi bật", text="Mở lớp phụ đạo buổi chiều cho chín em đọc chậm. " * 3),
)  # fmt: skip


def facts(subject: str, kind: Kind) -> Facts:
    return Facts(subject=Subject(kind=SubjectKind(subject)), year=2025, kind=kind)


@pytest.mark.parametrize(
    ("award", "subject", "kind", "form"),
    [
        ("TD-CN-LDTT", "individual", Kind.MERIT, "individual"),
        ("TD-TT-TTLDTT", "collective", Kind.MERIT, "collective"),
        ("KT-GK-XA", "individual", Kind.SUDDEN, "sudden"),
        ("KT-GK-XA", "collective", Kind.MOVEMENT, "movement-collective"),
        ("KT-GK-XA", "household", Kind.SUDDEN, "household"),
        ("TD-TT-TVH", "collective", Kind.MERIT, "village"),
    ],
)
def test_form_follows_award_subject_and_kind(law: Law, award: str, subject: str, kind: Kind, form: str) -> None:
    report = law.report(award, facts(subject, kind), on=TODAY)
    assert report is not None
    assert report.code == form
    assert [one for one in report.sections if one.automatic]


@pytest.mark.parametrize("award", ["KT-HCH-TNXPVV", "TD-HO-GDVH"])
def test_award_by_declaration_or_list_asks_for_no_report(law: Law, award: str) -> None:
    subject = "household" if award == "TD-HO-GDVH" else "individual"
    assert law.report(award, facts(subject, Kind.MERIT), on=TODAY) is None


def test_number_of_the_form_is_printed_only_while_one_is_known(law: Law) -> None:
    old, new = (law.report("TD-CN-LDTT", facts("individual", Kind.MERIT), on=date(year, 6, 5)) for year in (2023, 2025))
    assert old is not None
    assert new is not None
    assert (old.number, new.number) == ("Mẫu số 02", None)


def test_every_heading_that_a_report_must_hold_is_a_section(law: Law) -> None:
    for document, subject, award in (
        ("report_individual", "individual", "TD-CN-LDTT"),
        ("report_collective", "collective", "TD-TT-TTLDTT"),
    ):
        report = law.report(award, facts(subject, Kind.MERIT), on=TODAY)
        assert report is not None
        held = {one for section in report.sections for one in section.holds}
        asked = {row.id for row in law.entries(ContentRow, TODAY) if row.document == document}
        signed = {"rc-signed"} if report.confirms_vi and report.author_vi else set()
        assert asked - held - signed == set()


def test_section_says_what_it_still_needs(law: Law, dossier: Make) -> None:
    report = report_now(law, dossier(), TODAY)
    assert report is not None
    assert [one.lack for one in report.needed][:2] == [
        "Còn thiếu: ngày, tháng, năm sinh, giới tính, quê quán, nơi thường trú, trình độ chuyên môn, nghiệp vụ.",
        "Chưa viết.",
    ]
    short = [*FULL[:1], FULL[1].model_copy(update={"text": "Dạy học."}), *FULL[2:]]
    assert [one.lack for one in report_of(report.form, short, 2025).lacking] == ["Mới có 8 ký tự, cần ít nhất 20."]
    last_year = [
        *FULL[:2],
        Entry(section="person-results", title="", results=(Result(year=2024, target="a", figure="b"),)),
    ]
    assert "Cần ít nhất một kết quả của năm 2025." in [
        one.lack for one in report_of(report.form, last_year, 2025).lacking
    ]
    assert report_of(report.form, FULL, 2025).complete


def test_next_section_is_the_next_that_somebody_writes(law: Law, dossier: Make) -> None:
    report = report_now(law, dossier(), TODAY)
    assert report is not None
    following = report.behind("person")
    assert following is not None
    assert following.section.id == "person-tasks"
    assert report.behind("person-initiatives") is None  # what comes then writes itself


def test_section_is_replaced_and_counts_among_the_differences(dossier: Make) -> None:
    one = dossier()
    for text in ("Dạy lớp 3B.", "Dạy lớp 3B và 3C."):
        one.write_section(on("2025-06-05"), Entry(section="person-tasks", title="Nhiệm vụ", text=text))
    assert written(one)["Báo cáo, nhiệm vụ"] == "Dạy lớp 3B và 3C."
    one.write_section(on("2025-06-06"), Entry(section="person-tasks", title="Nhiệm vụ"))
    assert one.report == ()
    with pytest.raises(NotPossible):
        at(one, State.SUBMITTED).write_section(on("2025-06-06"), FULL[0])


def printed(law: Law, one: Dossier, past: tuple[PastAward, ...] = ()) -> OfficialDocument:
    report = report_now(law, one, TODAY)
    assert report is not None
    commune = DirectoryUnit(
        id="duong-quang", name="Xã Dương Quang", level=Level.COMMUNE, parent=None, path="c", valid_from=TODAY
    )
    school = commune.model_copy(update={"id": one.nominating_unit, "name": "Trường Tiểu học Dương Quang"})
    return official_report(one, report, past, places=Places(school, commune, school), law=law, today=TODAY)


def test_report_prints_in_chapters_with_results_and_histories_and_no_number(law: Law, dossier: Make) -> None:
    past = (
        PastAward(code="TD-CN-LDTT", year=2023, decision="112/QĐ-UBND", decided_on=date(2023, 12, 20)),
        PastAward(code="KT-GK-XA", year=2024, decision="60/QĐ-UBND"),
    )
    document = printed(law, dossier(report=FULL, position="Giáo viên"), past)
    assert document.number is None
    assert document.issuer is not None
    assert document.issuer.superior == "ỦY BAN NHÂN DÂN\nXÃ DƯƠNG QUANG"
    headings = [block.text for block in document.body if block.kind == "heading" and block.level == 1]
    assert headings == ["SƠ LƯỢC LÝ LỊCH", "THÀNH TÍCH ĐẠT ĐƯỢC", "CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"]
    results, titles, forms = (block for block in document.body if isinstance(block, Table))
    assert results.groups[0].rows == (("2025", "Học sinh hoàn thành chương trình", "32/32, đạt 100%"),)
    assert titles.groups[0].rows == (("2023", "Lao động tiên tiến", "Số 112/QĐ-UBND ngày 20/12/2023"),)
    assert forms.groups[0].rows[0][0] == "2024"
    assert [one.lines[0] for one in document.signatures] == [
        "THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN, ĐỀ NGHỊ",
        "NGƯỜI BÁO CÁO THÀNH TÍCH",
    ]
    assert document.signatures[1].name == "Nguyễn Ngọc Nhài"


def test_unwritten_report_prints_as_the_draft_it_is(law: Law, dossier: Make) -> None:
    texts = [block.text for block in printed(law, dossier()).body if block.kind == "paragraph"]
    assert texts.count("Chưa ghi.") == 3
    assert texts.count("Không có.") == 3

"""How builders word a document, seen in the model before anything is printed."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from shared.documents import (
    Article,
    Awardee,
    AwardeeKind,
    AwardGroup,
    BallotCount,
    Imprint,
    ItemList,
    Locality,
    OfficialDocument,
    Paragraph,
    Participant,
    Signer,
    YearFigures,
    award_decision,
    submission_letter,
    year_report,
)

IMPRINT = Imprint(locality=Locality(kind="phường", name="Bạch Sam"), date=dt.date(2026, 3, 2))
EARLIER = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
TITLE, PAPER = "danh hiệu “Lao động tiên tiến”", "Giấy khen của Chủ tịch Ủy ban nhân dân phường"


def somebody(name: str, kind: AwardeeKind = AwardeeKind.INDIVIDUAL, *, bonus: int = 0) -> Awardee:
    return Awardee(name=name, kind=kind, bonus=bonus)


def decision(*groups: AwardGroup) -> OfficialDocument:
    return award_decision(
        IMPRINT,
        subject="Về việc khen thưởng",
        bases=["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"],
        proposer="Văn phòng",
        groups=groups,
        signer=Signer(),
    )


def words(document: OfficialDocument) -> list[str]:
    """The body line by line."""
    lines: list[str] = []
    for block in document.body:
        match block:
            case Article():
                lines.append(f"Điều {block.number}. {block.text}")
            case ItemList():
                lines += [f"{item.marker} {item.text}" for item in block.items]
            case Paragraph():
                lines.append(block.text)
            case _:
                lines.append(block.kind)
    return lines


def test_decision_without_bonus_has_no_article_about_money() -> None:
    made = decision(AwardGroup(award=TITLE, awardees=(somebody("Lê Thị Mẫu"),)))
    assert words(made) == [
        "Điều 1. Tặng danh hiệu “Lao động tiên tiến” cho 01 cá nhân, gồm:",
        "- Lê Thị Mẫu.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Văn phòng Ủy ban nhân dân phường Bạch Sam và các cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành "
        "Quyết định này./.",
    ]
    assert made.recipients == ("Như Điều 2;", "Lưu: VT.")
    assert made.competence == "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BẠCH SAM"
    assert made.bases[-1] == "Theo đề nghị của Văn phòng."


def test_several_awards_are_lettered_points_and_each_pays_its_own() -> None:
    made = decision(
        AwardGroup(award=TITLE, awardees=(somebody("A", bonus=759_000), somebody("B", bonus=759_000))),
        AwardGroup(award=PAPER, awardees=(somebody("Tổ 1", AwardeeKind.COLLECTIVE, bonus=1_518_000), somebody("C"))),
    )
    assert words(made)[:12] == [
        "Điều 1. Tặng danh hiệu thi đua, hình thức khen thưởng cho 01 tập thể và 03 cá nhân, gồm:",
        "a) Danh hiệu “Lao động tiên tiến” cho 02 cá nhân:",
        "- A;",
        "- B.",
        f"b) {PAPER} cho 01 tập thể và 01 cá nhân:",
        "- Tổ 1;",
        "- C.",
        "Điều 2. Tiền thưởng kèm theo danh hiệu thi đua, hình thức khen thưởng tại Điều 1:",
        "- Danh hiệu “Lao động tiên tiến”: 02 cá nhân, mỗi cá nhân 759.000 đồng, cộng 1.518.000 đồng;",
        f"- {PAPER}: 01 tập thể, 1.518.000 đồng.",
        "Tổng số tiền thưởng: 3.036.000 đồng (Bằng chữ: Ba triệu không trăm ba mươi sáu nghìn đồng).",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
    ]


@pytest.mark.parametrize(("awardees", "annexes"), [(5, 0), (6, 1)])
def test_more_than_five_names_go_to_an_annex(awardees: int, annexes: int) -> None:
    people = tuple(somebody(f"Người mẫu {n}") for n in range(awardees))
    assert len(decision(AwardGroup(award=TITLE, awardees=people)).annexes) == annexes


def test_decision_for_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="awards somebody"):
        decision()


def test_submission_with_many_names_encloses_a_list_without_money() -> None:
    people = tuple(somebody(f"Người mẫu {n}", bonus=759_000) for n in range(7))
    made = submission_letter(
        IMPRINT,
        addressees=["Ủy ban nhân dân tỉnh Hưng Yên"],
        subject="Về việc đề nghị khen thưởng",
        bases=[],
        reasons=["Năm 2025, phường đã hoàn thành nhiệm vụ."],
        groups=[AwardGroup(award="Bằng khen", awardees=people), AwardGroup(award="Cờ thi đua", awardees=people)],
        enclosures=[],
        signer=Signer(),
    )
    assert words(made)[1].endswith("cho 14 cá nhân (có danh sách kèm theo), gồm:")
    assert made.addressees == ("Ủy ban nhân dân tỉnh Hưng Yên",)
    table = made.annexes[0].blocks[0]
    assert table.kind == "table"
    assert table.totals is None
    assert [column.title for column in table.columns][-1] == "Chức vụ, đơn vị"
    assert table.groups[1].rows[0][0] == "8", "numbered through"


def test_report_without_figures_says_so_instead_of_hiding_sections() -> None:
    made = year_report(IMPRINT, year=2025, addressees=["UBND tỉnh"], figures=YearFigures(), signer=Signer())
    assert words(made)[1:-1] == [
        "heading",
        "Chưa có số liệu.",
        "heading",
        "heading",
        "Trong năm không có trường hợp nào.",
        "heading",
        "Trong năm không có trường hợp nào.",
        "heading",
        "Chưa có số liệu.",
        "heading",
        "Không có.",
        "heading",
        "Không có.",
    ]


@pytest.mark.parametrize("wrong", [{"present": 10}, {"collected": 9}, {"ended": EARLIER}])
def test_ballot_whose_counts_contradict_each_other_is_refused(wrong: dict[str, object]) -> None:
    right: dict[str, object] = {
        "started": dt.datetime(2025, 12, 5, 1, tzinfo=dt.UTC),
        "ended": dt.datetime(2025, 12, 5, 2, tzinfo=dt.UTC),
        "place": "Phòng họp",
        "members": 9,
        "present": 8,
        "issued": 8,
        "collected": 8,
        "counters": (Participant(name="Đỗ Văn Mẫu"),),
    }
    BallotCount.model_validate(right)
    with pytest.raises(ValidationError):
        BallotCount.model_validate(right | wrong)

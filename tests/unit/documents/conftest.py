"""The documents that these tests print: one of every kind, about invented people."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from shared.documents import (
    AwardCount,
    Awardee,
    AwardeeKind,
    AwardGroup,
    BallotCount,
    BallotResult,
    Imprint,
    KindCount,
    LeadTime,
    Locality,
    OfficialDocument,
    Participant,
    Share,
    Signer,
    TaskResult,
    YearFigures,
    award_decision,
    ballot_minutes,
    submission_letter,
    year_report,
)

COMMUNE = Locality(kind="xã", name="Dương Quang")
MERIT = "đã có thành tích xuất sắc trong phong trào thi đua yêu nước năm 2025"
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025",
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    "Căn cứ Nghị định số 73/2024/NĐ-CP ngày 30 tháng 6 năm 2024 của Chính phủ quy định mức lương cơ sở "
    "và chế độ tiền thưởng đối với cán bộ, công chức, viên chức và lực lượng vũ trang;",
)
CERTIFICATE = "Giấy khen của Chủ tịch Ủy ban nhân dân xã"


def individuals(number: int, bonus: int = 702_000) -> tuple[Awardee, ...]:
    return tuple(
        Awardee(
            name=f"Nguyễn Thị Mẫu {n:02d}",
            kind=AwardeeKind.INDIVIDUAL,
            detail=f"Công chức Văn phòng - Thống kê, tổ {n}",
            bonus=bonus,
        )
        for n in range(1, number + 1)
    )


@pytest.fixture(scope="session")
def imprint() -> Imprint:
    return Imprint(locality=COMMUNE, number=5, date=dt.date(2025, 12, 9))


@pytest.fixture(scope="session")
def short_decision(imprint: Imprint) -> OfficialDocument:
    return award_decision(
        imprint,
        subject="Về việc tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã",
        bases=BASES,
        proposer="Công chức Văn phòng - Thống kê tại Tờ trình số 03/TTr-VP ngày 08 tháng 12 năm 2025",
        groups=[
            AwardGroup(
                award=CERTIFICATE,
                merit="đã dũng cảm cứu người trong đợt mưa lũ tháng 9 năm 2025",
                awardees=(
                    *individuals(2),
                    Awardee(
                        name="Dân quân thôn Mẫu",
                        kind=AwardeeKind.COLLECTIVE,
                        detail="Ban Chỉ huy Quân sự xã",
                        bonus=1_404_000,
                    ),
                ),
            )
        ],
        signer=Signer(name="Trần Văn Mẫu", post="Phó Chủ tịch", head="Chủ tịch"),
        fund="Quỹ thi đua, khen thưởng của xã năm 2025",
        base_salary=2_340_000,
        recipients=("Ban Thường vụ Đảng ủy", "Lưu: VT, VP"),
    )


@pytest.fixture(scope="session")
def long_decision(imprint: Imprint) -> OfficialDocument:
    return award_decision(
        imprint,
        subject="Về việc công nhận danh hiệu thi đua và tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã năm 2025",
        bases=BASES,
        proposer="Hội đồng Thi đua - Khen thưởng xã",
        groups=[
            AwardGroup(award="danh hiệu “Lao động tiên tiến”", merit=MERIT, awardees=individuals(40)),
            AwardGroup(
                award=CERTIFICATE,
                merit=MERIT,
                awardees=(
                    Awardee(name="Thôn Mẫu", kind=AwardeeKind.COLLECTIVE, bonus=1_404_000),
                    Awardee(name="Hộ ông Lê Văn Mẫu", kind=AwardeeKind.HOUSEHOLD, bonus=1_053_000),
                ),
            ),
        ],
        signer=Signer(name="Trần Văn Mẫu"),
        fund="Quỹ thi đua, khen thưởng của xã năm 2025",
        base_salary=2_340_000,
        executors=("Văn phòng Ủy ban nhân dân xã", "Tài chính - Kế toán"),
        recipients=("Hội đồng Thi đua - Khen thưởng xã", "Lưu: VT, VP"),
    )


@pytest.fixture(scope="session")
def letter() -> OfficialDocument:
    return submission_letter(
        Imprint(locality=COMMUNE, number=12, date=dt.date(2025, 2, 3)),
        addressees=("Ủy ban nhân dân thị xã Mỹ Hào", "Phòng Nội vụ thị xã Mỹ Hào"),
        subject="Về việc đề nghị tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2024",
        bases=BASES[:2],
        reasons=(
            "Năm 2024, cán bộ và nhân dân xã Dương Quang đã hoàn thành các chỉ tiêu phát triển kinh tế "
            "- xã hội; nhiều tập thể, cá nhân có thành tích tiêu biểu.",
        ),
        groups=[AwardGroup(award="danh hiệu “Chiến sĩ thi đua cơ sở”", merit=MERIT, awardees=individuals(3))],
        enclosures=(
            "Biên bản họp Hội đồng Thi đua - Khen thưởng xã",
            "Biên bản kiểm phiếu",
            "Báo cáo thành tích của các cá nhân (03 bản)",
        ),
        signer=Signer(name="Trần Văn Mẫu"),
        recipients=("Lưu: VT, VP",),
    )


@pytest.fixture(scope="session")
def minutes() -> OfficialDocument:
    def result(name: str, agree: int, *, award: str = "Lao động tiên tiến") -> BallotResult:
        return BallotResult(
            candidate=name,
            award=award,
            agree=agree,
            disagree=8 - agree,
            base=9,
            required_percent=Decimal("90") if award != "Lao động tiên tiến" else Decimal("66.7"),
            passed=agree == 8 and award == "Lao động tiên tiến",
        )

    return ballot_minutes(
        Imprint(locality=COMMUNE, number=3, date=dt.date(2025, 12, 5)),
        subject="Xét khen thưởng công tác năm 2025",
        ballot=BallotCount(
            started=dt.datetime(2025, 12, 5, 1, 30, tzinfo=dt.UTC),
            ended=dt.datetime(2025, 12, 5, 3, 5, tzinfo=dt.UTC),
            place="Phòng họp Ủy ban nhân dân xã Dương Quang",
            members=9,
            present=8,
            absent=(Participant(name="Phạm Thị Mẫu", role="Ủy viên, có lý do"),),
            issued=8,
            collected=8,
            counters=(
                Participant(name="Đỗ Văn Mẫu", role="Tổ trưởng"),
                Participant(name="Ngô Thị Mẫu", role="Tổ viên"),
            ),
        ),
        results=[
            result("Nguyễn Thị Mẫu 01", 8),
            result("Nguyễn Thị Mẫu 02", 5),
            result("Nguyễn Thị Mẫu 03", 8, award="Chiến sĩ thi đua toàn quốc"),
        ],
        chair="Trần Văn Mẫu",
        secretary="Lý Thị Mẫu",
    )


@pytest.fixture(scope="session")
def report() -> OfficialDocument:
    return year_report(
        Imprint(locality=COMMUNE, year=2025),
        year=2025,
        addressees=("Ủy ban nhân dân thị xã Mỹ Hào",),
        figures=YearFigures(
            tasks=(
                TaskResult(
                    title="Tuyên truyền, phổ biến pháp luật về thi đua, khen thưởng",
                    done=11,
                    planned=12,
                    text="Đài Truyền thanh xã phát 48 tin, bài về gương người tốt, việc tốt.",
                ),
                TaskResult(title="Đăng ký nội dung và các tiêu chí thi đua năm 2025", done=18, planned=18),
                TaskResult(title="Rà soát hồ sơ đề nghị khen thưởng thành tích kháng chiến"),
            ),
            awards=(
                AwardCount(award="Lao động tiên tiến", proposed=44, decided=40, forwarded=0),
                AwardCount(award="Chiến sĩ thi đua cơ sở", proposed=6, decided=4, forwarded=2),
                AwardCount(award="Bằng khen của Chủ tịch UBND tỉnh", proposed=3, decided=0, forwarded=3),
            ),
            kinds=(
                KindCount(kind="Công trạng", collectives=3, individuals=40),
                KindCount(kind="Đột xuất", collectives=1, households=1, individuals=4),
            ),
            lead_times=(LeadTime(kind="Đột xuất", awards=6, median_days=8.5, slowest_days=21),),
            shares=(Share(label="Người lao động trực tiếp trong số cá nhân", part=31, whole=44),),
        ),
        signer=Signer(name="Trần Văn Mẫu", post="Phó Chủ tịch", head="Chủ tịch"),
        shortcomings=("Một số đơn vị gửi báo cáo còn chậm so với quy định",),
        recommendations=("Đề nghị Ủy ban nhân dân thị xã tổ chức tập huấn nghiệp vụ thi đua, khen thưởng hằng quý",),
        recipients=("Thường trực Đảng ủy", "Lưu: VT, VP"),
    )

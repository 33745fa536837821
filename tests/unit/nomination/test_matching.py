"""When two texts tell of the same, sentence by sentence."""

from __future__ import annotations

from datetime import date

import pytest

from services.nomination.achievements.matching import (
    Told,
    keys_of,
    same_achievement,
    same_initiative,
    significant,
)

DEED = "Chiều 28/3/2025 ông nhảy xuống mương thủy lợi cứu hai cháu nhỏ bị đuối nước, sơ cứu và đưa đến Trạm Y tế xã."
REWORDED = "Ngày 28/3/2025, ông đã nhảy xuống mương cứu hai cháu bị đuối nước rồi sơ cứu, gọi người giúp."
OTHER = "Rạng sáng bà phát hiện cháy bếp nhà hàng xóm, hô hoán, ngắt điện và cùng mọi người dập tắt lửa."
DAY = date(2025, 3, 28)


@pytest.mark.parametrize(
    ("text", "on", "same"),
    [
        (DEED, None, True),
        (f"{DEED} Việc làm được nhân dân ghi nhận và học tập rộng rãi.", None, True),
        (REWORDED, DAY, True),
        (OTHER, DAY, False),
        ("Cứu người.", DAY, False),
        ("", None, False),
    ],
    ids=["word for word", "told at greater length", "reworded, same day", "another deed", "too short", "nothing"],
)
def test_same_achievement(text: str, on: date | None, same: bool) -> None:
    share = same_achievement(Told(significant(DEED), DAY), Told(significant(text), on))
    assert (share > 0) is same


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("Dạy đọc cho học sinh lớp 3 bằng trò chơi ghép vần", True),
        ("DẠY ĐỌC CHO HỌC SINH LỚP 3 BẰNG TRÒ CHƠI GHÉP VẦN", True),
        ("Giải pháp dạy đọc cho học sinh lớp 3 bằng trò chơi ghép vần tại trường", True),
        ("Tưới nước tiết kiệm cho vườn nhãn", False),
    ],
)
def test_same_initiative(other: str, same: bool) -> None:
    mine = ["Dạy đọc cho học sinh lớp 3 bằng trò chơi ghép vần"]
    assert bool(same_initiative(mine, [other])) is same
    assert bool(set(keys_of(mine)) & set(keys_of([other]))) is same

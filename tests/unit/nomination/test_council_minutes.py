"""Minutes: made out of the meeting, corrected before signing, immutable afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.nomination.councils.errors import MinutesLocked
from services.nomination.councils.meeting import Meeting
from services.nomination.councils.minutes import Minutes, MinutesKind
from services.nomination.councils.minutes_made import made
from services.nomination.councils.minutes_printed import printed
from services.nomination.councils.parts import Presence, Vote
from services.nomination.names import Names
from shared.documents import OfficialDocument
from shared.events.nomination import MinutesSigned
from shared.law import VotingRule
from tests.unit.nomination.conftest import MEMBERS, on

TODAY = on("2025-06-20")
NAMES = Names({}, {"duong-quang": "Xã Dương Quang"}, {}, {MEMBERS[0]: "Tạ Văn Mẫu", "thu-ky": "Ngô Thị Mẫu"})
Rule = Callable[..., VotingRule]


def held(meeting: Meeting, rule: Rule) -> Meeting:
    """A meeting with a secret vote, repeated once, and an open one; over now."""
    meeting.attend({**dict.fromkeys(MEMBERS[:7], Presence.IN_PERSON), MEMBERS[7]: Presence.REMOTE})
    meeting.declare(MEMBERS[6], "hs-2", "Là anh em ruột.")
    meeting.note("hs-1", "Thành tích rõ,\nđủ giấy tờ.")
    for agree in (5, 8):
        opened = meeting.open_ballot("hs-1", rule=rule(), act=TODAY)
        counts = {Vote.AGREE: agree, Vote.DISAGREE: 8 - agree, Vote.BLANK: 0}
        meeting.close_ballot("hs-1", rule=rule(), act=TODAY, counts=counts, voted=opened.roll)
        if agree == 5:
            meeting.repeat("hs-1", reason="Có ủy viên bấm nhầm.")
    openly = rule("present", "50", mode="open")
    meeting.open_ballot("hs-2", rule=openly, act=TODAY)
    roll = meeting.going_on("hs-2").roll[:6]
    meeting.raise_hands("hs-2", dict.fromkeys(roll, Vote.AGREE))
    counts = {Vote.AGREE: 6, Vote.DISAGREE: 0, Vote.BLANK: 0}
    meeting.close_ballot("hs-2", rule=openly, act=TODAY, counts=counts, voted=roll, early=True)
    meeting.close(TODAY)
    return meeting


def text_of(document: OfficialDocument) -> str:
    """Everything that is printed, in one text."""
    return document.model_dump_json()


def test_minutes_tell_who_met_what_was_said_and_every_vote(meeting: Meeting, rule: Rule) -> None:
    minutes, ballots = made(held(meeting, rule), TODAY)
    assert (minutes.what, ballots.what) == (MinutesKind.MEETING, MinutesKind.BALLOT)
    said = text_of(printed(minutes, meeting, NAMES))
    for phrase in (
        "Tổng số thành viên Hội đồng Thi đua - Khen thưởng xã Dương Quang: 09 người",
        "Có mặt: 08 người; vắng mặt: 01 người",
        "Dự họp trực tuyến: uy-vien-8",
        "Tạ Văn Mẫu (Chủ tịch Hội đồng)",
        "Thành tích rõ, đủ giấy tờ.",
        "uy-vien-7, hồ sơ Nguyễn Ngọc Nhài: Là anh em ruột",
        "Bỏ phiếu kín",
        "Biểu quyết công khai",
        "55,56%\\n(5/9)",
        "88,89%\\n(8/9)",
        "lần 2",
        "Hội đồng bỏ phiếu lại sau lần 1. Lý do: Có ủy viên bấm nhầm",
        "không bỏ phiếu lần 1: uy-vien-8",
        "thống nhất đề nghị khen thưởng 02 trường hợp",
    ):
        assert phrase in said, phrase


def test_ballot_minutes_count_the_papers_of_secret_votes_alone(meeting: Meeting, rule: Rule) -> None:
    _, ballots = made(held(meeting, rule), TODAY)
    said = text_of(printed(ballots, meeting, NAMES))
    assert "Số phiếu phát ra: 16 phiếu" in said
    assert "Số phiếu thu về: 16 phiếu" in said
    assert "Hình thức: bỏ phiếu kín 02 lượt, biểu quyết công khai 01 lượt" in said
    assert "đạt tỷ lệ phiếu theo quy định" in said
    assert '"TỔ TRƯỞNG\\nTỔ KIỂM PHIẾU"' in said


def test_minutes_without_a_vote_are_those_of_the_meeting_alone(meeting: Meeting) -> None:
    meeting.close(TODAY)
    [minutes] = made(meeting, TODAY)
    assert "chưa xét 02 trường hợp" in text_of(printed(minutes, meeting, NAMES))


def signed(meeting: Meeting, rule: Rule) -> Minutes:
    minutes, _ = made(held(meeting, rule), TODAY)
    minutes.present(TODAY)
    minutes.sign(TODAY, ordinal=3)
    minutes.printed = printed(minutes, meeting, NAMES).model_dump(mode="json")
    return minutes


def test_signed_minutes_bear_their_number_and_never_change(meeting: Meeting, rule: Rule) -> None:
    minutes = signed(meeting, rule)
    *_, event = minutes.pending_events
    assert isinstance(event, MinutesSigned)
    assert (minutes.number, event.number) == ("03/BB-HĐTĐKT", "03/BB-HĐTĐKT")
    changes: list[Callable[[], object]] = [
        lambda: minutes.correct(minutes.wording),
        lambda: minutes.present(TODAY),
        lambda: minutes.send_back(TODAY, reason="Sửa lại."),
        lambda: minutes.sign(TODAY, ordinal=4),
    ]
    for change in changes:
        with pytest.raises(MinutesLocked):
            change()
    before = text_of(printed(minutes, meeting, NAMES))
    renamed = Names({}, {"duong-quang": "Phường Dương Quang"}, {}, {})
    assert text_of(printed(minutes, meeting, renamed)) == before


def test_chair_sends_minutes_back_and_the_secretary_corrects_them(meeting: Meeting, rule: Rule) -> None:
    minutes, _ = made(held(meeting, rule), TODAY)
    minutes.present(TODAY)
    with pytest.raises(MinutesLocked):
        minutes.correct(minutes.wording)
    minutes.send_back(TODAY, reason="Ghi thêm thời hạn trình.")
    ended = minutes.wording.ended + timedelta(minutes=30)
    minutes.correct(minutes.wording.model_copy(update={"conclusion": "Trình trước ngày 25/6.", "ended": ended}))
    assert [one.reason for one in minutes.corrections] == ["Ghi thêm thời hạn trình."]
    assert "Trình trước ngày 25/6." in text_of(printed(minutes, meeting, NAMES))


def test_minutes_say_that_the_chair_decided_a_tie(meeting: Meeting, rule: Rule) -> None:
    meeting.attend(dict.fromkeys(MEMBERS[:6], Presence.IN_PERSON))
    openly = rule("present", "50", mode="open", tie="chair")
    roll = meeting.open_ballot("hs-1", rule=openly, act=TODAY).roll
    counts = {Vote.AGREE: 3, Vote.DISAGREE: 3, Vote.BLANK: 0}
    meeting.close_ballot("hs-1", rule=openly, act=TODAY, counts=counts, voted=roll)
    meeting.break_tie("hs-1", approve=True, reason="Thành tích rõ.", by=MEMBERS[0])
    meeting.close(TODAY)
    minutes, _ = made(meeting, TODAY)
    said = text_of(printed(minutes, meeting, NAMES))
    assert "số phiếu ngang nhau, quyết định theo ý kiến của Chủ tịch Hội đồng là đồng ý. Lý do: Thành tích rõ" in said
    assert "theo ý kiến của Chủ tịch" in said

"""The mail of a notice: readable by its recipient, the same to the byte every time."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from services.notification.mail.letter import Letters, on_the_wire
from services.notification.mail.model import BACKOFF, MOST_ATTEMPTS, Delivery, DeliveryState
from services.notification.notices.model import (
    Channel,
    NothingToAcknowledge,
    Notice,
    NoticeState,
    notice_id,
)
from shared.events import Level
from shared.events.notification import NoticeAcknowledged, NoticeDelivered, NoticeFailed

LETTERS = Letters(public_url="https://thidua.example/", mail_from="Thi Đua <khong-tra-loi@thidua.example>")
AT = datetime(2025, 6, 12, 2, 0, tzinfo=UTC)


def notice(*, required: bool = False, acknowledge: bool = False) -> Notice:
    return Notice(
        id="0198c0de-0000-5c3a-9d1e-3b1f0a6d1d11",
        unit="duong-quang",
        level=Level.COMMUNE,
        person="hieu-truong",
        notice_kind="dossier-returned",
        event="e-1",
        about="dossier/d-1",
        title="Hồ sơ bị trả lại: Lao động tiên tiến của Lý Thu Vân và một tiêu đề dài quá một dòng thư",
        text="Hồ sơ bị trả lại <để> bổ sung.\nLý do: Thiếu biên bản bình xét.",
        link="/nomination/dossiers/d-1",
        sender="Xã Dương Quang",
        channels=(Channel.INBOX, Channel.MAIL),
        required=required,
        asks_acknowledgement=acknowledge,
        queued_at=AT,
    )


def delivery(to: str = "kiem@duong-quang.thidua.example") -> Delivery:
    return Delivery(
        id="0198c0de-0000-5c3a-9d1e-3b1f0a6d1d11",
        person="hieu-truong",
        unit="duong-quang",
        kind="dossier-returned",
        to=to,
        name="Tạ Đức Kiểm",
        honorific="Ông",
        next_at=AT,
    )


def received(mail: EmailMessage) -> EmailMessage:
    found = message_from_bytes(on_the_wire(mail), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_mail_greets_says_what_happened_where_and_who_tells() -> None:
    body = received(LETTERS.write(notice(), delivery())).get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == (
        "Kính gửi ông Tạ Đức Kiểm,\n\n"
        "Hồ sơ bị trả lại <để> bổ sung.\nLý do: Thiếu biên bản bình xét.\n\n"
        "Xem tại: https://thidua.example/nomination/dossiers/d-1\n\n"
        "Xã Dương Quang\n\n--\n"
        "Thư này do hệ thống gửi tự động; xin không trả lời.\n"
        "Chọn những thư muốn nhận: https://thidua.example/notification/preferences\n"
    )


def test_html_part_escapes_what_people_wrote() -> None:
    body = received(LETTERS.write(notice(), delivery())).get_body(("html",))
    assert body is not None
    assert "Hồ sơ bị trả lại &lt;để&gt; bổ sung." in body.get_content()


def test_headers_survive_any_mail_server() -> None:
    mail = LETTERS.write(notice(), delivery())
    raw = on_the_wire(mail)
    assert raw.isascii()
    assert b"Subject: =?utf-8?" in raw
    assert max(len(line) for line in raw.splitlines()) < 998
    back = received(mail)
    assert back["Subject"] == notice().title
    assert back["Message-ID"] == "<0198c0de-0000-5c3a-9d1e-3b1f0a6d1d11@thidua.example>"
    assert back["X-Thidua-Notice"] == "0198c0de-0000-5c3a-9d1e-3b1f0a6d1d11"
    assert back["To"] == "Tạ Đức Kiểm <kiem@duong-quang.thidua.example>"
    assert back["From"].addresses[0].display_name == "Thi Đua - Xã Dương Quang"


@pytest.mark.parametrize("words", range(4, 40))
def test_long_subject_keeps_every_space(words: int) -> None:
    title = " ".join(["Khen", "thưởng", "đột", "xuất", "thi", "đua"][n % 6] for n in range(words))
    mail = LETTERS.write(notice().model_copy(update={"title": title}), delivery())
    assert message_from_bytes(on_the_wire(mail), policy=default)["Subject"] == title


def test_same_notice_gives_the_same_bytes() -> None:
    assert LETTERS.write(notice(), delivery()).as_bytes() == LETTERS.write(notice(), delivery()).as_bytes()


@pytest.mark.parametrize(
    ("required", "header"), [(True, None), (False, "<https://thidua.example/notification/preferences>")]
)
def test_only_what_may_be_switched_off_says_how(required: bool, header: str | None) -> None:
    mail = received(LETTERS.write(notice(required=required), delivery()))
    assert mail["List-Unsubscribe"] == header


def test_address_that_is_none_is_an_error() -> None:
    with pytest.raises((ValueError, IndexError)):
        LETTERS.write(notice(), delivery(to="no address")).as_bytes()


def test_temporary_refusals_wait_longer_and_longer_and_end_as_failure() -> None:
    one = delivery()
    pauses = []
    for _ in range(len(BACKOFF) + 1):
        later = one.deferred("451 later", one.next_at)
        pauses.append((later.next_at - one.next_at).total_seconds())
        one = later
    assert pauses == [*BACKOFF, BACKOFF[-1]]
    last = one.model_copy(update={"attempts": MOST_ATTEMPTS - 1}).deferred("451 later", AT)
    assert last.state is DeliveryState.FAILED


def test_notice_tells_of_each_channel_once() -> None:
    one = notice()
    one.issue()
    one.mail_sent(AT)
    assert one.state is NoticeState.DELIVERED
    said = one.take_events()
    assert [type(event) for event in said] == [NoticeDelivered, NoticeDelivered]
    assert [event.model_dump()["channel"] for event in said] == ["inbox", "mail"]


def test_notice_whose_mail_is_refused_has_failed_and_says_why() -> None:
    one = notice()
    one.issue()
    one.mail_refused("550 no such mailbox")
    assert one.state is NoticeState.FAILED
    assert isinstance(one.take_events()[-1], NoticeFailed)


def test_acknowledgement_is_said_once_and_only_where_it_is_asked_for() -> None:
    with pytest.raises(NothingToAcknowledge):
        notice().acknowledge(AT)
    one = notice(acknowledge=True)
    one.acknowledge(AT)
    one.acknowledge(AT)
    assert [type(event) for event in one.take_events()] == [NoticeAcknowledged]
    assert one.read_at == AT


def test_notice_id_is_the_same_for_the_same_event_person_and_kind_and_sorts_by_event() -> None:
    event = "0198c0de-0000-7000-8000-00000000000a"
    assert notice_id(event, "a", "k") == notice_id(event, "a", "k")
    assert len({notice_id(event, "a", "k"), notice_id(event, "b", "k"), notice_id(event, "a", "l")}) == 3
    assert notice_id(event, "b", "k") < notice_id("0198c0de-0001-7000-8000-000000000000", "a", "k")

"""A mailbox keeps a mail once, however often it comes."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from deploy.local.mailpages import mail_pages, read
from deploy.local.mailsink import Mailbox


def mail(message_id: str | None = "<01@thidua.example>", subject: str = "Quyết định tặng giấy khen") -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Thi Đua <khong-tra-loi@thidua.example>"
    message["To"] = "can-bo@duong-quang.example"
    message["Date"] = "Thu, 02 Jan 2025 01:00:00 +0000"
    if message_id:
        message["Message-ID"] = message_id
    message.set_content("Kính gửi ông, bà.\nXem tại http://127.0.0.1:8800/notification/")
    return message.as_bytes()


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path / "mail")


def keep(mailbox: Mailbox, content: bytes) -> bool:
    return mailbox.keep(content, sender="a@thidua.example", recipients=["b@duong-quang.example"])


def test_a_second_copy_is_noted_and_not_stored(mailbox: Mailbox) -> None:
    assert keep(mailbox, mail()) is True
    assert keep(mailbox, mail(subject="the same once more")) is False

    assert len(list(mailbox.folder.glob("*.eml"))) == 1
    notes = [json.loads(line) for line in mailbox.duplicates.read_text().splitlines()]
    assert [note["message_id"] for note in notes] == ["<01@thidua.example>"]


def test_mails_with_different_ids_are_all_stored(mailbox: Mailbox) -> None:
    keep(mailbox, mail("<01@thidua.example>"))
    keep(mailbox, mail("<02@thidua.example>"))

    assert len(list(mailbox.folder.glob("*.eml"))) == 2
    assert not mailbox.duplicates.exists()


def test_a_mail_without_an_id_is_known_by_its_content(mailbox: Mailbox) -> None:
    assert keep(mailbox, mail(None)) is True
    assert keep(mailbox, mail(None)) is False
    assert keep(mailbox, mail(None, subject="another")) is True


def test_a_mail_reads_as_it_was_written(mailbox: Mailbox) -> None:
    keep(mailbox, mail())

    stored = read(next(mailbox.folder.glob("*.eml")))
    assert stored.subject == "Quyết định tặng giấy khen"
    assert stored.sender == "Thi Đua <khong-tra-loi@thidua.example>"
    assert stored.recipient == "b@duong-quang.example"
    assert stored.sent is not None
    assert f"{stored.sent:%d/%m/%Y %H:%M}" == "02/01/2025 08:00"
    assert stored.text.startswith("Kính gửi ông, bà.")


def test_the_pages_list_find_and_show_mails(mailbox: Mailbox) -> None:
    keep(mailbox, mail())
    keep(mailbox, mail("<02@thidua.example>", subject="<script>alert(1)</script>"))
    pages = TestClient(mail_pages(mailbox.folder))

    everything = pages.get("/").text
    assert "Quyết định tặng giấy khen" in everything
    assert "<script>alert" not in everything
    assert "1 thư." in pages.get("/", params={"q": "GIẤY KHEN"}).text
    key = next(file.stem for file in mailbox.folder.glob("*.eml") if b"script" not in file.read_bytes())
    assert "Kính gửi ông, bà." in pages.get(f"/{key}/").text
    assert pages.get(f"/{key}/original.eml").headers["content-type"] == "message/rfc822"


@pytest.mark.parametrize("path", ["/nothing/", "/..%2f..%2fsecret/", f"/{'0' * 32}/", "/x/original.eml"])
def test_a_mail_that_is_not_there_is_not_found(mailbox: Mailbox, path: str) -> None:
    assert TestClient(mail_pages(mailbox.folder)).get(path).status_code == 404

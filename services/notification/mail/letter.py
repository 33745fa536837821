"""The mail of a notice: who it is for, what happened, where to look, who tells."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from html import escape

from services.notification.mail.model import Delivery
from services.notification.notices.model import Notice

NOTICE_HEADER = "X-Thidua-Notice"
FOOT = "Thư này do hệ thống gửi tự động; xin không trả lời."
CHOOSE = "Chọn những thư muốn nhận: {url}"

LONGEST_LINE = 998
"""Octets in a line, by RFC 5322."""


class Letters:
    """Writes mails for one origin and one sender address (``Thi Đua <a@b.example>``)."""

    def __init__(self, *, public_url: str, mail_from: str) -> None:
        self._origin = public_url.rstrip("/")
        self._name, self.sender = parseaddr(mail_from)
        self._domain = self.sender.rpartition("@")[2] or "localhost"

    def message_id(self, notice: str) -> str:
        """The same for every try of a notice's mail, so that a receiver recognises a repetition."""
        return f"<{notice}@{self._domain}>"

    def write(self, notice: Notice, delivery: Delivery) -> EmailMessage:
        """The whole mail, the same bytes every time. Raises ValueError for an address that is none."""
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Address(f"{self._name} - {notice.sender}", addr_spec=self.sender)
        mail["To"] = Address(delivery.name, addr_spec=delivery.to)
        mail["Subject"] = notice.title
        mail["Date"] = notice.queued_at
        mail["Message-ID"] = self.message_id(notice.id)
        mail[NOTICE_HEADER] = notice.id
        mail["Auto-Submitted"] = "auto-generated"
        if not notice.required:
            mail["List-Unsubscribe"] = f"<{self.preferences}>"
        mail.set_content(self._plain(notice, delivery), cte="quoted-printable")
        mail.add_alternative(self._html(notice, delivery), subtype="html", cte="quoted-printable")
        # The boundary would be random: a repeated mail is the same mail to the byte.
        mail.set_boundary(f"=_{notice.id}")
        return mail

    @property
    def preferences(self) -> str:
        """Where people choose which mails they get."""
        return f"{self._origin}/notification/preferences"

    def _link(self, notice: Notice) -> str:
        return f"{self._origin}{notice.link}"

    def _plain(self, notice: Notice, delivery: Delivery) -> str:
        lines = [f"{greeting(delivery)},", "", notice.text, "", f"Xem tại: {self._link(notice)}"]
        if notice.asks_acknowledgement:
            lines.append(f"Xác nhận tiếp nhận: {self._origin}/notification/inbox/{notice.id}")
        lines += ["", notice.sender, "", "--", FOOT]
        if not notice.required:
            lines.append(CHOOSE.format(url=self.preferences))
        return "\n".join(lines) + "\n"

    def _html(self, notice: Notice, delivery: Delivery) -> str:
        paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in notice.text.splitlines() if line.strip())
        acknowledge = f"{self._origin}/notification/inbox/{notice.id}"
        links = f'<p><a href="{escape(self._link(notice))}">Xem chi tiết</a></p>\n'
        if notice.asks_acknowledgement:
            links += f'<p><a href="{escape(acknowledge)}">Xác nhận tiếp nhận</a></p>\n'
        foot = FOOT
        if not notice.required:
            foot += f' <a href="{escape(self.preferences)}">Chọn những thư muốn nhận</a>'
        return (
            '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
            f"<title>{escape(notice.title)}</title></head>\n<body>\n"
            f"<p>{escape(greeting(delivery))},</p>\n{paragraphs}{links}<p>{escape(notice.sender)}</p>\n"
            f"<hr><p><small>{foot}</small></p>\n</body></html>\n"
        )


def greeting(delivery: Delivery) -> str:
    """Kính gửi bà Đỗ Minh Hà; «ông/bà» where the directory has no honorific."""
    return f"Kính gửi {delivery.honorific.lower() or 'ông/bà'} {delivery.name}"


def on_the_wire(mail: EmailMessage) -> bytes:
    """The bytes of a mail. Headers are not folded: the standard library drops a space where it folds encoded words."""
    return mail.as_bytes(policy=SMTP.clone(max_line_length=LONGEST_LINE))

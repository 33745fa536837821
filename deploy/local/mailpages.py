"""The demonstration's mails in the browser: a list, and one mail as its reader sees it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from shared.clock import VIETNAM

PAGE = 100
_KEY = re.compile(r"[0-9a-f]{32}")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One stored mail.

    Attributes:
        key: the file's name without its ending.
        sent: from the mail itself, None if it has no readable date.
    """

    key: str
    subject: str
    sender: str
    recipient: str
    sent: datetime | None
    text: str
    attachments: tuple[str, ...]


def _sent(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).astimezone(VIETNAM)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def read(file: Path) -> Mail:
    """Read one mail; a stored mail never changes."""
    message = message_from_bytes(file.read_bytes(), policy=modern)
    body = message.get_body(("plain", "html"))
    return Mail(
        key=file.stem,
        subject=str(message.get("Subject", "(không có tiêu đề)")),
        sender=str(message.get("From", "")),
        recipient=str(message.get("X-Envelope-To", message.get("To", ""))),
        sent=_sent(message),
        text=body.get_content() if body else "",
        attachments=tuple(part.get_filename() or "tệp" for part in message.iter_attachments()),
    )


def mail_pages(folder: Path) -> Starlette:
    """The pages, to be mounted somewhere.

    Args:
        folder: where the mails lie, `<key>.eml` each.
    """
    templates = Environment(loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True)

    def page(name: str, status: int = 200, **values: object) -> Response:
        html = templates.get_template(name).render(**values)
        return HTMLResponse(html, status, headers={"Content-Security-Policy": _POLICY})

    def listing(request: Request) -> Response:
        wanted = request.query_params.get("q", "").strip().casefold()
        files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        mails = (read(file) for file in files)
        found = [mail for mail in mails if wanted in f"{mail.recipient} {mail.subject}".casefold()]
        return page("mails.html", mails=found[:PAGE], total=len(found), q=request.query_params.get("q", ""))

    def one(request: Request) -> Response:
        key = request.path_params["key"]
        file = folder / f"{key}.eml"
        if not _KEY.fullmatch(key) or not file.exists():
            return page("mails.html", 404, mails=[], total=0, q="", missing=True)
        return page("mail.html", mail=read(file))

    def original(request: Request) -> Response:
        key = request.path_params["key"]
        file = folder / f"{key}.eml"
        if not _KEY.fullmatch(key) or not file.exists():
            return page("mails.html", 404, mails=[], total=0, q="", missing=True)
        return Response(
            file.read_bytes(),
            media_type="message/rfc822",
            headers={"Content-Disposition": f'attachment; filename="{key}.eml"'},
        )

    return Starlette(
        routes=[
            Route("/", listing, name="mails"),
            Route("/{key}/", one),
            Route("/{key}/original.eml", original),
        ]
    )

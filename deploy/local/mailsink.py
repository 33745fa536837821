"""``python -m deploy.local.mailsink PORT FOLDER``: an SMTP server that keeps each mail as ``<hash>.eml``.

The file is named after the mail's Message-ID. A second copy of the same Message-ID is not stored again but
noted in ``duplicates.jsonl``: that is what a good mailbox does with it, and how the demonstration counts
what was delivered more than once.
"""

import asyncio
import hashlib
import json
import os
import signal
import sys
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL = 10 * 1024 * 1024


class Mailbox:
    """The folder and its mails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.duplicates = folder / "duplicates.jsonl"
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes, *, sender: str, recipients: list[str]) -> bool:
        """Store a mail once; False if one with its Message-ID is here already.

        The file appears whole or not at all, and is on the disk before the sender hears "accepted".
        """
        message_id = message_from_bytes(content, policy=modern).get("Message-ID")
        key = str(message_id).strip() if message_id else hashlib.sha256(content).hexdigest()
        file = self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.eml"
        if file.exists():
            self._note_duplicate(key, sender=sender, recipients=recipients)
            return False
        part = file.with_suffix(".part")
        with part.open("wb") as out:
            out.write(f"X-Envelope-From: {sender}\r\n".encode())
            out.write(f"X-Envelope-To: {', '.join(recipients)}\r\n".encode())
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.rename(file)
        return True

    def _note_duplicate(self, key: str, *, sender: str, recipients: list[str]) -> None:
        note = {
            "message_id": key,
            "at": datetime.now(UTC).isoformat(),
            "from": sender,
            "to": recipients,
        }
        with self.duplicates.open("a") as out:
            out.write(json.dumps(note, ensure_ascii=False) + "\n")


class Handler:
    """What aiosmtpd calls."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail, then say so."""
        self._mailbox.keep(
            envelope.original_content or b"",
            sender=envelope.mail_from or "",
            recipients=list(envelope.rcpt_tos),
        )
        return "250 OK"


async def serve(port: int, folder: Path) -> None:
    """Receive mails until SIGTERM."""
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, done.set)
    handler = Handler(Mailbox(folder))
    server = await loop.create_server(
        lambda: SMTP(handler, enable_SMTPUTF8=True, data_size_limit=LARGEST_MAIL, hostname="localhost"),
        host="127.0.0.1",
        port=port,
    )
    async with server:
        await done.wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))

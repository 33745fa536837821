"""What lies beside a submission: the signed PDF of its letter, and the extracts that went with it. Never changed."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import ClassVar, Self

from pydantic import Base64Bytes

from shared.record import Record

SIGNED = "to-trinh"


class LetterFile(Record):
    """``id`` is the submission and what the file is."""

    collection: ClassVar[str] = "letter_files"

    content: Base64Bytes
    fingerprint: str

    @classmethod
    def of(cls, submission: str, what: str, content: bytes) -> Self:
        """A file of a submission."""
        return cls(id=file_id(submission, what), content=b64encode(content), fingerprint=sha256(content).hexdigest())


def file_id(submission: str, what: str) -> str:
    """Where a file of a submission is kept."""
    return f"{submission}/{what}"

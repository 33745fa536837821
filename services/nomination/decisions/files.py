"""The signed PDF of a decision, or the scan of its signed paper: written once, read often, never changed."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import ClassVar, Self

from pydantic import Base64Bytes

from shared.record import Record

SIGNED, SCAN = "signed", "scan"


class DecisionFile(Record):
    """``id`` is the decision and what the file is. It fits one document of the store: 16 MB, base64 included."""

    collection: ClassVar[str] = "decision_files"

    content: Base64Bytes
    fingerprint: str

    @classmethod
    def of(cls, decision: str, what: str, content: bytes) -> Self:
        """The file of a decision, or of what is kept like one."""
        return cls(id=file_id(decision, what), content=b64encode(content), fingerprint=sha256(content).hexdigest())

    @property
    def unchanged(self) -> bool:
        """Whether the bytes are those that were stored."""
        return sha256(self.content).hexdigest() == self.fingerprint


def file_id(decision: str, what: str) -> str:
    """Where a file of a decision is kept."""
    return f"{decision}/{what}"

"""What a bundle says of itself: from whom, to whom, about which submission, which files, which events.

A bundle is a ZIP with ``manifest.json`` in canonical JSON, ``manifest.json.sig`` (the seal of the unit that made it, on
just those bytes), and the files that the manifest names by path, size and SHA-256.
"""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MANIFEST, SEAL = "manifest.json", "manifest.json.sig"
SAFE_PATH = r"^[a-z0-9][a-z0-9-]*(/[A-Za-z0-9][A-Za-z0-9-]*){0,3}(\.[a-z0-9]{1,5})?$"
"""Lower-case folders, no dots but the one before the ending: nothing that climbs, hides or names a device."""


class Purpose(StrEnum):
    SUBMISSION = "submission"
    """Upward: dossiers with the letter that they go with."""
    ANSWER = "answer"
    """Downward: what became of them."""


class Kind(StrEnum):
    """What a record of a bundle is; the first word of its CloudEvents subject."""

    SUBMISSION = "submission"
    DOSSIER = "dossier"
    AWARD = "award"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileEntry(_Entry):
    """A file of the bundle; ``size`` in bytes, ``sha256`` in hex."""

    path: str = Field(pattern=SAFE_PATH, max_length=200)
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class RecordEntry(_Entry):
    """A thing with a life of its own, as it is at the producer: its state lies in the file at ``path``."""

    kind: Kind
    id: str = Field(pattern=r"^[0-9a-f-]{36}$")
    path: str = Field(pattern=SAFE_PATH, max_length=200)
    label: str = Field(max_length=600)

    @property
    def subject(self) -> str:
        """The subject of its events."""
        return f"{self.kind.value}/{self.id}"


class Manifest(_Entry):
    """``instant`` is that of the last event inside: the same content is the same bundle, byte for byte.

    ``events`` are CloudEvents as they were published, by subject and sequence.
    """

    format: Literal["thidua.bundle"] = "thidua.bundle"
    version: Literal[1] = 1
    purpose: Purpose
    producer: str = Field(min_length=1, max_length=80)
    addressee: str = Field(min_length=1, max_length=80)
    submission: str = Field(pattern=r"^[0-9a-f-]{36}$")
    letter: str = Field(max_length=60)
    instant: datetime
    records: tuple[RecordEntry, ...] = Field(min_length=1, max_length=2000)
    files: tuple[FileEntry, ...] = Field(min_length=1, max_length=2000)
    events: tuple[dict[str, Any], ...] = Field(max_length=20_000)

    def canonical(self) -> bytes:
        """Its one spelling."""
        return canonical(self.model_dump(mode="json"))

    def file(self, path: str) -> FileEntry | None:
        """The entry of a file; None where there is none."""
        return next((one for one in self.files if one.path == path), None)


def canonical(value: Any) -> bytes:
    """JSON in one spelling: keys sorted, no space, UTF-8, no NaN."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")

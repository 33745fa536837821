"""What is noted of a file beside a dossier, a candidate or a meeting."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Attachment(BaseModel):
    """What the bytes are, ``size`` of them with their SHA-256 in hex, and who put them there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    name: str
    media: str
    size: int
    sha256: str
    by: str
    at: datetime

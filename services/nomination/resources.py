"""What the commands of this service need besides the store: loaded once, shared, immutable."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.nomination.certificates.seal import StatusKey
from shared.law import Law
from shared.settings import Settings
from shared.signing import Keys, Seals


@dataclass(frozen=True, kw_only=True)
class Resources:
    """``keys`` of the signers, ``seals`` of the units on files between levels.

    ``status_key`` signs certificates and status lists, None where none was given.
    """

    law: Law
    keys: Keys = field(default_factory=Keys)
    seals: Seals = field(default_factory=Seals)
    status_key: StatusKey | None = None
    public_url: str = ""


def equip(settings: Settings) -> Resources:
    """What the settings name; a key file that is wrong stops the start."""
    return Resources(
        law=LAW,
        keys=Keys.load(settings.signers),
        seals=Seals.load(settings.seals),
        status_key=StatusKey.load(settings.status_key) if settings.status_key else None,
        public_url=settings.public_url.rstrip("/"),
    )


LAW = Law.load()

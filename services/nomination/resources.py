"""What the commands of this service need besides the store: loaded once, shared, immutable."""

from __future__ import annotations

from dataclasses import dataclass

from shared.law import Law


@dataclass(frozen=True, kw_only=True)
class Resources:
    law: Law

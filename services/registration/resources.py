"""What commands of this service need besides the store."""

from __future__ import annotations

from dataclasses import dataclass

from shared.law import Law


@dataclass(frozen=True, kw_only=True)
class Resources:
    """Loaded once per process."""

    law: Law

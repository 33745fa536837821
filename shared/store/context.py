"""On whose behalf a transaction runs: it stands on every event and in every audit entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Context:
    """``actor`` is an OpenID Connect subject or ``service:<name>``; ``now`` an instant of the business clock."""

    service: str
    actor: str
    command: str
    now: datetime
    correlation_id: str
    causation_id: str

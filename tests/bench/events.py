"""The events that are sent: dossiers that are submitted again and again, about 1 kB each on the wire."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from shared.aggregate import Aggregate, new_id
from shared.events import Event, Level
from shared.events.nomination import NominationSubmitted
from shared.store import Context
from shared.store.outbox import row

NOW = datetime(2025, 6, 10, 3, 0, tzinfo=UTC)
KEY = "commune.duong-quang.nomination.NominationSubmitted"
PER_DOSSIER = 4
ABREAST = 500


class Dossier(Aggregate):
    """Just enough of one to speak."""

    kind: ClassVar[str] = "dossier"
    collection: ClassVar[str] = "bench_dossiers"


def context() -> Context:
    """On whose behalf the events happen."""
    id_ = new_id()
    return Context(
        service="nomination", actor="dq-van-phong-01", command="bench", now=NOW, correlation_id=id_, causation_id=id_
    )


def rows(count: int, abreast: int = ABREAST) -> list[dict[str, Any]]:
    """Outbox rows: of each dossier four events in sequence, many dossiers side by side.

    So a batch of two hundred is about two hundred dossiers: nothing is gained by folding several events into one row.
    """
    made: list[dict[str, Any]] = []
    said = context()
    while len(made) < count:
        dossiers = [Dossier(id=new_id(), unit="duong-quang", level=Level.COMMUNE) for _ in range(abreast)]
        for sequence in range(1, PER_DOSSIER + 1):
            made += [row(one, _event(one.id), sequence, said, datetime.now(UTC)) for one in dossiers]
    return made[:count]


def _event(dossier: str) -> Event:
    extra: Any = NominationSubmitted.model_config["json_schema_extra"]
    return NominationSubmitted.model_validate({**extra["examples"][0], "dossier": dossier})

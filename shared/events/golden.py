"""Golden samples: one envelope of every version ever published, which must be readable for ever."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shared.events.base import Event, Level
from shared.events.envelope import Envelope
from shared.events.registry import all_events

SAMPLE_ID = "0198c0de-0000-7000-8000-000000000000"


def sample(cls: type[Event]) -> Envelope[Any]:
    """An envelope around the class's example."""
    extra: Any = cls.model_config["json_schema_extra"]
    return Envelope(
        id=SAMPLE_ID,
        type=cls.meta.type,
        source=f"/duong-quang/{cls.meta.service}",
        subject=f"{cls.meta.subject}/{SAMPLE_ID}",
        time=datetime(2025, 6, 20, 2, 0, tzinfo=UTC),
        sequence=1,
        correlationid=SAMPLE_ID,
        causationid=SAMPLE_ID,
        dataclassification=cls.meta.classification,
        level=Level.COMMUNE,
        unit="duong-quang",
        data=cls.model_validate(extra["examples"][0]),
    )


def write_missing(folder: Path) -> list[Path]:
    """Write samples for versions that have none; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for cls in all_events():
        path = folder / f"{cls.meta.type}.json"
        if not path.exists():
            path.write_text(sample(cls).model_dump_json(indent=2) + "\n", encoding="utf-8")
            written.append(path)
    return written

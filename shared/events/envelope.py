"""The event on the wire: CloudEvents 1.0, structured JSON."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from shared.events.base import Classification, Event, Level
from shared.events.registry import event_class

CONTENT_TYPE = "application/cloudevents+json"
T = TypeVar("T")


class Envelope(BaseModel, Generic[T]):
    """Attributes of an event and the event itself in ``data``.

    ``sequence`` counts the events of one ``subject`` from 1 without holes; ``id`` is a UUIDv7.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: Literal["1.0"] = "1.0"
    id: str
    type: str
    source: str
    subject: str
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    sequence: int
    correlationid: str
    causationid: str
    dataclassification: Classification
    level: Level
    unit: str
    data: T
    carried: bool = Field(default=False, exclude=True)
    """Whether a file brought it from another installation: never on the wire, the reader of a message sets it."""

    @property
    def routing_key(self) -> str:
        """``<level>.<unit>.<service>.<Event>``; a dot inside a unit code would break the words, so it is a dash."""
        service, name = self.type.split(".")[2:4]
        return f"{self.level}.{self.unit.replace('.', '-')}.{service}.{name}"

    @property
    def aggregate_id(self) -> str:
        """The id behind the slash of ``subject``."""
        return self.subject.partition("/")[2]


@cache
def _adapter(cls: Any) -> TypeAdapter[Any]:
    return TypeAdapter(Envelope[cls])


def encode(envelope: Envelope[Any]) -> bytes:
    """JSON bytes, as they stand in the outbox and travel in the message."""
    return envelope.model_dump_json().encode()


def decode(body: bytes, type_: str) -> Envelope[Any]:
    """Read bytes as an envelope with its typed event. Raises UnknownEvent or pydantic's ValidationError."""
    envelope: Envelope[Event] = _adapter(event_class(type_)).validate_json(body)
    return envelope


def decode_attributes(body: bytes) -> Envelope[dict[str, Any]]:
    """Read the attributes alone, for an event whose class is not known here."""
    envelope: Envelope[dict[str, Any]] = _adapter(dict[str, Any]).validate_json(body)
    return envelope

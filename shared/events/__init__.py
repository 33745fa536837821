"""The public catalogue of events and the envelope they travel in."""

from shared.events.base import Classification, Event, Level, event
from shared.events.envelope import Envelope
from shared.events.registry import UnknownEvent, all_events, event_class

__all__ = [
    "Classification",
    "Envelope",
    "Event",
    "Level",
    "UnknownEvent",
    "all_events",
    "event",
    "event_class",
]

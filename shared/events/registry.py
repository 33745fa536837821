"""Finding an event class by its type. Importing this module loads the whole catalogue."""

from __future__ import annotations

from shared.events import nomination, notification, registration, reporting
from shared.events.base import _REGISTRY, Event

CATALOGUE = (registration, nomination, notification, reporting)


class UnknownEvent(LookupError):
    """No class of this product has that type: from a newer release, or from somebody else."""


def event_class(type_: str) -> type[Event]:
    """The class of a CloudEvents type; raises UnknownEvent."""
    try:
        return _REGISTRY[type_]
    except KeyError:
        raise UnknownEvent(type_) from None


def all_events() -> tuple[type[Event], ...]:
    """Every class of the catalogue, sorted by type."""
    return tuple(_REGISTRY[type_] for type_ in sorted(_REGISTRY) if type_.startswith("vn.thidua."))

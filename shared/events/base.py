"""What an event is: a frozen fact in the past tense, with its meaning, its classification and an example."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict


class Classification(StrEnum):
    """Who may hear of it. Each has an exchange of its own, so that the broker keeps them apart."""

    PUBLIC = "public"
    """Anybody: the press, the web page, other services."""
    INTERNAL = "internal"
    """Officers and services of the administration."""
    CONFIDENTIAL = "confidential"
    """Names under embargo, personal contact data, discipline: only who must."""


class Level(StrEnum):
    """Level of administration of the unit that speaks. Data, not structure: the town level ended by a row."""

    PROVINCE = "province"
    TOWN = "town"
    COMMUNE = "commune"
    BASE = "base"
    """A department, union, school or hamlet below a commune or town."""


@dataclass(frozen=True, kw_only=True)
class EventMeta:
    """Where an event class stands in the catalogue."""

    service: str
    subject: str
    classification: Classification
    version: int
    name: str

    @property
    def type(self) -> str:
        """CloudEvents ``type``: ``vn.thidua.<service>.<Event>.v<version>``."""
        return f"vn.thidua.{self.service}.{self.name}.v{self.version}"


class Event(BaseModel):
    """Base of every event. Readers ignore members they do not know: additions are not a breach."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    meta: ClassVar[EventMeta]


E = TypeVar("E", bound=type[Event])
_REGISTRY: dict[str, type[Event]] = {}


def event(
    *, service: str, subject: str, classification: Classification, version: int = 1, example: dict[str, Any]
) -> Callable[[E], E]:
    """Enter a class into the catalogue. The class docstring is its documentation; the example must be valid."""

    def enter(cls: E) -> E:
        cls.meta = EventMeta(
            service=service,
            subject=subject,
            classification=classification,
            version=version,
            name=cls.__name__,
        )
        if cls.meta.type in _REGISTRY:
            raise ValueError(f"{cls.meta.type} is already in the catalogue")
        cls.model_config["json_schema_extra"] = {"examples": [example]}
        cls.model_rebuild(force=True)
        _REGISTRY[cls.meta.type] = cls
        return cls

    return enter

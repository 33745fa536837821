"""Between typed objects and documents: JSON values (dates as ISO text, which sorts), ``id`` as ``_id``."""

from __future__ import annotations

from typing import Any, TypeVar

from shared.record import Stored

S = TypeVar("S", bound=Stored)
Document = dict[str, Any]
PORTION = 50
"""A store compares each document it finds with all the ids it was asked for: many at once take longer than portions."""


def to_document(stored: Stored) -> Document:
    """The document of an object."""
    document = stored.model_dump(mode="json")
    document["_id"] = document.pop("id")
    return document


def from_document(cls: type[S], document: Document) -> S:
    """The object of a document. Members that the class does not know are ignored."""
    return cls.model_validate({**document, "id": document["_id"]})

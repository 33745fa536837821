"""Which kinds of mail a person has switched off. The inbox has every notice all the same."""

from __future__ import annotations

from typing import ClassVar

from shared.record import Record


class Preference(Record):
    """``id`` is the person's subject."""

    collection: ClassVar[str] = "preferences"

    without_mail: tuple[str, ...] = ()

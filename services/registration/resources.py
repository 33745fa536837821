"""What commands of this service need besides the store."""

from __future__ import annotations

from functools import cached_property

from shared.law import Law


class Resources:
    """``law`` is read when the first command needs it, and kept."""

    @cached_property
    def law(self) -> Law:
        return Law.load()

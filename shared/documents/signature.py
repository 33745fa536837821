"""The signature block and the ways to hold authority (NĐ 30/2020/NĐ-CP, annex I, part I, II.7)."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from shared.documents.text import NonEmptyText, Printed, Text


class Signature(Printed):
    """Who signs: lines of authority in capitals, room for the signature, the full name.

    Without a name the block is left for handwriting. No title stands before the name.
    """

    lines: tuple[NonEmptyText, ...] = Field(min_length=1)
    name: Text = ""
    note: Text = ""

    @classmethod
    def personal(cls, post: str, name: str = "") -> Self:
        """The head signs in the head's own power: "CHỦ TỊCH"."""
        return cls(lines=(post.upper(),), name=name)

    @classmethod
    def on_behalf(cls, body: str, post: str, name: str = "") -> Self:
        """The head signs for a collective body: "TM. ỦY BAN NHÂN DÂN" / "CHỦ TỊCH"."""
        return cls(lines=(f"TM. {body.upper()}", post.upper()), name=name)

    @classmethod
    def deputy(cls, head: str, post: str, name: str = "", *, body: str = "") -> Self:
        """A deputy signs for the head, and for ``body`` when given: "KT. CHỦ TỊCH" / "PHÓ CHỦ TỊCH"."""
        behalf = (f"TM. {body.upper()}",) if body else ()
        return cls(lines=(*behalf, f"KT. {head.upper()}", post.upper()), name=name)

    @classmethod
    def by_order(cls, head: str, post: str, name: str = "") -> Self:
        """Somebody signs by order of the head: "TL. CHỦ TỊCH" / "CHÁNH VĂN PHÒNG"."""
        return cls(lines=(f"TL. {head.upper()}", post.upper()), name=name)

    @classmethod
    def by_mandate(cls, head: str, post: str, name: str = "") -> Self:
        """Somebody signs by the head's written mandate: "TUQ. CHỦ TỊCH" / post."""
        return cls(lines=(f"TUQ. {head.upper()}", post.upper()), name=name)

    @classmethod
    def acting(cls, post: str, name: str = "") -> Self:
        """Somebody holds the head's powers for the time being: "Q. CHỦ TỊCH"."""
        return cls(lines=(f"Q. {post.upper()}",), name=name)

"""What may stand in an official document, and the base of its classes."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Printed(BaseModel):
    """Base of everything that is printed: immutable, and a misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def printable(text: str) -> str:
    """Compose diacritics (NFC, as TCVN 6909:2001 wants) and replace control characters by spaces.

    A line feed stays and means a forced line break. The other controls (pasted from word processors)
    are not allowed in a DOCX at all.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        " " if unicodedata.category(letter) in {"Cc", "Cs"} and letter != "\n" else letter for letter in composed
    )


Text = Annotated[str, AfterValidator(printable)]
"""Any text, possibly empty; "\\n" is a forced line break."""

NonEmptyText = Annotated[str, Field(min_length=1), AfterValidator(printable)]
"""Text that must say something."""

"""The base of every request body: unknown members are refused, text is NFC, control characters are no text."""

from __future__ import annotations

import unicodedata
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

_ALLOWED = {"\n", "\t", "\r"}


class Input(BaseModel):
    """What a client may send. Subclasses name every member; lengths are bounded by the field."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _normalise(cls, value: Any) -> Any:
        return normalised(value)


def normalised(value: Any) -> Any:
    """NFC throughout; raises ValueError for control characters."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in _ALLOWED for letter in text):
            raise ValueError("văn bản có ký tự không in được / the text has control characters")
        return text
    if isinstance(value, list):
        return [normalised(item) for item in value]
    if isinstance(value, dict):
        return {normalised(key): normalised(item) for key, item in value.items()}
    return value

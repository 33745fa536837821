"""What every row of the sample's files has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Row(BaseModel):
    """A row of a file; what is only for readers is left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")

"""The part of a ballot box's key that this process has, for API and pages alike."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from services.nomination.councils.sealing import Sealing


def sealing_of(request: Request) -> Sealing:
    """Made from the secret of the process."""
    return Sealing(request.app.state.secret)


Sealed = Annotated[Sealing, Depends(sealing_of)]

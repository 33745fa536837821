"""The seal of this process's ballots, for API and pages alike."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from services.nomination.councils.ballot import Seal


def ballot_seal(request: Request) -> Seal:
    """The seal made from the secret of the process."""
    return Seal(request.app.state.secret)


Sealing = Annotated[Seal, Depends(ballot_seal)]

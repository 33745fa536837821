"""The sweep of the year: who was found where, and what came of it."""

from __future__ import annotations

from typing import Any

from deploy.local.play.data.row import Row


class Sweep(Row):
    """A sweep of some hamlets."""

    key: str
    unit: str
    subject: str
    title: str
    hamlets: tuple[str, ...]
    association: str
    question: str


class Proof(Row):
    """A paper that proves the service."""

    kind: str
    what: str


class Candidate(Row):
    """Somebody on the list. ``declared`` is the declaration as the API takes it, with dates as dates."""

    id: str
    sweep: str
    hamlet: str
    person: str = ""
    name: str
    honorific: str
    born: int
    living: bool
    declared: dict[str, Any] | None = None
    proofs: tuple[Proof, ...] = ()
    opinion: str = ""
    dossier: str = ""
    set_aside: str = ""

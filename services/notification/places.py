"""Where in the product a thing is looked at: addresses of pages, without the origin."""

from __future__ import annotations


def dossier(id_: str) -> str:
    return f"/nomination/dossiers/{id_}"


def meeting(id_: str) -> str:
    return f"/nomination/meetings/{id_}"


def minutes(id_: str) -> str:
    return f"/nomination/minutes/{id_}"


def selection(id_: str) -> str:
    return f"/nomination/exemplars/{id_}"


def decision(id_: str) -> str:
    return f"/nomination/decisions/{id_}"


def nominations(id_: str) -> str:
    return f"/nomination/lists/{id_}"


def submission(id_: str) -> str:
    return f"/nomination/submissions/{id_}"


def posting(id_: str) -> str:
    return f"/nomination/postings/{id_}"


def sweep(id_: str) -> str:
    return f"/nomination/sweeps/{id_}"


def candidate(id_: str) -> str:
    return f"/nomination/candidates/{id_}"


def plan(id_: str) -> str:
    return f"/registration/plans/{id_}"


def movement(id_: str) -> str:
    return f"/registration/movements/{id_}"


def registration(id_: str) -> str:
    return f"/registration/registrations/{id_}"


def bulletin(id_: str) -> str:
    return f"/notification/bulletins/{id_}"


def notice(id_: str) -> str:
    return f"/notification/inbox/{id_}"

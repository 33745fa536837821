"""The offices that a person can hold. docs/glossary.md has the Vietnamese words."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    """Keeps units and offices."""
    OFFICER = "officer"
    """Emulation officer of a commune or town: checks dossiers, prepares meetings, drafts decisions."""
    UNIT_HEAD = "unit_head"
    """Head of a department, union, school or hamlet: registers and nominates for the unit."""
    COUNCIL_MEMBER = "council_member"
    COUNCIL_CHAIR = "council_chair"
    """Chairs the council and votes."""
    COUNCIL_SECRETARY = "council_secretary"
    """Keeps the minutes and does not vote."""
    SIGNER = "signer"
    """Signs decisions and letters of the unit."""
    CULTURE_OFFICER = "culture_officer"
    """Reads bulletins out and confirms the broadcast."""
    AUDITOR = "auditor"
    """Reads everything of the unit, changes nothing."""


VOTING = (Role.COUNCIL_MEMBER, Role.COUNCIL_CHAIR)

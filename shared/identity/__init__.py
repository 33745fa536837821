"""Who is asking, and what they may do. The provider authenticates, the directory authorises."""

from shared.identity.access import Rule, covers, holds, signed_in
from shared.identity.actor import Actor, OfficeHeld
from shared.identity.roles import Role

__all__ = ["Actor", "OfficeHeld", "Role", "Rule", "covers", "holds", "signed_in"]

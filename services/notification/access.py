"""Who may see and do what in this service. The default is no; a notice is for the one it was written to."""

from __future__ import annotations

from services.notification.bulletins.model import STATION, Bulletin
from services.notification.notices.model import Notice
from shared.identity import Actor, Role, Rule, holds
from shared.identity.access import is_person

BULLETIN_READERS = (Role.CULTURE_OFFICER, Role.OFFICER, Role.SIGNER, Role.AUDITOR)


def opens(notice: Notice) -> Rule:
    """Reads a notice, marks it read, acknowledges it: whom it was written to, and nobody else."""
    return is_person(notice.person)


def delivery_units(actor: Actor) -> list[str]:
    """The units whose mails somebody may follow: where they are emulation officer."""
    return actor.at(Role.OFFICER)


follows_deliveries = holds(Role.OFFICER)


def bulletin_units(actor: Actor) -> list[str]:
    """The communes whose bulletins somebody may read: by office there, or as head of the station."""
    stations = [unit.removesuffix(f".{STATION}") for unit in actor.at(Role.UNIT_HEAD) if unit.endswith(f".{STATION}")]
    return sorted({*actor.at(*BULLETIN_READERS), *stations})


def reads_bulletin(bulletin: Bulletin) -> Rule:
    """Reads a script."""
    return Rule(lambda actor: bulletin.unit in bulletin_units(actor))


def confirms_broadcast(bulletin: Bulletin) -> Rule:
    """Confirms that it was read out: the culture officer of the commune, or the head of its station."""
    station = f"{bulletin.unit}.{STATION}"
    return holds(Role.CULTURE_OFFICER, at=bulletin.unit) | holds(Role.UNIT_HEAD, at=station)

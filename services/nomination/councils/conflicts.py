"""Conflicts of interest that the data show: the member is the candidate, leads or belongs to it, or is related."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.nomination.councils.parts import Conflict, Item, Source, Standing
from shared.events import Level
from shared.identity import OfficeHeld, Role
from shared.web.collation import fold

REASONS = {
    Source.NOMINEE: "Là người được đề nghị khen thưởng.",
    Source.COLLECTIVE: "Cùng tập thể với người hoặc tập thể được đề nghị.",
    Source.NOMINATOR: "Đứng đầu đơn vị đề nghị khen thưởng.",
    Source.RELATIVE: "Có quan hệ gia đình với người được đề nghị, như đã khai.",
}


@dataclass(frozen=True)
class Member:
    """What is known of a member: base units with the offices held there, and relatives as declared."""

    person: str
    leads: frozenset[str] = frozenset()
    belongs: frozenset[str] = frozenset()
    relatives: tuple[str, ...] = ()

    @classmethod
    def of(cls, person: str, offices: Iterable[OfficeHeld], relatives: Sequence[str] = ()) -> Member:
        """Out of the offices held on the day, with their units filled in. A seat in a council is no collective."""
        base = [office for office in offices if office.level is Level.BASE and "council" not in office.role]
        return cls(
            person,
            frozenset(office.unit for office in base if office.role is Role.UNIT_HEAD),
            frozenset(office.unit for office in base),
            tuple(relatives),
        )


def seen(member: Member, item: Item) -> Source | None:
    """The strongest reason that the data give for this member not to vote on that item."""
    nominee = item.nominee
    if nominee.id == member.person:
        return Source.NOMINEE
    if {fold(nominee.name), fold(nominee.id)} & {fold(one) for one in member.relatives}:
        return Source.RELATIVE
    if item.nominating_unit in member.leads:
        return Source.NOMINATOR
    if member.belongs & {nominee.id, nominee.unit}:
        return Source.COLLECTIVE
    return None


def proposed(
    members: Mapping[str, Member], items: Iterable[Item], known: Sequence[Conflict] = ()
) -> tuple[Conflict, ...]:
    """What is known, and what the data propose beyond it. An answer once given is not asked for again."""
    items = tuple(items)
    agenda = {item.dossier for item in items}
    kept = tuple(one for one in known if one.dossier in agenda and one.person in members)
    answered = {(one.person, one.dossier) for one in kept}
    new = [
        Conflict(
            person=member.person,
            dossier=item.dossier,
            reason=REASONS[source],
            source=source,
            standing=Standing.PROPOSED,
        )
        for item in items
        for member in members.values()
        if (source := seen(member, item)) and (member.person, item.dossier) not in answered
    ]
    return (*kept, *new)

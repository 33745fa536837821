"""Names of people and units, fetched once for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from shared.identity import Actor
from shared.identity.directory import DirectoryPerson, DirectoryUnit
from shared.store import Reads


@dataclass(frozen=True)
class Names:
    """``person`` and ``unit`` answer the name as written; the code where the directory knows none."""

    people: dict[str, str]
    units: dict[str, str]
    paths: dict[str, str]
    written: dict[str, str]

    @classmethod
    async def load(cls, reads: Reads, *, people: Iterable[str] = (), units: Iterable[str] = ()) -> Self:
        """The names of these people and units, in two queries."""
        persons = await reads.get_many(DirectoryPerson, sorted({one for one in people if one}))
        places = await reads.get_many(DirectoryUnit, sorted({one for one in units if one}))
        return cls(
            {id_: " ".join(filter(None, (one.honorific.lower(), one.name))) for id_, one in persons.items()},
            {id_: one.name for id_, one in places.items()},
            {id_: one.path for id_, one in places.items()},
            {id_: one.name for id_, one in persons.items()},
        )

    def covered(self, actor: Actor, codes: Iterable[str]) -> set[str]:
        """Those of these units, loaded before, at or above which somebody holds an office."""
        return {code for code in codes if code in self.paths and actor.covers(self.paths[code])}

    def person(self, id_: str) -> str:
        """The name with its honorific."""
        return self.people.get(id_, id_)

    def bare(self, id_: str) -> str:
        """The name without honorific, as official documents write it; a text that is no id stays as it is."""
        return self.written.get(id_, id_)

    def unit(self, code: str) -> str:
        """The name of a unit."""
        return self.units.get(code, code)

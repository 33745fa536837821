"""What this service needs besides the store: the law, for the names of awards and kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.law import Law


@dataclass(frozen=True)
class Names:
    """Vietnamese names of awards and kinds as the law had them on a day; an unknown code names itself."""

    awards: dict[str, str]
    shorts: dict[str, str]
    kinds: dict[str, str]

    def award(self, code: str) -> str:
        return self.awards.get(code, code)

    def short(self, code: str) -> str:
        """For charts and narrow columns."""
        return self.shorts.get(code, self.award(code))

    def kind(self, code: str) -> str:
        return self.kinds.get(code, code)


@dataclass(frozen=True)
class Resources:
    """Loaded once, shared, immutable."""

    law: Law

    def names(self, on: date) -> Names:
        """The names in force on a day."""
        return Names(
            awards={award.code: award.name_vi for award in self.law.awards(on)},
            shorts={award.code: award.short_vi for award in self.law.awards(on) if award.short_vi},
            kinds={kind.id.value: kind.name_vi for kind in self.law.kinds(on)},
        )

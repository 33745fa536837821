"""Whether a line says what has been said before: in another dossier, in the register, or further up in the sheet."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from services.nomination.achievements.matching import Idea, Told, keys_of, same_achievement, significant
from services.nomination.achievements.model import AchievementEntry
from services.nomination.achievements.queries import FORMS, MOST_OF_AN_INITIATIVE, same_deed, same_idea
from services.nomination.dossiers.commands import Proposal
from services.nomination.holds.queries import refused
from services.nomination.lists.known import Known
from shared.errors import NotFound
from shared.law import Law
from shared.web.collation import fold
from shared.web.filters import ngay

TITLES = "TD-"


class Twice:
    """Asks each line in turn, and remembers it for those that follow."""

    def __init__(self, law: Law, known: Known, on: date) -> None:
        self._law, self._known, self._on = law, known, on
        self._used: dict[str, list[AchievementEntry]] = defaultdict(list)
        for entry in known.used:
            for key in entry.keys:
                self._used[key].append(entry)
        self._deeds: dict[str, list[tuple[int, Told]]] = defaultdict(list)
        self._ideas: dict[tuple[str, str], list[tuple[int, Idea]]] = defaultdict(list)

    def problems(self, row: int, proposal: Proposal) -> list[str]:
        """All that stands against this line, in words."""
        name = fold(proposal.nominee_name)
        found = []
        if hold := self._known.holds.get(name):
            found.append(refused(hold).vi)
        found += self._awarded(name, proposal)
        if proposal.award.startswith(FORMS):
            found += self._same_deed(row, name, proposal)
        if proposal.facts and proposal.facts.initiatives:
            found += self._same_idea(row, proposal)
        return found

    def _awarded(self, name: str, proposal: Proposal) -> list[str]:
        """A title is given once for a year."""
        return [
            f"Đã được tặng {one.award_name} năm {one.year} theo Quyết định số {one.number} ngày {ngay(one.granted_on)}."
            for one in self._known.awards.get(name, ())
            if one.award == proposal.award and one.year == proposal.year and one.award.startswith(TITLES)
        ][:1]

    def _same_deed(self, row: int, name: str, proposal: Proposal) -> list[str]:
        told = Told(significant(proposal.achievement[:1000]), proposal.achieved_on)
        found = [
            f"Thành tích này đã nêu trong hồ sơ năm {entry.year} của {entry.shown} ({self._called(entry)})."
            for entry, _ in same_deed(told, proposal.nominee_kind.value, self._known.told.get(name, ()))
        ]
        found += [
            f"Cùng thành tích với dòng {other}." for other, its in self._deeds[name] if same_achievement(told, its)
        ]
        self._deeds[name].append((row, told))
        return found[:1]

    def _same_idea(self, row: int, proposal: Proposal) -> list[str]:
        assert proposal.facts is not None
        titles = [one.title for one in proposal.facts.initiatives or ()]
        keys = keys_of(titles)
        before = {entry.id: entry for key in keys for entry in self._used[key]}.values()
        found = [
            f"Sáng kiến «{title}» đã dùng trong hồ sơ năm {entry.year} của {entry.shown} ({self._called(entry)})."
            for entry, title in same_idea(proposal.award, titles, before)
        ]
        mine = [Idea.of(title) for title in titles]
        above = (line for key in keys for line in self._ideas[proposal.award, key][:MOST_OF_AN_INITIATIVE])
        found += [f"Cùng sáng kiến với dòng {other}." for other, idea in above if any(idea.same(one) for one in mine)]
        for key in keys:
            self._ideas[proposal.award, key] += [(row, idea) for idea in mine]
        return found[:1]

    def _called(self, entry: AchievementEntry) -> str:
        try:
            name = self._law.award(entry.award, self._on).name_vi
        except NotFound:
            name = entry.award
        return f"{name}, Quyết định số {entry.number}" if entry.number else name

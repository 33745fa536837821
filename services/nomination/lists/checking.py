"""Looking through a list in one pass: every line with all that is wrong with it, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from services.nomination.categories import CATEGORIES
from services.nomination.dossiers.commands import Proposal, facts_of
from services.nomination.dossiers.facts_form import facts_from
from services.nomination.dossiers.forms import AchievementForm
from services.nomination.dossiers.past import with_past
from services.nomination.dossiers.stages import RATINGS
from services.nomination.lists.known import Known
from services.nomination.lists.sheet import COLUMNS
from services.nomination.lists.twice import Twice
from shared.events.parts import SubjectKind
from shared.law import Kind, Law
from shared.law import SubjectKind as LawSubjectKind
from shared.law.rows import Award
from shared.service.input import normalised
from shared.web.collation import fold
from shared.web.forms import refuse

KINDS = {"ca nhan": SubjectKind.INDIVIDUAL, "tap the": SubjectKind.COLLECTIVE, "ho gia dinh": SubjectKind.HOUSEHOLD}
_CATEGORIES = {fold(name): category.value for category, name in CATEGORIES.items()}
_RATINGS = {fold(name): code for code, name in RATINGS} | {fold(code): code for code, _ in RATINGS}
_PASSED_ON = ("months", "total", "completed", "advanced", "warned", "achieved_on", "achievement", "initiative")


@dataclass(frozen=True)
class Checked:
    """A line that was looked at. ``proposal`` is whole only without problems."""

    row: int
    name: str
    award: str
    award_name: str
    problems: tuple[str, ...]
    proposal: Proposal | None


class Checker:
    """Looks at the lines of one list, with what is known of its people."""

    def __init__(self, law: Law, *, unit: str, kind: Kind, year: int, on: date, known: Known) -> None:
        self._law, self._unit, self._kind, self._year, self._on = law, unit, kind, year, on
        self._seen: dict[tuple[str, str], int] = {}
        self._known = known
        self._said_before = Twice(law, known, on)
        self._awards: dict[str, Award] = {}
        for award in law.awards(on):
            self._awards[fold(award.code)] = award
            self._awards.setdefault(fold(award.name_vi), award)

    def look(self, rows: Iterable[tuple[int, dict[str, Any]]]) -> list[Checked]:
        """Every line, in the order of the sheet. CPU work: call it in a thread."""
        return [self._one(row, values) for row, values in rows]

    def _one(self, row: int, values: dict[str, Any]) -> Checked:
        problems: list[str] = []
        try:
            values = normalised(values)
        except ValueError:
            values, problems = {}, ["Dòng có ký tự không in được."]
        name = str(values.get("name", ""))[:200]
        subject = KINDS.get(fold(str(values.get("kind", "Cá nhân"))))
        award = self._awards.get(fold(str(values.get("award", ""))))
        if len(name) < 2:
            problems.append(f"Ghi {COLUMNS['name'][0].lower()}.")
        if subject is None:
            problems.append("Đối tượng là Cá nhân, Tập thể hoặc Hộ gia đình.")
        if award is None:
            problems.append(f"Không có danh hiệu, hình thức «{values.get('award', '')}».")
        elif subject is not None:
            problems += self._fits(award, subject)
        if award is not None:
            problems += self._twice(row, name, award)
        sent, wrong = self._achievement(values)
        problems += wrong
        proposal = None
        if not problems and award is not None and subject is not None and sent is not None:
            proposal = self._proposal(values, name, subject, award, sent)
            problems += self._refused(row, proposal)
        return Checked(
            row, name, award.code if award else "", award.name_vi if award else "", tuple(problems), proposal
        )

    def _refused(self, row: int, proposal: Proposal) -> list[str]:
        """What the law, the holds, the register and other dossiers say against a line that is well written."""
        assert proposal.facts is not None
        failed = self._law.assess(proposal.award, proposal.facts, received_on=self._on).failed
        return [*(f"{one.article}: {one.sentence_vi}" for one in failed), *self._said_before.problems(row, proposal)]

    def _fits(self, award: Award, subject: SubjectKind) -> list[str]:
        wrong = []
        if LawSubjectKind(subject.value) not in award.subjects:
            wrong.append(f"{award.name_vi} không dành cho đối tượng này.")
        if self._kind not in award.kinds:
            wrong.append(f"{award.name_vi} không thuộc loại hình của danh sách.")
        return wrong

    def _twice(self, row: int, name: str, award: Award) -> list[str]:
        key = (fold(name), award.code)
        first = self._seen.setdefault(key, row)
        if first != row:
            return [f"Trùng với dòng {first}."]
        return ["Đã có hồ sơ cho danh hiệu, hình thức này trong năm."] if key in self._known.taken else []

    def _achievement(self, values: dict[str, Any]) -> tuple[AchievementForm | None, list[str]]:
        told = {key: values[key] for key in _PASSED_ON if key in values}
        wrong = []
        for key, known, label in (("rating", _RATINGS, "Xếp loại"), ("category", _CATEGORIES, "Nhóm đối tượng")):
            if key in values:
                told[key] = known.get(fold(str(values[key])))
                if told[key] is None:
                    wrong.append(f"{label} «{values[key]}» không có trong mẫu.")
        clear, once = bool(values.get("clear")), bool(values.get("once"))
        told |= {"no_discipline": clear, "no_proceedings": clear, "no_earlier": once}
        told["initiative_recognised"] = bool(values.get("recognised"))
        try:
            return AchievementForm.model_validate(told), wrong
        except ValidationError as error:
            return None, wrong + list(refuse(error, AchievementForm, {}).errors.values())

    def _proposal(
        self, values: dict[str, Any], name: str, subject: SubjectKind, award: Award, sent: AchievementForm
    ) -> Proposal:
        bare = Proposal(
            nominating_unit=self._unit,
            award=award.code,
            kind=self._kind,
            year=self._year,
            nominee_kind=subject,
            nominee_name=name,
            position=str(values.get("position", ""))[:300],
            honorific=str(values.get("honorific", ""))[:20],
            achievement=sent.achievement,
            achieved_on=sent.achieved_on,
        )
        facts = facts_from(facts_of(bare), sent, kind=self._kind)
        mine = [one for one in self._known.awards.get(fold(name), ()) if one.nominee.kind is subject]
        return bare.model_copy(update={"facts": with_past(facts, mine) if mine else facts})

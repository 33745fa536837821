"""Facts as the values of the words: what is not known is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final

from shared.law import vocabulary
from shared.law.facts import EarlierUse, Fact, Facts, Initiative, Kind, Members, PastAward, Service
from shared.law.rows import Award

Values = dict[str, Any]

_CLAIMS: Final = ("contract_months", "treatment_months", "training_months", "long_training_months", "martyr")
_COUNTED_MEMBERS: Final = ("completed", "advanced", "fighters", "warned")
_LAST: Final = [list(range(0, -length, -1)) for length in range(vocabulary.LONGEST + 1)]


@dataclass(frozen=True)
class History:
    """How past awards are read on a date. ``codes``: those of which any condition speaks."""

    codes: frozenset[str]
    kinds_of: Mapping[str, frozenset[str]]
    excluded: Mapping[str, frozenset[str]]
    """Kind proposed → kinds of past awards that do not count for it."""

    def counted(self, past: PastAward, proposed: Kind | None) -> bool | None:
        """Whether a past award counts for the kind proposed; None where its own kind would decide."""
        excluded = self.excluded.get(proposed.value, frozenset()) if proposed else frozenset()
        if not excluded:
            return True
        if past.kind is not None:
            return past.kind.value not in excluded
        return None if self.kinds_of.get(past.code, excluded) & excluded else True


def values(facts: Facts, award: Award | None, history: History, on: date, criteria: Iterable[str]) -> Values:
    """The known values by word, for a dossier received on a date; without an award, of a candidate as such."""
    year = facts.year
    found: Values = {
        **vocabulary.CONSTANTS,
        **_award(award),
        "subject.kind": facts.subject.kind,
        "subject.category": facts.subject.category,
        "subject.age": None if facts.subject.founded is None else year - facts.subject.founded,
        "subject.taxpayer": facts.subject.taxpayer,
        "subject.auditable": facts.subject.auditable,
        "review.year": year,
        "review.kind": facts.kind,
        "review.procedure": facts.procedure,
        "review.registered": facts.registered,
        "last": {length: [year + back for back in its] for length, its in enumerate(_LAST) if length},
        "rating": {rated: rating.rank for rated, rating in (facts.ratings or {}).items()},
        **_history(facts, history),
        **_standing(facts, on),
        **_members(facts.members),
        **_service(facts.service, year, on),
        **_fields("movement", facts.movement),
        **_fields("cluster", facts.cluster),
        **_fields("achievement", facts.achievement),
        **{f"criteria.{key}": stated for key, stated in facts.criteria.items() if key in criteria},
    }
    return {word: _plain(value) for word, value in found.items() if value is not None}


def _award(award: Award | None) -> Values:
    if award is None:
        return {}
    return {"award.code": award.code, "award.subjects": list(award.subjects), "award.kinds": list(award.kinds)}


def _fields(root: str, fact: Fact | None) -> Values:
    """The fields of a fact that are words."""
    if fact is None:
        return {}
    found = {f"{root}.{name}": value for name, value in fact.__dict__.items()}
    return {word: value for word, value in found.items() if word in vocabulary.WORDS}


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case tuple():
            return [_plain(each) for each in value]
        case _:
            return value


def _members(members: Members | None) -> Values:
    """Head counts; one that exceeds the total contradicts it and is no evidence."""
    found = _fields("members", members)
    if members is None or members.total is None:
        return found
    for name in _COUNTED_MEMBERS:
        count = found[f"members.{name}"]
        if isinstance(count, int) and count > members.total:
            del found[f"members.{name}"]
    return found


def _service(service: Service | None, year: int, on: date) -> Values:
    if service is None:
        return {f"service.{name}": False if name == "martyr" else 0 for name in _CLAIMS}
    found = _fields("service", service)
    recruited = service.recruited_on
    if recruited is not None:
        found["service.new_recruit"] = recruited.year >= year
        if service.months_in_year is None:
            first = max(recruited, date(year, 1, 1))
            found["service.months_in_year"] = whole_months(first, date(year, 12, 31)) if recruited.year <= year else 0
    if service.volunteer_months is None and service.volunteer_spells is not None:
        found["service.volunteer_months"] = sum(
            whole_months(each.first, each.last) for each in service.volunteer_spells
        )
    if service.forces_years is None and service.forces_since is not None:
        found["service.forces_years"] = max(whole_months(service.forces_since, on), 0) // 12
    return found


def whole_months(first: date, last: date) -> int:
    """Full months from the first day to the last, both included: 1 March to 31 August is six."""
    end = last + timedelta(days=1)
    return (end.year - first.year) * 12 + end.month - first.month - (end.day < first.day)


def _history(facts: Facts, history: History) -> Values:
    found: Values = {}
    if facts.initiatives is not None:
        found["history.initiatives"] = [_initiative(each) for each in facts.initiatives]
    if facts.awards is None:
        return found
    spoken_of = [past for past in facts.awards if past.code in history.codes]
    found["history.awards"] = [_past(past, history.counted(past, facts.kind)) for past in spoken_of]
    years: dict[str, set[int]] = {code: set() for code in history.codes}
    for past in spoken_of:
        years[past.code].add(past.year)
    found["history.run"] = {code: _run(held, facts.year) for code, held in years.items()}
    times = Counter(past.code for past in spoken_of)
    found["history.times"] = {code: times[code] for code in history.codes}
    return found


_INITIATIVE: Final = frozenset(vocabulary.RECORD_FIELDS["history.initiatives"]) - {"used_for"}


def _initiative(one: Initiative) -> dict[str, Any]:
    stated = {name: _plain(value) for name, value in one.__dict__.items() if name in _INITIATIVE and value is not None}
    return {**stated, "used_for": [use.award if isinstance(use, EarlierUse) else use for use in one.used_for]}


def _past(past: PastAward, counted: bool | None) -> dict[str, Any]:
    record: dict[str, Any] = {"code": past.code, "year": past.year}
    if past.kind is not None:
        record["kind"] = past.kind.value
    if counted is not None:
        record["counted"] = counted
    return record


def _run(held: set[int], review: int) -> int:
    """Length of the unbroken run of years that ends in the year under review or the year before it."""
    end = review if review in held else review - 1
    length = 0
    while end - length in held:
        length += 1
    return length


def _standing(facts: Facts, on: date) -> Values:
    found: Values = {}
    if facts.proceedings is not None:
        found["standing.proceedings"] = [
            each.kind.value
            for each in facts.proceedings
            if each.opened_on <= on and (not each.closed_on or on < each.closed_on)
        ]
    if facts.disciplines is not None:
        counted_from = facts.achievement.counted_from or date(facts.year, 1, 1)
        found["standing.disciplined"] = [
            each.form.value
            for each in facts.disciplines
            if each.imposed_on <= on and (each.ends_on is None or each.ends_on >= counted_from)
        ]
    return found

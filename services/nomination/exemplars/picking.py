"""Who is chosen out of the candidates, and why: by the criteria, the seats and the make-up of the list. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from services.nomination.dossiers.parts import Condition
from services.nomination.exemplars.model import Candidate, Criterion, Gender, ShareCheck
from shared.events.parts import SubjectKind
from shared.law import Category, Facts, Kind, Law, Outcome, PastAward, Subject
from shared.law import SubjectKind as LawSubjectKind
from shared.law.rows import ExemplarShare
from shared.web.collation import person_key
from shared.web.filters import so

INDIVIDUAL_ONLY = frozenset({"category", "gender"})
"""What only people have: a share of these is reckoned of the individuals on the list."""


def judged(law: Law, candidate: Candidate, *, to_year: int, on: date) -> Candidate:
    """The candidate with what the criteria say."""
    results = law.exemplars.judge(_facts(candidate, to_year), on=on)
    found = zip(Condition.of(one.condition for one in results), results, strict=True)
    return candidate.model_copy(
        update={
            "criteria": tuple(Criterion(**vars(said), required=one.required, points=one.points) for said, one in found),
            "points": sum(one.earned for one in results),
            "eligible": all(one.condition.outcome is Outcome.HOLDS for one in results if one.required),
        }
    )


def picked(law: Law, candidates: Iterable[Candidate], *, seats: int, on: date) -> list[Candidate]:
    """All of them in the order of their rank, each chosen or not and told why.

    What was settled by hand comes first; then those who are needed to keep a share; then the others by rank.
    """
    ranked = sorted(candidates, key=_rank)
    shares = law.exemplars.shares(on)
    table = _Table(seats, {share.of: share.most_each for share in shares if share.most_each})
    for one in ranked:
        if one.settled:
            table.seat(one, f"Đưa vào theo đề nghị của công chức: {one.reason}")
    free = [one for one in ranked if one.settled is None and one.eligible and not one.held]
    for share in shares:
        need = -(-seats * (share.least_pct or 0) // 100)
        there = sum(_counts(one, share) for one in ranked if one.person in table.why)
        for one in free:
            if there >= need:
                break
            if _counts(one, share) and table.take(one, f"{_enough(one)}; chọn để giữ cơ cấu: {share.vi}"):
                there += 1
    for one in free:
        table.take(one, f"{_enough(one)}.")
    return [
        one.model_copy(
            update={
                "place": place,
                "chosen": one.person in table.why,
                "why": table.why.get(one.person) or _why_not(one, table),
            }
        )
        for place, one in enumerate(ranked, 1)
    ]


class _Table:
    """The seats, and who sits there for which reason. ``caps``: how many may have the same value of what."""

    def __init__(self, seats: int, caps: Mapping[str, int]) -> None:
        self.seats, self._caps = seats, caps
        self.why: dict[str, str] = {}
        self._there: Counter[tuple[str, str]] = Counter()

    def seat(self, one: Candidate, why: str) -> None:
        """By hand: whatever the seats and the caps."""
        self.why[one.person] = why
        self._there.update((of, _of(one, of)) for of in self._caps)

    def take(self, one: Candidate, why: str) -> bool:
        """If there is a seat, and one of that value; whether there was."""
        if one.person in self.why or len(self.why) >= self.seats or self.full(one):
            return False
        self.seat(one, why)
        return True

    def full(self, one: Candidate) -> bool:
        """Whether as many of a value sit there as may."""
        return any(self._there[of, _of(one, of)] >= cap for of, cap in self._caps.items())


def checked(law: Law, candidates: Sequence[Candidate], *, on: date) -> list[ShareCheck]:
    """How the chosen stand against each rule of the make-up."""
    chosen = [one for one in candidates if one.chosen]
    return [_check(share, chosen) for share in law.exemplars.shares(on)]


def _check(share: ExemplarShare, chosen: Sequence[Candidate]) -> ShareCheck:
    values = Counter(value for one in chosen if (value := _of(one, share.of)))
    if share.least_pct is not None:
        base = [one for one in chosen if share.of not in INDIVIDUAL_ONLY or one.kind is SubjectKind.INDIVIDUAL]
        there = sum(_counts(one, share) for one in base)
        unknown = sum(not _of(one, share.of) for one in base)
        found = f"{so(there)} trên {so(len(base))}" + (f", {so(unknown)} chưa ghi" if unknown else "")
        kept = there * 100 >= share.least_pct * len(base)
    elif share.most_each is not None:
        over = sorted(value for value, number in values.items() if number > share.most_each)
        found = f"{so(len(over))} đơn vị nhiều hơn" if over else "không đơn vị nào nhiều hơn"
        kept = not over
    else:
        found = f"{so(len(values))} lĩnh vực" if values else "chưa ghi lĩnh vực"
        kept = len(values) >= (share.kinds_least or 0)
    return ShareCheck(id=share.id, vi=share.vi, found=found, kept=kept, verified=share.verified)


def _why_not(one: Candidate, table: _Table) -> str:
    if one.settled is False:
        return f"Đưa ra theo đề nghị của công chức: {one.reason}"
    if one.held:
        return f"Chưa xét: {one.held}."
    if not one.eligible:
        failed = next(each for each in one.criteria if each.required and each.outcome is not Outcome.HOLDS)
        return f"Chưa đủ tiêu chí: {failed.vi}"
    if table.full(one):
        return f"{_enough(one)}, nhưng đơn vị đã có đủ số đại biểu."
    return f"{_enough(one)}, nhưng đã hết {so(table.seats)} chỗ."


def _enough(one: Candidate) -> str:
    return f"Đủ tiêu chí, {so(one.points)} điểm"


def _rank(one: Candidate) -> tuple[object, ...]:
    return (-one.points, -len(one.awards), person_key(one.name), one.person)


def _of(one: Candidate, what: str) -> str:
    return str(getattr(one, what).value if what in {"kind", "gender"} else getattr(one, what))


def _counts(one: Candidate, share: ExemplarShare) -> bool:
    return _of(one, share.of) in share.among


def _facts(one: Candidate, to_year: int) -> Facts:
    category = Category(one.category) if one.category in set(Category) else None
    return Facts(
        subject=Subject(kind=LawSubjectKind(one.kind.value), category=category),
        year=to_year,
        awards=tuple(
            PastAward(
                code=past.award,
                year=past.year,
                decision=past.number or None,
                decided_on=past.granted_on,
                kind=Kind(past.award_kind) if past.award_kind else None,
            )
            for past in one.awards
        ),
    )


def gender_of(honorific: str) -> Gender:
    """What «Bà», «Ông» and their like say; unknown for anything else."""
    return _GENDERS.get(honorific.strip().lower(), Gender.UNKNOWN)


_GENDERS = {
    **dict.fromkeys(("bà", "cô", "chị"), Gender.FEMALE),
    **dict.fromkeys(("ông", "anh", "chú"), Gender.MALE),
}

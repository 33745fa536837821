"""The words a condition may use, and how they are filled from the facts.

An unknown fact is left out of the CEL context, so that reading it raises ``KeyError`` there. CEL's own logic then
does the rest: ``true || error`` is true, ``false && error`` is false, anything else stays an error. That is
three-valued logic as the CEL specification defines it, and `shared.law.conditions` reads the error as
*lacks evidence*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from cel import Context, Program

from shared.law.answers import MissingFact
from shared.law.errors import UnknownFact
from shared.law.facts import Fact, Facts, Rating, Reach
from shared.law.rows import Award

CONSTANTS: Final[Mapping[str, int]] = MappingProxyType(
    {**{rating.value: rating.rank for rating in Rating}, **{reach.name: int(reach) for reach in Reach}}
)
"""KHT < HT < HTT < HTXS, and BASE < COMMUNE < TOWN < PROVINCE < NATION."""

WORDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "award.code": ("mã danh hiệu, hình thức đề nghị", "code of the award asked for"),
        "award.subjects": ("đối tượng được khen", "subjects of the award"),
        "award.kinds": ("loại hình khen thưởng được áp dụng", "kinds of the award"),
        "subject.kind": ("đối tượng: cá nhân, tập thể, hộ gia đình", "individual, collective or household"),
        "subject.category": ("nhóm đối tượng theo điều luật", "category of the subject"),
        "subject.age": ("số năm kể từ khi thành lập", "years since the collective was set up"),
        "review.year": ("năm xét", "year under review"),
        "review.kind": ("loại hình khen thưởng", "kind of commendation"),
        "review.procedure": ("thủ tục: đầy đủ hoặc đơn giản", "full or simplified procedure"),
        "rating": ("kết quả đánh giá, xếp loại từng năm", "rating of each year"),
        "history.awards": ("thành tích khen thưởng đã đạt", "past awards"),
        "history.run": ("số năm liên tục đạt danh hiệu", "consecutive years of each award"),
        "history.last": ("năm gần nhất được tặng", "latest year of each award"),
        "history.times": ("số lần được tặng", "number of times of each award"),
        "history.initiatives": ("sáng kiến, đề tài đã được công nhận", "initiatives and studies"),
        "standing.proceedings": (
            "việc đang xem xét kỷ luật, điều tra, thanh tra, khiếu nại",
            "pending discipline, investigation, inspection or complaint",
        ),
        "standing.disciplined": ("kỷ luật trong thời gian tính thành tích", "discipline within the counted time"),
        "members.total": ("tổng số thành viên", "number of members"),
        "members.completed": ("số người hoàn thành nhiệm vụ", "members who completed their tasks"),
        "members.advanced": ("số người đạt Lao động (Chiến sĩ) tiên tiến", "members with the advanced title"),
        "members.fighters": ("số Chiến sĩ thi đua cơ sở", "members with Chiến sĩ thi đua cơ sở"),
        "members.warned": ("số người bị kỷ luật từ cảnh cáo trở lên", "members under cảnh cáo or heavier"),
        "service.months_in_year": ("số tháng công tác trong năm", "months worked in the year"),
        "service.volunteer_months": ("số tháng thanh niên xung phong", "months as youth volunteer"),
        "service.forces_years": ("số năm phục vụ liên tục trong lực lượng", "years of service in the forces"),
        "service.martyr": ("đã hy sinh, được công nhận liệt sĩ", "fallen and recognised as martyr"),
        "movement.reach": ("cấp phát động phong trào", "level that launched the movement"),
        "movement.years": ("số năm của phong trào", "years of the movement"),
        "movement.concluded": ("đã sơ kết, tổng kết", "reviewed or concluded"),
        "movement.outstanding": ("thành tích xuất sắc trong phong trào", "outstanding in the movement"),
        "movement.leads": ("dẫn đầu phong trào", "first in the movement"),
        "cluster.reach": ("cấp tổ chức cụm, khối thi đua", "level of the cluster"),
        "cluster.leads": ("dẫn đầu cụm, khối", "first in the cluster"),
        "cluster.exceeds_targets": ("vượt các chỉ tiêu thi đua", "exceeds all targets"),
        "achievement.description": ("mô tả thành tích", "description of the achievement"),
        "achievement.reach": ("phạm vi ảnh hưởng của thành tích", "reach of the achievement"),
        "achievement.sudden": ("thành tích đột xuất", "sudden achievement"),
        "achievement.many": ("nhiều thành tích có phạm vi ảnh hưởng", "many achievements of influence"),
        "achievement.combat": ("mưu trí, sáng tạo trong chiến đấu", "resourcefulness in combat"),
        "achievement.counted_from": ("ngày bắt đầu tính thành tích", "first day that counts"),
        "achievement.bravery": ("hành động dũng cảm", "act of bravery"),
        "achievement.contribution": ("đóng góp công sức, đất đai, tài sản", "contribution to the community"),
        "achievement.earlier_awards": (
            "quyết định đã khen cho chính thành tích này",
            "decisions that already rewarded this achievement",
        ),
        "criteria": ("tiêu chí do biên bản bình xét xác nhận", "criteria confirmed by the review minutes"),
    }
)
"""Every path a condition may read, in words."""

FILLED_BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "subject.age": "subject.founded",
        "review.year": "year",
        "review.kind": "kind",
        "review.procedure": "procedure",
        "rating": "ratings",
        "history.awards": "awards",
        "history.run": "awards",
        "history.last": "awards",
        "history.times": "awards",
        "history.initiatives": "initiatives",
        "standing.proceedings": "proceedings",
        "standing.disciplined": "disciplines",
    }
)
"""Where the words of a condition differ from the fields of `Facts`."""

FUNCTIONS: Final = frozenset({"last"})
"""``last(n)``: the year under review and the n - 1 years before it."""

ROOTS: Final = frozenset(path.partition(".")[0] for path in WORDS)

_PATH: Final = re.compile(rf"\b({'|'.join(sorted(ROOTS))})((?:\.\w+(?!\w*\())?)")
_CRITERION: Final = re.compile(r"\bcriteria\.(\w+)")
_BOUND: Final = re.compile(r"\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,")
_LITERAL: Final = re.compile(r"'[^']*'|\"[^\"]*\"")


def paths(cel: str) -> tuple[str, ...]:
    """The paths that an expression reads, e.g. ``('members.total', 'criteria.solidarity', 'rating')``."""
    found: dict[str, None] = {}
    for root, rest in _PATH.findall(_LITERAL.sub("''", cel)):
        found[root if root == "rating" else root + rest] = None
    return tuple(found)


def unknown_words(program: Program, criteria: Iterable[str]) -> tuple[str, ...]:
    """What an expression says that nobody defined: variables, functions of ours, fields or criteria."""
    bare = _LITERAL.sub("''", program.source)
    known = ROOTS | CONSTANTS.keys() | set(_BOUND.findall(bare))
    fields = {path for path in paths(program.source) if not path.startswith("criteria.")} - WORDS.keys()
    odd_criteria = set(_CRITERION.findall(bare)) - set(criteria)
    return tuple(sorted({*program.variables()} - known) + sorted(fields) + sorted(odd_criteria))


def context(facts: Facts, award: Award, codes: Iterable[str], on: date) -> tuple[Context, dict[str, Any]]:
    """The CEL context for these facts, with the plain values it was made from."""
    values: dict[str, Any] = {
        **CONSTANTS,
        "award": {"code": award.code, "subjects": list(award.subjects), "kinds": list(award.kinds)},
        "subject": _known(
            kind=facts.subject.kind, category=facts.subject.category, age=_since(facts.subject.founded, facts.year)
        ),
        "review": _known(year=facts.year, kind=facts.kind, procedure=facts.procedure),
        "rating": {year: rating.rank for year, rating in (facts.ratings or {}).items()},
        "history": _history(facts, codes),
        "standing": _standing(facts, on),
        "members": _fields(facts.members),
        "service": _fields(facts.service),
        "movement": _fields(facts.movement),
        "cluster": _fields(facts.cluster),
        "achievement": _fields(facts.achievement),
        "criteria": facts.criteria,
    }
    year = facts.year
    return Context(values, {"last": lambda n: [year - back for back in range(n)]}), values


def missing(
    path: str, values: Mapping[str, Any], criteria: Mapping[str, tuple[str, str]], *, years: int
) -> tuple[MissingFact, ...]:
    """The facts behind a path that are not known; for ratings one for each of the last ``years`` years."""
    root, _, field = path.partition(".")
    if root == "rating":
        review: int = values["review"]["year"]
        vi, en = WORDS[path]
        absent = [year for year in range(review, review - years, -1) if year not in values["rating"]]
        return tuple(MissingFact(path=f"ratings.{year}", vi=f"{vi} ({year})", en=f"{en} ({year})") for year in absent)
    return () if field in values[root] else (named(path, criteria),)


def named(path: str, criteria: Mapping[str, tuple[str, str]]) -> MissingFact:
    """A path of the vocabulary as the fact that fills it."""
    root, _, field = path.partition(".")
    vi, en = criteria[field] if root == "criteria" else WORDS[path]
    return MissingFact(path=FILLED_BY.get(path, path), vi=vi, en=en)


def check_criteria(facts: Facts, known: Mapping[str, object]) -> None:
    """Raises UnknownFact for a criterion that no data file defines."""
    for key in facts.criteria:
        if key not in known:
            raise UnknownFact(fact=f"criteria.{key}", detail=", ".join(sorted(known)))


def _known(**fields: object) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _fields(fact: Fact | None) -> dict[str, Any]:
    if fact is None:
        return {}
    pairs = ((name, getattr(fact, name)) for name in type(fact).model_fields)
    return {name: _plain(value) for name, value in pairs if value is not None}


def _plain(value: object) -> object:
    match value:
        case Reach():
            return int(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def _since(founded: int | None, year: int) -> int | None:
    return None if founded is None else year - founded


def _history(facts: Facts, codes: Iterable[str]) -> dict[str, Any]:
    history: dict[str, Any] = {}
    if facts.initiatives is not None:
        history["initiatives"] = [_fields(each) for each in facts.initiatives]
    if facts.awards is None:
        return history
    years: dict[str, list[int]] = {code: [] for code in codes}
    for award in facts.awards:
        years.setdefault(award.code, []).append(award.year)
    history["awards"] = [_known(code=each.code, year=each.year, kind=each.kind) for each in facts.awards]
    history["run"] = {code: _run(its, facts.year) for code, its in years.items()}
    history["last"] = {code: max(its, default=0) for code, its in years.items()}
    history["times"] = {code: len(its) for code, its in years.items()}
    return history


def _run(years: list[int], review: int) -> int:
    """Length of the unbroken run of years that ends in the year under review or the year before it."""
    held = set(years)
    end = review if review in held else review - 1
    length = 0
    while end - length in held:
        length += 1
    return length


def _standing(facts: Facts, on: date) -> dict[str, Any]:
    standing: dict[str, Any] = {}
    if facts.proceedings is not None:
        standing["proceedings"] = [
            each.kind
            for each in facts.proceedings
            if each.opened_on <= on and (not each.closed_on or on < each.closed_on)
        ]
    if facts.disciplines is not None:
        stated = facts.achievement.counted_from
        counted_from = stated or date(facts.year, 1, 1)
        standing["disciplined"] = [
            each.form
            for each in facts.disciplines
            if each.imposed_on <= on and (each.ends_on is None or each.ends_on >= counted_from)
        ]
    return standing

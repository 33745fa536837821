"""What to ask for: of the facts that a condition reads and nobody knows, those that could still change its answer."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, product
from typing import Any, Final

from shared.law import vocabulary
from shared.law.answers import MissingFact
from shared.law.context import Values
from shared.law.expressions import Language, Type
from shared.law.facts import Category, Kind, Rating, Reach
from shared.law.rule import Rule

Names = Mapping[str, tuple[str, str]]
"""Criteria by key, in both languages."""

MOST_TRIALS: Final = 128
"""Beyond this many combinations everything unknown is asked for."""

_TRIALS: Final[Mapping[Type, tuple[Any, ...]]] = {
    Type.BOOL: (False, True),
    Type.INT: (0, 1_000_000),
    Type.STRING: ("",),
    Type.STRINGS: ([], [""]),
    Type.RECORDS: ([],),
    Type.INT_BY_CODE: ({},),
}
_REACHES: Final = tuple(reach.value for reach in (Reach.BASE, Reach.PROVINCE, Reach.NATION))
_CHOICES: Final[Mapping[str, tuple[Any, ...]]] = {
    "subject.category": tuple(category.value for category in Category),
    "review.kind": tuple(kind.value for kind in Kind),
    **dict.fromkeys(("movement.reach", "cluster.reach", "achievement.reach"), _REACHES),
}
_LISTS: Final = (Type.RECORDS, Type.INT_BY_CODE)


def missing(rule: Rule, values: Values, criteria: Names, language: Language) -> tuple[MissingFact, ...]:
    """The facts to ask for, in the order in which the condition reads them; never empty."""
    unknown = _unknown(rule.reads, rule.years, values)
    told = [_named(path, criteria) for path in _that_matter(rule, unknown, values, language)]
    told += _gaps(rule.program.source, values)
    told = told or [_named(path, criteria) for path in unknown]
    told = told or [vocabulary.named(path, criteria) for path in rule.reads if path.startswith("history.")]
    return tuple({fact.path: fact for fact in told}.values())


def _unknown(reads: tuple[str, ...], years: int, values: Values) -> list[str]:
    """Words not known; a year not rated is the word ``rating.<year>``."""
    found: list[str] = []
    for path in reads:
        if path == "rating":
            review = values["review.year"]
            found += [f"rating.{year}" for year in range(review, review - years, -1) if year not in values["rating"]]
        elif path not in values:
            found.append(path)
    return found


def _that_matter(rule: Rule, unknown: list[str], values: Values, language: Language) -> list[str]:
    """Those whose value makes a difference for some values of the others."""
    if len(unknown) < 2:
        return unknown
    trials = [_trials(path) for path in unknown]
    combinations = list(islice(product(*trials), MOST_TRIALS + 1))
    if len(combinations) > MOST_TRIALS:
        return unknown
    read = {**vocabulary.CONSTANTS, "rating": {}, **{path: values[path] for path in rule.reads if path in values}}
    answers = {
        combination: rule.program.answer(language.activation(_tried(read, unknown, combination)))
        for combination in (tuple(map(_Value, each)) for each in combinations)
    }
    return [path for at, path in enumerate(unknown) if _is_list(path) or _decides(at, answers)]


class _Value:
    """A trial value that can be a key, whatever it is."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return hash(repr(self.value))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Value) and repr(self.value) == repr(other.value)


def _decides(at: int, answers: Mapping[tuple[_Value, ...], bool | None]) -> bool:
    """Whether two combinations that differ in one place only have different answers."""
    seen: dict[tuple[_Value, ...], bool | None] = {}
    for combination, answer in answers.items():
        others = (*combination[:at], *combination[at + 1 :])
        if seen.setdefault(others, answer) != answer:
            return True
    return False


def _trials(path: str) -> tuple[Any, ...]:
    if path.startswith("rating."):
        return tuple(rating.rank for rating in (Rating.KHT, Rating.HTT, Rating.HTXS))
    if path.startswith("criteria."):
        return (False, True)
    return _CHOICES.get(path) or _TRIALS[vocabulary.WORDS[path].type]


def _is_list(path: str) -> bool:
    return path in vocabulary.WORDS and vocabulary.WORDS[path].type in _LISTS


def _tried(read: Values, unknown: list[str], combination: tuple[_Value, ...]) -> Values:
    tried, ratings = dict(read), dict(read["rating"])
    for path, each in zip(unknown, combination, strict=True):
        if path.startswith("rating."):
            ratings[int(path.removeprefix("rating."))] = each.value
        else:
            tried[path] = each.value
    return {**tried, "rating": ratings}


def _named(path: str, criteria: Names) -> MissingFact:
    if not path.startswith("rating."):
        return vocabulary.named(path, criteria)
    word, year = vocabulary.WORDS["rating"], path.removeprefix("rating.")
    return MissingFact(path=f"ratings.{year}", vi=f"{word.vi} ({year})", en=f"{word.en} ({year})")


def _gaps(source: str, values: Values) -> list[MissingFact]:
    """Fields that the condition reads of listed records and that some record does not state."""
    found: list[MissingFact] = []
    for listed, field in vocabulary.record_fields(source):
        if any(field not in record for record in values.get(listed, ())):
            vi, en = vocabulary.RECORD_FIELDS[listed][field]
            stated = "kind" if field == "counted" else field
            found.append(MissingFact(path=f"{listed.removeprefix('history.')}.{stated}", vi=vi, en=en))
    return found

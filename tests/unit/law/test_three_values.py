"""Holds, fails, lacks evidence: learning more never turns a settled answer round."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.law import (
    Achievement,
    Category,
    Cluster,
    Facts,
    Initiative,
    Kind,
    Law,
    Members,
    Movement,
    Outcome,
    PastAward,
    Rating,
    Reach,
    Service,
    Subject,
    SubjectKind,
    UnknownFact,
    vocabulary,
)
from shared.law.context import whole_months
from shared.law.expressions import Language

LAW = Law.load()
ON = date(2025, 12, 1)
CODES = [award.code for award in LAW.awards(ON)]
YEARS = range(2017, 2026)
CRITERIA = [row.id for row in LAW.criteria(ON)]

reaches = st.sampled_from(Reach)
counts = st.integers(0, 12)

full_facts = st.builds(
    Facts,
    subject=st.builds(
        Subject, kind=st.sampled_from(SubjectKind), category=st.sampled_from(Category), founded=st.just(2010)
    ),
    year=st.just(2025),
    kind=st.sampled_from(Kind),
    ratings=st.fixed_dictionaries({year: st.sampled_from([Rating.HT, Rating.HTT, Rating.HTXS]) for year in YEARS}),
    awards=st.lists(
        st.builds(PastAward, code=st.sampled_from(CODES), year=st.sampled_from(YEARS), kind=st.sampled_from(Kind)),
        max_size=8,
    ).map(tuple),
    disciplines=st.just(()),
    proceedings=st.just(()),
    initiatives=st.lists(
        st.builds(Initiative, title=st.just("S"), reach=reaches, recognised=st.booleans(), applied=st.booleans()),
        max_size=3,
    ).map(tuple),
    members=st.builds(Members, total=st.just(12), completed=counts, advanced=counts, fighters=counts, warned=counts),
    service=st.builds(
        Service,
        recruited_on=st.dates(date(2020, 1, 1), date(2025, 12, 31)),
        contract_months=counts,
        training_months=counts,
        volunteer_months=counts,
        forces_years=counts,
        martyr=st.booleans(),
    ),
    movement=st.builds(
        Movement, reach=reaches, years=counts, concluded=st.booleans(), outstanding=st.booleans(), leads=st.booleans()
    ),
    cluster=st.builds(Cluster, reach=reaches, leads=st.booleans(), exceeds_targets=st.booleans()),
    achievement=st.builds(
        Achievement,
        description=st.just("S"),
        reach=reaches,
        sudden=st.booleans(),
        many=st.booleans(),
        earlier_awards=st.just(()),
    ),
    criteria=st.fixed_dictionaries({key: st.booleans() for key in CRITERIA}),
)

FORGETTABLE = ("kind", "ratings", "awards", "disciplines", "initiatives", "members", "service", "movement", "cluster")


@st.composite
def knowledge(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """Full facts, and the same facts with some of them forgotten."""
    full = draw(full_facts)
    forgotten: dict[str, Any] = dict.fromkeys(draw(st.sets(st.sampled_from(FORGETTABLE))))
    assert full.ratings is not None
    if "ratings" not in forgotten:
        kept_years = draw(st.sets(st.sampled_from(YEARS)))
        forgotten["ratings"] = {year: rating for year, rating in full.ratings.items() if year in kept_years}
    kept = draw(st.sets(st.sampled_from(CRITERIA)))
    forgotten["criteria"] = {key: value for key, value in full.criteria.items() if key in kept}
    return full, full.model_copy(update=forgotten)


@settings(max_examples=80, deadline=None)
@given(known=knowledge(), code=st.sampled_from(CODES))
def test_what_is_settled_stays_settled_when_more_becomes_known(known: tuple[Facts, Facts], code: str) -> None:
    full, partial = known
    later = {each.id: each.outcome for each in LAW.assess(code, full, received_on=ON).conditions}
    for early in LAW.assess(code, partial, received_on=ON).conditions:
        assert early.outcome in (later[early.id], Outcome.LACKS_EVIDENCE)


@settings(max_examples=40, deadline=None)
@given(facts=full_facts, code=st.sampled_from(CODES))
def test_with_everything_known_nothing_lacks_evidence(facts: Facts, code: str) -> None:
    assert LAW.assess(code, facts, received_on=ON).missing == ()


@settings(max_examples=80, deadline=None)
@given(known=knowledge(), code=st.sampled_from(CODES))
def test_what_lacks_evidence_names_the_missing_facts_in_two_languages(known: tuple[Facts, Facts], code: str) -> None:
    for result in LAW.assess(code, known[1], received_on=ON).missing:
        assert result.missing_facts
        assert all(fact.vi and fact.en for fact in result.missing_facts)


def test_a_criterion_outside_the_vocabulary_is_refused() -> None:
    facts = Facts(subject=Subject(kind=SubjectKind.INDIVIDUAL), year=2025, criteria={"nobleness": True})
    with pytest.raises(UnknownFact) as refused:
        LAW.assess("TD-CN-LDTT", facts, received_on=ON)
    assert refused.value.status == 422
    assert "criteria.nobleness" in refused.value.vi


def test_a_condition_reads_as_a_sentence_with_article_and_attachment() -> None:
    facts = Facts(subject=Subject(kind=SubjectKind.INDIVIDUAL), year=2025)
    for code in CODES:
        for each in LAW.assess(code, facts, received_on=ON).conditions:
            assert each.sentence_vi.endswith(".")
            assert each.sentence_en.endswith(".")
            assert each.article
            assert each.attach_vi


SMALL = Language(vocabulary.types([*"abc"]))


def three(source: str, **known: bool) -> bool | None:
    """An expression over the criteria a, b and c, of which only some are known."""
    program = SMALL.compile(re.sub(r"\b([abc])\b", r"criteria.\1", source), row="test")
    return program.answer(SMALL.activation({f"criteria.{key}": value for key, value in known.items()}))


@pytest.mark.parametrize(
    ("source", "known", "expected"),
    [
        ("a && b", {"a": False}, False),
        ("a && b", {"b": False}, False),
        ("a && b", {"a": True}, None),
        ("a && b", {}, None),
        ("a || b", {"a": True}, True),
        ("a || b", {"b": True}, True),
        ("a || b", {"a": False}, None),
        ("a || b", {}, None),
        ("!a", {}, None),
        ("!(a && b)", {"b": False}, True),
        ("!(a || b)", {"b": True}, False),
        ("(a && b) || c", {"c": True}, True),
        ("(a && b) || c", {"a": False, "c": False}, False),
        ("(a && b) || c", {"a": False}, None),
        ("(a || b) && c", {"c": False}, False),
        ("a ? b : c", {"b": True, "c": True}, None),
        ("a ? b : c", {"a": True, "b": False}, False),
        ("[a, b].exists(x, x)", {"a": True}, None),
    ],
)
def test_a_settled_part_decides_as_far_as_it_can(source: str, known: dict[str, bool], expected: bool | None) -> None:
    assert three(source, **known) is expected


@given(values=st.fixed_dictionaries({}, optional={"a": st.booleans(), "b": st.booleans(), "c": st.booleans()}))
def test_and_and_or_are_those_of_three_valued_logic(values: dict[str, bool]) -> None:
    """False beats unknown in a conjunction, true beats it in a disjunction, in any order of the parts."""
    known = [values.get(key) for key in "abc"]
    conjunction = False if False in known else None if None in known else True
    disjunction = True if True in known else None if None in known else False
    for order in ("a && b && c", "c && a && b", "b && c && a"):
        assert three(order, **values) is conjunction
        assert three(order.replace("&&", "||"), **values) is disjunction


@settings(max_examples=60, deadline=None)
@given(known=knowledge(), code=st.sampled_from(CODES))
def test_what_is_asked_for_is_not_known_and_never_more_than_the_condition_reads(
    known: tuple[Facts, Facts], code: str
) -> None:
    facts = known[1]
    for result in LAW.assess(code, facts, received_on=ON).missing:
        for fact in result.missing_facts:
            root, _, field = fact.path.partition(".")
            if root == "criteria":
                assert field not in facts.criteria
            if root == "ratings":
                assert int(field) not in (facts.ratings or {})
            if root in {"members", "movement", "cluster"}:
                assert getattr(getattr(facts, root), field, None) is None


def test_a_fact_that_cannot_matter_is_not_asked_for() -> None:
    facts = Facts(subject=Subject(kind=SubjectKind.COLLECTIVE), year=2025, kind=Kind.MERIT)
    found = {each.id: each for each in LAW.assess("TD-TT-CTDT", facts, received_on=ON).missing}
    asked = {fact.path for fact in found["CTDT-LEADS"].missing_facts}
    assert asked == {"cluster.reach", "cluster.leads", "cluster.exceeds_targets"}, "movements matter to LH-PT only"


def test_without_the_kind_both_ways_are_asked_for() -> None:
    facts = Facts(subject=Subject(kind=SubjectKind.COLLECTIVE), year=2025)
    found = {each.id: each for each in LAW.assess("TD-TT-CTDT", facts, received_on=ON).missing}
    asked = {fact.path for fact in found["CTDT-LEADS"].missing_facts}
    assert {"kind", "movement.leads", "cluster.leads"} <= asked


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2025, 3, 1), date(2025, 8, 31), 6),
        (date(2025, 3, 1), date(2025, 8, 30), 5),
        (date(2025, 3, 15), date(2025, 9, 14), 6),
        (date(2024, 2, 29), date(2024, 3, 28), 1),
        (date(2025, 1, 1), date(2025, 12, 31), 12),
        (date(2025, 5, 5), date(2025, 5, 5), 0),
    ],
)
def test_whole_months_count_both_days(first: date, last: date, months: int) -> None:
    assert whole_months(first, last) == months


@given(first=st.dates(date(1950, 1, 1), date(2030, 1, 1)), days=st.integers(0, 20_000))
def test_a_longer_service_never_has_fewer_months(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    assert 0 <= whole_months(first, last) <= whole_months(first, last + timedelta(days=1))
    assert whole_months(first, last) <= days / 28

"""Holds, fails, lacks evidence: learning more never turns a settled answer round."""

from __future__ import annotations

from datetime import date
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
)

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
    awards=st.lists(st.builds(PastAward, code=st.sampled_from(CODES), year=st.sampled_from(YEARS)), max_size=8).map(
        tuple
    ),
    disciplines=st.just(()),
    proceedings=st.just(()),
    initiatives=st.lists(
        st.builds(Initiative, title=st.just("S"), reach=reaches, recognised=st.booleans(), applied=st.booleans()),
        max_size=3,
    ).map(tuple),
    members=st.builds(
        Members, total=st.integers(1, 12), completed=counts, advanced=counts, fighters=counts, warned=counts
    ),
    service=st.builds(
        Service, months_in_year=counts, volunteer_months=counts, forces_years=counts, martyr=st.booleans()
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

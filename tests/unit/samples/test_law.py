"""The law module agrees with the sample: the fates, the authorities and the money are what it answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shared.law import Facts, Law

if TYPE_CHECKING:
    from tests.unit.samples.conftest import Sample

LEVELS = {"duong-quang": "commune", "my-hao": "town", "hung-yen": "province"}


@pytest.fixture(scope="session")
def law() -> Law:
    return Law.load()


def test_every_award_code_is_known_on_the_day_of_receipt(sample: Sample, law: Law) -> None:
    for dossier in sample.dossiers.values():
        award = law.award(dossier["award"], sample.law_day(dossier["id"]))
        assert dossier["kind"] in award.kinds, dossier["id"]
        assert sample.subject_kind(dossier["nominee"]) in award.subjects, dossier["id"]


def test_every_registered_title_is_known(sample: Sample, law: Law) -> None:
    for entry in sample.files["movement"]["title_registrations"]:
        for title in [entry["collective"], *(individual["title"] for individual in entry["individuals"])]:
            assert title is None or law.award(title, entry["date"])


def test_only_what_is_refused_or_overridden_fails_a_condition_and_none_lacks_evidence(sample: Sample, law: Law) -> None:
    for key, dossier in sample.dossiers.items():
        facts = Facts.model_validate(dossier["facts"])
        assessment = law.assess(dossier["award"], facts, received_on=sample.law_day(dossier["id"]))
        failed, missing = [c.id for c in assessment.failed], [c.id for c in assessment.missing]
        assert (bool(failed), missing) == (dossier["fate"] in {"ineligible", "overridden"}, []), (key, failed, missing)


def test_ineligible_dossier_fails_article_28_alone(sample: Sample, law: Law) -> None:
    (dossier,) = [d for d in sample.dossiers.values() if d["fate"] == "ineligible"]
    facts = Facts.model_validate(dossier["facts"])
    (failed,) = law.assess(dossier["award"], facts, received_on=sample.law_day(dossier["id"])).failed
    assert "28 khoản 1 điểm c" in failed.article
    assert "70" in failed.sentence_vi


def test_attachments_are_the_parts_that_the_law_asks_for(sample: Sample, law: Law) -> None:
    for key, dossier in sample.dossiers.items():
        facts = Facts.model_validate(dossier["facts"])
        parts = law.parts(dossier["award"], facts, on=sample.law_day(key))
        attached = {paper["part"] for paper in dossier["attachments"]}
        assert {part.code for part in parts if part.required} <= attached, key
        assert attached <= {part.code for part in parts}, key


def test_rule_set_is_that_of_the_day_of_receipt(sample: Sample, law: Law) -> None:
    for key, result in sample.results.items():
        assert law.rule_set(sample.law_day(key)).code == result["rule_set"], key


def test_awards_are_decided_by_the_level_that_has_the_power(sample: Sample, law: Law) -> None:
    for key, result in sample.results.items():
        dossier = sample.dossiers[key]
        level = law.authority(dossier["award"], sample.law_day(key)).level
        if result["outcome"] == "awarded":
            assert level == LEVELS[result["decided_by"]], key
        if result["outcome"] == "forwarded":
            way = law.route("commune", dossier["award"], dossier["received_on"])
            assert [LEVELS[unit] for unit in result["route"]] == [*way][: len(result["route"])], key


def test_money_is_what_the_law_pays_on_the_day_of_the_decision(sample: Sample, law: Law) -> None:
    for key, result in sample.results.items():
        if result["outcome"] == "awarded":
            dossier = sample.dossiers[key]
            subject = sample.subject_kind(dossier["nominee"])
            bonus = law.bonus(dossier["award"], subject, decided_on=result["date"])
            assert (bonus.raw, bonus.rounded) == (result["raw"], result["payable"]), key


def test_ballots_pass_by_the_voting_rule_exactly_where_the_sample_says(sample: Sample, law: Law) -> None:
    for meeting in sample.meetings.values():
        for item in meeting["items"]:
            award, on = sample.dossiers[item["dossier"]]["award"], meeting["date"]
            rule = law.voting(LEVELS[meeting["unit"]], award, on)
            present = sum(item["ballot"].values())
            members = 9 - len(item.get("recused", []))
            passed = rule.approved(in_favour=item["ballot"]["agree"], present=present, members=members)
            assert rule.quorate(present=present, members=9), item["dossier"]
            assert passed == item["passed"], item["dossier"]


def test_base_salary_of_the_sample_is_that_of_the_law(sample: Sample, law: Law) -> None:
    bonus = law.bonus("TD-CN-LDTT", "individual", decided_on=date(2025, 12, 22))
    assert bonus.base_salary == sample.files["expected"]["base_salary"]

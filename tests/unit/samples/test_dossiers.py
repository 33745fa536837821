"""The dossiers: enough of them, of every kind, with papers, facts and a fate that explains itself."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.samples.conftest import Sample

JULY = date(2025, 7, 1)


def test_year_has_the_dossiers_it_needs(sample: Sample) -> None:
    fates = Counter(dossier["fate"] for dossier in sample.dossiers.values())
    assert fates == {"accepted": 20, "returned_then_resubmitted": 4, "withdrawn": 1, "ineligible": 1, "overridden": 1}


def test_all_kinds_of_dossier_occur(sample: Sample) -> None:
    kinds = {(d["award"], d["kind"], sample.subject_kind(d["nominee"])) for d in sample.dossiers.values()}
    assert kinds == {
        ("TD-CN-LDTT", "LH-CT", "individual"),
        ("TD-CN-CSTDCS", "LH-CT", "individual"),
        ("TD-TT-TTLDTT", "LH-CT", "collective"),
        ("KT-GK-XA", "LH-DX", "individual"),
        ("KT-GK-XA", "LH-DX", "collective"),
        ("KT-GK-XA", "LH-PT", "individual"),
        ("KT-GK-XA", "LH-PT", "household"),
        ("KT-HCH-TNXPVV", "LH-KC", "individual"),
        ("KT-BK-TINH", "LH-CT", "individual"),
    }


def test_both_halves_of_the_year_ask_for_the_titles_whose_power_moves(sample: Sample) -> None:
    for award, before, after in (("TD-CN-CSTDCS", 1, 2), ("TD-TT-TTLDTT", 1, 3)):
        received = [sample.law_day(key) for key, d in sample.dossiers.items() if d["award"] == award]
        assert (sum(day < JULY for day in received), sum(day >= JULY for day in received)) == (before, after)


def test_nominees_exist_and_their_unit_head_nominates_them(sample: Sample) -> None:
    for key, dossier in sample.dossiers.items():
        assert dossier["nominee"] in sample.nominees.keys() | sample.units.keys(), key
        heads = sample.holders("unit_head", sample.unit_of(dossier["nominee"]), dossier["nominated_on"])
        assert dossier["nominated_by"] in heads, key


def test_nobody_is_nominated_twice(sample: Sample) -> None:
    assert max(Counter(dossier["nominee"] for dossier in sample.dossiers.values()).values()) == 1


def test_achievement_takes_two_to_four_sentences(sample: Sample) -> None:
    for key, dossier in sample.dossiers.items():
        assert 2 <= dossier["achievement"].replace("...", "").count(". ") + 1 <= 4, key


def test_facts_speak_of_the_same_subject_kind_and_year(sample: Sample) -> None:
    for key, dossier in sample.dossiers.items():
        facts = dossier["facts"]
        assert facts["subject"]["kind"] == sample.subject_kind(dossier["nominee"]), key
        assert (facts["kind"], facts["year"]) == (dossier["kind"], 2025), key


def test_attachments_have_one_file_each(sample: Sample) -> None:
    files = [paper["file"] for dossier in sample.dossiers.values() for paper in dossier["attachments"]]
    assert len(files) == len(set(files))
    assert all(file.endswith(".pdf") for file in files)


def test_returned_dossiers_lacked_a_paper_and_brought_it_later(sample: Sample) -> None:
    for key, dossier in sample.dossiers.items():
        late = [paper["part"] for paper in dossier["attachments"] if paper.get("first_missing")]
        if dossier["fate"] != "returned_then_resubmitted":
            assert not late, key
            assert dossier["nominated_on"] <= sample.law_day(key), key
            continue
        returned = dossier["returned"]
        assert late == returned["missing"], key
        assert len(returned["reason"]) > 40, key
        assert dossier["nominated_on"] < returned["date"] < returned["resubmitted_on"] <= dossier["received_on"]


def test_withdrawal_and_ineligibility_say_why(sample: Sample) -> None:
    (withdrawn,) = [d["withdrawn"] for d in sample.dossiers.values() if d["fate"] == "withdrawn"]
    (ineligible,) = [d["ineligible"] for d in sample.dossiers.values() if d["fate"] == "ineligible"]
    assert len(withdrawn["reason"]) > 40
    assert "28 khoản 1 điểm c" in ineligible["article"]
    assert "70%" in ineligible["condition"]


def test_movement_dossiers_name_the_movement(sample: Sample) -> None:
    movements = {movement["key"] for movement in sample.files["movement"]["movements"]}
    for dossier in sample.dossiers.values():
        assert (dossier["kind"] == "LH-PT") == (dossier.get("movement") in movements)

"""A decision is signed once; its document says what was signed."""

from __future__ import annotations

from datetime import date

import pytest

from services.nomination.decisions.documents import locality, official
from services.nomination.decisions.errors import AlreadySigned
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Line
from services.nomination.searching import by_words
from shared.events import Level
from shared.events.nomination import DecisionIssued
from shared.law import Law
from tests.unit.nomination.conftest import nominee, on


@pytest.fixture
def decision() -> Decision:
    line = Line(
        dossier="hs-1", award="TD-CN-LDTT", award_name="Lao động tiên tiến", award_kind="LH-CT", nominee=nominee(),
        honorific="Bà", position="Giáo viên", nominating_unit="duong-quang.truong-tieu-hoc", origin_unit="duong-quang",
        year=2025, received_on=date(2025, 6, 9),
    )  # fmt: skip
    return Decision(
        unit="duong-quang", level=Level.COMMUNE, title="Về việc khen thưởng", unit_name="Xã Dương Quang", lines=(line,),
        drafted_on=date(2025, 6, 20),
    )  # fmt: skip


def signed(decision: Decision) -> Decision:
    decision.sign(
        on("2025-06-23"), ordinal=1, bonuses={"hs-1": 710_000}, base_salary=2_340_000, signer_name="Tạ Công Thuần",
        signer_post="Chủ tịch", signer="Chủ tịch Ủy ban nhân dân xã Dương Quang",
    )  # fmt: skip
    return decision


def test_signing_gives_number_money_and_event(decision: Decision) -> None:
    [event] = signed(decision).pending_events
    assert isinstance(event, DecisionIssued)
    assert (event.number, event.total_bonus, event.lines[0].bonus) == ("01/QĐ-UBND", 710_000, 710_000)


def test_signed_decision_is_never_signed_again(decision: Decision) -> None:
    signed(decision)
    with pytest.raises(AlreadySigned):
        signed(decision)


def test_document_names_the_bases_of_the_law_of_receipt(decision: Decision, law: Law) -> None:
    document = official(signed(decision), law, {"duong-quang.truong-tieu-hoc": "Trường Tiểu học Dương Quang"})
    assert any("98/2023/NĐ-CP" in basis for basis in document.bases)
    assert not any("152/2025/NĐ-CP" in basis for basis in document.bases)
    assert document.number is not None
    assert document.number.reference == "01/QĐ-UBND"
    assert "710.000" in document.model_dump_json()


def test_draft_prints_without_number(decision: Decision, law: Law) -> None:
    number = official(decision, law, {}).number
    assert number is not None
    assert number.number is None


@pytest.mark.parametrize(
    ("name", "full"),
    [("Xã Dương Quang", "xã Dương Quang"), ("Thị xã Mỹ Hào", "thị xã Mỹ Hào"), ("Tỉnh Hưng Yên", "tỉnh Hưng Yên")],
)
def test_locality_is_read_from_the_name(name: str, full: str) -> None:
    assert locality(name).full_name == full


def test_search_takes_whole_words_and_the_beginning_of_the_last() -> None:
    assert by_words("Nguyễn NGỌ") == {"$and": [{"words": {"$all": ["nguyen"]}}, {"words": {"$regex": "^ngo"}}]}
    assert by_words(".*") == {"words": {"$regex": r"^\.\*"}}
    assert by_words("  ") == {}

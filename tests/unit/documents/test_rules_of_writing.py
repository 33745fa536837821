"""Numbers, dates, money and authority as NĐ 30/2020/NĐ-CP wants them written."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from pydantic import ValidationError

from shared.documents import (
    Article,
    Column,
    DocumentNumber,
    Imprint,
    ItemList,
    Locality,
    PlaceDate,
    Signature,
    Signer,
    Table,
    date_phrase,
    dong,
    dong_with_words,
    moment_phrase,
    percent,
)
from shared.documents.punctuation import addressed, closed, listed, roman, sent_to

COMMUNE = Locality(kind="xã", name="Dương Quang")


@pytest.mark.parametrize(
    ("number", "symbol", "text"),
    [
        (5, "QĐ-UBND", "Số: 05/QĐ-UBND"),
        (12, "TTr-UBND", "Số: 12/TTr-UBND"),
        (279, "KH-UBND", "Số: 279/KH-UBND"),
        (None, "KH-UBND", "Số:      /KH-UBND"),
    ],
)
def test_number_below_ten_carries_a_zero_and_may_be_blank(number: int | None, symbol: str, text: str) -> None:
    assert DocumentNumber(number=number, symbol=symbol).text == text


@pytest.mark.parametrize("symbol", ["QĐ UBND", "QĐ/UBND", "-UBND", ""])
def test_symbol_has_no_space_and_no_slash(symbol: str) -> None:
    with pytest.raises(ValidationError):
        DocumentNumber(number=1, symbol=symbol)


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (dt.date(2025, 1, 5), "ngày 05 tháng 01 năm 2025"),
        (dt.date(2025, 2, 15), "ngày 15 tháng 02 năm 2025"),
        (dt.date(2025, 3, 9), "ngày 09 tháng 3 năm 2025"),
        (dt.date(2025, 12, 31), "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_days_below_ten_and_months_one_and_two_carry_a_zero(date: dt.date, text: str) -> None:
    assert date_phrase(date) == text
    assert PlaceDate.on("Dương Quang", date).text == f"Dương Quang, {text}"


def test_place_and_date_leave_room_for_what_is_not_known_yet() -> None:
    assert PlaceDate(place="Dương Quang", year=2025, month=1).text == "Dương Quang, ngày     tháng 01 năm 2025"
    assert PlaceDate(place="Dương Quang", year=2025).date is None


@pytest.mark.parametrize("parts", [{"month": 2, "day": 30}, {"day": 3}])
def test_date_that_cannot_be_is_refused(parts: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        PlaceDate(place="Dương Quang", year=2025, **parts)


def test_moment_is_written_with_hour_and_date() -> None:
    assert moment_phrase(dt.datetime(2025, 1, 5, 8, 5, tzinfo=dt.UTC)) == "08 giờ 05 phút, ngày 05 tháng 01 năm 2025"


def test_money_has_points_and_words() -> None:
    assert dong(2_340_000) == "2.340.000 đồng"
    assert dong_with_words(702_000) == "702.000 đồng (Bằng chữ: Bảy trăm linh hai nghìn đồng)"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(8, 9, "88,89%"), (9, 9, "100%"), (1, 2, "50%"), (0, 7, "0%"), (0, 0, "-"), (8999, 10000, "89,99%")],
)
def test_share_has_a_comma_and_never_flatters(part: int, whole: int, text: str) -> None:
    assert percent(part, whole) == text


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        (Signature.personal("Chủ tịch"), ("CHỦ TỊCH",)),
        (Signature.on_behalf("Ủy ban nhân dân", "Chủ tịch"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (Signature.deputy("Chủ tịch", "Phó Chủ tịch"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (
            Signer(post="Phó Chủ tịch", head="Chủ tịch").on_behalf("Ủy ban nhân dân"),
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (Signature.by_order("Chủ tịch", "Chánh Văn phòng"), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (Signature.by_mandate("Chủ tịch", "Trưởng phòng"), ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
        (Signature.acting("Chủ tịch"), ("Q. CHỦ TỊCH",)),
    ],
)
def test_authority_is_abbreviated_before_the_post(signature: Signature, lines: tuple[str, ...]) -> None:
    assert signature.lines == lines


def test_listed_lines_end_with_semicolons_and_a_full_stop() -> None:
    assert listed(["một.", "hai;", "ba"]) == ["một;", "hai;", "ba."]
    assert listed([]) == []
    assert closed("Hết.") == "Hết./."


def test_recipients_begin_with_the_decision_and_end_with_the_kept_copy() -> None:
    assert addressed(("Lưu: VT, VP", "Đảng ủy"), first="Như Điều 3") == ("Như Điều 3;", "Đảng ủy;", "Lưu: VT, VP.")
    assert addressed((), first="Như trên") == ("Như trên;", "Lưu: VT.")


def test_one_addressee_stands_bare_and_several_are_a_list() -> None:
    assert sent_to(["UBND thị xã."]) == ("UBND thị xã",)
    assert sent_to(["UBND thị xã", "Phòng Nội vụ"]) == ("UBND thị xã;", "Phòng Nội vụ.")


def test_points_are_lettered_with_the_vietnamese_alphabet() -> None:
    markers = [item.marker for item in ItemList.lettered(["x"] * 7).items]
    assert markers == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)"]
    with pytest.raises(ValueError, match="alphabet"):
        ItemList.lettered(["x"] * 24)


@pytest.mark.parametrize(("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX")])
def test_sections_count_in_roman_numerals(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValidationError, match="2 columns"):
        Table.of([Column(title="STT", width=1), Column(title="Tên", width=3)], [["1"]])


def test_text_is_composed_and_rid_of_control_characters() -> None:
    decomposed = unicodedata.normalize("NFD", "Điều khoản")
    assert Article(number=1, text=f"{decomposed}\x0b\x00.").text == "Điều khoản  ."


def test_locality_names_its_bodies() -> None:
    assert COMMUNE.chair == "Chủ tịch Ủy ban nhân dân xã Dương Quang"
    assert COMMUNE.committee_issuer.body == "ỦY BAN NHÂN DÂN\nXÃ DƯƠNG QUANG"
    assert COMMUNE.committee_issuer.superior == ""
    assert COMMUNE.council_issuer.superior == "ỦY BAN NHÂN DÂN\nXÃ DƯƠNG QUANG"


def test_draft_needs_its_year_and_a_date_may_not_contradict_it() -> None:
    with pytest.raises(ValidationError, match="needs its year"):
        Imprint(locality=COMMUNE)
    with pytest.raises(ValidationError, match="said to be of 2024"):
        Imprint(locality=COMMUNE, date=dt.date(2025, 1, 5), year=2024)
    draft = Imprint(locality=COMMUNE, year=2025)
    reference = draft.annex_reference("Quyết định", "QĐ-UBND", COMMUNE.chair)
    assert reference.startswith("(Kèm theo Quyết định số      /QĐ-UBND ngày     tháng     năm 2025 của Chủ tịch")

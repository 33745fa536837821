from __future__ import annotations

import random
import unicodedata

import pytest

from shared.web.collation import fold, person_key, viet_key

IN_ORDER = [
    "ba",
    "Ba",
    "ba ba",
    "bà",
    "bả",
    "bã",
    "bá",
    "bạ",
    "băng",
    "bâng",
    "cam",
    "dương",
    "Dương Quang",
    "đa",
    "Đường Hào",
    "em",
    "êm",
    "on",
    "ôn",
    "ơn",
    "thôn",
    "ung",
    "ưng",
    "y",
]


def test_words_stand_in_the_order_of_the_dictionary() -> None:
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=viet_key) == IN_ORDER


def test_numbers_within_names_count_as_numbers() -> None:
    assert sorted(["Thôn 10", "Thôn 2"], key=viet_key) == ["Thôn 2", "Thôn 10"]


def test_decomposed_and_composed_spelling_are_the_same_word() -> None:
    assert viet_key(unicodedata.normalize("NFD", "Đường Hào")) == viet_key("Đường Hào")


def test_people_are_sorted_by_their_given_name() -> None:
    names = ["Trần Văn Đức", "Nguyễn Thị Ánh", "Lê Văn An", "Đỗ Văn An", "Phạm Thị Dung"]
    assert sorted(names, key=person_key) == [
        "Đỗ Văn An",
        "Lê Văn An",
        "Nguyễn Thị Ánh",
        "Phạm Thị Dung",
        "Trần Văn Đức",
    ]


@pytest.mark.parametrize(
    ("written", "searched"),
    [("Đường Quảng", "duong quang"), ("  ƯỚC  Nguyện ", "uoc nguyen"), ("Mỹ Hào", "my hao"), ("Ắ", "a")],
)
def test_search_ignores_diacritics_case_and_spaces(written: str, searched: str) -> None:
    assert fold(written) == searched
    assert fold(unicodedata.normalize("NFD", written)) == searched

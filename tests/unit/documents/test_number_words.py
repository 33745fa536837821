"""Amounts in words, as accountants and clerks read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.documents import dong_in_words, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (702_000, "bảy trăm linh hai nghìn"),
        (1_053_000, "một triệu không trăm năm mươi ba nghìn"),
        (2_340_000, "hai triệu ba trăm bốn mươi nghìn"),
        (28_080_000, "hai mươi tám triệu không trăm tám mươi nghìn"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (2_000_005_000_000, "hai nghìn tỷ không trăm linh năm triệu"),
    ],
)
def test_number_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_dong_in_words_names_the_currency() -> None:
    assert dong_in_words(702_000) == "bảy trăm linh hai nghìn đồng"


def test_number_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        number_in_words(-1)


DIGITS = {
    word: digit for digit, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])
}
DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5}
SCALES = {"nghìn": 1_000, "triệu": 1_000_000}


def read_back(words: str) -> int:
    """The number that the words name, worked out the other way round."""
    billions, group, below = 0, 0, 0
    for word in words.split():
        if word in DIGITS:
            group += DIGITS[word]
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group += group % 10 * 9
        elif word == "trăm":
            group *= 100
        elif word in SCALES:
            below, group = below + group * SCALES[word], 0
        elif word == "tỷ":
            billions, below, group = (billions + below + group) * 1_000_000_000, 0, 0
        else:
            assert word == "linh"
    return billions + below + group


@given(st.integers(0, 10**15))
def test_words_name_the_same_number_when_read_back(number: int) -> None:
    assert read_back(number_in_words(number)) == number

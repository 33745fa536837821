"""Whole numbers in Vietnamese words, as the amounts of official documents are written out."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
BILLION = 1_000_000_000


def number_in_words(number: int) -> str:
    """702000 → "bảy trăm linh hai nghìn".

    Northern reading: "linh", "nghìn", and "mốt", "tư", "lăm" after a ten. Raises ValueError below zero.
    """
    if number < 0:
        raise ValueError("an amount in words cannot be negative")
    if number == 0:
        return DIGITS[0]
    return " ".join(_words(number, leading=True))


def dong_in_words(amount: int) -> str:
    """An amount of đồng: 702000 → "bảy trăm linh hai nghìn đồng"."""
    return f"{number_in_words(amount)} đồng"


def _words(number: int, *, leading: bool) -> list[str]:
    billions, below = divmod(number, BILLION)
    words = [*_words(billions, leading=leading), "tỷ"] if billions else []
    for scale, name in ((1_000_000, "triệu"), (1_000, "nghìn"), (1, "")):
        group = below // scale % 1000
        if group:
            words += _group(group, leading=leading and not words)
            words += [name] if name else []
    return words


def _group(group: int, *, leading: bool) -> list[str]:
    """Read up to three digits; inside a number the hundreds are always named ("không trăm linh năm")."""
    hundreds, rest = divmod(group, 100)
    if hundreds == 0 and leading:
        return _tens(rest, after_hundreds=False)
    return [DIGITS[hundreds], "trăm", *_tens(rest, after_hundreds=True)]


def _tens(rest: int, *, after_hundreds: bool) -> list[str]:
    tens, units = divmod(rest, 10)
    if rest == 0:
        return []
    if tens == 0:
        return ["linh", DIGITS[units]] if after_hundreds else [DIGITS[units]]
    words = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if units:
        special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
        words.append(special.get(units, DIGITS[units]))
    return words

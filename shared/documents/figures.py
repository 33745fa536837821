"""How figures are written: money, counts, shares."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from shared.documents.number_words import dong_in_words


def grouped(number: int) -> str:
    """2340000 → "2.340.000" (Vietnamese groups with points)."""
    return f"{number:,}".replace(",", ".")


def dong(amount: int) -> str:
    """2340000 → "2.340.000 đồng"."""
    return f"{grouped(amount)} đồng"


def dong_with_words(amount: int) -> str:
    """→ "702.000 đồng (Bằng chữ: Bảy trăm linh hai nghìn đồng)"."""
    words = dong_in_words(amount)
    return f"{dong(amount)} (Bằng chữ: {words[0].upper()}{words[1:]})"


def count(number: int) -> str:
    """A count inside a sentence: 5 → "05", as official documents write it; 0 stays "0"."""
    return f"{number:02d}" if 0 < number < 10 else grouped(number)


def decimal_comma(number: Decimal | float) -> str:
    """12.50 → "12,5"; a whole number has no decimals."""
    text = f"{Decimal(str(number)):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def percent(part: int, whole: int) -> str:
    """8 of 9 → "88,89%"; "100%" without decimals; "-" of nothing.

    Two decimals, so that a share just below a threshold is not printed as having reached it.
    """
    if whole == 0:
        return "-"
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{decimal_comma(share)}%"

"""Closing signs of listed lines, and Roman numerals."""

from __future__ import annotations

from collections.abc import Sequence

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def listed(lines: Sequence[str]) -> list[str]:
    """Close every line with ";" and the last with ".", whatever it ended with before."""
    bare = [line.rstrip(" ;.,") for line in lines]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]


def closed(text: str) -> str:
    """End the text of a document with the sign that nothing follows: "./."."""
    return f"{text.rstrip(' ;./')}./."


def roman(number: int) -> str:
    """4 → "IV"; sections and annexes hardly go beyond 39."""
    numeral = ""
    for value, sign in ROMAN:
        times, number = divmod(number, value)
        numeral += sign * times
    return numeral


def addressed(recipients: Sequence[str], *, first: str) -> tuple[str, ...]:
    """The lines of "Nơi nhận": ``first`` ("Như Điều 3"), the given ones, and the copy kept last."""
    kept = [line for line in recipients if line.startswith("Lưu")] or ["Lưu: VT"]
    others = [line for line in recipients if not line.startswith("Lưu") and line != first]
    return tuple(listed([first, *others, kept[-1]]))


def sent_to(names: Sequence[str]) -> tuple[str, ...]:
    """The lines of "Kính gửi": one name stands bare, several are closed as listed lines."""
    return tuple(listed(names)) if len(names) > 1 else tuple(name.rstrip(" ;.") for name in names)

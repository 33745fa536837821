"""The code on a certificate: twelve random signs and one that shows a slip of the pen."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
"""Crockford's without Z: no I, L, O, U, Z, which are read as 1, 1, 0, V, 2."""
LENGTH = 12
READ_AS = str.maketrans("ILOUZ", "110V2")
WEIGHT = 3
"""Its powers differ for thirty places modulo 31, the number of signs: every wrong sign and every swap shows."""


def new_code() -> str:
    """A code that nobody can guess: fifty-nine random bits."""
    return _checked("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def tidy(text: str) -> str:
    """What somebody typed, as a code; empty when it cannot be one, mistyped ones included."""
    code = "".join(text.upper().split()).replace("-", "").translate(READ_AS)
    if len(code) != LENGTH + 1 or any(sign not in ALPHABET for sign in code):
        return ""
    return code if code == _checked(code[:LENGTH]) else ""


def shown(code: str) -> str:
    """In groups, as it is printed: K7QM-3TXA-9DPC-X."""
    return "-".join(filter(None, (code[:4], code[4:8], code[8:12], code[12:])))


def _checked(body: str) -> str:
    total = 0
    for sign in body:
        total = total * WEIGHT + ALPHABET.index(sign)
    return body + ALPHABET[total % len(ALPHABET)]

"""The published list of what no longer holds: one bit for each certificate of a unit, sealed.

After the IETF's token status list: ``lst`` is the zlib-compressed bit string in base64url, the lowest bit of a byte
first; 1 means revoked. A certificate beyond ``count`` is younger than the list.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from services.nomination.certificates.seal import StatusKey, encode

TYPE = "statuslist+jwt"
VALID_SECONDS = 86_400
"""How long a copy should be relied on before a newer one is fetched."""


def status_list(*, unit: str, url: str, count: int, revoked: Iterable[int], at: datetime, key: StatusKey) -> str:
    """The sealed list of a unit as it stands at an instant."""
    claims: dict[str, Any] = {
        "sub": url,
        "unit": unit,
        "iat": int(at.timestamp()),
        "exp": int(at.timestamp()) + VALID_SECONDS,
        "ttl": VALID_SECONDS,
        "count": count,
        "status_list": {"bits": 1, "lst": encode(zlib.compress(bits(count, revoked), 9))},
    }
    return key.sign(claims, type_=TYPE)


def bits(count: int, revoked: Iterable[int]) -> bytes:
    """One bit for each certificate."""
    field = bytearray((count + 7) // 8)
    for place in revoked:
        if 0 <= place < count:
            field[place // 8] |= 1 << (place % 8)
    return bytes(field)

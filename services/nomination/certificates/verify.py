"""Check a certificate without the server: ``python3 verify.py --key KEY [--list LIST] "TEXT OF THE QR CODE"``.

Needs nothing but Python 3.9: copy this one file. KEY is the installation's public key (``x`` of
/nomination/check/key.json, or that file); LIST is the file /nomination/check/status/<unit>.jwt, fetched at any time
before. Exit code 0: genuine and in force; 1: genuine, but revoked; 2: not genuine, or nothing to say; 3: genuine,
and without a list that is as new as the certificate.

The signature is Ed25519 (RFC 8032), written out here for checking only; no secret passes through it.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import time
import zlib
from pathlib import Path
from typing import Any

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


class NotGenuine(ValueError):
    """The text was not sealed with that key."""


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, p: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _add(total, p)
        p, number = _add(p, p), number >> 1
    return total


def _point(data: bytes) -> Point:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if len(data) != 32 or y >= P:
        raise NotGenuine("point")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (not x and sign):
        raise NotGenuine("point")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


_Y = 4 * pow(5, P - 2, P) % P
BASE = _point(_Y.to_bytes(32, "little"))


def check_signature(key: bytes, message: bytes, signature: bytes) -> None:
    """Raise NotGenuine unless the key signed the message."""
    if len(signature) != 64:
        raise NotGenuine("signature")
    first, number = _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if number >= ORDER:
        raise NotGenuine("signature")
    digest = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = _times(number, BASE), _add(first, _times(digest, _point(key)))
    if (left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P:
        raise NotGenuine("signature")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def opened(sealed: str, key: bytes) -> dict[str, Any]:
    """The claims of a compact JWS; raises NotGenuine."""
    try:
        header, claims, signature = sealed.strip().split(".")
        known = json.loads(_decode(header))["alg"] == "EdDSA"
        check_signature(key, (header + "." + claims).encode(), _decode(signature))
        found = json.loads(_decode(claims))
    except (ValueError, KeyError, TypeError) as error:
        raise NotGenuine("text") from error
    if not known or not isinstance(found, dict):
        raise NotGenuine("text")
    return found


def is_revoked(claims: dict[str, Any], listed: dict[str, Any]) -> bool | None:
    """Whether the list says so; None where it is of another unit or older than the certificate."""
    place = claims["i"]
    if listed.get("unit") != claims["u"] or not 0 <= place < listed["count"]:
        return None
    field = zlib.decompress(_decode(listed["status_list"]["lst"]))
    return bool(field[place // 8] >> (place % 8) & 1)


def public_key(text: str) -> bytes:
    """The key out of ``x`` itself, or out of the JWK in a file."""
    file = Path(text)
    if len(text) < 43 or file.is_file():
        text = json.loads(file.read_text("utf-8"))["x"]
    return _decode(text)


def main(arguments: list[str]) -> int:
    """Check one certificate; the exit code is the answer."""
    parser = argparse.ArgumentParser(description="Kiểm tra giấy khen, bằng khen không cần mạng.")
    parser.add_argument("--key", required=True, help="khóa công khai (tệp key.json hoặc giá trị x)")
    parser.add_argument("--list", help="tệp danh sách trạng thái đã tải (.jwt)")
    parser.add_argument("text", help="nội dung mã QR")
    given = parser.parse_args(arguments)
    try:
        key = public_key(given.key)
        claims = opened(given.text.partition("#")[2] or given.text, key)
        print(f"Thật: {claims['a']}, {claims['n']}, Quyết định số {claims['q']} ngày {claims['d']}.")
        listed = opened(Path(given.list).read_text("utf-8"), key) if given.list else None
        revoked = is_revoked(claims, listed) if listed else None
    except (ValueError, KeyError, IndexError, TypeError, OSError, zlib.error):
        print("KHÔNG PHẢI do cơ quan có khóa này cấp, hoặc nội dung mã QR, danh sách không đọc được.")
        return 2
    if listed is None or revoked is None:
        print("Chưa rõ còn giá trị không: cần danh sách trạng thái mới hơn của đơn vị cấp.")
        return 3
    made = time.strftime("%d/%m/%Y %H:%M", time.localtime(listed["iat"]))
    print(f"{'ĐÃ BỊ THU HỒI' if revoked else 'Còn giá trị'}, theo danh sách lập lúc {made}.")
    return 1 if revoked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

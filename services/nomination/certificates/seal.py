"""Ed25519 over a few claims: what a certificate says of itself, and the list of those that hold no more.

Both are compact JSON Web Signatures (RFC 7515, RFC 8037), so that any library reads them; ``verify.py`` does it alone.
"""

from __future__ import annotations

import base64
import json
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key


class WrongKey(ValueError):
    """The file holds no Ed25519 key."""


class StatusKey:
    """The key of the installation for certificates; not that of a person."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def load(cls, path: str) -> Self:
        """Out of a PEM file (PKCS#8). Raises OSError, or WrongKey."""
        key = load_pem_private_key(Path(path).read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise WrongKey(path)
        return cls(key)

    @cached_property
    def public(self) -> str:
        """The public key: 32 bytes, base64url, as ``x`` of a JWK."""
        return encode(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @property
    def jwk(self) -> dict[str, str]:
        """The public key for others (RFC 8037)."""
        return {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "x": self.public}

    def sign(self, claims: dict[str, Any], *, type_: str = "") -> str:
        """The claims as a compact JWS."""
        header = {"alg": "EdDSA"} | ({"typ": type_} if type_ else {})
        body = f"{_part(header)}.{_part(claims)}"
        return f"{body}.{encode(self._key.sign(body.encode()))}"


def encode(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _part(value: dict[str, Any]) -> str:
    return encode(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

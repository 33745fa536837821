"""Seals of units (Ed25519) on what travels between installations, and whose seals are believed: one YAML file.

    seals:
      duong-quang: duong-quang.pem            # private, PKCS#8
    trust:
      my-hao: [my-hao.pub.pem]                # public; several while a key is being replaced

Units are codes of the directory; paths are relative to the file. A seal is the unit's, not a person's: what a person
signs (letters, decisions) bears that person's own signature inside.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import yaml
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from pydantic import BaseModel, ConfigDict


class NotASealKey(ValueError):
    """The file holds no Ed25519 key."""


class SealFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seals: dict[str, Path] = {}
    trust: dict[str, tuple[Path, ...]] = {}


class Seals:
    """The seals of an installation; none without a file. Immutable: a new key needs a restart."""

    def __init__(
        self,
        own: Mapping[str, Ed25519PrivateKey] | None = None,
        trusted: Mapping[str, Sequence[Ed25519PublicKey]] | None = None,
    ) -> None:
        self._own = dict(own or {})
        self._trusted = {unit: tuple(keys) for unit, keys in (trusted or {}).items()}

    @classmethod
    def load(cls, path: str) -> Self:
        """Read the file; an empty path has no seals. Raises OSError or ValueError where it is wrong."""
        if not path:
            return cls()
        file = Path(path)
        content = SealFile.model_validate(yaml.safe_load(file.read_text("utf-8")) or {})
        own, trusted = {}, {}
        for unit, place in content.seals.items():
            key = load_pem_private_key((file.parent / place).read_bytes(), password=None)
            if not isinstance(key, Ed25519PrivateKey):
                raise NotASealKey(str(place))
            own[unit] = key
        for unit, places in content.trust.items():
            trusted[unit] = [_public(file.parent / place) for place in places]
        return cls(own, trusted)

    def __contains__(self, unit: str) -> bool:
        """Whether this installation seals for that unit."""
        return unit in self._own

    def seal(self, unit: str, content: bytes) -> bytes:
        """The seal of the unit on the content, as base64; raises KeyError where there is none."""
        return base64.b64encode(self._own[unit].sign(content))

    def holds(self, unit: str, content: bytes, seal: bytes) -> bool:
        """Whether the seal is one of those believed of the unit, on just this content."""
        try:
            signature = base64.b64decode(seal, validate=True)
        except (binascii.Error, ValueError):
            return False
        own = [self._own[unit].public_key()] if unit in self._own else []
        return any(_verifies(key, signature, content) for key in (*own, *self._trusted.get(unit, ())))


def _public(file: Path) -> Ed25519PublicKey:
    key = load_pem_public_key(file.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise NotASealKey(file.name)
    return key


def _verifies(key: Ed25519PublicKey, signature: bytes, content: bytes) -> bool:
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True

"""What signing is, whatever holds the key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.errors import RuleBroken, Unavailable


class NoKey(RuleBroken):
    """Nobody has given this person a key."""

    code = "signing.no_key"
    title_vi = "Chưa có chứng thư số của người ký. Hãy ký trên giấy rồi ghi nhận, hoặc báo quản trị cài chứng thư số."
    title_en = "The signer has no certificate here. Sign on paper and record it, or have the certificate installed."


class KeyUnusable(Unavailable):
    """The key is named and cannot be used: wrong passphrase, token not plugged in, certificate expired."""

    code = "signing.unusable"
    title_vi = "Không dùng được chứng thư số của người ký ({why}). Chưa có gì được ký; hãy báo quản trị."
    title_en = "The signer's certificate cannot be used ({why}). Nothing was signed."

    def __init__(self, why: str) -> None:
        super().__init__(part="signing", why=why)


@dataclass(frozen=True, kw_only=True)
class SigningRequest:
    """``at`` is the signing time that the signature states (UTC); ``name`` is the person's."""

    at: datetime
    name: str
    reason: str
    place: str


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """What a certificate says of its holder. ``serial`` in hexadecimal, ``fingerprint`` SHA-256 of the whole."""

    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    fingerprint: str


class Signatory(Protocol):
    """Somebody's key."""

    def certificate(self) -> CertificateFacts:
        """Whose it is; raises KeyUnusable."""
        ...

    def sign(self, pdf: bytes, request: SigningRequest) -> bytes:
        """The same PDF with a PAdES signature over all of it; raises KeyUnusable. Blocks."""
        ...


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a signed PDF shows of its own accord.

    ``intact``: not a byte changed since, and the signature covers the whole file. ``trusted``: the certificate
    leads to a root that this installation trusts. ``at`` is the time that the signer stated.
    """

    intact: bool
    trusted: bool
    certificate: CertificateFacts
    at: datetime | None

"""Whose key lies where: one YAML file, so that no secret stands in the environment.

    trust: [root.pem]
    signers:
      dq-chu-tich-01: {pkcs12: chu-tich.p12, passphrase_file: chu-tich.pass}
      dq-pho-chu-tich-01: {pkcs11: /usr/lib/opensc-pkcs11.so, token: UBND, certificate: Ky so, pin_file: pho.pin}

Signers are subjects of the identity provider; paths are relative to the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from shared.signing.model import KeyUnusable, NoKey, Signatory
from shared.signing.pades import Pkcs11, Pkcs12


class KeyPlace(BaseModel):
    """Where one signer's key is: a PKCS#12 file or a token, not both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pkcs12: Path | None = None
    passphrase_file: Path | None = None
    pkcs11: Path | None = None
    token: str = ""
    certificate: str = ""
    pin_file: Path | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.pkcs12 is None) == (self.pkcs11 is None):
            raise ValueError("name either pkcs12 or pkcs11")
        return self

    def signatory(self, folder: Path) -> Signatory:
        """The key behind the one Protocol; raises KeyUnusable where its secret cannot be read."""
        if self.pkcs12 is not None:
            secret = _secret(folder, self.passphrase_file)
            return Pkcs12(folder / self.pkcs12, secret.encode() if secret is not None else None)
        assert self.pkcs11 is not None
        pin = _secret(folder, self.pin_file)
        return Pkcs11(folder / self.pkcs11, token=self.token, certificate=self.certificate, pin=pin)


class KeyFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trust: tuple[Path, ...] = ()
    signers: dict[str, KeyPlace] = {}


class Keys:
    """The keys of an installation; none without a file. Immutable: a new key needs a restart."""

    def __init__(self, signers: Mapping[str, Signatory] | None = None, roots: tuple[bytes, ...] = ()) -> None:
        self._signers = dict(signers or {})
        self.roots = roots

    @classmethod
    def load(cls, path: str) -> Self:
        """Read the file; an empty path has no keys. Raises OSError or ValueError where it is wrong."""
        if not path:
            return cls()
        file = Path(path)
        content = KeyFile.model_validate(yaml.safe_load(file.read_text("utf-8")) or {})
        folder = file.parent
        return cls(
            {subject: place.signatory(folder) for subject, place in content.signers.items()},
            tuple((folder / root).read_bytes() for root in content.trust),
        )

    def __contains__(self, subject: str) -> bool:
        return subject in self._signers

    def of(self, subject: str) -> Signatory:
        """The key of a person; raises NoKey."""
        if subject not in self._signers:
            raise NoKey
        return self._signers[subject]


def _secret(folder: Path, file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        return (folder / file).read_text("utf-8").strip()
    except OSError as error:
        raise KeyUnusable(file.name) from error

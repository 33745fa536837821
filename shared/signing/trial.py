"""Throw-away keys for trials and tests: a root, a certificate for each signer, a key for status lists, a seal per unit.

Made at the first start in a folder of the installation, never kept with the code. Nobody outside trusts the root.

    python -m shared.signing.trial FOLDER SUBJECT=NAME … UNIT …

makes what is missing there, and in production nothing: there the folder holds the signers' own keys.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from shared.settings import Environment

ROOT_NAME = "Chứng thực thử nghiệm, không có giá trị pháp lý"
FROM, TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)
"""The business clock may stand anywhere between."""
KEYS = "signers.yaml"
STATUS = "status-key.pem"
SEALS = "seals.yaml"


def signing_keys(folder: Path, signers: Mapping[str, str], units: Iterable[str] = ()) -> dict[str, str]:
    """The settings that name the keys; made for these signers (subject → name) and units where they are missing."""
    file, status, seals = folder / KEYS, folder / STATUS, folder / SEALS
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(folder, signers)
    if not status.exists():
        private = Ed25519PrivateKey.generate()
        _write(status, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    if not seals.exists():
        _seal(folder, units)
    return {"THIDUA_SIGNERS": str(file), "THIDUA_STATUS_KEY": str(status), "THIDUA_SEALS": str(seals)}


def _seal(folder: Path, units: Iterable[str]) -> None:
    places = {unit: f"niem-phong-{unit}.pem" for unit in units}
    for place in places.values():
        private = Ed25519PrivateKey.generate()
        _write(folder / place, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _write(folder / SEALS, yaml.safe_dump({"seals": places}).encode())


def _make(folder: Path, signers: Mapping[str, str]) -> None:
    root_key = ec.generate_private_key(ec.SECP256R1())
    root = _certificate(ROOT_NAME, root_key, ROOT_NAME, root_key, authority=True)
    _write(folder / "root.pem", root.public_bytes(Encoding.PEM))
    places: dict[str, dict[str, str]] = {}
    for subject, name in signers.items():
        key, passphrase = ec.generate_private_key(ec.SECP256R1()), secrets.token_urlsafe(24)
        certificate = _certificate(name, key, ROOT_NAME, root_key)
        sealed = BestAvailableEncryption(passphrase.encode())
        content = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, [root], sealed)
        _write(folder / f"{subject}.p12", content)
        _write(folder / f"{subject}.pass", passphrase.encode())
        places[subject] = {"pkcs12": f"{subject}.p12", "passphrase_file": f"{subject}.pass"}
    content = yaml.safe_dump({"trust": ["root.pem"], "signers": places}, allow_unicode=True).encode()
    _write(folder / KEYS, content)  # last: it says that all the others are there


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    authority: bool = False,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(TO)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _write(file: Path, content: bytes) -> None:
    """So that nobody else reads it."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)


def main(arguments: Sequence[str]) -> int:
    """Make them for a trial; exit code 2 where it is not said for whom."""
    folder, *others = arguments or [""]
    signers = dict(each.split("=", 1) for each in others if "=" in each)
    if not folder or not signers:
        print("usage: python -m shared.signing.trial FOLDER SUBJECT=NAME … UNIT …", file=sys.stderr)
        return 2
    if os.environ.get("THIDUA_ENVIRONMENT", Environment.PRODUCTION) == Environment.PRODUCTION:
        print("production: no keys are made, the folder holds the signers' own")
        return 0
    signing_keys(Path(folder), signers, [each for each in others if "=" not in each])
    print(f"keys of {len(signers)} signers in {folder}; nobody outside trusts them")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

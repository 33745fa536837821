"""PAdES-B-B through pyHanko. Its import takes two seconds, so it waits until somebody signs."""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shared.signing.model import CertificateFacts, KeyUnusable, SigningRequest

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

FIELD = "ChuKySo"


class _Key(ABC):
    """A key that pyHanko can sign with once it is open; raises KeyUnusable where it cannot be opened."""

    @abstractmethod
    def _open(self) -> AbstractContextManager[Signer]: ...

    def certificate(self) -> CertificateFacts:
        with self._open() as signer:
            return facts_of(signer)

    def sign(self, pdf: bytes, request: SigningRequest) -> bytes:
        with self._open() as signer:
            return _signed(pdf, signer, request)


class Pkcs12(_Key):
    """A key in a PKCS#12 file (.p12, .pfx)."""

    def __init__(self, file: Path, passphrase: bytes | None) -> None:
        self._file = file
        self._passphrase = passphrase

    def _open(self) -> AbstractContextManager[Signer]:
        from pyhanko.sign.signers import SimpleSigner

        try:
            signer = SimpleSigner.load_pkcs12_data(self._file.read_bytes(), [], passphrase=self._passphrase)
        except (OSError, ValueError) as error:
            raise KeyUnusable(type(error).__name__) from error
        if signer is None or signer.signing_cert is None:  # pyHanko logs why and answers nothing
            raise KeyUnusable("PKCS#12")
        return nullcontext(signer)


class Pkcs11(_Key):
    """A key in a token or an HSM behind a PKCS#11 module. Written after pyHanko's manual, not tried on hardware."""

    def __init__(self, module: Path, *, token: str, certificate: str, pin: str | None) -> None:
        self._module = module
        self._token = token
        self._certificate = certificate
        self._pin = pin

    def _open(self) -> AbstractContextManager[Signer]:
        try:
            from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
            from pyhanko.sign.pkcs11 import PKCS11SigningContext
        except ImportError as error:  # its driver is compiled, and an extra
            raise KeyUnusable("pyhanko[pkcs11]") from error
        config = PKCS11SignatureConfig(
            module_path=str(self._module),
            token_criteria=TokenCriteria(label=self._token),
            cert_label=self._certificate,
            user_pin=self._pin,
        )
        context: AbstractContextManager[Signer] = PKCS11SigningContext(config)
        return context


def facts_of(signer: Signer) -> CertificateFacts:
    """What the signer's certificate says."""
    if signer.signing_cert is None:
        raise KeyUnusable("certificate")
    return certificate_facts(signer.signing_cert)


def certificate_facts(certificate: Any) -> CertificateFacts:
    """What a certificate says."""
    return CertificateFacts(
        subject=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before.astimezone(UTC),
        valid_to=certificate.not_valid_after.astimezone(UTC),
        fingerprint=certificate.sha256.hex(),
    )


def _name(name: Any) -> str:
    """The common name; the whole name where there is none."""
    return str(name.native.get("common_name") or name.human_friendly)


def _signed(pdf: bytes, signer: Signer, request: SigningRequest) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    class AtThatTime(PdfSigner):
        """States the time of the business clock, not that of the machine."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = request.at
            return session

    certificate = facts_of(signer)
    if not certificate.valid_from <= request.at <= certificate.valid_to:
        raise KeyUnusable(f"{certificate.valid_from:%d/%m/%Y} – {certificate.valid_to:%d/%m/%Y}")
    about = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        name=request.name,
        reason=request.reason,
        location=request.place,
    )
    try:
        out = AtThatTime(about, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
    except (PdfError, SigningError, OSError, ValueError) as error:
        raise KeyUnusable(type(error).__name__) from error
    return bytes(out.getbuffer())


def instant(value: datetime | None) -> datetime | None:
    """In UTC."""
    return value.astimezone(UTC) if value else None

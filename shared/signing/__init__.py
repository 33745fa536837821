"""Digital signatures on PDF documents (PAdES): who can sign with which key, signing, and reading a signature.

``Seals`` are the units' own, on what travels between installations.

``Keys.load(path)`` reads the file that names each signer's key: PKCS#12, or a token behind PKCS#11. Both stand
behind one Protocol, ``Signatory``. Signing and reading are work for the processor or for a device: call them
through ``asyncio.to_thread``.
"""

from shared.signing.keys import Keys
from shared.signing.model import CertificateFacts, KeyUnusable, NoKey, Reading, Signatory, SigningRequest
from shared.signing.reading import read_signature
from shared.signing.seals import Seals

__all__ = [
    "CertificateFacts",
    "KeyUnusable",
    "Keys",
    "NoKey",
    "Reading",
    "Seals",
    "Signatory",
    "SigningRequest",
    "read_signature",
]

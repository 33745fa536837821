"""Reading the signature of a PDF: whether the file is as it was signed, and by whom."""

from __future__ import annotations

import io
from collections.abc import Sequence

from shared.signing.model import Reading
from shared.signing.pades import certificate_facts, instant


def read_signature(pdf: bytes, roots: Sequence[bytes] = ()) -> Reading | None:
    """The last signature of the file; None where there is none. ``roots`` are trusted certificates in PEM.

    The certificate is judged at the time that the signer stated; nothing is fetched from a network. Blocks.
    """
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    trusted = [certificate for root in roots for certificate in load_certs_from_pemder_data(root)]
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not signatures:
            return None
        last = signatures[-1]
        at = instant(last.self_reported_timestamp)
        context = ValidationContext(trust_roots=trusted, moment=at, allow_fetching=False)
        status = validate_pdf_signature(last, context)
    except (PdfReadError, SignatureValidationError, ValueError):
        return None
    whole = status.coverage is not None and status.coverage.name == "ENTIRE_FILE"
    return Reading(
        intact=bool(status.intact and status.valid and whole),
        trusted=bool(status.trusted),
        certificate=certificate_facts(last.signer_cert),
        at=at,
    )

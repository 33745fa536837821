"""What the QR code of a certificate says: where to check it, and its content under the installation's seal."""

from __future__ import annotations

import io

import segno

from services.nomination.certificates.codes import shown
from services.nomination.certificates.seal import StatusKey
from services.nomination.decisions.documents import awardee_name
from services.nomination.decisions.model import Decision
from services.nomination.decisions.parts import Line

PATH = "/nomination/check"


def check_url(public_url: str, code: str) -> str:
    """The public page about one certificate."""
    return f"{public_url}{PATH}/{shown(code)}"


def text_of(decision: Decision, line: Line, *, public_url: str, key: StatusKey | None) -> str:
    """The text in the QR code. The sealed part stands behind «#», so a phone never sends it anywhere.

    Its members: ``c`` code, ``u`` unit and ``i`` place of the status list, ``n`` name, ``a`` award, ``q`` number and
    ``d`` day of the decision.
    """
    url = check_url(public_url, line.code)
    if key is None:
        return url
    claims = {
        "c": line.code,
        "u": decision.unit,
        "i": line.index,
        "n": awardee_name(line),
        "a": line.award_name,
        "q": decision.number,
        "d": decision.signed_on.isoformat() if decision.signed_on else "",
    }
    return f"{url}#{key.sign(claims)}"


def qr_svg(text: str) -> str:
    """The code as SVG, dark modules only, with the quiet margin that readers need."""
    out = io.BytesIO()
    segno.make(text, error="l", micro=False).save(out, kind="svg", xmldecl=False, omitsize=True, border=2)
    return out.getvalue().decode()

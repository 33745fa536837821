"""Forms prove that this site sent them: a token bound to the session by HMAC, new in every page."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from starlette.requests import Request

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"


def issue_csrf(secret: str, session_id: str) -> str:
    """A token for a form of this session. Two calls differ, both are valid as long as the session is."""
    nonce = secrets.token_urlsafe(12)
    return f"{nonce}.{_mac(secret, session_id, nonce)}"


def check_csrf(secret: str, session_id: str, token: str) -> bool:
    """Whether the token was issued for this session. Takes the same time for every wrong token."""
    nonce, _, mac = token.partition(".")
    return hmac.compare_digest(mac.encode(), _mac(secret, session_id, nonce).encode())


async def sent_csrf(request: Request) -> str:
    """The token that came with a request: header for htmx, hidden field for plain forms, else empty."""
    if token := request.headers.get(HEADER):
        return token
    if request.headers.get("content-type", "").startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        value = (await request.form()).get(FIELD, "")
        return value if isinstance(value, str) else ""
    return ""


def _mac(secret: str, session_id: str, nonce: str) -> str:
    message = f"csrf\0{session_id}\0{nonce}".encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()

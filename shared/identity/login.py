"""Signing in and out: the authorization code flow with PKCE, the same for every service, one cookie for all."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from itsdangerous import BadSignature, URLSafeTimedSerializer

from shared.errors import NotSignedIn, Unavailable
from shared.identity import tokens
from shared.identity.tokens import Provider, Session

FLOW_COOKIE = "thidua_login"
FLOW_SECONDS = 600


def login_router(service: str, provider: Provider) -> APIRouter:
    """``/auth/login``, ``/auth/callback``, ``/auth/logout`` below the service's prefix."""
    settings = provider.settings
    secret = settings.session_secret.get_secret_value()
    signer = URLSafeTimedSerializer(secret, salt="login")
    callback = f"{settings.public_url.rstrip('/')}/{service}/auth/callback"
    guarded: Any = {
        "httponly": True,
        "samesite": "lax",
        "secure": settings.public_url.startswith("https:"),
        "path": "/",
    }
    router = APIRouter(prefix="/auth", include_in_schema=False)

    @router.get("/login")
    async def login(next: str = "/notification/") -> RedirectResponse:  # noqa: A002
        flow = {name: secrets.token_urlsafe(48) for name in ("state", "nonce", "verifier")} | {"next": local(next)}
        digest = hashlib.sha256(flow["verifier"].encode()).digest()
        query = {
            "response_type": "code",
            "client_id": settings.oidc_client_id,
            "redirect_uri": callback,
            "scope": "openid profile email",
            "state": flow["state"],
            "nonce": flow["nonce"],
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        answer = RedirectResponse(f"{(await provider.metadata())['authorization_endpoint']}?{urlencode(query)}", 303)
        answer.set_cookie(FLOW_COOKIE, signer.dumps(flow), max_age=FLOW_SECONDS, **guarded)
        return answer

    @router.get("/callback")
    async def signed_in(request: Request, code: str = "", state: str = "") -> RedirectResponse:
        try:
            flow = signer.loads(request.cookies.get(FLOW_COOKIE, ""), max_age=FLOW_SECONDS)
        except BadSignature as error:
            raise NotSignedIn from error
        if not code or not secrets.compare_digest(state, flow["state"]):
            raise NotSignedIn
        claims = await provider.claims(await _exchange(provider, code, callback, flow["verifier"]))
        if claims.get("nonce") != flow["nonce"]:
            raise NotSignedIn
        session = Session(subject=claims["sub"], name=claims.get("name", ""), id=secrets.token_urlsafe(16))
        answer = RedirectResponse(flow["next"], 303)
        answer.delete_cookie(FLOW_COOKIE)
        answer.set_cookie(tokens.COOKIE, tokens.seal(session, secret), max_age=tokens.SESSION_SECONDS, **guarded)
        return answer

    @router.post("/logout")
    async def logout() -> RedirectResponse:
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(tokens.COOKIE, path="/")
        return answer

    return router


async def _exchange(provider: Provider, code: str, callback: str, verifier: str) -> str:
    """The ID token for a code; raises NotSignedIn, or Unavailable when the provider does not answer."""
    settings = provider.settings
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": callback, "code_verifier": verifier,
        "client_id": settings.oidc_client_id, "client_secret": settings.oidc_client_secret.get_secret_value(),
    }  # fmt: skip
    try:
        answer = await provider.http.post(
            provider.backchannel((await provider.metadata())["token_endpoint"]), data=form
        )
    except httpx2.HTTPError as error:
        raise Unavailable(part="đăng nhập") from error
    if answer.status_code != httpx2.codes.OK:
        raise NotSignedIn
    token: str = answer.json()["id_token"]
    return token


def local(url: str) -> str:
    """A path of this origin; anything else becomes the home page, or an attacker could send people away."""
    parts = urlsplit(url)
    safe = not parts.scheme and not parts.netloc and url.startswith("/") and not url.startswith(("//", "/\\"))
    return url if safe else "/notification/"

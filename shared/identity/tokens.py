"""Tokens: those of the provider, checked against its keys, and our own session cookie."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from shared.errors import NotSignedIn, Unavailable
from shared.settings import Settings

ALGORITHMS = ["RS256", "ES256"]
LEEWAY_SECONDS = 60
SESSION_SECONDS = 8 * 3600
COOKIE = "thidua_session"
METADATA_SECONDS = 600


@dataclass(frozen=True)
class Session:
    """A signed-in browser: ``id`` ties CSRF tokens to it."""

    subject: str
    name: str
    id: str


class Provider:
    """The OpenID Connect provider: its metadata and keys, fetched when first needed and kept for ten minutes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._base = (settings.oidc_backchannel or settings.oidc_issuer).rstrip("/")
        self._metadata: tuple[float, dict[str, Any]] = (0.0, {})
        self._keys: tuple[float, KeySet | None] = (0.0, None)
        self.http = httpx2.AsyncClient(timeout=10)

    async def metadata(self) -> dict[str, Any]:
        """The provider's own description of itself; raises Unavailable."""
        fetched, metadata = self._metadata
        if time.monotonic() - fetched > METADATA_SECONDS or not metadata:
            metadata = await self._get(f"{self._base}/.well-known/openid-configuration")
            self._metadata = (time.monotonic(), metadata)
        return metadata

    def backchannel(self, url: str) -> str:
        """An endpoint of the metadata as this process reaches it."""
        return url.replace(self.settings.oidc_issuer.rstrip("/"), self._base, 1)

    async def claims(self, token: str) -> dict[str, Any]:
        """The claims of a token of the provider for this product; raises NotSignedIn."""
        for refresh in (False, True):  # an unknown key may be a new one: look once more
            try:
                decoded = jwt.decode(token, await self._key_set(refresh=refresh), algorithms=ALGORITHMS)
            except (JoseError, ValueError) as error:
                if refresh:
                    raise NotSignedIn from error
                continue
            return self._checked(decoded.claims)
        raise NotSignedIn

    def _checked(self, claims: dict[str, Any]) -> dict[str, Any]:
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self.settings.oidc_issuer},
            aud={"essential": True, "value": self.settings.oidc_client_id},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            registry.validate(claims)
        except JoseError as error:
            raise NotSignedIn from error
        return claims

    async def _key_set(self, *, refresh: bool) -> KeySet:
        fetched, keys = self._keys
        if keys is None or (refresh and time.monotonic() - fetched > 5):
            url = self.backchannel((await self.metadata())["jwks_uri"])
            keys = KeySet.import_key_set(await self._get(url))  # type: ignore[arg-type]
            self._keys = (time.monotonic(), keys)
        return keys

    async def _get(self, url: str) -> dict[str, Any]:
        try:
            answer = await self.http.get(url)
            answer.raise_for_status()
        except httpx2.HTTPError as error:
            raise Unavailable(part="đăng nhập") from error
        body: dict[str, Any] = answer.json()
        return body


def seal(session: Session, secret: str) -> str:
    """The cookie of a session."""
    now = int(time.time())
    claims = {"sub": session.subject, "name": session.name, "sid": session.id, "iat": now, "exp": now + SESSION_SECONDS}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))


def open_sealed(cookie: str, secret: str) -> Session | None:
    """The session of a cookie; None when it was tampered with or is over."""
    try:
        claims = jwt.decode(cookie, OctKey.import_key(secret), algorithms=["HS256"]).claims
        jwt.JWTClaimsRegistry(exp={"essential": True}).validate(claims)
    except (JoseError, ValueError):
        return None
    return Session(subject=claims["sub"], name=claims.get("name", ""), id=claims["sid"])

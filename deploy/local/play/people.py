"""Signing in, as a browser does it: the provider's form, the code, the token."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets
from collections import defaultdict
from urllib.parse import parse_qs, urlsplit

import httpx2

from deploy.local.play.errors import StepFailed


class People:
    """Bearer tokens of the people of the year, got once each from the embedded identity provider.

    Args:
        issuer: the provider's issuer URL.
        redirect_uri: where the provider sends a browser; nobody needs to listen there.
    """

    def __init__(
        self, http: httpx2.AsyncClient, *, issuer: str, client_id: str, client_secret: str, redirect_uri: str
    ) -> None:
        self._http = http
        self._issuer = issuer
        self._client = (client_id, client_secret)
        self._redirect_uri = redirect_uri
        self._tokens: dict[str, str] = {}
        self._waiting: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._metadata: dict[str, str] = {}

    async def token(self, subject: str) -> str:
        """The ID token of a person.

        Raises:
            StepFailed: the provider is not the embedded one, which lets everybody in by name alone.
        """
        async with self._waiting[subject]:
            if subject not in self._tokens:
                self._tokens[subject] = await self._sign_in(subject)
            return self._tokens[subject]

    async def _sign_in(self, subject: str) -> str:
        if not self._metadata:
            answer = await self._http.get(f"{self._issuer}/.well-known/openid-configuration")
            self._metadata = answer.json()
        verifier = secrets.token_urlsafe(48)
        code = await self._authorize(subject, verifier)
        client_id, client_secret = self._client
        answer = await self._http.post(
            self._metadata["token_endpoint"],
            data={
                "grant_type": "authorization_code", "code": code, "redirect_uri": self._redirect_uri,
                "client_id": client_id, "client_secret": client_secret, "code_verifier": verifier,
            },
        )  # fmt: skip
        answer.raise_for_status()
        token: str = answer.json()["id_token"]
        return token

    async def _authorize(self, subject: str, verifier: str) -> str:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        answer = await self._http.post(
            self._metadata["authorization_endpoint"],
            params={
                "response_type": "code", "client_id": self._client[0], "redirect_uri": self._redirect_uri,
                "scope": "openid profile email", "state": secrets.token_urlsafe(8),
                "code_challenge": challenge, "code_challenge_method": "S256",
            },
            data={"sub": subject},
        )  # fmt: skip
        codes = parse_qs(urlsplit(answer.headers.get("location", "")).query).get("code")
        if not codes:
            raise StepFailed(
                f"{self._issuer} did not sign {subject} in. The year can only be played with the embedded identity"
                " provider: unset THIDUA_OIDC_ISSUER."
            )
        return codes[0]

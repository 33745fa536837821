"""Tokens of a real provider are believed, and only those that it made for us."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from deploy.local.stack import EmbeddedStack
from shared.errors import NotSignedIn, Unavailable
from shared.events import Level
from shared.identity import Role
from shared.identity.directory import DirectoryUnit, machine
from shared.identity.tokens import Provider
from shared.settings import Environment, Settings
from shared.store import Context, Store, Transaction

HERE = "http://127.0.0.1:9/callback"


@pytest.fixture(scope="module")
async def issuer(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    people = [{"sub": "dq-van-phong-01", "name": "Ngô Hồng Mận"}]
    root = tmp_path_factory.mktemp("identity")
    async with EmbeddedStack(root=root, parts={"identity"}, people=people, private=True) as stack:
        yield stack.issuer


async def believed(issuer: str, given: str) -> dict[str, Any]:
    """What a service of ours makes of a token."""
    url = SecretStr("x://x")
    provider = Provider(
        Settings(
            amqp_url=url,
            mongo_url=url,
            environment=Environment.TEST,
            session_secret=SecretStr("x" * 32),
            oidc_issuer=issuer,
        )
    )
    try:
        return await provider.claims(given)
    finally:
        await provider.http.aclose()


async def token(issuer: str, client: str = "thidua") -> str:
    """An ID token by the authorization code flow, as a browser would get it."""
    query = {
        "client_id": client,
        "redirect_uri": HERE,
        "response_type": "code",
        "scope": "openid profile",
        "state": "s",
    }
    async with httpx2.AsyncClient() as http:
        page = await http.post(f"{issuer}/oauth2/authorize", params=query, data={"sub": "dq-van-phong-01"})
        code = parse_qs(urlsplit(page.headers["location"]).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": HERE, "client_id": client}
        answer = await http.post(f"{issuer}/oauth2/token", data={**form, "client_secret": "s"})
    id_token: str = answer.json()["id_token"]
    return id_token


async def test_token_of_the_provider_says_who(issuer: str) -> None:
    claims = await believed(issuer, await token(issuer))
    assert (claims["sub"], claims["name"]) == ("dq-van-phong-01", "Ngô Hồng Mận")


async def test_token_for_another_client_is_refused(issuer: str) -> None:
    with pytest.raises(NotSignedIn):
        await believed(issuer, await token(issuer, client="somebody-else"))


@pytest.mark.parametrize("change", [{}, {"exp": 1}, {"aud": "x"}])
async def test_token_signed_by_somebody_else_is_refused(issuer: str, change: dict[str, Any]) -> None:
    key = RSAKey.generate_key(2048)
    claims = {"iss": issuer, "aud": "thidua", "sub": "quan-tri", "exp": int(time.time()) + 60} | change
    forged = jwt.encode({"alg": "RS256"}, claims, key)
    with pytest.raises(NotSignedIn):
        await believed(issuer, forged)


async def test_unsigned_token_is_refused(issuer: str) -> None:
    head, body, _ = (await token(issuer)).split(".")
    with pytest.raises(NotSignedIn):
        await believed(issuer, f"{head}.{body}.")


async def test_provider_that_is_away_is_said_so() -> None:
    with pytest.raises(Unavailable):
        await believed("http://127.0.0.1:1", "a.b.c")


async def test_program_reads_below_the_units_of_its_token_and_only_while_they_exist(store: Store) -> None:
    async def work(tx: Transaction) -> None:
        for code, path, end in (
            ("duong-quang", "hung-yen/duong-quang", None),
            ("my-hao", "hung-yen/my-hao", date(2025, 6, 30)),
        ):
            unit = DirectoryUnit(
                id=code,
                name=code,
                level=Level.COMMUNE,
                parent=None,
                path=path,
                valid_from=date(2000, 1, 1),
                valid_to=end,
            )
            tx.put(unit)

    now = datetime(2025, 7, 1, tzinfo=UTC)
    who = Context(service="t", actor="t", command="t", now=now, correlation_id="", causation_id="")
    await store.transact(work, who)
    actor = await machine(store.reads, "press", ["duong-quang", "my-hao", "unheard-of"], on=date(2025, 7, 1))
    assert [(office.role, office.unit) for office in actor.offices] == [(Role.AUDITOR, "duong-quang")]
    assert actor.covers("hung-yen/duong-quang/duong-quang.van-phong")
    assert not actor.covers("hung-yen/my-hao")

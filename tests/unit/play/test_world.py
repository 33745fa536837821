"""Commands reach a service that is away for a while, and count once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import httpx2
import pytest

from deploy.local.play import world as worlds
from deploy.local.play.errors import NeverHappened, Refused
from deploy.local.play.people import People
from deploy.local.play.world import World

ISSUER = "http://provider.example"
ORIGIN = "http://town.example"
Answer = Callable[[httpx2.Request], httpx2.Response]


class Service:
    """Answers as it was told to, one request after the other; the last answer is given again and again."""

    def __init__(self) -> None:
        self.answers: list[httpx2.Response | Exception] = []
        self.asked: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "provider.example":
            return provider(request)
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def keys(self) -> list[str]:
        return [request.headers["idempotency-key"] for request in self.asked]


def provider(request: httpx2.Request) -> httpx2.Response:
    """An identity provider that lets everybody in who is named."""
    if request.url.path.startswith("/.well-known"):
        return httpx2.Response(
            200, json={"authorization_endpoint": f"{ISSUER}/auth", "token_endpoint": f"{ISSUER}/token"}
        )
    if request.url.path == "/auth":
        return httpx2.Response(302, headers={"location": f"{ORIGIN}/callback?code=c&state=s"})
    return httpx2.Response(200, json={"id_token": "token"})


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
async def world(service: Service, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(worlds, "PAUSES", (0.0,))
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(service)) as http:
        people = People(http, issuer=ISSUER, client_id="thidua", client_secret="s", redirect_uri=f"{ORIGIN}/callback")
        yield World(http, people, origin=ORIGIN)


def done() -> httpx2.Response:
    return httpx2.Response(201, json={"id": "x"})


def problem(status: int, code: str) -> httpx2.Response:
    return httpx2.Response(status, json={"code": code, "en": "No."})


async def test_command_goes_out_again_with_the_same_key_until_it_is_answered(world: World, service: Service) -> None:
    service.answers = [httpx2.ConnectError("away"), httpx2.Response(503), httpx2.Response(504), done()]
    assert await world.post("a", "/nomination/api/v1/dossiers", {}) == {"id": "x"}
    assert len(set(service.keys)) == 1
    assert (world.accepted, world.repeated) == ({"nomination": 1}, 3)


async def test_commands_of_a_step_have_keys_of_their_own_that_are_the_same_in_every_run(
    world: World, service: Service
) -> None:
    service.answers = [done()]
    for _ in range(2):
        world.begin(7)
        await world.post("a", "/registration/api/v1/units")
        await world.put("a", "/registration/api/v1/units", {})
    first, second, third, fourth = service.keys
    assert (first, second) == (third, fourth)
    assert first != second


async def test_refusal_carries_the_problem_and_counts_as_nothing(world: World, service: Service) -> None:
    service.answers = [problem(422, "plan.empty")]
    with pytest.raises(Refused, match=r"422 plan.empty: No\.") as refusal:
        await world.post("a", "/registration/api/v1/plans")
    assert refusal.value.code == "plan.empty"
    assert not world.accepted


async def test_vote_whose_answer_was_lost_counts_when_it_had_been_cast(world: World, service: Service) -> None:
    service.answers = [httpx2.ReadError("cut"), problem(409, "ballot.already_voted")]
    await world.post_once("a", "/nomination/api/v1/vote", {}, done="ballot.already_voted")
    assert world.accepted == {"nomination": 1}


async def test_second_vote_is_refused(world: World, service: Service) -> None:
    service.answers = [problem(409, "ballot.already_voted")]
    with pytest.raises(Refused):
        await world.post_once("a", "/nomination/api/v1/vote", {}, done="ballot.already_voted")
    assert not world.accepted


async def test_patience_has_an_end(world: World, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "PATIENCE", 0.0)
    service.answers = [httpx2.Response(503)]
    with pytest.raises(NeverHappened, match="no answer"):
        await world.get("a", "/nomination/api/v1/me")


async def test_waiting_for_what_never_comes_says_what_it_was(world: World) -> None:
    async def look() -> None:
        return None

    with pytest.raises(NeverHappened, match="the plan is in the inbox: not there after 0 s"):
        await world.until("the plan is in the inbox", look, seconds=0.0)

"""One origin for all services, and never in their way."""

import hashlib
import os
import time
from collections.abc import AsyncIterator

import httpx2
import pytest
import pytest_asyncio

from deploy.local.children import Child


@pytest_asyncio.fixture(loop_scope="session")
async def client(origin: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=origin, trust_env=False) as client:
        yield client


async def test_a_body_arrives_as_it_was_sent(client: httpx2.AsyncClient) -> None:
    content = os.urandom(3 * 1024 * 1024)

    answer = await client.post("/nomination/api/v1/files?name=h%E1%BB%93%20s%C6%A1&x=1", content=content)

    assert answer.status_code == 201
    seen = answer.json()
    assert seen["sha256"] == hashlib.sha256(content).hexdigest()
    assert seen["query"] == "name=h%E1%BB%93%20s%C6%A1&x=1"
    assert answer.headers.get_list("set-cookie") == ["one=1; Path=/", "two=2; Path=/"]


async def test_a_body_without_a_length_arrives_as_it_was_sent(client: httpx2.AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"x" * 1000

    answer = await client.post("/nomination/api/v1/files", content=pieces())

    assert answer.json()["sha256"] == hashlib.sha256(b"x" * 5000).hexdigest()


async def test_a_path_keeps_its_escapes(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/nomination/a%2Fb/D%C6%B0%C6%A1ng/%25")

    assert answer.json()["path"] == "/nomination/a%2Fb/D%C6%B0%C6%A1ng/%25"


async def test_services_see_the_origin_and_not_what_a_client_claims(client: httpx2.AsyncClient, origin: str) -> None:
    claimed = {"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Proto": "https", "Forwarded": "for=8.8.8.8"}

    answer = await client.get("/nomination/", headers=claimed | {"Connection": "x-hop", "X-Hop": "1"})

    headers = dict(answer.json()["headers"])
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert headers["host"] == headers["x-forwarded-host"] == origin.removeprefix("http://")
    assert {"forwarded", "x-hop"} & headers.keys() == set()


async def test_events_arrive_one_by_one(client: httpx2.AsyncClient) -> None:
    # The service says something four times a second for four minutes: whoever waits for the end times out here.
    arrivals = []
    async with client.stream("GET", "/nomination/stream", timeout=20) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for chunk in answer.aiter_raw():
            arrivals.append(chunk)
            if len(arrivals) == 4:
                break

    assert arrivals == [f"id: {n}\ndata: tin {n}\n\n".encode() for n in range(4)]


async def test_a_stream_ends_at_the_service_when_the_reader_leaves(client: httpx2.AsyncClient) -> None:
    async with client.stream("GET", "/nomination/stream") as answer:
        chunks = answer.aiter_raw()
        await anext(chunks)
        assert (await client.get("/nomination/streams")).json() == 1

    deadline = time.monotonic() + 5
    while (await client.get("/nomination/streams")).json() and time.monotonic() < deadline:
        pass
    assert (await client.get("/nomination/streams")).json() == 0


async def test_a_large_answer_is_passed_on_whole(client: httpx2.AsyncClient) -> None:
    assert len((await client.get("/nomination/big")).content) == 64 * 256 * 1024


async def test_a_service_that_is_down_gives_a_problem_in_two_languages(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/reporting/api/v1/reports")

    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "2"
    document = answer.json()
    assert document["code"] == "unavailable"
    assert document["messages"]["vi"].startswith("Dịch vụ reporting đang tạm ngừng")
    assert document["messages"]["en"].startswith("The service reporting is down")


async def test_a_service_that_dies_while_answering_gives_a_problem_then_recovers(
    client: httpx2.AsyncClient, nomination: Child
) -> None:
    broken = await client.get("/nomination/die")
    down = await client.get("/nomination/")
    await nomination.restart()
    again = await client.get("/nomination/")

    assert (broken.status_code, down.status_code, again.status_code) == (502, 503, 201)
    assert broken.json()["code"] == "gateway.broken"


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_beyond_the_limit_is_refused(client: httpx2.AsyncClient, declared: bool) -> None:
    size = 33 * 1024 * 1024

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(33):
            yield bytes(1024 * 1024)

    answer = await client.post("/nomination/", content=bytes(size) if declared else pieces())

    assert answer.status_code == 413
    assert answer.json()["code"] == "body.too_large"


async def test_the_root_leads_home_and_unknown_prefixes_lead_nowhere(client: httpx2.AsyncClient) -> None:
    home, nowhere, mails = await client.get("/"), await client.get("/nominations"), await client.get("/mail/")

    assert (home.status_code, home.headers["location"]) == (307, "/notification/")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")
    assert "Chưa có thư nào" in mails.text

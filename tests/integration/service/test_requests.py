"""What every request of every service can rely on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx2
from fastapi import FastAPI

PROBLEM = "application/problem+json"


async def test_command_answers_with_the_version_as_etag(admin: httpx2.AsyncClient, url: str) -> None:
    first = await admin.post(url, json={"by": 2})
    second = await admin.post(url, json={"by": 3})
    assert (first.status_code, first.json()["count"], first.headers["etag"]) == (200, 2, '"1"')
    assert (second.json()["count"], second.headers["etag"]) == (5, '"2"')


async def test_repeated_key_answers_as_the_first_did_and_changes_nothing(
    admin: httpx2.AsyncClient, app: FastAPI, url: str
) -> None:
    headers = {"Idempotency-Key": url}
    first = await admin.post(url, json={"by": 2}, headers=headers)
    again = await admin.post(url, json={"by": 2}, headers=headers)
    assert (again.status_code, again.json(), again.headers["etag"]) == (200, first.json(), '"1"')
    assert again.headers["idempotent-replayed"] == "true"
    subject = f"counter/{url.rpartition('/')[2]}"
    assert await app.state.store["outbox"].count_documents({"subject": subject}) == 1


async def test_key_of_another_request_is_refused(admin: httpx2.AsyncClient, url: str) -> None:
    headers = {"Idempotency-Key": url}
    await admin.post(url, json={"by": 2}, headers=headers)
    other = await admin.post(url, json={"by": 3}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.reused")


async def test_same_key_sent_many_times_at_once_counts_once(admin: httpx2.AsyncClient, url: str) -> None:
    headers = {"Idempotency-Key": url}
    answers = await asyncio.gather(*(admin.post(url, json={"by": 1}, headers=headers) for _ in range(5)))
    assert {answer.status_code for answer in answers} <= {200, 409}
    last = await admin.post(url, json={"by": 1}, headers=headers)
    assert last.json()["count"] == 1


async def test_stale_version_is_refused(admin: httpx2.AsyncClient, url: str) -> None:
    await admin.post(url, json={"by": 2})
    await admin.post(url, json={"by": 2}, headers={"If-Match": '"1"'})
    stale = await admin.post(url, json={"by": 2}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "conflict.stale")


async def test_problem_has_a_code_and_two_languages(admin: httpx2.AsyncClient, url: str) -> None:
    answer = await admin.post(url, json={"by": 2, "colour": "red"})
    problem = answer.json()
    assert answer.headers["content-type"] == PROBLEM
    assert (answer.status_code, problem["code"]) == (422, "input.invalid")
    assert problem["errors"][0]["at"] == "body.colour"
    assert problem["vi"] != problem["en"]
    assert problem["correlation"] == answer.headers["x-correlation-id"]


async def test_nothing_a_client_sends_becomes_a_500(admin: httpx2.AsyncClient, url: str) -> None:
    json_type = {"content-type": "application/json"}
    answers = [
        await admin.post(url, content=b"{not json", headers=json_type),
        await admin.post(url, content=b"\xff\xfe", headers=json_type),
        await admin.post(url, content=b'{"by": 1, "note": "\\u0000"}', headers=json_type),
        await admin.post(url, content=b'{"by": 1, "note": "\\ud800"}', headers=json_type),
        await admin.post(url, json={"by": 10**30}),
        await admin.post(url, json=[]),
        await admin.post(url, json={"by": 13}),
        await admin.post(url, json={"by": 1}, headers={"Idempotency-Key": "k" * 300}),
        await admin.post(url, content=b"x" * (2 << 20), headers=json_type),
        await admin.get(url),
        await admin.get("/counting/nowhere"),
        await admin.post(url, json={"by": 1}, headers={"Authorization": "Bearer nonsense"}),
        await admin.post(url, json={"by": 1}, headers={"Origin": "https://elsewhere.example"}),
    ]
    assert [answer.status_code for answer in answers] == [
        422,
        422,
        422,
        422,
        422,
        422,
        422,
        422,
        413,
        405,
        404,
        503,
        403,
    ]
    assert all(answer.headers["content-type"] == PROBLEM for answer in answers)


async def test_body_that_hides_its_length_is_cut_off(admin: httpx2.AsyncClient, url: str) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * (64 << 10)

    answer = await admin.post(url, content=endless(), headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["code"] == "input.too_large"


async def test_vietnamese_is_stored_in_one_spelling(admin: httpx2.AsyncClient, url: str) -> None:
    decomposed = "Hô\u0323i đô\u0300ng"
    answer = await admin.post(url, json={"by": 1, "note": decomposed})
    assert answer.json()["note"] == "Hội đồng"


async def test_unforeseen_error_gives_a_reference_and_no_stack(admin: httpx2.AsyncClient) -> None:
    answer = await admin.get("/counting/api/v1/counters/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert "ZeroDivision" not in answer.text
    assert answer.headers["x-correlation-id"] == answer.json()["correlation"]


async def test_nobody_and_a_forged_cookie_are_not_signed_in(anybody: httpx2.AsyncClient, url: str) -> None:
    nobody = await anybody.post(url, json={"by": 1})
    anybody.cookies.set("thidua_session", "forged.forged.forged")
    forger = await anybody.post(url, json={"by": 1})
    assert [(one.status_code, one.json()["code"]) for one in (nobody, forger)] == [(401, "auth.required")] * 2


async def test_page_sends_people_to_sign_in_and_back(anybody: httpx2.AsyncClient) -> None:
    answer = await anybody.get("/counting/stream", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/counting/auth/login?next=/counting/stream")


async def test_correlation_of_the_caller_is_on_the_event(admin: httpx2.AsyncClient, app: FastAPI, url: str) -> None:
    id_ = "0198c0de-0000-7000-8000-00000000abcd"
    await admin.post(url, json={"by": 1}, headers={"X-Correlation-ID": id_})
    row = await app.state.store["outbox"].find_one({"subject": f"counter/{url.rpartition('/')[2]}"})
    assert id_ in row["body"].decode()


async def test_metrics_and_health_are_there(anybody: httpx2.AsyncClient) -> None:
    metrics = (await anybody.get("/metrics")).text
    ready = (await anybody.get("/readyz")).json()
    assert "thidua_outbox_pending" in metrics
    assert ready == {"status": "ready", "parts": {"running": True, "store": True, "broker": True, "consumers": True}}

"""The operator's pages and API: who may, what they say, what they do, in a whole service."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

from shared.events import Level
from shared.identity import OfficeHeld, Role
from shared.identity.directory import DirectoryPerson, DirectoryUnit
from shared.identity.tokens import COOKIE, Session, seal
from shared.messaging.deadletters import DeadLetter
from shared.service import ServiceSpec, create_app
from shared.service.operations import cli
from shared.settings import Settings
from shared.store import Store
from shared.store.documents import to_document
from shared.web.csrf import issue_csrf
from shared.web.templating import Pages
from tests.integration.conftest import SECRET
from tests.integration.messaging.things import until
from tests.integration.service.counting import Counter, router

ClientOf = Callable[[str], httpx2.AsyncClient]
CONSUMER = "counting.directory"
PEOPLE = {
    "quan-tri-vien": (Role.ADMIN, "my-hao"),
    "giam-sat": (Role.AUDITOR, "my-hao"),
    "can-bo": (Role.OFFICER, "my-hao"),
    "quan-tri-xa": (Role.ADMIN, "duong-quang"),
    "giam-sat-xa": (Role.AUDITOR, "duong-quang"),
}
UNITS = (("my-hao", Level.TOWN, "my-hao"), ("duong-quang", Level.COMMUNE, "my-hao/duong-quang"))
BASE = "/counting/operations"
API = "/counting/api/v1/operations"


@pytest.fixture(scope="module")
async def app(host: Settings, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[FastAPI]:
    pages = Pages(service="counting", templates=tmp_path_factory.mktemp("pages"), title="Đếm")
    spec = ServiceSpec(name="counting", title="Đếm", pages=pages, routers=[router], stored=[Counter])
    app = create_app(spec, host.model_copy(update={"outbox_limit_seconds": 30}))
    async with app.router.lifespan_context(app):
        async with asyncio.timeout(60):
            while not all((await app.state.runtime.parts()).values()):
                await asyncio.sleep(0.05)
        store: Store = app.state.store
        for code, level, path in UNITS:
            unit = DirectoryUnit(id=code, name=code, level=level, parent=None, path=path, valid_from=date(2020, 1, 1))
            await store["directory_units"].insert_one(to_document(unit))
        for subject, (role, where) in PEOPLE.items():
            office = OfficeHeld(role=role, unit=where, valid_from=date(2020, 1, 1))
            person = DirectoryPerson(id=subject, name=subject, offices=[office])
            await store["directory_people"].insert_one(to_document(person))
        yield app


@pytest.fixture
def client_of(app: FastAPI) -> ClientOf:
    """Clients that are signed in as somebody."""

    def make(subject: str) -> httpx2.AsyncClient:
        cookies = {COOKIE: seal(Session(subject=subject, name=subject, id="s1"), SECRET)} if subject else {}
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app, raise_app_exceptions=False),
            base_url="http://counting",
            cookies=cookies,
            headers={"x-csrf-token": issue_csrf(SECRET, "s1")},
            timeout=60,
        )

    return make


@pytest.fixture
async def admin(client_of: ClientOf) -> AsyncIterator[httpx2.AsyncClient]:
    """The administrator of the first day, whom no event has appointed: a rebuild of the directory leaves this one."""
    async with client_of("quan-tri") as client:
        yield client


async def enter_letter(app: FastAPI, **changes: object) -> DeadLetter:
    """A dead letter of an event that names somebody."""
    event = uuid4().hex
    body = {
        "id": event, "type": "vn.thidua.registration.OfficerAppointed.v1", "source": "/duong-quang/registration",
        "subject": f"officer/{event[:8]}", "time": "2025-03-01T03:00:00Z", "sequence": 1, "correlationid": event,
        "causationid": event, "dataclassification": "confidential", "level": "commune", "unit": "duong-quang",
        "data": {"person": {"id": "dq-01", "name": "Lý Thu Vân", "email": "van@example.org"}, "role": "officer"},
    }  # fmt: skip
    now = datetime.now(UTC)
    letter = DeadLetter(
        id=f"{CONSUMER}|{event}", consumer=CONSUMER, event=event, type=str(body["type"]), subject=str(body["subject"]),
        sequence=1, unit="duong-quang", source=str(body["source"]), reason="RuleBroken", detail="không có đơn vị",
        handler="shared.identity.directory._officer_appointed", first_failed=now, last_failed=now, arrived="1",
        body=base64.b64encode(json.dumps(body).encode()).decode(),
    ).model_copy(update=changes)  # fmt: skip
    await app.state.store["dead_letters"].insert_one(to_document(letter))
    return letter


READS = (f"{API}", f"{API}/acts", f"{API}/dead-letters", f"{API}/gaps", f"{API}/replays/x", f"{API}/dead-letters/a/b")
PAGES = (f"{BASE}/", f"{BASE}/dead-letters", f"{BASE}/gaps", f"{BASE}/replays", f"{BASE}/models/{CONSUMER}")
WRITES = (
    (f"{API}/dead-letters/{CONSUMER}/resend", None),
    (f"{API}/dead-letters/{CONSUMER}/x/resend", None),
    (f"{API}/dead-letters/{CONSUMER}/x/discard", {"reason": "because"}),
    (f"{API}/gaps/{CONSUMER}/skip", {"subject": "unit/x", "reached": 0, "reason": "because"}),
    (f"{API}/gaps/{CONSUMER}/retry", {"subject": "unit/x"}),
    (f"{API}/replays", {"consumer": CONSUMER}),
    (f"{API}/replays/x/send", {"reason": "because"}),
    (f"{API}/models/{CONSUMER}/rebuild", {"reason": "because"}),
    (f"{API}/models/{CONSUMER}/cancel", None),
)


@pytest.mark.parametrize(
    ("subject", "looks", "acts"),
    [
        ("", 401, 401),
        ("can-bo", 403, 403),
        ("nobody", 403, 403),
        ("quan-tri-xa", 403, 403),
        ("giam-sat-xa", 403, 403),
        ("giam-sat", 200, 403),
        ("quan-tri-vien", 200, 200),
    ],
)
async def test_who_may_look_and_who_may_act(client_of: ClientOf, subject: str, looks: int, acts: int) -> None:
    async with client_of(subject) as client:
        seen = {(await client.get(address)).status_code for address in (*READS, *PAGES)}
        assert seen == {looks, 404} if looks == 200 else seen == {looks}
        if acts != 200:
            assert {(await client.post(address, json=body)).status_code for address, body in WRITES} == {acts}


async def test_no_address_of_the_operators_is_without_a_guard(app: FastAPI, client_of: ClientOf) -> None:
    async with client_of("can-bo") as client:
        for route in app.routes:
            path = getattr(route, "path", "")
            if "/operations" in path:
                for method in getattr(route, "methods", ()):
                    assert (await client.request(method, path)).status_code in {403, 422}, path


async def test_letter_is_shown_without_personal_data_and_discarded_with_a_reason(
    app: FastAPI, admin: httpx2.AsyncClient
) -> None:
    letter = await enter_letter(app)
    listed = (await admin.get(f"{API}/dead-letters", params={"consumer": CONSUMER})).text
    shown = await admin.get(f"{API}/dead-letters/{CONSUMER}/{letter.event}")
    page = (await admin.get(f"{BASE}/dead-letters/{CONSUMER}/{letter.event}")).text
    for text in (listed, shown.text, page):
        assert "Thu Vân" not in text
        assert "van@example.org" not in text
    assert shown.json()["data"]["person"] == {"id": "dq-01", "name": "L…", "email": "v…"}
    assert shown.json()["handler"] == "shared.identity.directory._officer_appointed"
    empty = await admin.post(f"{BASE}/dead-letters/{CONSUMER}/{letter.event}/discard", data={"reason": ""})
    assert (empty.status_code, "lý do" in empty.text) == (422, True)
    done = await admin.post(f"{BASE}/dead-letters/{CONSUMER}/{letter.event}/discard", data={"reason": "nhập nhầm"})
    assert done.status_code == 303
    assert (await admin.get(f"{API}/dead-letters/{CONSUMER}/{letter.event}")).status_code == 404
    act = (await admin.get(f"{API}/acts")).json()["items"][0]
    assert (act["act"], act["by"], act["reason"], act["target"]) == (
        "discard",
        "quan-tri",
        "nhập nhầm",
        letter.event,
    )
    entry = await app.state.store["audit"].find_one({"subject": f"intervention/{act['id']}"})
    assert entry["actor"] == "quan-tri"


async def test_command_line_does_the_same(app: FastAPI, capsys: pytest.CaptureFixture[str]) -> None:
    letter = await enter_letter(app)
    reactions = app.state.runtime.reactions

    async def operate(*words: str) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = await cli.operate(app.state.store, "counting", reactions, words)
        lines = capsys.readouterr().out.splitlines()
        return code, [json.loads(line) for line in lines if line.startswith("{")]

    _, [status, *_] = await operate("status")
    assert (status["consumer"], status["dead"]) == (CONSUMER, 1)
    _, [shown] = await operate("dead", "show", CONSUMER, letter.event)
    assert shown["data"]["person"]["name"] == "L…"
    assert (await operate("dead", "discard", CONSUMER, letter.event, "--reason", "by mistake"))[0] == 0
    assert (await operate("dead", "list", CONSUMER))[1] == []
    assert (await operate("dead", "show", CONSUMER, letter.event))[0] == 1
    code, [counted] = await operate("replay", CONSUMER, "--since", "2020-01-01")
    assert (code, counted["state"]) == (0, "counted")
    assert (await operate("gaps", "list")) == (0, [])
    assert (await operate("rebuild", "no.such.model", "--reason", "x"))[0] == 1
    entry = await app.state.store["interventions"].find_one({"reason": "by mistake"})
    assert entry["by"].startswith("operator:")


async def test_replay_is_counted_then_sent_by_page(app: FastAPI, admin: httpx2.AsyncClient) -> None:
    asked = await admin.post(f"{BASE}/replays", data={"consumer": CONSUMER, "since": "01/01/2020"})
    where = asked.headers["location"]
    early = await admin.post(where, data={"reason": "để xem"})
    assert early.status_code == 409

    async def counted() -> bool:
        return "Đã đếm" in (await admin.get(where)).text

    await until(counted)
    assert (await admin.post(where, data={"reason": "để xem"})).status_code == 303

    async def sent() -> bool:
        return "Đã gửi xong" in (await admin.get(where)).text

    await until(sent)


async def test_rebuild_is_asked_for_and_followed_by_page(admin: httpx2.AsyncClient) -> None:
    where = f"{BASE}/models/{CONSUMER}"
    assert (await admin.post(f"{where}/rebuild", data={"reason": "số liệu sai"})).status_code == 303

    async def done() -> bool:
        return "Đã xong" in (await admin.get(f"{BASE}/")).text

    await until(done, 40)
    assert (await admin.get(f"{API}")).json()["models"][0]["generation"] == 1


async def test_commands_are_refused_while_events_do_not_leave_and_reads_go_on(
    app: FastAPI, admin: httpx2.AsyncClient
) -> None:
    counter = f"/counting/api/v1/counters/{uuid4().hex}"
    assert (await admin.post(counter, json={"by": 1})).status_code == 200
    old = {"_id": uuid4().hex, "subject": "counter/old", "sequence": 1, "partition": 99, "pending": True}
    await app.state.store["outbox"].insert_one({**old, "recorded_at": datetime(2020, 1, 1, tzinfo=UTC)})

    async def refused() -> bool:
        return (await admin.post(counter, json={"by": 1})).status_code == 503

    await until(refused)
    answer = await admin.post(counter, json={"by": 1}, headers={"Accept-Language": "en"})
    problem = answer.json()
    assert (problem["code"], answer.headers["retry-after"]) == ("backpressure.outbox", "60")
    assert (problem["vi"], problem["en"]) != ("", "")
    assert (await admin.get(f"{BASE}/")).status_code == 200
    letter = await enter_letter(app)
    mended = await admin.post(
        f"{API}/dead-letters/{CONSUMER}/{letter.event}/discard", json={"reason": "the operator may"}
    )
    assert mended.status_code == 200
    await app.state.store["outbox"].delete_one({"_id": old["_id"]})

    async def taken() -> bool:
        return (await admin.post(counter, json={"by": 1})).status_code == 200

    await until(taken)

"""The running services of the rows about commands: nomination with its drafts, and who may submit them."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from services.nomination.dossiers.model import Dossier
from services.nomination.dossiers.parts import Paper
from shared.aggregate import new_id
from shared.events import Level
from shared.events.parts import Nominee, SubjectKind
from shared.identity import OfficeHeld, Role
from shared.identity.directory import DirectoryPerson, DirectoryUnit
from shared.identity.tokens import COOKIE, Session, seal
from shared.law import Facts
from shared.store import Store
from shared.store.documents import to_document
from tests.bench.bench import OURS, ROOT, Bench, environment
from tests.bench.http import Connection

SECRET = "a secret of at least thirty-two characters"
SUBJECT = "dq-van-phong-01"
UNIT, TOP = "duong-quang.van-phong", "duong-quang"
BODY = json.dumps({"override_reason": "Đo tốc độ"}).encode()
HEADERS = {
    "Cookie": f"{COOKIE}={seal(Session(subject=SUBJECT, name='Trần Thị Bích', id='bench'), SECRET)}",
    "Content-Type": "application/json",
}


@dataclass(frozen=True)
class Service:
    """A running process and its port."""

    port: int
    process: asyncio.subprocess.Process

    def resident(self) -> float:
        """Memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))


@asynccontextmanager
async def service(bench: Bench, name: str, *, amqp: str, prefix: str, role: str = "all") -> AsyncIterator[Service]:
    """``python -m services.<name>``, ready. Raises RuntimeError when it ends instead; BENCH_LOUD shows why."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *(OURS, "-m", f"services.{name}", "--port", str(port), "--role", role),
        cwd=ROOT,
        env=environment(
            AMQP_URL=amqp,
            MONGO_URL=bench.stack.mongo_url,
            THIDUA_ENVIRONMENT="test",
            THIDUA_SESSION_SECRET=SECRET,
            THIDUA_DATABASE_PREFIX=prefix,
            THIDUA_OIDC_ISSUER="http://127.0.0.1:1",
            THIDUA_LOG_LEVEL="ERROR",
        ),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=sys.stderr if os.environ.get("BENCH_LOUD") else asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(120):
            while not await _ready(port):
                if process.returncode is not None:
                    raise RuntimeError(f"{name} ended with {process.returncode} before it was ready")
                await asyncio.sleep(0.1)
        yield Service(port, process)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def _ready(port: int) -> bool:
    try:
        connection = await Connection.open(port)
        status, _ = await connection.request("GET", "/readyz", {})
        connection.close()
    except OSError:
        return False
    return status == 200


async def found(store: Store) -> None:
    """Put a commune, its office and the head of that office into the directory."""
    units = [
        DirectoryUnit(
            id=TOP, name="Dương Quang", level=Level.COMMUNE, parent=None, path=TOP, valid_from=date(2025, 1, 1)
        ),
        DirectoryUnit(
            id=UNIT, name="Văn phòng", level=Level.BASE, parent=TOP, path=f"{TOP}/{UNIT}", valid_from=date(2025, 1, 1)
        ),
    ]
    head = OfficeHeld(
        role=Role.UNIT_HEAD,
        unit=UNIT,
        unit_name="Văn phòng",
        path=f"{TOP}/{UNIT}",
        level=Level.BASE,
        valid_from=date(2025, 1, 1),
    )
    person = DirectoryPerson(id=SUBJECT, name="Trần Thị Bích", offices=[head])
    await store["directory_units"].insert_many([to_document(unit) for unit in units])
    await store["directory_people"].insert_one(to_document(person))


def drafts(count: int) -> list[dict[str, Any]]:
    """Documents of dossiers that lack nothing but to be submitted."""
    one = Dossier(
        id="",
        version=1,
        unit=TOP,
        level=Level.COMMUNE,
        origin_unit=TOP,
        nominating_unit=UNIT,
        award="TD-CN-LDTT",
        award_name="Lao động tiên tiến",
        award_kind="LH-CT",
        nominee=Nominee(id="ca-nhan-05", kind=SubjectKind.INDIVIDUAL, name="Nguyễn Ngọc Nhài", unit=UNIT),
        year=2025,
        achievement="Hoàn thành tốt nhiệm vụ.",
        facts=Facts.model_validate(
            {
                "subject": {"kind": "individual", "category": "staff"},
                "year": 2025,
                "kind": "LH-CT",
                "ratings": {"2025": "HTT"},
            }
        ),
        papers=(Paper(code="B", name="Báo cáo thành tích", file="bao-cao.pdf"),),
    )
    return [{**to_document(one), "_id": new_id()} for _ in range(count)]

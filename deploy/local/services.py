"""The four services and the gateway as supervised child processes on top of an embedded stack."""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from deploy.local import probes
from deploy.local.children import Child, Command
from deploy.local.people import sealing, signers
from deploy.local.ports import LOOPBACK
from deploy.local.stack import EmbeddedStack
from shared.signing.trial import signing_keys

REPOSITORY = Path(__file__).resolve().parents[2]
NAMES = ("registration", "nomination", "notification", "reporting")

BOOTSTRAP_ADMIN = "quan-tri"
"""The demonstration's subject that is administrator before anybody holds an office."""

FIRST_MORNING = "2025-01-02T01:00:00+00:00"
"""When the business clock starts: 8 o'clock in Viet Nam on the first working day of 2025."""

Starter = Callable[[str, int], list[str]]


def start_service(name: str, port: int) -> list[str]:
    """The command that runs a service on a port."""
    return [sys.executable, "-m", f"services.{name}", "--host", LOOPBACK, "--port", str(port)]


def session_secret(file: Path) -> str:
    """The secret of this installation, made at the first start; nobody else may read the file."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text().strip()


class Services:
    """Starts the four services, then the gateway; `origin` is where everything can be opened.

    They may start while the stack still does: a service waits for its broker and its store, and most of its own
    time goes into reading its code.

    Args:
        stack: a stack that runs, or is just starting.
        starter: the command for a service's name and port.
        environment: further variables, stronger than the demonstration's own.
        own: service → further variables for that one alone, stronger still.
        seconds: how long a service may take until it is ready.

    Raises (on entering):
        StackError: one of them, or a part of the stack, did not become ready.
    """

    def __init__(
        self,
        stack: EmbeddedStack,
        *,
        starter: Starter = start_service,
        environment: Mapping[str, str] | None = None,
        own: Mapping[str, Mapping[str, str]] | None = None,
        seconds: float = 90.0,
    ) -> None:
        self._stack = stack
        self.origin = f"http://{LOOPBACK}:{stack.ports.get('gateway')}"
        self.urls = {name: f"http://{LOOPBACK}:{stack.ports.get(name)}" for name in NAMES}
        self.clock_file = stack.root / "clock"
        self._environment = self._settings() | dict(environment or {})
        self._own = own or {}
        self._services = {
            name: self._child(name, starter(name, stack.ports.get(name)), stack.ports.get(name), "/readyz", seconds)
            for name in NAMES
        }
        self._gateway = self._child("gateway", self._gateway_command(), stack.ports.get("gateway"), "/healthz", 30.0)

    @property
    def children(self) -> dict[str, Child]:
        """The processes by name, `gateway` among them."""
        return self._services | {"gateway": self._gateway}

    @property
    def database_prefix(self) -> str:
        """What the names of the databases start with."""
        return self._environment["THIDUA_DATABASE_PREFIX"]

    async def __aenter__(self) -> Self:
        if not self.clock_file.exists():
            self.clock_file.write_text(FIRST_MORNING)
        try:
            async with asyncio.TaskGroup() as starting:
                starting.create_task(self._stack.ready())
                for child in self.children.values():
                    starting.create_task(child.start())
        except ExceptionGroup as failures:
            await self._leave()
            raise failures.exceptions[0] from None
        except BaseException:
            await self._leave()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._leave()

    async def _leave(self) -> None:
        await self._gateway.stop()
        await asyncio.gather(*(service.stop() for service in self._services.values()))

    def _settings(self) -> dict[str, str]:
        stack = self._stack
        return {
            "THIDUA_DATABASE_PREFIX": "thidua",
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONUNBUFFERED": "1",
            "AMQP_URL": stack.amqp_url,
            "MONGO_URL": stack.mongo_url,
            "SMTP_URL": stack.smtp_url,
            "THIDUA_ENVIRONMENT": "demonstration",
            "THIDUA_CLOCK": f"file:{self.clock_file}",
            "THIDUA_PUBLIC_URL": self.origin,
            "THIDUA_OIDC_ISSUER": stack.issuer,
            "THIDUA_OIDC_CLIENT_SECRET": os.environ.get("THIDUA_OIDC_CLIENT_SECRET", "demonstration"),
            "THIDUA_SESSION_SECRET": session_secret(stack.root / "secret"),
            "THIDUA_BOOTSTRAP_ADMIN": BOOTSTRAP_ADMIN,
            **signing_keys(stack.root / "keys", signers(), sealing()),
        }

    def _gateway_command(self) -> list[str]:
        command = [sys.executable, "-m", "deploy.local.gateway", "--port", str(self._stack.ports.get("gateway"))]
        return [*command, "--routes", json.dumps(self.urls), "--mail-dir", str(self._stack.mail_dir)]

    def _child(self, name: str, argv: list[str], port: int, path: str, seconds: float) -> Child:
        command = Command(
            name=name,
            argv=argv,
            env={**self._environment, **self._own.get(name, {})},
            probe=lambda: probes.http(port, path),
            ready_within=seconds,
            grace=15.0,
        )
        return Child(command, log_dir=self._stack.log_dir, restart_crashed=True, lock=self._stack.lock)

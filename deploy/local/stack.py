"""The embedded stack: broker, store, identity provider and mail server as private child processes.

    async with EmbeddedStack(root=folder) as stack:
        connect(stack.amqp_url, stack.mongo_url)

AMQP_URL, MONGO_URL, SMTP_URL and THIDUA_OIDC_ISSUER in the environment are used instead of a child of our
own, unless `private` is asked for.
"""

import asyncio
import fcntl
import os
import shutil
import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar

from deploy.local.broker import Broker
from deploy.local.children import Child, StackError
from deploy.local.identity import Identity
from deploy.local.mail import Mail
from deploy.local.ports import Ports
from deploy.local.store import Store

Part = Literal["broker", "store", "identity", "mail"]
Kind = TypeVar("Kind", bound=Child)
PARTS: tuple[Part, ...] = ("broker", "store", "identity", "mail")

INSTEAD: dict[Part, str] = {
    "broker": "AMQP_URL",
    "store": "MONGO_URL",
    "identity": "THIDUA_OIDC_ISSUER",
    "mail": "SMTP_URL",
}
"""The environment variable that replaces a part."""

PATIENCE = 20.0
"""Seconds to wait for a stack that is just ending before calling the folder taken."""


class AlreadyRunningError(StackError):
    """Another stack lives in this folder."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"Another demonstration is running in {root}; end it first (Ctrl-C in its terminal).")


class NotHereError(StackError):
    """The part asked for is not part of this stack, or lives outside of it."""


class EmbeddedStack:
    """Starts on entering, leaves no process behind on leaving; the data stay in `root`.

    Args:
        root: folder for data, logs and ports; a second start on it finds everything again.
        parts: what to start.
        people: claims of those who can sign in at the embedded identity provider with one click.
        private: ignore the addresses in the environment.
        fresh: delete what an earlier stack left in `root`, log files and ports excepted.
        ports: preferred ports by name (amqp, mongo, identity, smtp, …).
        wait: enter only when every part can be used; otherwise `ready` has to be awaited.

    Raises (on entering):
        StackError: something is missing, taken or does not start.
    """

    def __init__(
        self,
        *,
        root: Path,
        parts: Collection[Part] = PARTS,
        people: Iterable[Mapping[str, str]] = (),
        private: bool = False,
        fresh: bool = False,
        ports: Mapping[str, int] | None = None,
        wait: bool = True,
    ) -> None:
        self.root = root.resolve()
        self.log_dir = self.root / "log"
        self.ports = Ports(self.root / "ports.json", dict(ports or {}))
        self.lock: int | None = None
        self._parts = set(parts)
        self._people = list(people)
        self._fresh = fresh
        self._wait = wait
        self._starting: asyncio.Task[None] | None = None
        outside = {} if private else os.environ
        self._outside = {part: outside[name] for part, name in INSTEAD.items() if outside.get(name)}
        self._children: dict[Part, Child] = {}

    @property
    def broker(self) -> Broker:
        """The private node, for tests that kill it."""
        return self._child("broker", Broker)

    @property
    def store(self) -> Store:
        """The private store, for tests that kill it."""
        return self._child("store", Store)

    @property
    def identity(self) -> Identity:
        """The private identity provider."""
        return self._child("identity", Identity)

    @property
    def mail(self) -> Mail:
        """The private mail server."""
        return self._child("mail", Mail)

    @property
    def amqp_url(self) -> str:
        """Where the broker is."""
        return self._outside.get("broker") or self.broker.url

    @property
    def mongo_url(self) -> str:
        """Where the store is."""
        return self._outside.get("store") or self.store.url

    @property
    def issuer(self) -> str:
        """The identity provider's issuer URL."""
        return self._outside.get("identity") or self.identity.issuer

    @property
    def smtp_url(self) -> str:
        """Where mails are sent to."""
        return self._outside.get("mail") or self.mail.url

    @property
    def outside(self) -> dict[str, str]:
        """Environment variable → its value, for the parts that live outside of this stack."""
        return {INSTEAD[part]: url for part, url in self._outside.items()}

    @property
    def children(self) -> dict[str, Child]:
        """The parts that are ours, by name."""
        return {str(part): child for part, child in self._children.items()}

    @property
    def mail_dir(self) -> Path:
        """Where the embedded mail server keeps mails; empty if mails go elsewhere."""
        return self.root / "mail"

    async def rabbitmqctl(self, *arguments: str) -> str:
        """Run rabbitmqctl against the private node; return what it prints."""
        return await self.broker.ctl(*arguments)

    async def __aenter__(self) -> Self:
        self.root.mkdir(parents=True, exist_ok=True)
        await self._take_folder()
        try:
            if self._fresh:
                self._delete_data()
            self._children = self._make()
            self._starting = asyncio.create_task(self._start_children())
            if self._wait:
                await self.ready()
        except BaseException:
            await self._leave()
            raise
        return self

    async def ready(self) -> None:
        """Wait until every part can be used.

        Raises:
            StackError: one of them does not start.
        """
        if self._starting:
            await asyncio.shield(self._starting)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._leave()

    async def _start_children(self) -> None:
        try:
            async with asyncio.TaskGroup() as starting:
                for child in self._children.values():
                    starting.create_task(child.start())
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None

    def _make(self) -> dict[Part, Child]:
        ports, log_dir, lock = self.ports, self.log_dir, self.lock
        children: dict[Part, Child] = {}
        wanted = self._parts - self._outside.keys()
        if "broker" in wanted:
            children["broker"] = Broker(root=self.root, ports=ports, log_dir=log_dir, lock=lock)
        if "store" in wanted:
            children["store"] = Store(root=self.root, ports=ports, log_dir=log_dir, lock=lock)
        if "identity" in wanted:
            children["identity"] = Identity(people=self._people, ports=ports, log_dir=log_dir, lock=lock)
        if "mail" in wanted:
            children["mail"] = Mail(root=self.root, ports=ports, log_dir=log_dir, lock=lock)
        return children

    def _child(self, part: Part, kind: type[Kind]) -> Kind:
        child = self._children.get(part)
        if not isinstance(child, kind):
            raise NotHereError(f"this stack has no {part} of its own")
        return child

    def _delete_data(self) -> None:
        for entry in self.root.iterdir():
            if entry.name in {"lock", "log", "ports.json"}:
                continue
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    async def _take_folder(self) -> None:
        # The keepers hold the same lock: it is free only when nothing of an earlier stack is left.
        self.lock = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    os.close(self.lock)
                    self.lock = None
                    raise AlreadyRunningError(self.root) from None
                await asyncio.sleep(0.1)
            else:
                return

    async def _leave(self) -> None:
        if self._starting:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        await asyncio.gather(*(child.stop() for child in self._children.values()))
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

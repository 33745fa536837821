"""One run: set up, work while things break, heal, wait until all is quiet, and find out what became of everything."""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from deploy.local.chaos.client import Client
from deploy.local.chaos.damage import Damage
from deploy.local.chaos.faults import DOOR, Fault, plan_of
from deploy.local.chaos.hearsay import heard
from deploy.local.chaos.ledger import Ledger
from deploy.local.chaos.places import TODAY, settle
from deploy.local.chaos.proxy import Proxy
from deploy.local.chaos.quiet import Queues, until_quiet
from deploy.local.chaos.readback import Findings, read_back
from deploy.local.chaos.stories import Over, Stage, story_of
from deploy.local.play.clock import BusinessClock
from deploy.local.play.data import Sample
from deploy.local.play.people import People
from deploy.local.play.world import World
from deploy.local.screen import Screen
from deploy.local.services import NAMES, Services
from deploy.local.stack import EmbeddedStack
from deploy.local.verdict import Verdict, verdict

QUIET_WITHIN = 180.0
"""Seconds within which nothing may be under way any more, once everything is healed."""

SET_UP_WITHIN = 120.0
"""Seconds within which every service has heard of every person, before anything breaks."""

ANSWER_WITHIN = httpx2.Timeout(20.0, connect=3.0)
LINKED = {"broker": "AMQP_URL", "store": "MONGO_URL"}


@dataclass(frozen=True, kw_only=True)
class Options:
    """What was asked for: ``clients`` people work at the same time, for ``duration`` seconds."""

    seed: int
    duration: float
    clients: int
    root: Path


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run came to; seconds until everything was ready again, and until nothing was under way."""

    faults: list[Fault]
    ledger: Ledger
    findings: Findings
    verdict: Verdict
    queues: Queues
    quiet: bool
    ready_after: float
    quiet_after: float


async def run(options: Options, shown: Screen) -> Outcome:
    """Do it all.

    Raises:
        StackError: a part did not start, or did not come back after the last fault.
    """
    for old in (options.root / "log").glob("*.log"):
        old.unlink()  # of an earlier run of this seed: they would be read as this one's
    async with EmbeddedStack(root=options.root, private=True, fresh=True) as stack, AsyncExitStack() as exits:
        proxies: dict[str, Proxy] = {}
        own: dict[str, dict[str, str]] = {}
        for service in NAMES:
            for part, variable in LINKED.items():
                url = stack.amqp_url if part == "broker" else stack.mongo_url
                proxy = await exits.enter_async_context(Proxy.before(url))
                proxies[f"{service}-{part}"] = proxy
                own.setdefault(service, {})[variable] = proxy.through(url)
        services = await exits.enter_async_context(Services(stack, own=own))
        proxies[DOOR] = await exits.enter_async_context(Proxy.before(services.origin))
        BusinessClock(services.clock_file).move(TODAY)
        return await _Run(options, shown, stack, services, proxies).all()


class _Run:
    def __init__(
        self, options: Options, shown: Screen, stack: EmbeddedStack, services: Services, proxies: dict[str, Proxy]
    ) -> None:
        self._options = options
        self._screen = shown
        self._stack = stack
        self._services = services
        self._proxies = proxies
        self._ledger = Ledger()
        self._stories = itertools.count(1)

    async def all(self) -> Outcome:
        """From the first unit to the verdict."""
        options, stack = self._options, self._stack
        faults = plan_of(options.seed, options.duration)
        async with self._doors() as (world, client):
            places = await settle(world, NAMES)
            stage = Stage(options.seed, places, Sample(), client, self._ledger)
            children = {**stack.children, **self._services.children}
            damage = Damage(children, self._proxies, lambda fault: self._screen.say(str(fault)))
            async with asyncio.TaskGroup() as tasks:
                until = time.monotonic() + options.duration
                for _ in range(options.clients):
                    tasks.create_task(self._work(stage, until))
                await damage.follow(faults)
                ready_after = await damage.heal()
            began = time.monotonic()
            prefix = self._services.database_prefix
            quiet, queues = await until_quiet(stack.amqp_url, stack.mongo_url, prefix, QUIET_WITHIN)
            quiet_after = time.monotonic() - began
            findings = await read_back(client, self._ledger, places, options.seed)
            await heard(client, places, findings)
        accepted = self._ledger.acknowledged() + world.accepted
        found = await verdict(stack.mongo_url, prefix, stack.mail_dir, amqp_url=stack.amqp_url, accepted=accepted)
        return Outcome(
            faults=faults,
            ledger=self._ledger,
            findings=findings,
            verdict=found,
            queues=queues,
            quiet=quiet,
            ready_after=ready_after,
            quiet_after=quiet_after,
        )

    async def _work(self, stage: Stage, until: float) -> None:
        """One person: story after story."""
        while time.monotonic() < until:
            story, tell = story_of(stage, next(self._stories))
            try:
                await tell(story)
            except Over:
                continue

    @asynccontextmanager
    async def _doors(self) -> AsyncIterator[tuple[World, Client]]:
        """The public API, for setting up and for the load."""
        origin, issuer = self._proxies[DOOR].through(self._services.origin), self._stack.issuer
        async with httpx2.AsyncClient(timeout=ANSWER_WITHIN, trust_env=False) as http:
            people = People(
                http,
                issuer=issuer,
                client_id=os.environ.get("THIDUA_OIDC_CLIENT_ID", "thidua"),
                client_secret=os.environ.get("THIDUA_OIDC_CLIENT_SECRET", "demonstration"),
                redirect_uri=f"{origin}/notification/auth/callback",
            )
            yield (
                World(http, people, origin=origin, patience=SET_UP_WITHIN),
                Client(http, people, origin=origin, ledger=self._ledger),
            )

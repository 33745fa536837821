"""Outbox, inbox and projections under any order, any repetition, and any crash between two writes: one final state.

Three state machines over the real store. Hypothesis chooses what is committed, published, delivered and where a
process dies; each machine ends by letting everything that waits arrive, and compares with what was said.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Iterator
from contextlib import aclosing, contextmanager
from typing import Any, ClassVar, TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from deploy.local.stack import EmbeddedStack
from services.reporting.app import SPEC
from services.reporting.projections.consumer import ROWS
from services.reporting.projections.consumer import reactions as projections
from shared.errors import Conflict
from shared.messaging import Broker, Reactions, consumer
from shared.messaging.consumer import Consumer
from shared.messaging.inbox import Delivery
from shared.store import Store, transaction
from shared.store.outbox import PARTITIONS, Outbox
from shared.store.schema import prepare
from tests.integration.messaging.things import CLOCK, Seen, Thing, bodies, happen, listening, names, new_thing
from tests.unit.reporting.story import small_year

T = TypeVar("T")
NOWHERE = "amqp://nowhere"
HOW = settings(
    max_examples=10,
    stateful_step_count=12,
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
PICKS = st.lists(st.integers(0, 10_000), min_size=1, max_size=6)
"""Which of the things at hand: each number counts round and round."""


class Died(Exception):
    """The process ends here: what it had not committed never was."""


@contextmanager
def dying(module: Any) -> Iterator[None]:
    """Between two writes of that module, for as long as this lasts."""

    async def die() -> None:
        raise Died

    module.BETWEEN_WRITES = die
    try:
        yield
    finally:
        module.BETWEEN_WRITES = None


class Machine(RuleBasedStateMachine):
    """A state machine is no coroutine: it works in a loop of its own, which all its examples share."""

    runner: ClassVar[asyncio.Runner]
    url: ClassVar[str]

    def run(self, work: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await work

        return self.runner.run(awaited())

    def open(self, *stored: Any) -> Store:
        async def made() -> Store:
            one = Store(self.url, f"t{uuid4().hex[:8]}")
            await prepare(one.database, stored or (Thing, Seen))
            return one

        return self.run(made())


@pytest.fixture
def at_rest(stack: EmbeddedStack) -> Iterator[None]:
    """A loop for the machines of one test."""
    Machine.url = stack.mongo_url
    with asyncio.Runner() as runner:
        Machine.runner = runner
        yield


class OutboxMachine(Machine):
    """Commits, and relays that die, fail, and work on rows that another one has published meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.store = self.open()
        self.things = [new_thing() for _ in range(4)]
        self.committed = dict.fromkeys(self.things, 0)
        self.published: list[tuple[str, int]] = []
        self.read: list[dict[str, Any]] = []

    @rule(pick=st.integers(0, 3), times=st.integers(1, 3), dies=st.booleans())
    def commit(self, pick: int, times: int, dies: bool) -> None:
        thing = self.things[pick]
        if dies:
            with dying(transaction), pytest.raises(Died):
                self.run(happen(self.store, thing, times=times))
        else:
            self.run(happen(self.store, thing, times=times))
            self.committed[thing] += times

    @rule(limit=st.integers(1, 5))
    def look(self, limit: int) -> None:
        """A relay reads a window. Until it publishes, anything may happen."""

        async def first() -> list[dict[str, Any]]:
            async with aclosing(self.store.outbox.windows(range(PARTITIONS), limit)) as windows:
                return await anext(windows, [])

        self.read = self.run(first())

    @rule(fails=st.sets(st.integers(0, 4)), dies=st.booleans())
    def publish(self, fails: set[int], dies: bool) -> None:
        """What was read is confirmed, but for what fails; dying, the relay does not come to marking it."""
        confirmed = {row["_id"]: 1 for n, row in enumerate(self.read) if n not in fails}
        failed = {row["_id"]: "DeliveryError" for n, row in enumerate(self.read) if n in fails}
        self.published += [(row["subject"], row["sequence"]) for row in self.read if row["_id"] in confirmed]
        if not dies:
            self.run(self.store.outbox.settle(confirmed, failed))

    @invariant()
    def nothing_is_said_that_was_not_committed(self) -> None:
        for subject, sequence in self.published:
            assert sequence <= self.committed[subject.partition("/")[2]]

    def teardown(self) -> None:
        # the next relay: it knows of nothing that has to rest
        self.store.outbox = Outbox(self.store.database, self.store.clock)
        while True:
            self.look(5)
            if not self.read:
                break
            self.publish(set(), dies=False)
        said = {(f"unit/{thing}", n + 1) for thing, count in self.committed.items() for n in range(count)}
        assert set(self.published) == said
        assert self.run(self.store.outbox.depth()) == (0, 0.0)
        self.store.close()


class InboxMachine(Machine):
    """Events arrive in any order, again, and in two processes at once, which die before and after the commit."""

    ordered: ClassVar[bool]

    def __init__(self) -> None:
        super().__init__()
        self.store = self.open()
        self.things = [new_thing() for _ in range(3)]
        self.run(happen(self.store, *self.things, times=4))
        self.queue = [Delivery.read(body) for body in self.run(bodies(self.store))]
        self.consumers = [self.consumer(f"test.{uuid4().hex[:8]}")]
        self.consumers.append(self.consumer(self.consumers[0].name))

    def consumer(self, name: str) -> Consumer:
        return listening(self.store, Broker(NOWHERE, name="test"), name, ordered=self.ordered)

    def picked(self, picks: list[int]) -> list[Delivery]:
        return [self.queue[pick % len(self.queue)] for pick in picks] if self.queue else []

    @rule(picks=PICKS, acknowledged=st.booleans())
    def deliver(self, picks: list[int], acknowledged: bool) -> None:
        """A batch; what is not acknowledged comes again."""
        batch = self.picked(picks)
        self.run(self.consumers[0].handle(batch))
        if acknowledged:
            self.queue = [one for one in self.queue if one not in batch]

    @rule(picks=PICKS)
    def die_before_the_commit(self, picks: list[int]) -> None:
        if batch := self.picked(picks):
            with dying(consumer), pytest.raises(Died):
                self.run(self.consumers[0].handle(batch))

    @rule(pick=st.integers(0, 10_000))
    def deliver_without_what_is_parked(self, pick: int) -> None:
        for one in self.picked([pick]):
            try:
                self.run(self.consumers[0].handle([one], drain=False))
            except Conflict:
                continue  # it is parked already

    @rule(first=PICKS, second=PICKS)
    def deliver_in_two_processes(self, first: list[int], second: list[int]) -> None:
        """Whoever is slower meets a conflict and is told again later."""
        batches = [self.picked(first), self.picked(second)]

        async def both() -> list[Any]:
            work = (one.handle(batch) for one, batch in zip(self.consumers, batches, strict=True))
            return await asyncio.gather(*work, return_exceptions=True)

        for result in self.run(both()):
            assert result is None or isinstance(result, Conflict)

    @invariant()
    def nothing_is_heard_twice(self) -> None:
        for thing in self.things:
            heard = self.run(names(self.store, thing))
            if self.ordered:
                assert heard == [f"lần {n + 1}" for n in range(len(heard))]
            assert len(set(heard)) == len(heard)

    def teardown(self) -> None:
        if self.queue:
            self.run(self.consumers[0].handle(self.queue))
        for thing in self.things:
            assert sorted(self.run(names(self.store, thing))) == [f"lần {n}" for n in (1, 2, 3, 4)]
        assert self.run(self.store["parked"].count_documents({})) == 0
        self.store.close()


class OrderedInbox(InboxMachine):
    ordered = True


class UnorderedInbox(InboxMachine):
    ordered = False


class ProjectionMachine(Machine):
    """A year of events lands in the rows of the reports."""

    wanted: ClassVar[dict[str, list[Any]]] = {}
    year: ClassVar[list[Delivery]] = small_year().deliveries

    def __init__(self) -> None:
        super().__init__()
        if not self.wanted:
            straight = self.open(*SPEC.stored)
            self.run(self.consumer(straight).handle(self.year))
            self.wanted.update(self.rows(straight))
            straight.close()
        self.store = self.open(*SPEC.stored)
        self.consuming = self.consumer(self.store)
        self.waiting = list(self.year)

    def consumer(self, store: Store, reactions: Reactions = projections) -> Consumer:
        broker = Broker(NOWHERE, name="test")
        return Consumer(reactions, store=store, broker=broker, clock=CLOCK, service="reporting", after=lambda: None)

    def rows(self, store: Store) -> dict[str, list[Any]]:
        collections = [cls.collection for cls in ROWS]
        return {name: self.run(store[name].find({}).sort("_id", 1).to_list(None)) for name in collections}

    @rule(
        order=st.randoms(use_true_random=False), size=st.integers(1, 40), acknowledged=st.booleans(), dies=st.booleans()
    )
    def deliver(self, order: Any, size: int, acknowledged: bool, dies: bool) -> None:
        batch = order.sample(self.waiting, min(size, len(self.waiting)))
        if dies and batch:
            with dying(consumer), pytest.raises(Died):
                self.run(self.consuming.handle(batch))
            return
        self.run(self.consuming.handle([*batch, *batch[:2]]))
        if acknowledged:
            self.waiting = [one for one in self.waiting if one not in batch]

    def teardown(self) -> None:
        self.run(self.consuming.handle(self.waiting))
        assert self.rows(self.store) == self.wanted
        assert self.run(self.store["parked"].count_documents({})) == 0
        self.store.close()


@pytest.mark.usefixtures("at_rest")
def test_outbox_says_everything_that_was_committed_and_nothing_else() -> None:
    run_state_machine_as_test(OutboxMachine, settings=HOW)


@pytest.mark.usefixtures("at_rest")
def test_inbox_of_an_ordered_consumer_handles_everything_once_in_order() -> None:
    run_state_machine_as_test(OrderedInbox, settings=HOW)


@pytest.mark.usefixtures("at_rest")
def test_inbox_of_an_unordered_consumer_handles_everything_once() -> None:
    run_state_machine_as_test(UnorderedInbox, settings=HOW)


@pytest.mark.usefixtures("at_rest")
def test_projections_come_to_the_same_rows_in_any_order() -> None:
    run_state_machine_as_test(ProjectionMachine, settings=settings(HOW, max_examples=6))

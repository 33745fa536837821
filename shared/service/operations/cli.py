"""The operator's hand on a command line: ``python -m services.<name> operate dead list``.

    status                                   consumers, dead letters, gaps, read models
    dead list [CONSUMER]                     one JSON line for each
    dead show CONSUMER EVENT                 with its data, personal data masked
    dead resend CONSUMER [EVENT …]           all of them without events
    dead discard CONSUMER EVENT --reason …   for good
    gaps list                                what waits for an earlier event
    gaps skip CONSUMER SUBJECT --reason …    go without what is missing
    gaps retry CONSUMER SUBJECT              try a parked event that fails once more
    replay CONSUMER [--since …] [--until …] [--type …] [--subject …] [--unit …] [--send --reason … [--even-unknown]]
    rebuild MODEL --reason …                 follows it to its end
    cancel MODEL                             give a rebuild up

Needs MONGO_URL and THIDUA_DATABASE_PREFIX, and a worker of the service that carries it out.
Exit code 0: done; 1: refused, or it failed; 2: the store does not answer.
"""

from __future__ import annotations

import argparse
import asyncio
import getpass
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel

from shared.aggregate import new_id
from shared.errors import NotFound, ThiduaError
from shared.messaging import Reactions, deadletters, gaps, rebuild, replay
from shared.messaging.deadletters import DeadLetter
from shared.messaging.rebuild import Rebuild
from shared.messaging.replay import Replay
from shared.service.operations.views import GapView, LetterDetail, LetterView, RebuildView, ReplayView
from shared.store import Context, Store, StoreFailure, Transaction
from shared.store.reads import MOST

R = TypeVar("R")
PAUSE_SECONDS = 0.5


@dataclass(frozen=True)
class Hand:
    """What every command needs."""

    store: Store
    service: str
    reactions: Sequence[Reactions]

    def of(self, consumer: str) -> Reactions:
        """The reactions of a consumer; raises NotFound."""
        for one in self.reactions:
            if one.consumer == consumer:
                return one
        raise NotFound(what=f"bộ nhận {consumer}")

    async def act(self, command: Callable[[Transaction], Awaitable[R]]) -> R:
        """Run in one transaction under the name of whoever sits at this machine."""
        id_ = new_id()
        context = Context(
            service=self.service,
            actor=f"operator:{getpass.getuser()}",
            command="operate",
            now=datetime.now(UTC),
            correlation_id=id_,
            causation_id=id_,
        )
        return await self.store.transact(command, context)


def say(found: BaseModel | dict[str, Any]) -> None:
    """One JSON line."""
    plain = found.model_dump(mode="json") if isinstance(found, BaseModel) else found
    print(json.dumps(plain, ensure_ascii=False))


async def status(hand: Hand, _: argparse.Namespace) -> int:
    for one in hand.reactions:
        found = await gaps.listed(hand.store, one) if one.ordered else []
        dead = await hand.store.reads.count(DeadLetter, {"consumer": one.consumer})
        say({"consumer": one.consumer, "dead": dead, "gaps": len(found)})
    for name in dict.fromkeys(one.model.name for one in hand.reactions if one.model):
        say({"model": name, "generation": await hand.store.generations.current(name)})
    return 0


async def dead(hand: Hand, arguments: argparse.Namespace) -> int:
    reads = hand.store.reads
    if arguments.what == "list":
        where = {"consumer": arguments.consumer} if arguments.consumer else {}
        for letter in await reads.find(DeadLetter, where, limit=MOST):
            say(LetterView.of(letter))
        return 0
    reactions = hand.of(arguments.consumer)
    if arguments.what == "show":
        say(LetterDetail.of(await reads.get(DeadLetter, f"{reactions.consumer}|{arguments.event}")))
    elif arguments.what == "discard":
        await hand.act(
            lambda tx: deadletters.discard(tx, reactions=reactions, event=arguments.event, reason=arguments.reason)
        )
    else:
        letters = await reads.find(DeadLetter, {"consumer": reactions.consumer}, limit=MOST)
        events = arguments.events or [letter.event for letter in letters]
        for event in events:
            await hand.act(partial(deadletters.resend, consumer=reactions.consumer, event=event))
        say({"resent": len(events)})
    return 0


async def gaps_(hand: Hand, arguments: argparse.Namespace) -> int:
    if arguments.what == "list":
        for one in hand.reactions:
            for gap in await gaps.listed(hand.store, one) if one.ordered else []:
                say(GapView.of(gap))
        return 0
    about: dict[str, Any] = {
        "store": hand.store,
        "reactions": hand.of(arguments.consumer),
        "subject": arguments.subject,
    }
    if arguments.what == "retry":
        await hand.act(lambda tx: gaps.retry(tx, **about))
        return 0
    seen = await gaps.found(**about)
    say(GapView.of(seen))
    await hand.act(lambda tx: gaps.skip(tx, **about, reached=seen.reached, reason=arguments.reason))
    say({"skipped": list(seen.next)})
    return 0


async def replay_(hand: Hand, arguments: argparse.Namespace) -> int:
    reactions = hand.of(arguments.consumer)
    asked = await hand.act(
        lambda tx: replay.ask(
            tx,
            consumer=reactions.consumer,
            since=arguments.since,
            until=arguments.until,
            types=arguments.type,
            subject=arguments.subject,
            unit=arguments.unit,
        )
    )
    found = await _replayed(hand, asked.id, replay.State.COUNTING)
    say(ReplayView.of(found))
    if not arguments.send:
        return 0
    await hand.act(
        lambda tx: replay.send(tx, replay_id=asked.id, reason=arguments.reason, even_unknown=arguments.even_unknown)
    )
    found = await _replayed(hand, asked.id, replay.State.SENDING)
    say(ReplayView.of(found))
    return 0 if found.state is replay.State.SENT else 1


async def _replayed(hand: Hand, id_: str, while_: replay.State) -> Replay:
    while True:
        found = await hand.store.reads.get(Replay, id_)
        if found.state is not while_:
            return found
        await asyncio.sleep(PAUSE_SECONDS)


async def rebuild_(hand: Hand, arguments: argparse.Namespace) -> int:
    if arguments.model not in {one.model.name for one in hand.reactions if one.model}:
        raise NotFound(what=f"bảng tổng hợp {arguments.model}")
    asked = await hand.act(lambda tx: rebuild.ask(tx, model=arguments.model, reason=arguments.reason))
    while (found := await hand.store.reads.get(Rebuild, asked.id)).state in rebuild.ACTIVE:
        say(RebuildView.of(found))
        await asyncio.sleep(PAUSE_SECONDS * 4)
    say(RebuildView.of(found))
    return 0 if found.state is rebuild.State.DONE else 1


async def cancel(hand: Hand, arguments: argparse.Namespace) -> int:
    say(RebuildView.of(await hand.act(lambda tx: rebuild.cancel(tx, model=arguments.model))))
    return 0


def parser(service: str) -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog=f"python -m services.{service} operate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("status").set_defaults(run=status)
    _dead(commands.add_parser("dead"))
    _gaps(commands.add_parser("gaps"))
    again = commands.add_parser("replay")
    again.set_defaults(run=replay_)
    again.add_argument("consumer")
    for name in ("--since", "--until"):
        again.add_argument(name, type=_instant, help="an ISO-8601 instant with its offset")
    again.add_argument("--type", action="append", default=[])
    for name in ("--subject", "--unit", "--reason"):
        again.add_argument(name, default="")
    again.add_argument("--send", action="store_true", help="send what was counted")
    again.add_argument("--even-unknown", action="store_true")
    new = commands.add_parser("rebuild")
    new.set_defaults(run=rebuild_)
    new.add_argument("model")
    new.add_argument("--reason", required=True)
    stop = commands.add_parser("cancel")
    stop.set_defaults(run=cancel)
    stop.add_argument("model")
    return top


def _dead(top: argparse.ArgumentParser) -> None:
    top.set_defaults(run=dead)
    whats = top.add_subparsers(dest="what", required=True)
    whats.add_parser("list").add_argument("consumer", nargs="?")
    for what in ("show", "discard"):
        one = whats.add_parser(what)
        one.add_argument("consumer")
        one.add_argument("event")
    one.add_argument("--reason", required=True)
    again = whats.add_parser("resend")
    again.add_argument("consumer")
    again.add_argument("events", nargs="*")


def _gaps(top: argparse.ArgumentParser) -> None:
    top.set_defaults(run=gaps_)
    whats = top.add_subparsers(dest="what", required=True)
    whats.add_parser("list")
    for what in ("retry", "skip"):
        one = whats.add_parser(what)
        one.add_argument("consumer")
        one.add_argument("subject")
    one.add_argument("--reason", required=True)


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.astimezone()


async def operate(store: Store, service: str, reactions: Sequence[Reactions], words: Sequence[str]) -> int:
    """Run one command line; the exit code."""
    arguments = parser(service).parse_args(words)
    for one in reactions:
        if one.model is not None:
            store.generations.register(one.model, one.consumer)
    try:
        code: int = await arguments.run(Hand(store, service, reactions), arguments)
    except ThiduaError as error:
        print(error.en, file=sys.stderr)
        return 1
    except StoreFailure as error:
        print(f"the store does not answer: {error}", file=sys.stderr)
        return 2
    return code

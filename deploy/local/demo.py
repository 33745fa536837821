"""``python -m deploy.local.demo [--reset] [--exit] [--kill NAME]``: the demonstration, from nothing to the table.

Starts the embedded stack, the four services and the gateway, plays the year 2025 of Dương Quang through the
public API, compares what was said with what was heard, and stays up until Ctrl-C. Whatever way this process
ends, nothing that it started is left.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from deploy.local.children import Child, StackError
from deploy.local.launch import end_with_make, until_signal
from deploy.local.people import people, suggested
from deploy.local.screen import Screen, screen
from deploy.local.services import NAMES, Services
from deploy.local.stack import PARTS, EmbeddedStack

REPOSITORY = Path(__file__).resolve().parents[2]
STARTING = "broker, store, sign-in, mail server, four services, gateway"
MOST_FINDINGS = 20
COLUMNS = {
    "commands": "commands accepted",
    "published": "events published",
    "deliveries": "deliveries",
    "effects": "effects",
    "lost": "lost",
    "duplicated": "duplicated",
    "parked": "parked",
    "dead": "dead letters",
}
"""Figures of a verdict's row, and what stands above them."""

PREFERRED_PORTS = {"gateway": 8800, "identity": 8801}


@dataclass(frozen=True, kw_only=True)
class Options:
    """What was typed."""

    root: Path
    reset: bool
    leave: bool
    kill: str | None


class Year(StrEnum):
    """How far the year was played in a folder."""

    UNTOUCHED = "untouched"
    PLAYING = "playing"
    PLAYED = "played"


def parse(arguments: Sequence[str]) -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.demo", description="The demonstration.")
    parser.add_argument("--reset", action="store_true", help="delete the data of earlier starts first")
    parser.add_argument(
        "--exit", action="store_true", help="end after the table; the exit code says whether all is well"
    )
    parser.add_argument("--kill", choices=(*NAMES, *PARTS, "gateway"), help="SIGKILL to it in the middle of the year")
    parser.add_argument("--root", type=Path, default=REPOSITORY / ".local", help="folder for data and logs")
    found = parser.parse_args(arguments)
    return Options(root=found.root.resolve(), reset=found.reset, leave=found.exit, kill=found.kill)


def without_password(url: str) -> str:
    """The address as it may be shown."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


class Accident:
    """Kills one child when called; supervision brings it back."""

    def __init__(self, name: str, child: Child, shown: Screen) -> None:
        self._name, self._child, self._screen = name, child, shown
        self._happening: asyncio.Task[None] | None = None

    def __call__(self) -> None:
        """Let it happen, once."""
        if self._happening is None:
            self._screen.say(f"SIGKILL to {self._name}")
            self._happening = asyncio.create_task(self._child.crash())

    async def over(self) -> bool:
        """Wait until the child is back; False if nothing happened at all.

        Raises:
            ChildFailedError: it did not come back.
        """
        if self._happening is None:
            return False
        await self._happening
        await self._child.recovered()
        return True


class Demonstration:
    """One run."""

    def __init__(self, options: Options, shown: Screen) -> None:
        self._options = options
        self._screen = shown
        self._began = time.monotonic()
        self._accepted: dict[str, int] = {}

    async def run(self) -> int:
        """Do it all; return the exit code."""
        options, show = self._options, self._screen
        try:
            stack = EmbeddedStack(
                root=options.root,
                people=[person.claims for person in people()],
                fresh=options.reset,
                ports=PREFERRED_PORTS,
                wait=False,
            )
            show.progress(STARTING, 0, 1)
            async with stack:
                self._tell_what_is_elsewhere(stack)
                async with Services(stack) as services:
                    show.progress(STARTING, 1, 1)
                    return await self._show(stack, services)
        except StackError as error:
            show.say(str(error))
            return 1

    async def _show(self, stack: EmbeddedStack, services: Services) -> int:
        played = await self._play_once(stack, services)
        self._screen.rest()
        agreed = await self._compare(stack, services)
        self._invite(stack, services)
        if self._options.leave:
            return 0 if played and agreed else 1
        self._screen.say("\nIt stays up. Ctrl-C ends it; the next `make demo` finds everything again.")
        await asyncio.Event().wait()
        return 0

    def _tell_what_is_elsewhere(self, stack: EmbeddedStack) -> None:
        for name, url in stack.outside.items():
            kept = "; its data are not touched by RESET" if self._options.reset else ""
            self._screen.say(f"{name} is set and used instead of a part of our own: {without_password(url)}{kept}")

    async def _play_once(self, stack: EmbeddedStack, services: Services) -> bool:
        from deploy.local.play import play

        mark = stack.root / "year"
        state = Year(mark.read_text()) if mark.exists() else Year.UNTOUCHED
        if state is Year.PLAYED:
            self._screen.say("The year was played at an earlier start and is here again. RESET=1 plays it anew.")
            return True
        if state is Year.PLAYING:
            self._screen.say("An earlier start ended in the middle of the year. RESET=1 plays it anew.")
            return False
        mark.write_text(Year.PLAYING)
        accident = self._accident(stack.children | services.children)
        warming = asyncio.create_task(asyncio.to_thread(import_module, "deploy.local.verdict"))  # seconds of imports
        result = await play(services.origin, stack.issuer, services.clock_file, self._screen.progress, accident)
        await warming
        self._accepted = result.accepted
        mark.write_text(Year.PLAYED)
        if accident and not await accident.over():
            self._screen.say(f"{self._options.kill} was to be killed in the middle of the year, and was not.")
            return False
        return True

    def _accident(self, children: dict[str, Child]) -> Accident | None:
        name = self._options.kill
        return Accident(name, children[name], self._screen) if name else None

    async def _compare(self, stack: EmbeddedStack, services: Services) -> bool:
        from deploy.local.verdict import quiesce, verdict

        show = self._screen
        settled = await quiesce(stack.mongo_url, services.database_prefix)
        found = await verdict(
            stack.mongo_url,
            services.database_prefix,
            stack.mail_dir,
            amqp_url=stack.amqp_url,
            accepted=self._accepted,
        )
        rows = [[row.service, *(str(getattr(row, name)) for name in COLUMNS)] for row in found.rows]
        sums = [str(sum(getattr(row, name) or 0 for row in found.rows)) for name in COLUMNS]
        show.table("What was said, and what came of it", ["service", *COLUMNS.values()], [*rows, ["all four", *sums]])
        for finding in found.findings[:MOST_FINDINGS]:
            show.say(f"{finding.service}: {finding.count} {finding.kind}: {finding.what}")
        if len(found.findings) > MOST_FINDINGS:
            show.say(f"… and {len(found.findings) - MOST_FINDINGS} more")
        if not settled:
            show.say("Events or mails were still under way when this was counted.")
        return settled and found.clean

    def _invite(self, stack: EmbeddedStack, services: Services) -> None:
        say = self._screen.say
        say(f"\n{time.monotonic() - self._began:.0f} s from the start to here.\n")
        say(f"Open       {services.origin}/")
        say(f"Mails      {services.origin}/mail/   (files in {stack.mail_dir})")
        say(f"API        {', '.join(f'{services.origin}/{name}/docs' for name in NAMES)}")
        say(f"Logs       {stack.log_dir}")
        say(f"Broker     {without_password(stack.amqp_url)}")
        say(f"Store      {without_password(stack.mongo_url)}")
        say(f"Sign-in    {stack.issuer}")
        say(f"SMTP       {stack.smtp_url}")
        say("Sign in as (no password; choose or type it on the sign-in page)")
        for person in suggested():
            say(f"  {person.subject:<22} {person.name}, {person.position.partition(';')[0]}")


def main(arguments: Sequence[str]) -> int:
    """Run the demonstration; return the exit code."""
    end_with_make()
    options = parse(arguments)
    with screen() as shown:
        return until_signal(Demonstration(options, shown).run())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``python -m deploy.local.chaos [--seed N] [--duration SECONDS] [--clients N]``: work while everything breaks.

Starts a private stack and the four services, lets people work through the public API while processes are killed,
stopped and terminated and connections cut, silenced, slowed and reset, heals everything, and compares what was
acknowledged with what is there. Exit code 0 only if nothing is lost, unexpected or duplicated.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy.local.chaos.faults import plan_of
from deploy.local.chaos.record import command_line, is_clean, show, write
from deploy.local.chaos.run import Options, run
from deploy.local.children import StackError
from deploy.local.launch import end_with_make, until_signal
from deploy.local.play.errors import NeverHappened
from deploy.local.screen import PlainScreen

FOLDER = Path(__file__).resolve().parents[3] / ".local" / "chaos"


def parse(arguments: Sequence[str]) -> tuple[Options, bool]:
    """Read the command line; whether only the plan is to be shown."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.chaos", description="Work while everything breaks.")
    parser.add_argument("--seed", type=int, default=7, help="decides every fault and every command")
    parser.add_argument("--duration", type=float, default=120.0, help="seconds of load and faults")
    parser.add_argument("--clients", type=int, default=12, help="people who work at the same time")
    parser.add_argument("--root", type=Path, help="folder for data and logs")
    parser.add_argument("--plan", action="store_true", help="show the plan of faults and end")
    found = parser.parse_args(arguments)
    root = found.root or FOLDER / f"seed-{found.seed}"
    return Options(seed=found.seed, duration=found.duration, clients=found.clients, root=root), found.plan


async def chaos(options: Options) -> int:
    """Run, print, record; the exit code."""
    with PlainScreen() as shown:
        try:
            outcome = await run(options, shown)
        except (StackError, NeverHappened) as error:
            shown.say(str(error))
            shown.say(f"Again: {command_line(options)}")
            return 1
        show(options, outcome, shown)
        file = FOLDER / f"{options.seed}.json"
        write(options, outcome, file)
        shown.say(f"Record: {file}. Logs: {options.root / 'log'}")
        shown.say("Clean." if is_clean(outcome) else "Not clean.")
        return 0 if is_clean(outcome) else 1


def main(arguments: Sequence[str]) -> int:
    """The command; returns the exit code."""
    end_with_make()
    options, plan_only = parse(arguments)
    if plan_only:
        for fault in plan_of(options.seed, options.duration):
            print(fault)
        return 0
    return until_signal(chaos(options))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``make bench``: measure everything against a baseline of the same run, print one table, keep it as JSON.

``python -m tests.bench [--only relay,latency] [--quick]``. Ends with 0 when every goal was met, else with 1.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import uvloop

from deploy.local.stack import EmbeddedStack
from tests.bench import command, dispatch, growth, idle, latency, lists, projection, register, relay, rivals
from tests.bench.bench import ROOT, Bench
from tests.bench.table import Line, render, write

ROWS = {
    "relay": relay.run,
    "dispatch": dispatch.run,
    "projection": projection.run,
    "command": command.run,
    "latency": latency.run,
    "growth": growth.run,
    "idle": idle.run,
    "register": register.run,
    "lists": lists.run,
    "rivals": rivals.run,
}


async def main(only: list[str], *, quick: bool) -> int:
    """Measure; the exit code."""
    folder = Path(tempfile.mkdtemp(prefix="thidua-bench-"))
    lines: list[Line] = []
    try:
        async with EmbeddedStack(root=folder, parts={"broker", "store"}, private=True) as stack:
            machine = _machine(await stack.rabbitmqctl("version"))
            print(", ".join(f"{name} {value}" for name, value in machine.items()), flush=True)
            bench = Bench(stack, quick)
            for name in only:
                since = time.monotonic()
                found = await ROWS[name](bench)
                lines += found
                print(render(found), file=sys.stderr)
                print(f"{name}: {time.monotonic() - since:.0f} s", file=sys.stderr, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(render(lines))
    write(ROOT / ".local" / "bench.json", lines, machine)
    return 0 if all(line.met is not False for line in lines) else 1


def _machine(broker: str) -> dict[str, str]:
    model = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    store = [one.name for one in (ROOT / ".venv-embedded").glob("lib/*/site-packages/secantusdb-*.dist-info")]
    return {
        "cores": f"{os.cpu_count()} × {model[0].partition(':')[2].strip() if model else platform.machine()}",
        "Python": platform.python_version(),
        "RabbitMQ": broker.strip(),
        "SecantusDB": store[0].split("-")[1].removesuffix(".dist") if store else "none",
        "aio-pika": version("aio-pika"),
        "motor": version("motor"),
        "uvloop": version("uvloop"),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure the speed of the product against baselines of the same run.")
    parser.add_argument("--only", default=",".join(ROWS), help="rows to measure, with commas between")
    parser.add_argument("--quick", action="store_true", help="fewer events and repetitions: for a first look")
    arguments = parser.parse_args()
    sys.exit(uvloop.run(main(arguments.only.split(","), quick=arguments.quick)))

"""``python -m shared.events asyncapi [--check]``: write docs/events/asyncapi.yaml, or say whether it is current.

``python -m shared.events golden`` writes a golden sample for every version that has none yet; an existing sample
is never touched.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shared.events import asyncapi, golden

DOCUMENT = Path("docs/events/asyncapi.yaml")
SAMPLES = Path("tests/contracts/golden")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m shared.events", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("asyncapi").add_argument("--check", action="store_true")
    commands.add_parser("golden")
    arguments = parser.parse_args()
    if arguments.command == "golden":
        for path in golden.write_missing(SAMPLES):
            print(path)
        return 0
    text = asyncapi.render()
    if not arguments.check:
        DOCUMENT.parent.mkdir(parents=True, exist_ok=True)
        DOCUMENT.write_text(text, encoding="utf-8")
        return 0
    if DOCUMENT.exists() and DOCUMENT.read_text(encoding="utf-8") == text:
        return 0
    print(f"{DOCUMENT} is not current: run python -m shared.events asyncapi", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

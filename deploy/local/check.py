"""``python -m deploy.local.check``: every check that needs no running part, two at a time, each by name.

All of them run even if one fails, so that one look shows everything that is wrong.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PACKAGES = ("shared", "services", "deploy")

CHECKS: dict[str, tuple[str | Path, ...]] = {
    "types (mypy)": (BIN / "mypy", *PACKAGES, "tests"),
    "style (ruff check)": (BIN / "ruff", "check", "."),
    "layout (ruff format)": (BIN / "ruff", "format", "--check", "."),
    "import order (import-linter)": (BIN / "lint-imports", "--no-logo"),
    "dependencies (deptry)": (BIN / "deptry", "."),
    "security (bandit)": (BIN / "bandit", "-q", "-c", "pyproject.toml", "-r", *PACKAGES),
    "published events (asyncapi)": (sys.executable, "-m", "shared.events", "asyncapi", "--check"),
    "compose, manifests, rules (deploy.checks)": (sys.executable, "-m", "deploy.checks"),
}


def check(name: str) -> bool:
    """Run one check; print one line, and its output if it failed."""
    since = time.monotonic()
    environment = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}"}
    done = subprocess.run(
        CHECKS[name], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    passed = done.returncode == 0
    text = f"{'ok    ' if passed else 'FAILED'}  {name}  {time.monotonic() - since:.1f} s\n"
    sys.stdout.write(text if passed else f"{text}{done.stdout}{done.stderr}\n")
    sys.stdout.flush()
    return passed


def main() -> int:
    """Run all; return the exit code."""
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(check, CHECKS))
    failed = results.count(False)
    print(f"{failed} of {len(results)} checks failed" if failed else f"all {len(results)} checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

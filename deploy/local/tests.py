"""``python -m deploy.local.tests``: all tests, in groups that share no running part, some at a time.

Each group starts its own broker and store if it needs them. Lines are printed as they come, the name of the group
before them; what failed is shown again at the end. ``--again`` runs only what failed the last time. ``--faults``
runs every failure of docs/reliability.md instead, the long ones included.
"""

import re
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HANDS = 2
"""As many as cores: a third hand only makes everybody slower."""
SHORT, LONG = ("-m", "not long"), ("-m", "long")
SLOWEST = ("--durations=12", "--durations-min=2")
NOTHING_TO_RUN = 5
"""What pytest answers when no test was chosen."""

PARTS = tuple(
    f"tests/integration/{one}" for one in ("identity", "local", "messaging", "operations", "service", "store")
)
GROUPS: dict[str, tuple[str, ...]] = {
    "outside": ("tests/e2e", "tests/browser", "tests/robustness"),
    "parts": (*PARTS, *SHORT),
    "slices": tuple(f"tests/integration/{one}" for one in ("nomination", "notification", "registration", "reporting")),
    "faults": ("tests/faults", *SHORT),
    "alone": ("tests/unit", "tests/contracts"),
}
"""The longest first, so that all hands finish at about the same time. What is marked long is left to `make faults`."""

ROWS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "faults").glob("test_f*.py"))
FAULTS: dict[str, tuple[str, ...]] = {
    "early": (
        "tests/integration/messaging/test_conformance.py",
        *(row for row in ROWS if row < "tests/faults/test_f06"),
    ),
    "late": tuple(row for row in ROWS if row >= "tests/faults/test_f14"),
    "middle": tuple(row for row in ROWS if "tests/faults/test_f06" <= row < "tests/faults/test_f14"),
    "long": (*PARTS, *LONG),
}
"""What `make faults` runs: three thirds of about the same length, each with a broker and a store of its own to kill,
and the long tests of the parts."""

COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected|warnings?)")
CLOSING = re.compile(r"^=+ .*\d+ (?:passed|failed|error|skipped|deselected).* in .*=+$")


@dataclass
class Result:
    """How one group ended: pytest's exit code, its last line's figures, and what it said of failures."""

    group: str
    code: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return self.code in (0, NOTHING_TO_RUN)


def run(group: str, arguments: list[str], say: threading.Lock) -> Result:
    """Run one group to its end, printing its lines as they come."""
    result = Result(group)
    command = [sys.executable, "-m", "pytest", "-o", f"cache_dir=.pytest_cache/{group}", *SLOWEST, *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            with say:
                print(f"{group:>7} | {line}", end="", flush=True)
            if line.startswith(("FAILED ", "ERROR ")):
                result.failures.append(line)
            elif CLOSING.match(line):
                result.counts.update({name: int(number) for number, name in COUNTS.findall(line)})
    result.code = process.returncode
    return result


def main() -> int:
    """Run all groups; return the exit code."""
    again, faults = "--again" in sys.argv, "--faults" in sys.argv
    arguments = ["--last-failed", "--last-failed-no-failures=none"] if again else []
    groups = FAULTS if faults else GROUPS
    since = time.monotonic()
    say = threading.Lock()
    with ThreadPoolExecutor(HANDS) as pool:
        results = list(pool.map(lambda group: run(group, [*arguments, *groups[group]], say), groups))
    failures = [line for result in results for line in result.failures]
    if failures:
        print("=========================== short test summary info ============================")
        print("".join(failures), end="")
    counts = sum((result.counts for result in results), Counter[str]())
    broken = [result.group for result in results if not result.passed and not result.failures]
    for group in broken:
        print(f"the group «{group}» did not come to its end")
    text = ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))
    print(f"==== {text or 'no tests ran'} in {time.monotonic() - since:.2f}s ====")
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Prometheus' own tool reads its configuration, its rules and the tests of the rules."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from deploy.checks.report import ToolMissing

HOW_TO_INSTALL = (
    "promtool is missing, configuration, rules and rule tests were not run; "
    "type: sudo apt-get install --no-install-recommends prometheus"
)

_RUNS = (
    ("check", "config", "prometheus.yml"),
    ("check", "rules", "rules/thidua.yml"),
    ("test", "rules", "tests/thidua.test.yml"),
)


def check(root: Path) -> Iterator[str]:
    """What promtool objects to; raises ToolMissing."""
    if not shutil.which("promtool"):
        raise ToolMissing(HOW_TO_INSTALL)
    for words in _RUNS:
        done = subprocess.run(
            ["promtool", *words], cwd=root / "deploy/prometheus", capture_output=True, text=True, check=False
        )
        if done.returncode:
            yield f"promtool {' '.join(words)}: {' '.join((done.stdout + done.stderr).split())}"

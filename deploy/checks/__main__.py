"""Run the checks and report.

python -m deploy.checks                 all of them; a missing tool is told and skipped
python -m deploy.checks --strict        a missing tool is a fault (continuous integration)
python -m deploy.checks compose realm   some of them
python -m deploy.checks --write         make the files anew that are made from others
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deploy.checks import alerts, cluster, compose, grafana, image, kubernetes, metrics, prometheus, realm
from deploy.checks.report import Check, run

ROOT = Path(__file__).resolve().parents[2]

CHECKS: dict[str, Check] = {
    "image": image.check,
    "compose": compose.check,
    "realm": realm.check,
    "kubernetes": kubernetes.check,
    "cluster": cluster.check,
    "prometheus": prometheus.check,
    "alerts": alerts.check,
    "grafana": grafana.check,
    "metrics": metrics.check,
}


def main(arguments: list[str] | None = None, *, root: Path = ROOT) -> int:
    """The exit code: 0 when nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m deploy.checks", description="Validate the deployment files.")
    parser.add_argument("checks", nargs="*", metavar="check", help=f"some of: {', '.join(CHECKS)}")
    parser.add_argument("--strict", action="store_true", help="a missing tool is a fault")
    parser.add_argument("--write", action="store_true", help="make derived files anew, then check")
    options = parser.parse_args(arguments)
    unknown = set(options.checks) - set(CHECKS)
    if unknown:
        parser.error(f"no such check: {', '.join(sorted(unknown))}")
    if options.write:
        alerts.write(root)
    outcomes = [run(name, check, root) for name, check in CHECKS.items() if name in (options.checks or CHECKS)]
    for outcome in outcomes:
        print(*outcome.lines(), sep="\n")
    return int(any(outcome.faults or (options.strict and outcome.missing) for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())

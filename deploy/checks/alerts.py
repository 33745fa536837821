"""Alerts: both languages, a place in the runbook, a test that makes each fire, and the same rules in a cluster."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import yaml

from deploy.checks.files import SERVICES, Tree, tree
from deploy.checks.metrics import rules

RULES = Path("deploy/prometheus/rules/thidua.yml")
TESTS = Path("deploy/prometheus/tests/thidua.test.yml")
DERIVED = Path("deploy/k8s/components/monitoring/rules.yaml")
SEVERITIES = frozenset({"critical", "warning", "info"})
_TEXTS = ("summary_vi", "summary_en", "description_vi", "description_en")


def check(root: Path) -> Iterator[str]:
    """Faults of the alerts."""
    anchors = anchors_of((root / "docs/operations.md").read_text(encoding="utf-8"))
    tests = (root / TESTS).read_text(encoding="utf-8")
    for rule in rules(root):
        name = rule["alert"]
        notes = rule.get("annotations", {})
        if rule.get("labels", {}).get("severity") not in SEVERITIES:
            yield f"alert {name} must have a severity: {', '.join(sorted(SEVERITIES))}"
        for text in _TEXTS:
            if not notes.get(text):
                yield f"alert {name} lacks {text}"
            elif not unicodedata.is_normalized("NFC", notes[text]):
                yield f"alert {name}: {text} is not in Unicode's normal form C"
        if notes.get("runbook") != f"docs/operations.md#{name.lower()}":
            yield f"alert {name} must point to docs/operations.md#{name.lower()}"
        if name.lower() not in anchors:
            yield f"docs/operations.md has no heading {name}"
        if f'alertname="{name}"' not in tests and not re.search(rf"alertname: {name}\b", tests):
            yield f"no test in {TESTS} makes {name} fire"
    if not (root / DERIVED).exists() or (root / DERIVED).read_text(encoding="utf-8") != render(root):
        yield f"{DERIVED} is not what {RULES} says; type: python -m deploy.checks --write"
    yield from _scraped(tree(root / "deploy/prometheus/prometheus.yml"))


def anchors_of(markdown: str) -> set[str]:
    """The anchors of the headings of a Markdown text."""
    headings = re.findall(r"^#+ +(.+?) *$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def render(root: Path) -> str:
    """The PrometheusRule that says what the rules file says."""
    resource = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "thidua"},
        "spec": tree(root / RULES),
    }
    body = yaml.safe_dump(resource, allow_unicode=True, sort_keys=False, width=10_000)
    return f"# Made from {RULES}: python -m deploy.checks --write\n{body}"


def write(root: Path) -> None:
    """Make the derived file anew."""
    (root / DERIVED).write_text(render(root), encoding="utf-8")


def _scraped(config: Tree) -> Iterator[str]:
    labels = {
        target["labels"]["service"]: target["targets"]
        for job in config["scrape_configs"]
        for target in job["static_configs"]
        if "service" in target.get("labels", {})
    }
    for service in SERVICES:
        if labels.get(service) != [f"{service}:8000"]:
            yield f"prometheus.yml does not read {service}:8000 with the label service={service}"

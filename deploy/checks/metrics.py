"""The names of all metrics that alerts and panels may use, and that they exist.

A panel on a metric nobody exposes is an empty picture, an alert on one never fires: both look like peace.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

from deploy.checks import promql
from deploy.checks.files import Tree, tree

PRODUCT = {
    "thidua_outbox_pending": "gauge",
    "thidua_outbox_oldest_seconds": "gauge",
    "thidua_publish": "counter",
    "thidua_consumed": "counter",
    "thidua_handling_seconds": "histogram",
    "thidua_consumer_lag_seconds": "gauge",
    "thidua_retries": "counter",
    "thidua_dead_letters": "counter",
    "thidua_dead_letters_waiting": "gauge",
    "thidua_parked": "gauge",
    "thidua_rebuild_events": "gauge",
    "thidua_rebuild_seconds": "gauge",
    "thidua_rebuild_failed": "gauge",
    "thidua_backpressure": "gauge",
    "thidua_broker_blocked": "gauge",
    "thidua_broker_connected": "gauge",
    "thidua_store_up": "gauge",
    "thidua_dossiers": "gauge",
    "thidua_decisions": "gauge",
    "thidua_steps_overdue": "gauge",
    "thidua_mails": "counter",
    "thidua_mails_pending": "gauge",
    "thidua_mail_server_up": "gauge",
}
"""What the services declare, as in shared/observability/metrics.py (`check` holds the two together)."""

FOREIGN = {
    # prometheus-fastapi-instrumentator
    "http_requests": "counter",
    "http_request_duration_seconds": "histogram",
    # rabbitmq_prometheus: the plain page, and queue_coarse_metrics and queue_consumer_count of the detailed one
    "rabbitmq_alarms_memory_used_watermark": "gauge",
    "rabbitmq_alarms_free_disk_space_watermark": "gauge",
    "rabbitmq_detailed_queue_messages": "gauge",
    "rabbitmq_detailed_queue_messages_ready": "gauge",
    "rabbitmq_detailed_queue_consumers": "gauge",
    # Prometheus itself
    "up": "gauge",
}
"""What others declare."""

_SUFFIXES = {"gauge": ("",), "counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}


def series(families: dict[str, str]) -> set[str]:
    """The names under which families appear in Prometheus."""
    return {name + suffix for name, kind in families.items() for suffix in _SUFFIXES[kind]}


KNOWN = series(PRODUCT) | series(FOREIGN)


def declared() -> dict[str, str]:
    """What shared/observability declares: name of the family → type."""
    module = importlib.import_module("shared.observability.metrics")
    collectors = [value for value in vars(module).values() if hasattr(value, "describe")]
    families = [f for c in collectors if not isinstance(c, type) for f in c.describe()]
    return {family.name: family.type for family in families}


def check(root: Path) -> Iterator[str]:
    """Alerts and panels that use a metric nobody exposes, and product metrics nobody looks at."""
    used: set[str] = set()
    for place, expression in expressions(root):
        names = promql.metrics(expression)
        used |= names
        for name in sorted(names - KNOWN):
            yield f"{place} uses {name}, which nobody exposes"
    for family, kind in PRODUCT.items():
        if not used & series({family: kind}):
            yield f"{family} is exposed and neither an alert nor a panel looks at it"
    for family, kind in sorted(declared().items() ^ PRODUCT.items()):
        yield f"{family} ({kind}): the services and deploy/checks/metrics.py do not agree"


def expressions(root: Path) -> Iterator[tuple[str, str]]:
    """Every PromQL expression with the place it stands in."""
    for rule in rules(root):
        yield f"alert {rule['alert']}", rule["expr"]
    dashboard = tree(root / "deploy/grafana/dashboards/thidua.json")
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            yield f"panel {panel['title']}", target["expr"]


def rules(root: Path) -> list[Tree]:
    """The alerts of deploy/prometheus/rules."""
    groups = tree(root / "deploy/prometheus/rules/thidua.yml")["groups"]
    return [rule for group in groups for rule in group["rules"]]

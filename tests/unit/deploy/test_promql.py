"""Names of metrics are told from the rest of an expression."""

from __future__ import annotations

import pytest

from deploy.checks import promql
from deploy.checks.alerts import anchors_of
from deploy.checks.metrics import KNOWN


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("up == 0", {"up"}),
        ('sum by (level) (x{state=~"a|b"}) > 0', {"x"}),
        ("histogram_quantile(0.95, sum by (le) (rate(h_bucket[$__rate_interval])))", {"h_bucket"}),
        ("a / on (service) group_left (role) b", {"a", "b"}),
        ('count(count by (queue) (c{q="x{y}"})) or vector(0)', {"c"}),
        ("a unless bool_metric offset 5m", {"a", "bool_metric", "5m"} - {"5m"}),
    ],
)
def test_metrics_of_an_expression(expression: str, names: set[str]) -> None:
    assert promql.metrics(expression) == names


def test_known_names_are_those_that_prometheus_shows() -> None:
    assert {"thidua_publish_total", "thidua_handling_seconds_bucket", "thidua_parked"} <= KNOWN
    assert "thidua_publish" not in KNOWN


def test_anchor_of_a_heading_is_lower_case_without_punctuation() -> None:
    assert anchors_of("# The clock\n\ntext # none\n### OutboxStuck\n## A, b (c)") == {
        "the-clock",
        "outboxstuck",
        "a-b-c",
    }

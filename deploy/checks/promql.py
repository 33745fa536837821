"""Which metrics a PromQL expression reads. Not a parser: promtool is that; this only tells names from the rest."""

from __future__ import annotations

import re

_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')
_MATCHERS = re.compile(r"\{[^{}]*\}")
_RANGES = re.compile(r"\[[^\]]*\]")
_GROUPINGS = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)")
_NAME = re.compile(r"\b[a-zA-Z_:][\w:]*\b(?!\s*\()")
_WORDS = frozenset({"and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "inf", "nan"})


def metrics(expression: str) -> set[str]:
    """The names of the metrics in `expression`.

    >>> sorted(metrics('sum by (a) (rate(x_total{b=~"y"}[5m])) / up > 0.5'))
    ['up', 'x_total']
    """
    for noise in (_STRINGS, _MATCHERS, _RANGES, _GROUPINGS):
        expression = noise.sub(" ", expression)
    return {name for name in _NAME.findall(expression) if name.lower() not in _WORDS}

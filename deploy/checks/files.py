"""Reading the files under check; a shape that is not the expected one fails loudly here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

Tree = dict[str, Any]
"""A parsed YAML or JSON object. Checks look into foreign formats, whose shape their schemas know, not we."""

SERVICES = ("registration", "nomination", "notification", "reporting")

QUEUES = (
    *("registration.directory", "nomination.directory", "notification.directory", "reporting.directory"),
    *("notification.notices", "notification.bulletins", "notification.broadcasts", "notification.work"),
    "reporting.projections",
)
"""The consumers' queues; alerts and autoscaling must know each of them."""


def tree(path: Path) -> Tree:
    """The one object in a YAML or JSON file."""
    text = path.read_text(encoding="utf-8")
    content = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    if not isinstance(content, dict):
        raise TypeError(f"{path} does not hold an object")
    return content


def trees(text: str) -> list[Tree]:
    """The objects of a stream of YAML documents."""
    return [document for document in yaml.safe_load_all(text) if document]

"""The description of the API is complete: every operation is summed up, exemplified, and says how it fails."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from pydantic import SecretStr

from services.registration.app import SPEC
from shared.service import create_app
from shared.settings import Environment, Settings

SETTINGS = Settings(
    amqp_url=SecretStr("amqp://127.0.0.1:1"),
    mongo_url=SecretStr("mongodb://127.0.0.1:1"),
    environment=Environment.TEST,
    session_secret=SecretStr("a secret of at least thirty-two characters"),
)
DOCUMENT = create_app(SPEC, SETTINGS).openapi()
OPERATIONS = [
    (f"{method} {path}", operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if operation["tags"][0] in {"units", "officers", "plans", "movements", "registrations"}
]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return dict(DOCUMENT["components"]["schemas"][name]) if name else schema


def has_example(schema: dict[str, Any]) -> bool:
    """Whether a schema has an example of its own, or is a list of things that have one."""
    found = resolved(schema)
    parts = [part["items"] for part in found.get("properties", {}).values() if "items" in part]
    return "examples" in found or any("examples" in resolved(part) for part in parts)


def test_api_has_the_operations_that_the_year_needs() -> None:
    counts = Counter(operation["tags"][0] for _, operation in OPERATIONS)
    assert counts == {"units": 6, "officers": 6, "plans": 7, "movements": 3, "registrations": 7}


@pytest.mark.parametrize("operation", [one[1] for one in OPERATIONS], ids=[one[0] for one in OPERATIONS])
def test_operation_is_summed_up_and_says_how_it_fails(operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert {"401", "403", "422", "503"} <= set(operation["responses"])
    problems = operation["responses"]["422"]["content"]["application/problem+json"]["examples"]
    assert all({"code", "vi", "en"} <= set(problem["value"]) for problem in problems.values())


@pytest.mark.parametrize("operation", [one[1] for one in OPERATIONS], ids=[one[0] for one in OPERATIONS])
def test_operation_shows_what_is_sent_and_what_comes_back(operation: dict[str, Any]) -> None:
    if "requestBody" in operation:
        assert has_example(operation["requestBody"]["content"]["application/json"]["schema"])
    success = next(answer for code, answer in operation["responses"].items() if code.startswith("2"))
    assert has_example(success["content"]["application/json"]["schema"])

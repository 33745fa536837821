"""The description of the API: every operation says what it does, shows an example and names its errors."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI

from services.reporting.app import SPEC


def operations() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{verb} {path}", operation)
        for path, verbs in described()["paths"].items()
        for verb, operation in verbs.items()
    ]


def described() -> dict[str, Any]:
    app = FastAPI()
    for router in SPEC.routers:
        app.include_router(router, prefix="/reporting")
    return app.openapi()


def test_api_consists_of_these_operations() -> None:
    assert sorted(name for name, _ in operations()) == [
        "get /reporting/api/v1/awards",
        "get /reporting/api/v1/dossiers",
        "get /reporting/api/v1/dossiers/{dossier_id}",
        "get /reporting/api/v1/overview",
        "get /reporting/api/v1/reports",
        "get /reporting/api/v1/reports/{report_id}",
        "get /reporting/api/v1/tasks",
        "get /reporting/reports/{report_id}/document.docx",
        "get /reporting/reports/{report_id}/document.pdf",
        "get /reporting/years/{year}/workbook.xlsx",
        "post /reporting/api/v1/reports",
    ]


@pytest.mark.parametrize(("name", "operation"), operations(), ids=[name for name, _ in operations()])
def test_operation_is_described(name: str, operation: dict[str, Any]) -> None:
    schemas = described()["components"]["schemas"]
    assert operation["summary"]
    assert operation["description"]
    for status in ("401", "403", "422", "503"):
        assert operation["responses"][status]["content"]["application/problem+json"]["examples"], (name, status)
    success = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    for media_type, content in success["content"].items():
        schema = schemas.get(content.get("schema", {}).get("$ref", "").rpartition("/")[2], {})
        assert content.get("example") or schema.get("examples"), (name, media_type)

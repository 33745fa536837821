"""The JSON Schema of the data files, made from the row classes so that the two cannot drift apart."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from shared.law.check import Question
from shared.law.facts import Facts
from shared.law.library import OverrideFile
from shared.law.rows import TABLES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOT_FOR_FILES = ("configured",)


def facts_schema() -> dict[str, Any]:
    """JSON Schema of the facts."""
    return {"$schema": _DIALECT, **Facts.model_json_schema()}


def question_schema() -> dict[str, Any]:
    """JSON Schema of what ``check`` reads: award, dates and facts."""
    return {"$schema": _DIALECT, **Question.model_json_schema()}


def data_schema() -> dict[str, Any]:
    """JSON Schema of one data file: ``table``, ``defaults`` shared by its rows, and ``rows``.

    What a row must have may come from ``defaults``, so only ``id`` is required of each row here; loading checks
    the merged row.
    """
    _, shared = models_json_schema([(row, "validation") for row in TABLES.values()])
    definitions = dict(shared["$defs"])
    options = []
    for table, row in TABLES.items():
        properties = dict(definitions[row.__name__]["properties"])
        for name in _NOT_FOR_FILES:
            properties.pop(name)
        definitions[row.__name__] = {
            "type": "object",
            "description": (row.__doc__ or "").strip(),
            "properties": properties,
            "additionalProperties": False,
        }
        options.append(_file(table, row.__name__))
    return {
        "$schema": _DIALECT,
        "title": "thidua law data file",
        "type": "object",
        "required": ["table", "rows"],
        "oneOf": options,
        "$defs": definitions,
    }


def override_schema() -> dict[str, Any]:
    """JSON Schema of a file in the local directory."""
    return {"$schema": _DIALECT, **OverrideFile.model_json_schema()}


def _file(table: str, row: str) -> dict[str, Any]:
    reference = {"$ref": f"#/$defs/{row}"}
    return {
        "properties": {
            "table": {"const": table},
            "defaults": {"allOf": [reference, {"not": {"required": ["id"]}}]},
            "rows": {"type": "array", "minItems": 1, "items": {"allOf": [reference, {"required": ["id"]}]}},
        },
        "additionalProperties": False,
    }

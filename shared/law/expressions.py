"""CEL expressions: checked against the typed vocabulary when a file is loaded, answered with true, false or unknown.

An unknown fact is left out of the activation, so that reading it is an error there. CEL's own logic does the rest:
``true || error`` is true, ``false && error`` is false, anything else stays an error. That is three-valued logic as
the CEL specification defines it. Only this module knows the evaluator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from cel_expr_python import cel  # type: ignore[import-untyped]

from shared.law.errors import LawDataError


class Type(Enum):
    """Types of the words; a record is a map whose fields are looked up by name."""

    BOOL = cel.Type.BOOL
    INT = cel.Type.INT
    STRING = cel.Type.STRING
    STRINGS = cel.Type.List(cel.Type.STRING)
    RECORDS = cel.Type.List(cel.Type.Map(cel.Type.STRING, cel.Type.DYN))
    INT_BY_YEAR = cel.Type.Map(cel.Type.INT, cel.Type.INT)
    INT_BY_CODE = cel.Type.Map(cel.Type.STRING, cel.Type.INT)
    YEARS_BY_NUMBER = cel.Type.Map(cel.Type.INT, cel.Type.List(cel.Type.INT))


_UNKNOWN: Final = ("UNKNOWN: No value with name", "NOT_FOUND: Key not found")
"""How the evaluator says that it met a fact nobody knows; every other error is a mistake in the expression."""


@dataclass(frozen=True)
class Program:
    """A compiled expression and the text it came from."""

    source: str
    row: str
    expression: Any

    def answer(self, activation: Any) -> bool | None:
        """True, False, or None where an unknown fact would decide; raises LawDataError for anything else."""
        found = self.expression.eval(activation)
        value = found.value()
        if found.type() == cel.Type.ERROR:
            if str(value).startswith(_UNKNOWN):
                return None
            raise LawDataError(file=self.row, detail=str(value))
        return bool(value)


class Language:
    """The words that expressions may use, each with its type."""

    def __init__(self, words: Mapping[str, Type]) -> None:
        self._env = cel.NewEnv(variables={word: type_.value for word, type_ in words.items()})

    def compile(self, source: str, *, row: str) -> Program:
        """Raises LawDataError for bad syntax, a word that does not exist, or types that do not fit."""
        try:
            expression = self._env.compile(source)
        except RuntimeError as reason:
            raise LawDataError(file=row, detail=str(reason).removesuffix(" [INVALID_ARGUMENT]")) from reason
        if expression.return_type() != cel.Type.BOOL:
            raise LawDataError(file=row, detail=f"«{source}» is not true or false")
        return Program(source=source, row=row, expression=expression)

    def activation(self, values: Mapping[str, Any]) -> Any:
        """The known facts by word; what is not known is not in it."""
        return self._env.Activation(dict(values))

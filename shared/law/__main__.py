"""``python -m shared.law``: the law on the command line, JSON in and JSON out.

    awards --on DATE           what exists on a date
    check FACTS.json           one dossier against its conditions ("-" reads standard input)
    schema [--of facts|data|local]  JSON Schema of the facts, of a data file, or of a local file

Exit codes: 0 answered (for ``check``: eligible), 1 not eligible or lacking evidence, 2 the question cannot be
understood or names an unknown award, 3 a data file of the law is wrong. Errors are JSON on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Never

from pydantic import ValidationError

from shared.errors import BadInput, ThiduaError
from shared.law import schema
from shared.law.check import Question, answer
from shared.law.errors import LawDataError
from shared.law.law import Law

ELIGIBLE, NOT_ELIGIBLE, BAD_QUESTION, BAD_DATA = 0, 1, 2, 3

_SCHEMAS = {"facts": schema.facts_schema, "data": schema.data_schema, "local": schema.override_schema}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    try:
        return _run(_parser().parse_args(arguments))
    except LawDataError as reason:
        return _fail(reason, BAD_DATA)
    except ThiduaError as reason:
        return _fail(reason, BAD_QUESTION)


def _run(asked: argparse.Namespace) -> int:
    match asked.command:
        case "awards":
            _print(_awards(Law.load(asked.local), asked.on))
        case "check":
            question = _question(asked.facts)
            found = answer(Law.load(asked.local), question)
            _print(found)
            return ELIGIBLE if found["eligible"] else NOT_ELIGIBLE
        case _:
            _print(_SCHEMAS[asked.of]())
    return ELIGIBLE


def _awards(law: Law, on: date) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "rule_set": law.rule_set(on).code,
        "awards": [
            {
                "code": award.code,
                "name_vi": award.name_vi,
                "name_en": award.name_en,
                "group": award.group,
                "subjects": list(award.subjects),
                "kinds": list(award.kinds),
                "authority": law.authority(award.code, on).level,
                "citation": award.citation,
                "tag": award.tag,
            }
            for award in law.awards(on)
        ],
    }


def _question(path: str) -> Question:
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except OSError as reason:
        raise BadInput(detail=f"{path}: {reason.strerror}") from reason
    except UnicodeDecodeError as reason:
        raise BadInput(detail=f"{path}: UTF-8") from reason
    try:
        return Question.model_validate_json(text)
    except ValidationError as reason:
        problems = [
            {"path": ".".join(str(part) for part in each["loc"]), "problem": each["msg"]}
            for each in reason.errors(include_url=False, include_context=False, include_input=False)
        ]
        first = problems[0]
        raise BadInput(
            detail=f"{first['path'] or 'JSON'}: {first['problem']}", extensions={"problems": problems}
        ) from reason


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Never:
        raise BadInput(detail=message)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m shared.law", description="Luật thi đua, khen thưởng theo ngày.")
    parser.add_argument("--local", type=Path, help="directory of local figures (default: data/local)")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    awards = commands.add_parser("awards", help="what exists on a date")
    awards.add_argument("--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    check = commands.add_parser("check", help="one dossier against its conditions")
    check.add_argument("facts", help='JSON file: award, received_on, decided_on, facts; "-" is standard input')
    of = commands.add_parser("schema", help="JSON Schema")
    of.add_argument("--of", choices=sorted(_SCHEMAS), default="facts")
    return parser


def _print(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _fail(reason: ThiduaError, exit_code: int) -> int:
    problem = {"code": reason.code, "vi": reason.vi, "en": reason.en, **reason.extensions}
    print(json.dumps(problem, ensure_ascii=False, indent=2), file=sys.stderr)
    return exit_code


if __name__ == "__main__":
    sys.exit(main())

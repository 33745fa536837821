"""``python -m shared.law``: the law on the command line, JSON in and JSON out.

    awards --on DATE                what exists on a date, and who decides it
    check FACTS.json [--lines]      one dossier against its conditions ("-" reads standard input);
                                    with --lines one question a line, one answer a line
    schema [--of facts|question|data|local]  JSON Schema
    settings --on DATE              what rests on nobody's word yet, and how to settle it
    table NAME --on DATE            the rows of one table
    words                           the words that conditions may use
    verify                          look for mistakes in the files

Exit codes: 0 answered (for ``check``: eligible; for ``verify``: nothing found), 1 not eligible or lacking evidence
(``verify``: something found), 2 the question cannot be understood or names an unknown award or fact, 3 a data file
of the law is wrong. Errors are one RFC 9457 problem document on standard error, with code, vi and en.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Never, TextIO

from pydantic import ValidationError

from shared.errors import BadInput, ThiduaError
from shared.law import guard, problems, schema, vocabulary
from shared.law.check import Question, answer
from shared.law.errors import LawDataError
from shared.law.law import Law
from shared.law.rows import TABLES, Row, Source

ELIGIBLE, NOT_ELIGIBLE, BAD_QUESTION, BAD_DATA = 0, 1, 2, 3

_SCHEMAS = {
    "facts": schema.facts_schema,
    "question": schema.question_schema,
    "data": schema.data_schema,
    "local": schema.override_schema,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    try:
        return _run(_parser().parse_args(arguments))
    except LawDataError as reason:
        return _fail(reason, BAD_DATA)
    except ThiduaError as reason:
        return _fail(reason, BAD_QUESTION)
    except BrokenPipeError:
        # Whoever read us has closed the pipe; nothing more can be said, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ELIGIBLE


def _run(asked: argparse.Namespace) -> int:
    if asked.command == "schema":
        _print(_SCHEMAS[asked.of]())
        return ELIGIBLE
    if asked.command == "check" and not asked.lines:
        question = _question(_read(asked.facts))
        found = answer(Law.load(asked.local), question)
        _print(found)
        return ELIGIBLE if found["eligible"] else NOT_ELIGIBLE
    law = Law.load(asked.local)
    match asked.command:
        case "check":
            return _check_lines(law, asked.facts)
        case "awards":
            _print(_awards(law, asked.on))
        case "settings":
            _print({"on": asked.on.isoformat(), "settings": list(_settings(law, asked.on))})
        case "table":
            _print({"table": asked.name, "on": asked.on.isoformat(), "rows": _table(law, asked.name, asked.on)})
        case "words":
            _print(_words(law, asked.on))
        case _:
            wrong = [{"where": each.where, "problem": each.problem} for each in guard.findings(law)]
            _print({"rows": sum(1 for _ in law.rows), "findings": wrong})
            return NOT_ELIGIBLE if wrong else ELIGIBLE
    return ELIGIBLE


def _check_lines(law: Law, path: str) -> int:
    """One question a line, one answer a line; a line that is wrong is answered with its problem."""
    code = ELIGIBLE
    for number, line in enumerate(_read(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found = answer(law, _question(line))
            outcome = ELIGIBLE if found["eligible"] else NOT_ELIGIBLE
        except LawDataError:
            raise
        except ThiduaError as reason:
            found, outcome = {"problem": problems.document(reason)}, BAD_QUESTION
        print(json.dumps({"line": number, **found}, ensure_ascii=False))
        code = max(code, outcome)
    return code


def _awards(law: Law, on: date) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "rule_set": law.rule_set(on).code,
        "rule_set_verified": law.rule_set(on).verified,
        "awards": [
            {
                "code": award.code,
                "name_vi": award.name_vi,
                "name_en": award.name_en,
                "group": award.group,
                "subjects": list(award.subjects),
                "kinds": list(award.kinds),
                "authority": (authority := law.authority(award.code, on)).level,
                "authority_unverified": authority.unverified,
                "citation": award.citation,
                "tag": award.tag,
            }
            for award in law.awards(on)
        ],
    }


def _settings(law: Law, on: date) -> Iterator[dict[str, Any]]:
    for table, row in law.rows:
        if row.valid(on) and row.setting and not isinstance(row, Source):
            own = set(type(row).model_fields) - set(Row.model_fields)
            stated = {name: value for name, value in row.model_dump(mode="json").items() if name in own}
            yield {
                "setting": row.setting,
                "table": table,
                "id": row.id,
                **_period(row),
                "now": stated,
                "unverified": True,
                "citation": row.citation,
                "tag": row.tag,
            }


def _period(row: Row) -> dict[str, str | None]:
    return {
        "valid_from": row.valid_from.isoformat() if row.valid_from else None,
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }


def _table(law: Law, name: str, on: date) -> list[dict[str, Any]]:
    return [
        {**row.model_dump(mode="json", exclude={"configured"}), "verified": row.verified}
        for table, row in law.rows
        if table == name and row.valid(on)
    ]


def _words(law: Law, on: date) -> dict[str, Any]:
    return {
        "words": [
            {
                "word": path,
                "type": word.type.name.lower(),
                "vi": word.vi,
                "en": word.en,
                "filled_by": word.filled_by or path,
            }
            for path, word in vocabulary.WORDS.items()
        ],
        "records": {
            listed: [{"field": field, "vi": vi, "en": en} for field, (vi, en) in fields.items()]
            for listed, fields in vocabulary.RECORD_FIELDS.items()
        },
        "criteria": [{"word": f"criteria.{row.id}", "vi": row.vi, "en": row.en} for row in law.criteria(on)],
        "constants": dict(vocabulary.CONSTANTS),
    }


def _read(path: str) -> str:
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except OSError as reason:
        raise BadInput(detail=f"{path}: {reason.strerror}") from reason
    except ValueError as reason:
        raise BadInput(detail=f"{path[:200]}: UTF-8") from reason


def _question(text: str) -> Question:
    try:
        return Question.model_validate_json(text)
    except ValidationError as reason:
        raise problems.bad_question(reason) from reason


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Never:
        raise BadInput(detail=message)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m shared.law", description="Luật thi đua, khen thưởng theo ngày.")
    parser.add_argument("--local", type=Path, help="directory of local figures (default: data/local)")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    on = _Parser(add_help=False)
    on.add_argument("--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    commands.add_parser("awards", parents=[on], help="what exists on a date")
    check = commands.add_parser("check", help="one dossier against its conditions")
    check.add_argument("facts", help='JSON file: award, received_on, decided_on, facts; "-" is standard input')
    check.add_argument("--lines", action="store_true", help="one question a line, one answer a line")
    of = commands.add_parser("schema", help="JSON Schema")
    of.add_argument("--of", choices=sorted(_SCHEMAS), default="facts")
    commands.add_parser("settings", parents=[on], help="unverified figures and how they are named")
    table = commands.add_parser("table", parents=[on], help="the rows of one table")
    table.add_argument("name", choices=sorted(TABLES))
    words = commands.add_parser("words", help="the words that conditions may use")
    words.add_argument("--on", type=date.fromisoformat, default=date.max, metavar="YYYY-MM-DD")
    commands.add_parser("verify", help="look for mistakes in the files")
    return parser


def _print(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _fail(reason: ThiduaError, exit_code: int) -> int:
    print(json.dumps(problems.document(reason), ensure_ascii=False, indent=2), file=sys.stderr)
    return exit_code


def _speak_utf8(*streams: TextIO) -> None:
    """Vietnamese must not depend on the terminal's locale."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    _speak_utf8(sys.stdin, sys.stdout, sys.stderr)
    sys.exit(main())

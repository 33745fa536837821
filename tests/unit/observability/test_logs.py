"""Logs carry what an operator needs and nobody's personal data."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from shared.observability.logs import configure, correlation, logger, mask, scrub


@pytest.fixture(autouse=True)
def _afterwards() -> Iterator[None]:
    """Logging is one per process: leave it as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def test_mail_addresses_and_passwords_are_masked() -> None:
    assert scrub("to ha.do@duong-quang.example") == "to h…@duong-quang.example"
    assert scrub("amqp://guest:secret@host/") == "amqp://guest:…@host/"


def test_mask_keeps_the_first_letter_only() -> None:
    assert (mask("Đỗ Minh Hà"), mask("")) == ("Đ…", "")


def test_line_is_json_with_correlation_and_without_names(capsys: pytest.CaptureFixture[str]) -> None:
    configure(service="nomination", level="INFO")
    correlation.set("c-1")
    logger("test").info("notice sent", name="Đỗ Minh Hà", to="ha.do@example.org", dossier="d-1")
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (line["event"], line["correlation"], line["dossier"]) == ("notice sent", "c-1", "d-1")
    assert "Minh" not in json.dumps(line, ensure_ascii=False)
    assert "ha.do" not in json.dumps(line)

"""Whatever a client sends, no operation of any service answers with an error of its own."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, GenerationMode

from deploy.local.services import NAMES
from shared.identity.tokens import COOKIE, Session, seal
from tests.demonstration import Demonstration

PEOPLE = ("dq-van-phong-01", "dq-chu-tich-01", "dq-truong-tieu-hoc-01", "quan-tri")
BOUNDED = settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("service", NAMES)
def test_no_operation_answers_with_a_server_error(played: Demonstration, service: str) -> None:
    secret = (played.root / "secret").read_text().strip()
    cookies = [f"{COOKIE}={seal(Session(subject=one, name=one, id='fuzz'), secret)}" for one in PEOPLE]
    schema = schemathesis.openapi.from_url(f"{played.origin}/{service}/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) > 3
    with requests.Session() as line:
        for operation in operations:
            if service == NAMES[0] or "/operations" not in operation.path:  # these are the same everywhere
                bombard(operation, line, cookies)


def bombard(operation: APIOperation[Any, Any, Any, Any] | None, line: requests.Session, cookies: list[str]) -> None:
    """Send a few requests that break the rules of an operation; what has no rules to break is sent as it is."""
    assert operation is not None
    try:
        send(operation, line, cookies, GenerationMode.NEGATIVE)
    except Unsatisfiable:
        send(operation, line, cookies, GenerationMode.POSITIVE)


def send(
    operation: APIOperation[Any, Any, Any, Any], line: requests.Session, cookies: list[str], mode: GenerationMode
) -> None:
    """Send what is generated once for everybody, and look at the status alone."""

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: schemathesis.Case[Any]) -> None:
        for cookie in cookies:
            answer = case.call(session=line, headers={"Cookie": cookie})
            assert answer.status_code < 500, f"{answer.status_code} {answer.text}\n{case.as_curl_command()}"

    each()

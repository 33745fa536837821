"""Failpoints: switched by one variable, refused where it is misspelt, absent without it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys

import pytest
from pydantic import SecretStr, ValidationError

from shared.failpoints import NAMES, Tripped, failpoint, parse
from shared.settings import Environment, Settings


def settings(environment: Environment) -> Settings:
    return Settings(
        amqp_url=SecretStr("amqp://x"),
        mongo_url=SecretStr("mongodb://x"),
        session_secret=SecretStr("s" * 32),
        environment=environment,
        failpoint="relay.after-publish=kill",
    )


def test_failpoint_that_nobody_switched_on_is_absent() -> None:
    assert [failpoint(name) for name in NAMES] == [None] * len(NAMES)


@pytest.mark.parametrize("spec", ["relay.after-publis=kill", "relay.after-publish=explode", "relay.after-publish"])
def test_misspelt_failpoint_is_refused(spec: str) -> None:
    with pytest.raises(ValueError, match="THIDUA_FAILPOINT"):
        parse(spec)


def test_production_refuses_failpoints() -> None:
    with pytest.raises(ValidationError, match="refused in production"):
        settings(Environment.PRODUCTION)
    assert settings(Environment.TEST).failpoint


async def test_failpoint_with_a_number_counts_only_that_passage() -> None:
    point = parse("store.after-commit=raise@2")["store.after-commit"]
    await point()
    with pytest.raises(Tripped, match=r"store\.after-commit"):
        await point()
    await point()


async def test_hanging_failpoint_can_still_be_cancelled() -> None:
    armed = parse("store.after-commit=hang, relay.after-publish=sleep:0.001")
    await armed["relay.after-publish"]()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(armed["store.after-commit"](), 0.01)


def test_process_is_killed_where_the_variable_says_so() -> None:
    code = (
        "import asyncio; from shared.failpoints import failpoint; "
        "point = failpoint('relay.after-publish'); asyncio.run(point()); "
        "print('here', flush=True); asyncio.run(point())"
    )
    environment = os.environ | {"THIDUA_FAILPOINT": "relay.after-publish=kill@2"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert (run.returncode, run.stdout) == (-signal.SIGKILL, b"here\n")

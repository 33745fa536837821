"""What an operator's Prometheus reads is what it expects to read."""

from __future__ import annotations

import shutil
import subprocess
import time

import httpx2
import pytest

from deploy.local.services import NAMES
from services.nomination.metrics import SECONDS
from tests.demonstration import Demonstration


@pytest.mark.parametrize("service", NAMES)
def test_metrics_of_every_service_are_accepted_by_promtool(played: Demonstration, service: str) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.fail("promtool is not installed: apt-get install prometheus")
    text = httpx2.get(f"http://127.0.0.1:{played.ports[service]}/metrics").text
    checked = subprocess.run(
        [promtool, "check", "metrics"], input=text, capture_output=True, text=True, check=False, timeout=60
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "thidua_outbox_pending 0.0" in text


def test_dossiers_are_counted_by_state_and_level(played: Demonstration) -> None:
    """The figures of the field are measured at intervals: they may lag behind by one."""
    deadline = time.monotonic() + 2 * SECONDS
    while True:
        text = httpx2.get(f"http://127.0.0.1:{played.ports['nomination']}/metrics").text
        if 'thidua_dossiers{level="commune",state="decided"} 18.0' in text or time.monotonic() > deadline:
            break
        time.sleep(1)
    assert 'thidua_dossiers{level="commune",state="decided"} 18.0' in text
    assert 'thidua_decisions{level="town"} 1.0' in text

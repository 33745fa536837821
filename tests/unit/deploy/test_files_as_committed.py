"""What is committed passes every check whose tool is installed."""

from __future__ import annotations

import pytest

from deploy.checks import metrics
from deploy.checks.__main__ import CHECKS, ROOT, main
from deploy.checks.report import run


@pytest.mark.parametrize("name", CHECKS)
def test_committed_files_have_no_fault(name: str) -> None:
    assert run(name, CHECKS[name], ROOT).faults == ()


def test_metrics_are_those_that_the_services_declare() -> None:
    assert metrics.declared() == metrics.PRODUCT


def test_unknown_check_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["compos"])
    assert "no such check: compos" in capsys.readouterr().err

"""A missing tool is told in one sentence that says what to type; it is a fault only where it must be there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.checks import kustomize
from deploy.checks.__main__ import main


@pytest.fixture
def _nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(kustomize, "_library", lambda: None)
    kustomize.builder.cache_clear()
    kustomize.manifests.cache_clear()
    yield
    kustomize.builder.cache_clear()


@pytest.mark.usefixtures("_nothing_installed")
@pytest.mark.parametrize(("check", "tool"), [("prometheus", "promtool"), ("cluster", "kustomize")])
def test_missing_tool_says_what_to_type(check: str, tool: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([check]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"skipped {check}\n        {tool} is missing")
    assert "type: " in said


@pytest.mark.usefixtures("_nothing_installed")
def test_missing_tool_is_a_fault_when_strict() -> None:
    assert main(["prometheus", "--strict"]) == 1


def test_old_kubectl_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # What kubectl 1.20 of Debian 12 answers: it does not tell the version of its kustomize, which is 2.0.
    kubectl = tmp_path / "kubectl"
    kubectl.write_text('#!/bin/sh\necho \'{"clientVersion": {"major": "1", "minor": "20"}}\'\n')
    kubectl.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert kustomize._kubectl() is None

"""A copy of the deployment files that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.checks.__main__ import ROOT

FILES = ("docker-compose.yml", ".env.example", "Dockerfile", ".dockerignore", "docs/operations.md")
FOLDERS = ("compose", "k8s", "prometheus", "grafana")

Spoil = Callable[[str, str, str], None]
"""Replace a text everywhere in a file of the copy; the text must be there."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The root of the copy."""
    (tmp_path / "docs").mkdir()
    for file in FILES:
        shutil.copy(ROOT / file, tmp_path / file)
    for folder in FOLDERS:
        shutil.copytree(ROOT / "deploy" / folder, tmp_path / "deploy" / folder)
    return tmp_path


@pytest.fixture
def spoil(copy: Path) -> Spoil:
    def replace(file: str, old: str, new: str) -> None:
        path = copy / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer says {old!r}: this test spoils nothing"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace

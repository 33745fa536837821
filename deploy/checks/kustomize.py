"""Building an overlay: with kustomize, with kubectl, or with kustomize's library from the package index."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

from deploy.checks.files import Tree, trees
from deploy.checks.report import ToolMissing

OVERLAYS = ("kind", "town")

HOW_TO_INSTALL = (
    "kustomize is missing, the manifests were not looked at. Install kubectl 1.24 or later, or kustomize 5, or type: "
    "python -m pip install --no-deps --ignore-requires-python -r deploy/checks/requirements-kustomize.txt "
    "(kubernetes-client of Debian 12 is 1.20, which knows no components)"
)


class BuildFailed(Exception):
    """Kustomize refused the overlay; the text is what it said."""


def _command(*words: str) -> Callable[[Path], str]:
    def build(folder: Path) -> str:
        done = subprocess.run([*words, str(folder)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise BuildFailed(done.stderr.strip())
        return done.stdout

    return build


def _kubectl() -> Callable[[Path], str] | None:
    # kubectl tells the version of its kustomize since 1.24; older ones are too old for what is built here.
    if not shutil.which("kubectl"):
        return None
    done = subprocess.run(
        ["kubectl", "version", "--client", "--output=json"], capture_output=True, text=True, check=False
    )
    if done.returncode or "kustomizeVersion" not in json.loads(done.stdout):
        return None
    return _command("kubectl", "kustomize")


def _library() -> Callable[[Path], str] | None:
    if importlib.util.find_spec("pykustomize") is None:
        return None
    library = importlib.import_module("pykustomize")

    def build(folder: Path) -> str:
        try:
            return str(asyncio.run(library.build(str(folder))).yaml)
        except library.KustomizeError as error:
            raise BuildFailed(str(error)) from error

    return build


@cache
def builder() -> Callable[[Path], str]:
    """What turns the folder of an overlay into YAML; raises ToolMissing."""
    if shutil.which("kustomize"):
        return _command("kustomize", "build")
    found = _kubectl() or _library()
    if found is None:
        raise ToolMissing(HOW_TO_INSTALL)
    return found


@cache
def manifests(root: Path, overlay: str) -> tuple[Tree, ...]:
    """The objects of an overlay; raises ToolMissing or BuildFailed. Built once per process."""
    return tuple(trees(builder()(root / "deploy/k8s/overlays" / overlay)))


def title(manifest: Tree) -> str:
    """Kind and name, for sentences."""
    return f"{manifest.get('kind')} {manifest.get('metadata', {}).get('name')}"

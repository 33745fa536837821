"""Every object of both overlays against its schema, strictly.

Kubernetes' own kinds are checked by kubernetes-validate (the schemas are inside the package); kinds of operators
against `custom_kinds.yaml`, which knows the fields used here and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import kubernetes_validate
from jsonschema import Draft202012Validator

from deploy.checks.files import Tree, tree
from deploy.checks.kustomize import OVERLAYS, BuildFailed, manifests, title

OLDEST, NEWEST = "1.30", "1.37"
"""Versions of Kubernetes that the manifests must satisfy: preStop sleep came with 1.30."""


def check(root: Path) -> Iterator[str]:
    """Faults of the manifests' shape."""
    for overlay in OVERLAYS:
        try:
            objects = manifests(root, overlay)
        except BuildFailed as error:
            yield f"overlay {overlay} cannot be built: {error}"
            continue
        for manifest in objects:
            for fault in shape(manifest):
                yield f"overlay {overlay}: {title(manifest)}: {fault}"


@cache
def _custom() -> Tree:
    return tree(Path(__file__).with_name("custom_kinds.yaml"))


def shape(manifest: Tree) -> Iterator[str]:
    """Where an object does not satisfy the schema of its kind."""
    key = f"{manifest['apiVersion']} {manifest['kind']}"
    if key in _custom():
        for error in Draft202012Validator(_custom()[key]).iter_errors(manifest["spec"]):
            yield f"spec.{'.'.join(map(str, error.path))}: {error.message}"
        return
    for version in (OLDEST, NEWEST):
        try:
            kubernetes_validate.validate(manifest, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            yield f"{'.'.join(map(str, error.path))}: {error.message} (Kubernetes {version})"
        except kubernetes_validate.SchemaNotFoundError:
            yield f"no schema for {key}: describe it in deploy/checks/custom_kinds.yaml"
            return

"""The manifests' checks find what a schema and a review would miss."""

from __future__ import annotations

import copy as copying
from pathlib import Path
from typing import Any

import pytest

from deploy.checks import cluster, kubernetes, kustomize
from deploy.checks.report import ToolMissing
from tests.unit.deploy.conftest import Spoil

K8S = "deploy/k8s"


@pytest.fixture(autouse=True)
def _needs_kustomize() -> None:
    try:
        kustomize.builder()
    except ToolMissing as missing:
        pytest.skip(str(missing))


MISTAKES = {
    "writable root": ("service/web.yaml", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "read-only"),
    "privileges": ("service/worker.yaml", "drop: [ALL]", "drop: [NET_RAW]", "must drop ALL"),
    "no time to finish": (
        *("service/web.yaml", "terminationGracePeriodSeconds: 60", "terminationGracePeriodSeconds: 5"),
        "terminationGracePeriodSeconds must be 60",
    ),
    "wrong probe": ("service/web.yaml", "/readyz", "/healthz", "readinessProbe must ask /readyz"),
    "both roles the same": ("service/worker.yaml", "--role, worker", "--role, web", "must run with --role worker"),
    "replicas beside an autoscaler": (
        "service/web.yaml",
        "spec:\n  # No",
        "spec:\n  replicas: 2\n  # No",
        "every release",
    ),
    "policy for every pod": (
        *("base/notification/mail.yaml", "podSelector:\n    matchLabels: {thidua/role: worker}", "podSelector: {}"),
        "opens something for every pod",
    ),
    "nothing denied": (
        "base/network.yaml",
        "policyTypes: [Ingress, Egress]",
        "policyTypes: [Ingress]",
        "forbid everything",
    ),
    "store out of reach": (
        "service/network.yaml",
        "port: 27017",
        "port: 27018",
        "does not let nomination reach the store",
    ),
    "queue misspelt": ("components/keda/workers.yaml", "notification.notices", "notification.notes", "do not agree"),
    "unknown workload scaled": (
        "components/keda/workers.yaml",
        "{name: nomination-worker}",
        "{name: nominations}",
        "does not exist",
    ),
    "path leads nowhere": (
        "base/ingress.yaml",
        "name: reporting-web",
        "name: reporting",
        "a Service that does not exist",
    ),
    "password in clear": (
        *(
            "components/operators/broker-url.yaml",
            "valueFrom: {secretKeyRef: {name: rabbitmq-default-user, key: password}}",
        ),
        *("value: x", "RABBITMQ_PASSWORD in clear"),
    ),
    "secret in a ConfigMap": (
        *("base/kustomization.yaml", "- THIDUA_DATABASE_PREFIX=", "- THIDUA_SESSION_SECRET="),
        "belongs into a secret",
    ),
    "signing keys not mounted": (
        *("base/nomination/kustomization.yaml", "mountPath: /run/keys", "mountPath: /run/key"),
        "THIDUA_SIGNERS names no file",
    ),
    "no store": ("components/operators/store-url/reporting.yaml", "MONGO_URL", "MONGODB_URL", "MONGO_URL is not given"),
    "another broker than compose's": (
        *("components/operators/rabbitmq.yaml", "heartbeat = 10", "heartbeat = 60"),
        "'heartbeat = 60'",
    ),
    "overlay broken": ("overlays/town/kustomization.yaml", "- namespace.yaml", "- missing.yaml", "cannot be built"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_named(mistake: str, copy: Path, spoil: Spoil) -> None:
    file, old, new, sentence = MISTAKES[mistake]
    spoil(f"{K8S}/{file}", old, new)
    faults = list(cluster.check(copy, ["town"]))
    assert [fault for fault in faults if sentence in fault], faults


def test_pods_of_both_overlays_run_the_service_that_they_are_named_after() -> None:
    for overlay in kustomize.OVERLAYS:
        deployments = cluster.Objects(kustomize.manifests(cluster_root(), overlay)).of("Deployment")
        names = {name.rsplit("-", 1)[0] for name in deployments if "-" in name}
        assert names == {"registration", "nomination", "notification", "reporting"}


def test_misspelt_field_of_a_custom_kind_is_named() -> None:
    broker = copying.deepcopy(_one("RabbitmqCluster"))
    broker["spec"]["replica"] = broker["spec"].pop("replicas")
    faults = list(kubernetes.shape(broker))
    assert [fault for fault in faults if "'replica' was unexpected" in fault], faults


def test_misspelt_field_of_a_kubernetes_kind_is_named() -> None:
    deployment = copying.deepcopy(_one("Deployment"))
    deployment["spec"]["stratgy"] = {}
    assert any("stratgy" in fault for fault in kubernetes.shape(deployment))


def test_kind_without_a_schema_is_not_let_through() -> None:
    unknown = {"apiVersion": "example.org/v1", "kind": "Thing", "metadata": {"name": "x"}, "spec": {}}
    assert list(kubernetes.shape(unknown)) == [
        "no schema for example.org/v1 Thing: describe it in deploy/checks/custom_kinds.yaml"
    ]


def cluster_root() -> Path:
    """The root of the repository."""
    return Path(kustomize.__file__).resolve().parents[2]


def _one(kind: str) -> Any:
    return next(iter(cluster.Objects(kustomize.manifests(cluster_root(), "kind")).of(kind).values()))

"""What a schema cannot say about the manifests: rights, probes, secrets, who may talk to whom, who scales what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from deploy.checks.files import QUEUES, SERVICES, Tree
from deploy.checks.kustomize import OVERLAYS, BuildFailed, manifests, title

GRACE_SECONDS = 60
_COMPONENT = "app.kubernetes.io/component"


def check(root: Path, overlays: Sequence[str] = OVERLAYS) -> Iterator[str]:
    """Faults of the overlays' meaning."""
    for overlay in overlays:
        try:
            objects = Objects(manifests(root, overlay))
        except BuildFailed as error:
            yield f"overlay {overlay} cannot be built: {error}"
            continue
        for fault in (*objects.faults(), *_broker(objects, root)):
            yield f"overlay {overlay}: {fault}"


class Objects:
    """The objects of one overlay."""

    def __init__(self, manifests_: tuple[Tree, ...]) -> None:
        self._all = manifests_

    def of(self, kind: str) -> dict[str, Tree]:
        """The objects of a kind by name."""
        return {m["metadata"]["name"]: m for m in self._all if m["kind"] == kind}

    def faults(self) -> Iterator[str]:
        """All of them."""
        deployments = self.of("Deployment")
        for service in SERVICES:
            for role in ("web", "worker"):
                name = f"{service}-{role}"
                if name not in deployments:
                    yield f"Deployment {name} is missing"
                    continue
                yield from (f"{name}: {fault}" for fault in self._workload(deployments[name], service, role))
        for deployment in deployments.values():
            yield from (f"{title(deployment)}: {fault}" for fault in restricted(deployment))
        yield from self._secrets()
        yield from self._network()
        yield from self._scaling()
        yield from self._ingress()

    def _workload(self, deployment: Tree, service: str, role: str) -> Iterator[str]:
        spec = deployment["spec"]["template"]["spec"]
        labels = deployment["spec"]["template"]["metadata"]["labels"]
        container = spec["containers"][0]
        if labels.get("app.kubernetes.io/name") != service or labels.get(_COMPONENT) != "service":
            yield "its pods are not labelled with the service, from which they learn what to run"
        if container["args"][-2:] != ["--role", role]:
            yield f"must run with --role {role}"
        if spec.get("terminationGracePeriodSeconds") != GRACE_SECONDS:
            yield f"terminationGracePeriodSeconds must be {GRACE_SECONDS}"
        if not container.get("lifecycle", {}).get("preStop", {}).get("sleep"):
            yield "preStop must sleep, or requests arrive after it stopped listening"
        for probe, path in (("livenessProbe", "/healthz"), ("readinessProbe", "/readyz")):
            if container.get(probe, {}).get("httpGet", {}).get("path") != path:
                yield f"{probe} must ask {path}"
        if ":" not in container["image"].rsplit("/", 1)[-1] or container["image"].endswith(":latest"):
            yield f"image {container['image']} has no version"
        given = {entry["name"] for entry in container["env"]}
        for needed in {"AMQP_URL", "MONGO_URL"} - given:
            yield f"{needed} is not given"
        if service == "nomination":
            yield from self._signing(spec)
        selector = deployment["spec"]["selector"]["matchLabels"]
        budgets = [b["spec"]["selector"]["matchLabels"] for b in self.of("PodDisruptionBudget").values()]
        if selector not in budgets:
            yield "has no PodDisruptionBudget"
        spread = [c["labelSelector"]["matchLabels"] for c in spec.get("topologySpreadConstraints", [])]
        if not spread or any(constraint != selector for constraint in spread):
            yield "is not spread over nodes by its own selector"

    def _signing(self, spec: Tree) -> Iterator[str]:
        """The keys come as files of a secret, where the settings say that they lie."""
        container = spec["containers"][0]
        secret = {each["name"] for each in spec.get("volumes", []) if "secret" in each}
        folders = [each["mountPath"] for each in container.get("volumeMounts", []) if each["name"] in secret]
        named = [each["configMapRef"]["name"] for each in container.get("envFrom", []) if "configMapRef" in each]
        maps = self.of("ConfigMap")
        given = {key: value for name in named for key, value in maps.get(name, {}).get("data", {}).items()}
        for key in ("THIDUA_SIGNERS", "THIDUA_STATUS_KEY", "THIDUA_SEALS"):
            if not any(str(given.get(key, "")).startswith(f"{folder}/") for folder in folders):
                yield f"{key} names no file of a secret that is mounted"

    def _secrets(self) -> Iterator[str]:
        for manifest in self._all:
            if manifest["kind"] == "Secret":
                yield f"{title(manifest)} holds a secret in the repository: refer to it by name"
            if manifest["kind"] == "ConfigMap":
                for name in manifest.get("data", {}):
                    if re.search(r"SECRET|PASSWORD|AMQP_URL|MONGO_URL", name):
                        yield f"{title(manifest)} holds {name}, which belongs into a secret"
        for deployment in self.of("Deployment").values():
            for container in deployment["spec"]["template"]["spec"]["containers"]:
                for entry in container.get("env", []):
                    if re.search(r"SECRET|PASSWORD", entry["name"]) and "value" in entry:
                        yield f"{title(deployment)} has {entry['name']} in clear"

    def _network(self) -> Iterator[str]:
        policies = self.of("NetworkPolicy")
        deny = policies.get("default-deny", {}).get("spec", {})
        if deny.get("podSelector") != {} or set(deny.get("policyTypes", [])) != {"Ingress", "Egress"}:
            yield "NetworkPolicy default-deny must forbid everything to every pod"
        if "ingress" in deny or "egress" in deny:
            yield "NetworkPolicy default-deny allows something"
        for name, policy in policies.items():
            # An empty selector is every pod: only for the two policies that mean it.
            if policy["spec"]["podSelector"] == {} and name not in {"default-deny", "names"}:
                yield f"NetworkPolicy {name} opens something for every pod"
        for service in SERVICES:
            needed = {"app.kubernetes.io/component": "service", "app.kubernetes.io/name": service}
            policy = policies.get(f"{service}-service", {}).get("spec", {})
            if policy.get("podSelector", {}).get("matchLabels") != needed:
                yield f"NetworkPolicy {service}-service does not select the pods of {service}"
            ports = {port["port"] for rule in policy.get("egress", []) for port in rule.get("ports", [])}
            for port, what in ((5672, "the broker"), (27017, "the store"), (443, "the sign-in service")):
                if port not in ports:
                    yield f"NetworkPolicy {service}-service does not let {service} reach {what}"

    def _scaling(self) -> Iterator[str]:
        scaled = self.of("ScaledObject")
        autoscalers = self.of("HorizontalPodAutoscaler")
        deployments = self.of("Deployment")
        for scaler in (*scaled.values(), *autoscalers.values()):
            target = scaler["spec"]["scaleTargetRef"]["name"]
            if target not in deployments:
                yield f"{title(scaler)} scales {target}, which does not exist"
            elif "replicas" in deployments[target]["spec"]:
                yield f"{target} has replicas and {title(scaler)} changes them: every release would reset the number"
        if scaled:
            watched = [t["metadata"]["queueName"] for s in scaled.values() for t in s["spec"]["triggers"]]
            for queue in sorted(set(QUEUES) ^ set(watched)):
                yield f"queue {queue}: the ScaledObjects and the services do not agree that it exists"
        for name, deployment in deployments.items():
            targets = {s["spec"]["scaleTargetRef"]["name"] for s in (*scaled.values(), *autoscalers.values())}
            if "replicas" not in deployment["spec"] and name not in targets:
                yield f"{name} has neither replicas nor an autoscaler"

    def _ingress(self) -> Iterator[str]:
        services = self.of("Service")
        routed = set()
        for ingress in self.of("Ingress").values():
            for rule in ingress["spec"]["rules"]:
                for path in rule["http"]["paths"]:
                    routed.add(path["path"])
                    if path["backend"]["service"]["name"] not in services:
                        yield f"{path['path']} leads to a Service that does not exist"
        for service in SERVICES:
            if f"/{service}" not in routed:
                yield f"nobody reaches /{service}"


def _broker(objects: Objects, root: Path) -> Iterator[str]:
    text = (root / "deploy/compose/rabbitmq/rabbitmq.conf").read_text(encoding="utf-8")
    compose = {line for line in text.splitlines() if line and not line.startswith("#")}
    for name, broker in objects.of("RabbitmqCluster").items():
        for line in broker["spec"]["rabbitmq"]["additionalConfig"].splitlines():
            # How nodes behave when parted is no question for a single one.
            if line not in compose and not line.startswith("cluster_"):
                yield f"RabbitmqCluster {name} says {line!r}, the broker of docker-compose.yml does not"


def restricted(deployment: Tree) -> Iterator[str]:
    """Where a Deployment falls short of the Pod Security Standard `restricted`, and of our read-only root."""
    pod = deployment["spec"]["template"]["spec"]
    rights = pod.get("securityContext", {})
    if rights.get("runAsNonRoot") is not True:
        yield "runAsNonRoot must be true"
    if rights.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        yield "seccompProfile must be RuntimeDefault"
    if pod.get("automountServiceAccountToken") is not False:
        yield "automountServiceAccountToken must be false: nothing here talks to Kubernetes"
    for container in pod["containers"]:
        own = container.get("securityContext", {})
        if own.get("allowPrivilegeEscalation") is not False or own.get("capabilities", {}).get("drop") != ["ALL"]:
            yield f"container {container['name']} must drop ALL capabilities and forbid privilege escalation"
        # start-dev of Keycloak builds itself at every start; it is in the trial overlay only.
        if own.get("readOnlyRootFilesystem") is not True and container["name"] != "keycloak":
            yield f"container {container['name']} must have a read-only root"
        if not {"requests", "limits"} <= set(container.get("resources", {})):
            yield f"container {container['name']} must have requests and limits"

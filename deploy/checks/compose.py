"""docker-compose.yml: valid, hardened, complete with .env.example, every service behind the gateway."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from deploy.checks.files import SERVICES, Tree, tree

_VARIABLE = re.compile(r"\$\{(\w+)(:?[-?+])?")


def check(root: Path) -> Iterator[str]:
    """Faults of docker-compose.yml, .env.example and the gateway."""
    path = root / "docker-compose.yml"
    yield from _schema(path)
    parts: Tree = tree(path)["services"]
    for name in SERVICES:
        yield from _service(name, parts.get(name, {}))
    yield from _signing(parts.get("nomination", {}))
    for name, part in parts.items():
        yield from _part(name, part, parts)
    yield from _environment(path.read_text(encoding="utf-8"), root / ".env.example")
    yield from _mounts(root, parts)
    yield from _gateway((root / "deploy/compose/caddy/Caddyfile").read_text(encoding="utf-8"))


def _schema(path: Path) -> Iterator[str]:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        yield f"docker-compose.yml does not satisfy the Compose specification: {done.stdout.strip()}"


def _service(name: str, part: Tree) -> Iterator[str]:
    wanted = {"read_only": True, "init": True, "stop_grace_period": "60s"}
    for key, value in wanted.items():
        if part.get(key) != value:
            yield f"{name} must have {key}: {value}"
    if part.get("command", [None])[0] != f"services.{name}":
        yield f"{name} must run services.{name}"
    for key in ("tmpfs", "build", "healthcheck"):
        if key not in part:
            yield f"{name} lacks {key}"
    if part.get("environment", {}).get("FORWARDED_ALLOW_IPS") != "*":
        yield f"{name} does not believe the gateway that people came by HTTPS: FORWARDED_ALLOW_IPS"
    if part.get("ports"):
        yield f"{name} publishes a port: people reach it through the gateway only"
    for needed in ("mongo", "rabbitmq"):
        if part.get("depends_on", {}).get(needed, {}).get("condition") != "service_healthy":
            yield f"{name} does not wait until {needed} is healthy"


def _part(name: str, part: Tree, parts: Tree) -> Iterator[str]:
    if part.get("cap_drop") != ["ALL"]:
        yield f"{name} keeps capabilities: cap_drop must be [ALL]"
    if "no-new-privileges:true" not in part.get("security_opt", []):
        yield f"{name} may gain privileges: security_opt must have no-new-privileges:true"
    for key in ("mem_limit", "healthcheck", "networks"):
        if key not in part and not (key == "healthcheck" and _once(part)):
            yield f"{name} lacks {key}"
    if re.search(r"^[^:@]+$|:latest$", part.get("image", "")):
        yield f"{name} has no version in its image: {part.get('image')}"
    for port in part.get("ports", []):
        if name != "gateway" and not str(port).startswith("127.0.0.1:"):
            yield f"{name} publishes {port} to the world: bind it to 127.0.0.1"
    for needed, how in part.get("depends_on", {}).items():
        if _once(parts.get(needed, {})):
            if how.get("condition") != "service_completed_successfully":
                yield f"{name} does not wait until {needed} has done its work"
        elif "healthcheck" not in parts.get(needed, {}):
            yield f"{name} waits for {needed}, which has no health check"


def _once(part: Tree) -> bool:
    """Does something once and ends."""
    return part.get("restart") == "no"


def _signing(part: Tree) -> Iterator[str]:
    """Nomination knows where its keys lie, and cannot write there."""
    given, mounted = part.get("environment", {}), part.get("volumes", [])
    folders = [volume.rsplit(":", 2)[-2] for volume in mounted if volume.endswith(":ro")]
    for name in ("THIDUA_SIGNERS", "THIDUA_STATUS_KEY", "THIDUA_SEALS"):
        value = str(given.get(name, ""))
        if not any(f"{folder}/" in value for folder in folders):
            yield f"nomination is not given {name} in a folder that it reads and cannot write"


def _environment(text: str, example: Path) -> Iterator[str]:
    given = dict(
        line.split("=", 1)
        for line in example.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    required = {name for name, kind in _VARIABLE.findall(text) if kind == ":?"}
    used = {name for name, _ in _VARIABLE.findall(text)}
    for name in sorted(required - {name for name, value in given.items() if value}):
        yield f".env.example does not give {name}, without which docker compose refuses to start"
    for name in sorted(set(given) - used):
        yield f".env.example gives {name}, which docker-compose.yml does not use"
    for name in sorted(name for name, kind in _VARIABLE.findall(text) if not kind and name not in required):
        yield f"docker-compose.yml uses {name} without a default and without saying that it is required"
    for name in sorted(used):
        if re.search(r"SECRET|PASSWORD", name) and re.search(rf"\$\{{{name}:?-", text):
            yield f"docker-compose.yml has a default for {name}: a secret must be given"
    if len(given.get("THIDUA_SESSION_SECRET", "")) < 32:
        yield ".env.example: THIDUA_SESSION_SECRET must have at least 32 characters"


def _mounts(root: Path, parts: Tree) -> Iterator[str]:
    for name, part in parts.items():
        for volume in part.get("volumes", []):
            source = volume.split(":")[0]
            if not source.startswith("./"):
                continue
            if not (root / source).exists():
                yield f"{name} mounts {source}, which does not exist"
            if not volume.endswith(":ro"):
                yield f"{name} may write to {source}: mount it :ro"


def _gateway(text: str) -> Iterator[str]:
    routed = re.search(r"@service path_regexp service \^/\(([\w|]+)\)/", text)
    if set(SERVICES) != set(routed.group(1).split("|") if routed else ()):
        yield "Caddyfile does not route exactly the four services by prefix"
    if not re.search(r"^\s*flush_interval -1$", text, re.MULTILINE):
        yield "Caddyfile buffers answers: live updates need flush_interval -1"
    if re.search(r"/identity/(?:\*|admin|realms/master|realms/\*)", text):
        yield "Caddyfile shows the administration of the sign-in service to the world"

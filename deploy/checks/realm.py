"""The Keycloak realm of the trial: what the services rely on, and nothing that would be dangerous to copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from deploy.checks.files import SERVICES, Tree, tree

PATH = Path("deploy/compose/keycloak/thidua-realm.json")
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def check(root: Path) -> Iterator[str]:
    """Faults of the realm file."""
    text = (root / PATH).read_text(encoding="utf-8")
    realm = tree(root / PATH)
    clients: dict[str, Tree] = {client["clientId"]: client for client in realm["clients"]}
    if realm["realm"] != "thidua" or not realm["enabled"]:
        yield "the realm must be called thidua and be enabled"
    if realm.get("registrationAllowed") or not realm.get("bruteForceProtected"):
        yield "nobody may register himself, and guessing passwords must be slowed down"
    yield from _people(clients.get("thidua", {}))
    yield from _machine(clients.get("thidua-machine", {}))
    for name, client in clients.items():
        yield from _client(name, client)
    for user in realm["users"]:
        yield from _user(user)
    first = re.search(
        r"^THIDUA_BOOTSTRAP_ADMIN=(.*)$", (root / ".env.example").read_text(encoding="utf-8"), re.MULTILINE
    )
    if not first or first.group(1) not in {user["id"] for user in realm["users"]}:
        yield "the first administrator of .env.example is nobody in the realm"
    given = tree(root / "docker-compose.yml")["services"]["keycloak"]["environment"]
    for name in sorted(set(_PLACEHOLDER.findall(text)) - set(given)):
        yield f"the realm needs {name}, which docker-compose.yml does not give to keycloak"


def _client(name: str, client: Tree) -> Iterator[str]:
    if client["publicClient"] or client["implicitFlowEnabled"] or client["directAccessGrantsEnabled"]:
        yield f"client {name} must be confidential, without implicit flow and without passwords sent by the client"
    if not _PLACEHOLDER.fullmatch(client.get("secret", "")):
        yield f"client {name} has its secret in the file"
    audiences = [m["config"].get("included.client.audience") for m in client.get("protocolMappers", [])]
    if "thidua" not in audiences:
        yield f"tokens of client {name} lack the audience thidua, which the services demand"
    if "basic" not in client.get("defaultClientScopes", []):
        yield f"tokens of client {name} lack the subject: scope basic is missing"
    if any(uri.endswith("*") or "localhost" in uri for uri in client["redirectUris"]):
        yield f"client {name} sends people back to more than our own callback addresses"


def _people(client: Tree) -> Iterator[str]:
    if not client.get("standardFlowEnabled"):
        yield "client thidua must have the authorization code flow"
        return
    if client.get("attributes", {}).get("pkce.code.challenge.method") != "S256":
        yield "client thidua must demand PKCE (S256)"
    wanted = {f"${{THIDUA_PUBLIC_URL}}/{service}/auth/callback" for service in SERVICES}
    if set(client["redirectUris"]) != wanted:
        yield "client thidua must allow exactly the callback of each of the four services"


def _machine(client: Tree) -> Iterator[str]:
    if not client.get("serviceAccountsEnabled"):
        yield "client thidua-machine must have client credentials"
        return
    claims = {m["config"].get("claim.name"): m["config"].get("claim.value") for m in client["protocolMappers"]}
    if claims.get("classification") != "public" or not claims.get("units"):
        yield "client thidua-machine must carry the classification public and a scope of units"


def _user(user: Tree) -> Iterator[str]:
    name = user["username"]
    # The directory knows people by subject, Keycloak makes the subject of the id: the same as the name, so that the
    # sample offices fit. The column holds 36 characters.
    if user.get("id") != name or len(name) > 36:
        yield f"user {name}: the id must equal the name and have at most 36 characters"
    if not re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", name):
        yield f"user {name} is not named <role>.<unit>"
    passwords = [credential["value"] for credential in user.get("credentials", [])]
    if not passwords or not all(_PLACEHOLDER.fullmatch(password) for password in passwords):
        yield f"user {name} must have a password from the environment"

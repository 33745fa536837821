"""Every mistake that somebody could make in a deployment file is named by a check: one row, one mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.checks.__main__ import CHECKS
from deploy.checks.report import run
from tests.unit.deploy.conftest import Spoil

COMPOSE, ENV, CADDY = "docker-compose.yml", ".env.example", "deploy/compose/caddy/Caddyfile"
REALM = "deploy/compose/keycloak/thidua-realm.json"
RULES, TESTS = "deploy/prometheus/rules/thidua.yml", "deploy/prometheus/tests/thidua.test.yml"
DASHBOARD = "deploy/grafana/dashboards/thidua.json"

MISTAKES = {
    "image runs as root": ("image", "Dockerfile", "USER 10001:10001", "USER 0:0", "runs as root"),
    "image without health check": ("image", "Dockerfile", "/healthz", "/", "HEALTHCHECK"),
    "packages without hashes": ("image", "Dockerfile", "--require-hashes ", "", "without checking their hashes"),
    "another base": ("image", "Dockerfile", "bookworm AS runtime", "trixie AS runtime", "builds from"),
    "copied but ignored": ("image", ".dockerignore", "!services\n", "", "keeps services out"),
    "secret in the image": ("image", "Dockerfile", "ENV PIP", "ENV SESSION_SECRET=x PIP", "bakes SESSION_SECRET"),
    "misspelt key": ("compose", COMPOSE, "    mem_limit: 256m", "    mem_limits: 256m", "Compose specification"),
    "writable root": ("compose", COMPOSE, "  read_only: true", "  read_only: false", "read_only: True"),
    "capabilities kept": ("compose", COMPOSE, "cap_drop: [ALL]", "cap_drop: [NET_RAW]", "keeps capabilities"),
    "no version": ("compose", COMPOSE, "mongo:8.0", "mongo", "mongo has no version"),
    "broker console to the world": ("compose", COMPOSE, "127.0.0.1:15672:", "15672:", "to the world"),
    "waits for started only": (
        *("compose", COMPOSE, "mongo: {condition: service_healthy}", "mongo: {condition: service_started}"),
        "does not wait until mongo is healthy",
    ),
    "keys not mounted": ("compose", COMPOSE, "}:/run/keys:ro", "}:/run/key:ro", "is not given THIDUA_STATUS_KEY"),
    "keys may be written": ("compose", COMPOSE, "}:/run/keys:ro", "}:/run/keys", "is not given THIDUA_SIGNERS"),
    "waits not for the keys": (
        *(
            "compose",
            COMPOSE,
            "keys: {condition: service_completed_successfully}",
            "keys: {condition: service_started}",
        ),
        "does not wait until keys has done its work",
    ),
    "secret with a default": (
        *("compose", COMPOSE, "${GRAFANA_ADMIN_PASSWORD:?", "${GRAFANA_ADMIN_PASSWORD:-admin}${X:?"),
        "has a default for GRAFANA_ADMIN_PASSWORD",
    ),
    "example lacks a secret": (
        *("compose", ENV, "THIDUA_SAMPLE_PASSWORD=trialonlypersonpassword", "THIDUA_SAMPLE_PASSWORD="),
        "does not give THIDUA_SAMPLE_PASSWORD",
    ),
    "example gives what nobody reads": ("compose", ENV, "SMTP_URL=", "SMTP=x\nSMTP_URL=", "gives SMTP,"),
    "session secret too short": (
        *("compose", ENV, "trial-only-session-secret-0123456789abcdef", "short"),
        "at least 32 characters",
    ),
    "mounted file missing": ("compose", COMPOSE, "mongo/ready.js:", "mongo/raedy.js:", "does not exist"),
    "a service not routed": ("compose", CADDY, "service ^/(registration|", "service ^/(", "four services"),
    "streams buffered": ("compose", CADDY, "\t\t\tflush_interval -1\n", "", "live updates"),
    "console behind the gateway": (
        *("compose", CADDY, "/identity/realms/thidua/*", "/identity/*"),
        "administration of the sign-in service",
    ),
    "wrong callback": ("realm", REALM, "/reporting/auth/callback", "/reporting/callback", "exactly the callback"),
    "callback for everybody": ("realm", REALM, "/reporting/auth/callback", "/*", "more than our own callback"),
    "no audience": (
        *("realm", REALM, '"included.client.audience": "thidua"', '"included.client.audience": "account"'),
        "lack the audience",
    ),
    "client secret in the file": ("realm", REALM, "${THIDUA_OIDC_CLIENT_SECRET}", "hunter2", "secret in the file"),
    "password in the file": ("realm", REALM, "${THIDUA_SAMPLE_PASSWORD}", "hunter2", "password from the environment"),
    "subject is not the name": (
        *("realm", REALM, '"id": "van-phong.duong-quang"', '"id": "6b1c"'),
        "the id must equal the name",
    ),
    "no proof key": ("realm", REALM, '"S256"', '"plain"', "PKCE"),
    "placeholder nobody fills": ("realm", REALM, "${THIDUA_SAMPLE_PASSWORD}", "${NOBODY}", "needs NOBODY"),
    "first administrator unknown": ("realm", ENV, "ADMIN=quan-tri.my-hao", "ADMIN=admin", "nobody in the realm"),
    "alert in one language": ("alerts", RULES, "          summary_vi: ", "          summary: ", "lacks summary_vi"),
    "alert without runbook": (
        *("alerts", "docs/operations.md", "### ParkedGaps", "### Gaps"),
        "no heading ParkedGaps",
    ),
    "alert without test": ("alerts", TESTS, 'alertname="ParkedGaps"', 'alertname="Parked"', "makes ParkedGaps fire"),
    "cluster has other rules": ("alerts", RULES, "> 120", "> 240", "is not what"),
    "service not scraped": (
        *("alerts", "deploy/prometheus/prometheus.yml", "labels: {service: reporting}", "labels: {service: report}"),
        "does not read reporting:8000",
    ),
    "alert on nothing": ("metrics", RULES, "(thidua_parked)", "(thidua_gaps)", "thidua_gaps, which nobody exposes"),
    "panel on nothing": ("metrics", DASHBOARD, "(thidua_retries_total", "(thidua_tries_total", "nobody exposes"),
    "panels over each other": ("grafana", DASHBOARD, '"x": 4,', '"x": 3,', "lies over another one"),
    "unknown data source": ("grafana", DASHBOARD, '"uid": "prometheus"', '"uid": "p"', "not provisioned"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_named(mistake: str, copy: Path, spoil: Spoil) -> None:
    check, file, old, new, sentence = MISTAKES[mistake]
    spoil(file, old, new)
    faults = run(check, CHECKS[check], copy).faults
    assert [fault for fault in faults if sentence in fault], faults

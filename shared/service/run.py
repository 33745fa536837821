"""``python -m services.<name>``: read the settings, serve until SIGTERM, end in order.

``python -m services.<name> operate …`` is the operator's hand instead: see ``shared.service.operations.cli``.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

import uvicorn
from pydantic import ValidationError

from shared.identity.directory import directory_reactions
from shared.observability import logs
from shared.service.app import ServiceSpec, create_app
from shared.service.operations.cli import operate
from shared.settings import Settings
from shared.store import Store

ROLES = ("all", "web", "worker")


def main(spec: ServiceSpec) -> None:
    """Run one service in this process. Exit code 2 when a setting is missing or wrong, each named."""
    if sys.argv[1:2] == ["operate"]:
        sys.exit(by_hand(spec, sys.argv[2:]))
    parser = argparse.ArgumentParser(prog=f"python -m services.{spec.name}", description=spec.title)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--role", choices=ROLES, default="all")
    arguments = parser.parse_args()
    settings = _settings()
    logs.configure(service=spec.name, level=settings.log_level)
    uvicorn.run(
        create_app(spec, settings, role=arguments.role),
        host=arguments.host,
        port=arguments.port,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        proxy_headers=True,
        timeout_graceful_shutdown=20,
    )


def by_hand(spec: ServiceSpec, words: Sequence[str]) -> int:
    """One command of an operator; the exit code."""
    settings = _settings()
    logs.configure(service="operator", level="WARNING")

    async def run() -> int:
        store = Store(settings.mongo_url.get_secret_value(), f"{settings.database_prefix}_{spec.name}")
        try:
            return await operate(store, spec.name, [directory_reactions(spec.name), *spec.reactions], words)
        finally:
            store.close()

    return asyncio.run(run())


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        for one in error.errors():
            print(f"{'.'.join(str(part) for part in one['loc']) or 'settings'}: {one['msg']}", file=sys.stderr)
        print("docs/operations.md lists every setting.", file=sys.stderr)
        sys.exit(2)

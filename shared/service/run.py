"""``python -m services.<name>``: read the settings, serve until SIGTERM, end in order."""

from __future__ import annotations

import argparse
import sys

import uvicorn
from pydantic import ValidationError

from shared.observability import logs
from shared.service.app import ServiceSpec, create_app
from shared.settings import Settings

ROLES = ("all", "web", "worker")


def main(spec: ServiceSpec) -> None:
    """Run one service in this process. Exit code 2 when a setting is missing or wrong, each named."""
    parser = argparse.ArgumentParser(prog=f"python -m services.{spec.name}", description=spec.title)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--role", choices=ROLES, default="all")
    arguments = parser.parse_args()
    try:
        settings = Settings()
    except ValidationError as error:
        for one in error.errors():
            print(f"{'.'.join(str(part) for part in one['loc']) or 'settings'}: {one['msg']}", file=sys.stderr)
        print("docs/operations.md lists every setting.", file=sys.stderr)
        sys.exit(2)
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

"""The application of one service: its own routers and pages, and what every service has."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import APIRouter, FastAPI
from prometheus_fastapi_instrumentator import Instrumentator
from starlette.middleware import Middleware

from shared.clock import clock_from
from shared.identity.login import login_router
from shared.identity.tokens import Provider
from shared.messaging import Reactions
from shared.record import Stored
from shared.service import health, live, me, problems
from shared.service.middleware import Correlate, Limit, SameSite
from shared.service.operations import api as operations_api
from shared.service.operations import pages as operations_pages
from shared.service.runtime import Runtime
from shared.service.ticks import Tick
from shared.settings import Settings
from shared.store import Store
from shared.store.schema import Migration
from shared.web.assets import assets
from shared.web.components import components_page
from shared.web.flash import Flashes
from shared.web.templating import Pages


@dataclass(frozen=True, kw_only=True)
class ServiceSpec:
    """What a service consists of. ``routers`` hang below ``/<name>``; ``resources`` is what its commands need.

    Where that depends on settings, ``equip`` makes it from them when the application is created.
    """

    name: str
    title: str
    pages: Pages
    routers: Sequence[APIRouter]
    reactions: Sequence[Reactions] = ()
    stored: Sequence[type[Stored]] = ()
    migrations: Sequence[Migration] = ()
    ticks: Sequence[Tick] = ()
    resources: Any = field(default=None)
    equip: Callable[[Settings], Any] | None = None


def create_app(spec: ServiceSpec, settings: Settings, *, role: str = "all") -> FastAPI:
    """The ASGI application of a service in a role: ``all``, ``web`` (no consumers, no relay) or ``worker``."""
    if spec.equip is not None:
        spec = replace(spec, resources=spec.equip(settings))
    clock = clock_from(settings.clock)
    store = Store(settings.mongo_url.get_secret_value(), f"{settings.database_prefix}_{spec.name}")
    hub = live.Hub()
    runtime = Runtime(spec, settings, role=role, clock=clock, store=store, hub=hub)
    provider = Provider(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        runtime.start()
        yield
        await runtime.stop()
        await provider.http.aclose()

    app = FastAPI(
        title=f"Thi Đua: {spec.title}",
        version="1",
        lifespan=lifespan,
        docs_url=f"/{spec.name}/docs",
        redoc_url=None,
        openapi_url=f"/{spec.name}/openapi.json",
        middleware=[
            Middleware(Correlate, issuer=settings.oidc_issuer),
            Middleware(Limit),
            Middleware(SameSite),
        ],
    )
    secret = settings.session_secret.get_secret_value()
    spec.pages.flashes = Flashes(secret)
    state = app.state
    state.settings, state.clock, state.store, state.hub, state.runtime = settings, clock, store, hub, runtime
    state.provider, state.secret, state.service, state.resources = provider, secret, spec.name, spec.resources
    state.pages = spec.pages
    problems.install(app, spec.pages, spec.name)
    app.include_router(health.router)
    if role != "worker":
        app.add_route(f"/{spec.name}/static/{{path:path}}", assets().endpoint, include_in_schema=False)
        app.add_route(f"/{spec.name}/components", components_page(spec.pages), include_in_schema=False)
        prefix = f"/{spec.name}"
        common = (operations_api.router, operations_pages.router, me.router, live.router)
        for router in (*spec.routers, *common, login_router(spec.name, provider)):
            app.include_router(router, prefix=prefix)
    Instrumentator(excluded_handlers=["/metrics", "/healthz", "/readyz"]).instrument(app).expose(
        app, include_in_schema=False
    )
    return app

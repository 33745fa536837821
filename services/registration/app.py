"""The registration service, put together."""

from __future__ import annotations

from services.registration.officers import api as officers_api
from services.registration.officers.model import Officer
from services.registration.pages import PAGES
from services.registration.plans import api as plans_api
from services.registration.plans.model import Plan
from services.registration.units import api as units_api
from services.registration.units.model import Unit
from shared.service import ServiceSpec

SPEC = ServiceSpec(
    name="registration",
    title="Đăng ký thi đua",
    pages=PAGES,
    routers=(units_api.router, officers_api.router, plans_api.router),
    stored=(Unit, Officer, Plan),
)

"""The registration service, put together."""

from __future__ import annotations

from services.registration.movements import api as movements_api
from services.registration.movements import pages as movements_pages
from services.registration.movements.model import Movement
from services.registration.officers import api as officers_api
from services.registration.officers.model import Officer
from services.registration.overview import pages as overview_pages
from services.registration.pages import PAGES
from services.registration.plans import api as plans_api
from services.registration.plans import pages as plans_pages
from services.registration.plans.model import Plan
from services.registration.registrations import api as registrations_api
from services.registration.registrations import editing as registrations_editing
from services.registration.registrations import pages as registrations_pages
from services.registration.registrations.model import Registration
from services.registration.resources import Resources
from services.registration.units import api as units_api
from services.registration.units import pages as units_pages
from services.registration.units.model import Unit
from shared.law import Law
from shared.service import ServiceSpec

SPEC = ServiceSpec(
    name="registration",
    title="Đăng ký thi đua",
    pages=PAGES,
    routers=(
        units_api.router,
        officers_api.router,
        plans_api.router,
        movements_api.router,
        registrations_api.router,
        overview_pages.router,
        plans_pages.router,
        movements_pages.router,
        registrations_pages.router,
        registrations_editing.router,
        units_pages.router,
    ),
    stored=(Unit, Officer, Plan, Movement, Registration),
    resources=Resources(law=Law.load()),
)

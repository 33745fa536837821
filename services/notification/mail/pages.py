"""Thư đã gửi: what became of the mails of a unit, for its officer."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from services.notification.listing import After
from services.notification.mail import queries
from services.notification.mail.model import DeliveryState
from services.notification.pages import PAGES
from shared.service import Work

router = APIRouter(prefix="/deliveries", include_in_schema=False)


@router.get("")
async def deliveries(
    request: Request, work: Work, state: DeliveryState | None = None, after: After = None
) -> HTMLResponse:
    """Which have arrived, which wait, which failed and why."""
    page = await queries.listed(work.reads, actor=work.actor, state=state, after=after)
    narrowed = f"state={state.value}&" if state else ""
    return PAGES.render(
        request,
        "mail/deliveries.html",
        deliveries=page.items,
        states=list(DeliveryState),
        state=state,
        next=f"/notification/deliveries?{narrowed}after={page.after}" if page.after else "",
        first="" if after is None else f"/notification/deliveries?{narrowed}",
    )

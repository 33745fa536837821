"""What the people of the year do in the service notification: acknowledge the plan, confirm a broadcast."""

from __future__ import annotations

from deploy.local.play.script import Step, Year, verbs

API = "/notification/api/v1"
verb = verbs("notification")
MOST = 200


class PlanStep(Step):
    """A plan."""

    plan: str


class BroadcastStep(Step):
    """The awards that were read out, which are those of one decision, and for how long."""

    dossiers: tuple[str, ...]
    minutes: int


@verb(PlanStep)
async def acknowledge_plan(year: Year, step: PlanStep) -> None:
    """A recipient finds the plan in the inbox and acknowledges it."""
    about = f"plan/{year.ids['plan'][step.plan]}"

    async def look() -> str | None:
        inbox = await year.world.get(step.by, f"{API}/notices", limit=MOST)
        return next(
            (one["id"] for one in inbox["items"] if one["about"] == about and one["asks_acknowledgement"]), None
        )

    notice = await year.world.until(f"{step.by} has the plan in the inbox", look)
    await year.world.post(step.by, f"{API}/notices/{notice}/acknowledgement")


@verb(BroadcastStep)
async def confirm_broadcast(year: Year, step: BroadcastStep) -> None:
    """The station has read out the bulletin on a decision."""
    (decision,) = {year.ids["decision"][key] for key in step.dossiers}

    async def look() -> str | None:
        found = await year.world.get(step.by, f"{API}/bulletins", decision=decision)
        return next((one["id"] for one in found["items"]), None)

    bulletin = await year.world.until(f"{step.by} has the bulletin on {', '.join(step.dossiers)}", look)
    body = {"broadcast_on": str(step.date), "seconds": step.minutes * 60}
    await year.world.post(step.by, f"{API}/bulletins/{bulletin}/broadcast", body)

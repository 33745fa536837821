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

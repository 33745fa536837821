"""What the people of the year do in the service registration: units, offices, plan, movements, pledges."""

from __future__ import annotations

from datetime import timedelta

from deploy.local.play import bodies
from deploy.local.play.directories import everybody_knows, stands_under
from deploy.local.play.script import Step, Year, verbs

API = "/registration/api/v1"
verb = verbs("registration")


class UnitsStep(Step):
    """Which units; always all."""

    units: str


class PeopleStep(Step):
    """Which people; always all."""

    people: str


class ChangeStep(Step):
    """A reorganisation."""

    change: str


class PlanStep(Step):
    """A plan."""

    plan: str


class MovementStep(Step):
    """A movement."""

    movement: str


class RegistrationStep(Step):
    """A version of what is registered with the town."""

    registration: str
    version: int


class TitlesStep(Step):
    """A unit that goes for titles."""

    unit: str


class ApprovalStep(Step):
    """Title registrations to agree to; always all."""

    units: str


class TaskStep(Step):
    """A report on a task of the plan."""

    task: str
    unit: str
    value: int
    text: str


@verb(UnitsStep)
async def register_units(year: Year, step: UnitsStep) -> None:
    """Enter the whole tree at once."""
    rows = [bodies.unit(unit) for unit in year.sample.units.values()]
    await year.world.post(step.by, f"{API}/units/import", {"units": rows})


@verb(PeopleStep)
async def appoint_officers(year: Year, step: PeopleStep) -> None:
    """Give everybody their offices, and wait until every service knows them."""
    rows = [bodies.officer(officer) for officer in year.sample.officers.values()]
    await year.world.post(step.by, f"{API}/officers/import", {"officers": rows})
    await everybody_knows(year, step.date)


@verb(ChangeStep)
async def change_units(year: Year, step: ChangeStep) -> None:
    """End a unit, place those below it elsewhere, and wait until every service knows it."""
    change = year.sample.changes[step.change]
    await year.world.post(
        step.by,
        f"{API}/units/{change.closes}/succession",
        {"on": str(change.effective - timedelta(days=1)), "successors": [], "children_to": change.new_parent},
    )
    await everybody_knows(year, step.date)
    await stands_under(year, change.new_parent)


@verb(PlanStep)
async def issue_plan(year: Year, step: PlanStep) -> None:
    """Write the plan and sign it."""
    plan = year.sample.plans[step.plan]
    drafted = await year.world.post(step.by, f"{API}/plans", bodies.plan(plan))
    year.ids["plan"][plan.key] = drafted["id"]
    await year.world.post(step.by, f"{API}/plans/{drafted['id']}/issuance")


@verb(TaskStep)
async def report_task(year: Year, step: TaskStep) -> None:
    """Say how a task stands; the figure reached decides whether it is done."""
    ((key, plan),) = year.ids["plan"].items()
    body = {"unit": step.unit, "value": step.value, "summary": step.text}
    await year.world.post(step.by, f"{API}/plans/{plan}/tasks/{step.task}/reports", body)
    (task,) = [one for one in year.sample.plans[key].tasks if one.code == step.task]
    if task.each_unit or step.value >= task.indicator["target"]:
        year.ids["task done"][step.task] = plan


@verb(MovementStep)
async def launch_movement(year: Year, step: MovementStep) -> None:
    """Launch a movement with its criteria."""
    movement = year.sample.movements[step.movement]
    launched = await year.world.post(step.by, f"{API}/movements", bodies.movement(movement))
    year.ids["movement"][movement.key] = launched["id"]


@verb(RegistrationStep)
async def submit_registration(year: Year, step: RegistrationStep) -> None:
    """Write what the commune pledges and send it to the town; a later version replaces what came back."""
    registration = year.sample.registrations[step.registration]
    movement = year.sample.movements[registration.movement]
    lines = bodies.lines(registration, movement, step.version)
    if step.version == 1:
        heading = bodies.heading(registration) | {"movement": year.ids["movement"][movement.key]}
        drafted = await year.world.post(step.by, f"{API}/registrations", heading | {"lines": lines})
        year.ids["registration"][registration.key] = drafted["id"]
    else:
        await year.world.put(step.by, _registration(year, step), {"lines": lines})
    await year.world.post(step.by, f"{_registration(year, step)}/submission")


@verb(RegistrationStep)
async def return_registration(year: Year, step: RegistrationStep) -> None:
    """The town sends it back with the reason."""
    version = year.sample.registrations[step.registration].versions[step.version - 1]
    await year.world.post(step.by, f"{_registration(year, step)}/return", {"reason": version.reason})


@verb(RegistrationStep)
async def approve_registration(year: Year, step: RegistrationStep) -> None:
    """The town agrees."""
    await year.world.post(step.by, f"{_registration(year, step)}/approval")


@verb(TitlesStep)
async def register_titles(year: Year, step: TitlesStep) -> None:
    """A unit writes which titles its people go for, and sends it to the commune."""
    body = bodies.titles(year.sample, year.sample.titles[step.unit])
    drafted = await year.world.post(step.by, f"{API}/registrations", body)
    year.ids["titles"][step.unit] = drafted["id"]
    await year.world.post(step.by, f"{API}/registrations/{drafted['id']}/submission")


@verb(ApprovalStep)
async def approve_titles(year: Year, step: ApprovalStep) -> None:
    """The commune agrees to what its units go for."""
    for registration in year.ids["titles"].values():
        await year.world.post(step.by, f"{API}/registrations/{registration}/approval")


def _registration(year: Year, step: RegistrationStep) -> str:
    return f"{API}/registrations/{year.ids['registration'][step.registration]}"

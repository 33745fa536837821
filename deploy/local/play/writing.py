"""How the people of the year write dossiers: a draft, its report, who nominates together, a list from a workbook."""

from __future__ import annotations

from deploy.local.play import bodies
from deploy.local.play.errors import NeverHappened
from deploy.local.play.nomination import API, DossierStep, draft, path_of
from deploy.local.play.script import Step, Year, verbs

verb = verbs("nomination")


class JoinStep(DossierStep):
    """A dossier, and the unit that answers."""

    unit: str


class ListStep(Step):
    """A list."""

    list: str


@verb(DossierStep)
async def draft_dossier(year: Year, step: DossierStep) -> None:
    """The head of a unit begins a dossier."""
    await draft(year, step)


@verb(DossierStep)
async def write_report(year: Year, step: DossierStep) -> None:
    """The same person types each section, which keeps itself, and saves it."""
    for section in year.sample.dossiers[step.dossier].report:
        place = f"{path_of(year, step)}/drafts/report.{section.section}"
        seen = await year.world.get(step.by, place)
        values = {"text": section.text} if section.text else dict(section.fields)
        await year.world.keep(step.by, place, {"values": values, "base": seen["base"], "revision": seen["revision"]})
        body = section.model_dump(include={"text", "fields"})
        written = await year.world.put(step.by, f"{path_of(year, step)}/report/{section.section}", body)
        if written["lack"]:
            raise NeverHappened(f"the section {section.section} of {step.dossier} is not enough: {written['lack']}")


@verb(DossierStep)
async def ask_to_join(year: Year, step: DossierStep) -> None:
    """The unit asks others to nominate together."""
    units = list(year.sample.dossiers[step.dossier].together)
    await year.world.post(step.by, f"{path_of(year, step)}/co-nominators", {"units": units})


@verb(JoinStep)
async def join_nomination(year: Year, step: JoinStep) -> None:
    """The head of a unit that was asked confirms."""
    await year.world.post(step.by, f"{path_of(year, step)}/co-nominators/{step.unit}/answer", {"agrees": True})


@verb(ListStep)
async def send_list(year: Year, step: ListStep) -> None:
    """The head of a unit sends a workbook, looks at what was read, and confirms it."""
    its = year.sample.lists[step.list]
    fields = {"unit": its.unit, "title": its.title, "kind": its.kind, "year": str(its.year)}
    read = await year.world.upload(step.by, f"{API}/lists", f"{its.id}.xlsx", bodies.workbook(its), **fields)
    if read["wrong"] or read["total"] != len(its.lines):
        raise NeverHappened(f"{read['wrong']} of {read['total']} lines of {its.id} are refused")
    year.ids["list"][its.id] = read["id"]
    await year.world.post(step.by, f"{API}/lists/{read['id']}/confirmation")


@verb(ListStep)
async def accept_list(year: Year, step: ListStep) -> None:
    """The officer receives the whole list, once all of its dossiers are there."""
    path = f"{API}/lists/{year.ids['list'][step.list]}"
    await _came(year, step, path, "submitted")
    await year.world.post(step.by, f"{path}/acceptance")
    await _came(year, step, path, "accepted")


async def _came(year: Year, step: ListStep, path: str, state: str) -> None:
    async def there() -> bool:
        found: bool = (await year.world.get(step.by, path))["state"] == state
        return found

    await year.world.until(f"the list {step.list} as {state}", there)

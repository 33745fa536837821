"""What the people of the year do in the service nomination with dossiers and decisions."""

from __future__ import annotations

from deploy.local.play import bodies
from deploy.local.play.data import Dossier
from deploy.local.play.errors import NeverHappened, Refused
from deploy.local.play.script import Step, Year, verbs

API = "/nomination/api/v1"
verb = verbs("nomination")


class DossierStep(Step):
    """A dossier."""

    dossier: str


class ForwardStep(DossierStep):
    """A dossier and where it goes."""

    to: str


class DecisionStep(Step):
    """A decision on some dossiers: who writes it; ``by`` signs it."""

    unit: str
    drafted_by: str
    title: str
    dossiers: tuple[str, ...]


@verb(DossierStep)
async def nominate(year: Year, step: DossierStep) -> None:
    """The head of a unit writes a dossier and submits it."""
    await _draft(year, step)
    submitted = await year.world.post(step.by, f"{_path(year, step)}/submission")
    year.ids["submitted"][step.dossier] = submitted["id"]


@verb(DossierStep)
async def find_ineligible(year: Year, step: DossierStep) -> None:
    """The same, but the law says no, and says which article."""
    await _draft(year, step)
    wanted = _its(year, step).ineligible
    try:
        await year.world.post(step.by, f"{_path(year, step)}/submission")
    except Refused as refusal:
        said = " ".join(condition["citation"] for condition in refusal.problem.get("conditions", ()))
        if refusal.code == "dossier.ineligible" and wanted and wanted.article in said:
            return
        raise
    raise NeverHappened(f"{step.dossier} was to be refused by {wanted.article if wanted else 'the law'}, and was not")


@verb(DossierStep)
async def return_dossier(year: Year, step: DossierStep) -> None:
    """The officer sends it back and names what is missing."""
    returned = _its(year, step).returned
    if returned is None:
        raise NeverHappened(f"the data do not say why {step.dossier} is returned")
    body = {"reason": returned.reason, "parts": list(returned.missing)}
    await year.world.post(step.by, f"{_path(year, step)}/return", body)


@verb(DossierStep)
async def resubmit_dossier(year: Year, step: DossierStep) -> None:
    """The unit adds what was missing and submits again."""
    body = bodies.dossier(year.sample, _its(year, step), complete=True)
    await year.world.put(step.by, _path(year, step), body)
    await year.world.post(step.by, f"{_path(year, step)}/submission")


@verb(DossierStep)
async def accept_dossier(year: Year, step: DossierStep) -> None:
    """The officer receives it for appraisal."""
    await year.world.post(step.by, f"{_path(year, step)}/acceptance")


@verb(DossierStep)
async def take_over(year: Year, step: DossierStep) -> None:
    """The officer of the level above receives what was forwarded."""
    await year.world.post(step.by, f"{_path(year, step)}/acceptance")


@verb(DossierStep)
async def withdraw_dossier(year: Year, step: DossierStep) -> None:
    """The unit takes it back and says why."""
    withdrawn = _its(year, step).withdrawn
    if withdrawn is None:
        raise NeverHappened(f"the data do not say why {step.dossier} is withdrawn")
    await year.world.post(step.by, f"{_path(year, step)}/withdrawal", {"reason": withdrawn.reason})


@verb(ForwardStep)
async def forward(year: Year, step: ForwardStep) -> None:
    """Send it to the level above with a letter."""
    await year.world.post(step.by, f"{_path(year, step)}/forwarding", {"to_unit": step.to})


@verb(DecisionStep)
async def decide(year: Year, step: DecisionStep) -> None:
    """The officer writes the decision, the signer signs it."""
    dossiers = [year.ids["dossier"][key] for key in step.dossiers]
    body = {"unit": step.unit, "title": step.title, "dossiers": dossiers}
    drafted = await year.world.post(step.drafted_by, f"{API}/decisions", body)
    year.ids["decision"] |= dict.fromkeys(step.dossiers, drafted["id"])
    await year.world.post(step.by, f"{API}/decisions/{drafted['id']}/signature", {"post": "Chủ tịch"})


async def _draft(year: Year, step: DossierStep) -> None:
    body = bodies.dossier(year.sample, _its(year, step), complete=False)
    drafted = await year.world.post(step.by, f"{API}/dossiers", body)
    year.ids["dossier"][step.dossier] = drafted["id"]


def _its(year: Year, step: DossierStep) -> Dossier:
    return year.sample.dossiers[step.dossier]


def _path(year: Year, step: DossierStep) -> str:
    return f"{API}/dossiers/{year.ids['dossier'][step.dossier]}"

"""What the people of the year do in the service nomination with dossiers and decisions."""

from __future__ import annotations

from typing import Any

from deploy.local.play import bodies
from deploy.local.play.data import Dossier
from deploy.local.play.errors import NeverHappened, Refused
from deploy.local.play.script import Step, Year, verbs

API = "/nomination/api/v1"
verb = verbs("nomination")


class DossierStep(Step):
    """A dossier."""

    dossier: str


class DecisionStep(Step):
    """A decision on some dossiers: who writes it; ``by`` signs it."""

    unit: str
    drafted_by: str
    title: str
    dossiers: tuple[str, ...]


@verb(DossierStep)
async def nominate(year: Year, step: DossierStep) -> None:
    """The head of a unit writes a dossier and submits it; where the law says no, with the reason why all the same."""
    if step.dossier not in year.ids["dossier"]:
        await draft(year, step)
    body = None
    if overridden := _its(year, step).overridden:
        await _refused(year, step, overridden.article)
        body = {"override_reason": overridden.reason}
    submitted = await year.world.post(step.by, f"{path_of(year, step)}/submission", body)
    year.ids["submitted"][step.dossier] = submitted["id"]


@verb(DossierStep)
async def nominate_simplified(year: Year, step: DossierStep) -> None:
    """The head of a unit writes the short form of the simplified procedure and submits it."""
    drafted = await year.world.post(step.by, f"{API}/dossiers/simplified", bodies.short(year.sample, _its(year, step)))
    year.ids["dossier"][step.dossier] = drafted["id"]
    submitted = await year.world.post(step.by, f"{path_of(year, step)}/submission")
    year.ids["submitted"][step.dossier] = submitted["id"]


@verb(DossierStep)
async def find_ineligible(year: Year, step: DossierStep) -> None:
    """The same, but the law says no, and says which article."""
    await draft(year, step)
    wanted = _its(year, step).ineligible
    if wanted is None:
        raise NeverHappened(f"the data do not say which article refuses {step.dossier}")
    await _refused(year, step, wanted.article)


@verb(DossierStep)
async def return_dossier(year: Year, step: DossierStep) -> None:
    """The officer sends it back and names what is missing."""
    returned = _its(year, step).returned
    if returned is None:
        raise NeverHappened(f"the data do not say why {step.dossier} is returned")
    body = {"reason": returned.reason, "parts": list(returned.missing)}
    await year.world.post(step.by, f"{path_of(year, step)}/return", body)


@verb(DossierStep)
async def resubmit_dossier(year: Year, step: DossierStep) -> None:
    """The unit adds what was missing and submits again."""
    body = bodies.dossier(year.sample, _its(year, step), complete=True)
    await year.world.put(step.by, path_of(year, step), body)
    await year.world.post(step.by, f"{path_of(year, step)}/submission")


@verb(DossierStep)
async def accept_dossier(year: Year, step: DossierStep) -> None:
    """The officer receives it for appraisal."""
    await year.world.post(step.by, f"{path_of(year, step)}/acceptance")


@verb(DossierStep)
async def withdraw_dossier(year: Year, step: DossierStep) -> None:
    """The unit takes it back and says why."""
    withdrawn = _its(year, step).withdrawn
    if withdrawn is None:
        raise NeverHappened(f"the data do not say why {step.dossier} is withdrawn")
    await year.world.post(step.by, f"{path_of(year, step)}/withdrawal", {"reason": withdrawn.reason})


@verb(DecisionStep)
async def decide(year: Year, step: DecisionStep) -> None:
    """The officer writes the decision, the signer signs it."""
    dossiers = [year.ids["dossier"][key] for key in step.dossiers]
    body = {"unit": step.unit, "title": step.title, "dossiers": dossiers}
    drafted = await year.world.post(step.drafted_by, f"{API}/decisions", body)
    year.ids["decision"] |= dict.fromkeys(step.dossiers, drafted["id"])
    await year.world.post(step.by, f"{API}/decisions/{drafted['id']}/signature", {"post": "Chủ tịch"})


class RevocationStep(DossierStep):
    """Whose award is taken back: who writes the decision; ``by`` signs it."""

    unit: str
    drafted_by: str


@verb(DossierStep)
async def check_certificate(year: Year, step: DossierStep) -> None:
    """Somebody types the code of a certificate, and it holds."""
    await _checked(year, step, "granted")


@verb(DossierStep)
async def find_revoked(year: Year, step: DossierStep) -> None:
    """Somebody types the code again, and it holds no more."""
    await _checked(year, step, "revoked")


@verb(RevocationStep)
async def revoke(year: Year, step: RevocationStep) -> None:
    """The officer writes the revoking decision on the ground of the data, the signer signs it."""
    revoked = _its(year, step).revoked
    if revoked is None:
        raise NeverHappened(f"the data do not say why {step.dossier} is revoked")
    line = await _line(year, step)
    body = {
        "unit": step.unit,
        "amends": year.ids["decision"][step.dossier],
        "awards": [line["award_id"]],
        **revoked.model_dump(mode="json"),
    }
    drafted = await year.world.post(step.drafted_by, f"{API}/decisions/revocations", body)
    await year.world.post(step.by, f"{API}/decisions/{drafted['id']}/signature", {"post": "Chủ tịch"})


async def _checked(year: Year, step: DossierStep, state: str) -> None:
    line = await _line(year, step)
    found = await year.world.get(step.by, f"{API}/certificates/{line['code']}")
    if found["state"] != state:
        raise NeverHappened(f"the certificate of {step.dossier} is {found['state']}, not {state}")


async def _line(year: Year, step: DossierStep) -> dict[str, Any]:
    """What its decision says of it, as the officer of the unit reads it."""
    decision = await year.world.get("dq-van-phong-01", f"{API}/decisions/{year.ids['decision'][step.dossier]}")
    line: dict[str, Any] = next(one for one in decision["lines"] if one["dossier"] == year.ids["dossier"][step.dossier])
    return line


async def _refused(year: Year, step: DossierStep, article: str) -> None:
    try:
        await year.world.post(step.by, f"{path_of(year, step)}/submission")
    except Refused as refusal:
        said = " ".join(condition["citation"] for condition in refusal.problem.get("conditions", ()))
        if refusal.code == "dossier.ineligible" and article in said:
            return
        raise
    raise NeverHappened(f"{step.dossier} was to be refused by {article}, and was not")


async def draft(year: Year, step: DossierStep) -> None:
    """Write a dossier that is not sent yet."""
    body = bodies.dossier(year.sample, _its(year, step), complete=False)
    drafted = await year.world.post(step.by, f"{API}/dossiers", body)
    year.ids["dossier"][step.dossier] = drafted["id"]


def _its(year: Year, step: DossierStep) -> Dossier:
    return year.sample.dossiers[step.dossier]


def path_of(year: Year, step: DossierStep) -> str:
    """Where a dossier of the sample is."""
    return f"{API}/dossiers/{year.ids['dossier'][step.dossier]}"

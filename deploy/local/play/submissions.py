"""What goes up with a letter, comes back, and travels as a file: the levels between each other."""

from __future__ import annotations

from deploy.local.play import bodies
from deploy.local.play.errors import NeverHappened
from deploy.local.play.nomination import API, DossierStep, path_of
from deploy.local.play.script import Step, Year, verbs

verb = verbs("nomination")


class LetterStep(Step):
    """A letter for some dossiers: which unit sends it where, who writes it; ``by`` signs it."""

    unit: str
    to: str
    drafted_by: str
    dossiers: tuple[str, ...]


class DossiersStep(Step):
    """Dossiers that came with one letter."""

    dossiers: tuple[str, ...]


class ReasonStep(DossierStep):
    """A dossier and why it goes back."""

    text: str


class AgainStep(DossierStep):
    """A dossier that came back: who mends it, who looks at it; ``by`` signs the second letter."""

    unit: str
    to: str
    drafted_by: str
    mended_by: str


@verb(LetterStep)
async def forward(year: Year, step: LetterStep) -> None:
    """The officer puts the dossiers together, the signer signs the letter, and they go up."""
    await _send(year, step, step.dossiers)


@verb(DossiersStep)
async def take_over(year: Year, step: DossiersStep) -> None:
    """The officer of the level above notes the receipt and takes up every dossier of the letter."""
    its = f"{API}/submissions/{year.ids['submission'][step.dossiers[0]]}"
    await year.world.post(step.by, f"{its}/receipt")
    taken = await year.world.post(step.by, f"{its}/acceptance")
    if {one["dossier"] for one in taken["lines"]} != {year.ids["dossier"][key] for key in step.dossiers}:
        raise NeverHappened(f"the letter of {step.dossiers[0]} holds other dossiers")


@verb(ReasonStep)
async def send_down(year: Year, step: ReasonStep) -> None:
    """The officer of the level above sends a dossier back to where it came from, and says why."""
    its = year.ids["submission"][step.dossier]
    body = {"reason": step.text, "dossiers": [year.ids["dossier"][step.dossier]]}
    await year.world.post(step.by, f"{API}/submissions/{its}/return", body)


@verb(AgainStep)
async def forward_again(year: Year, step: AgainStep) -> None:
    """The unit mends what came back, the officer receives it, and it goes up with a letter of its own."""
    path = path_of(year, step)
    body = bodies.dossier(year.sample, year.sample.dossiers[step.dossier], complete=True)
    await year.world.put(step.mended_by, path, body)
    await year.world.post(step.mended_by, f"{path}/submission")
    await year.world.post(step.drafted_by, f"{path}/acceptance")
    await _send(year, step, (step.dossier,))


@verb(DossierStep)
async def carry_up(year: Year, step: DossierStep) -> None:
    """The officer below saves the file of the letter, as a place without a line would."""
    year.files[step.dossier] = await _fetched(year, step, "bundle")


@verb(DossierStep)
async def carry_down(year: Year, step: DossierStep) -> None:
    """The officer above saves the file that tells what became of it."""
    year.files[step.dossier] = await _fetched(year, step, "answer")


@verb(DossierStep)
async def read_in(year: Year, step: DossierStep) -> None:
    """The file is read in where the events came already: everything is known, nothing changes."""
    seen = await year.world.upload(step.by, f"{API}/bundles", f"{step.dossier}.zip", year.files[step.dossier])
    done = await year.world.post(step.by, f"{API}/bundles/{seen['id']}/confirmation")
    if done["changes"] or {item["verdict"] for item in done["items"]} != {"known"}:
        raise NeverHappened(f"the file of {step.dossier} told something new: {done['items']}")


async def _send(year: Year, step: LetterStep | AgainStep, dossiers: tuple[str, ...]) -> None:
    body = {"unit": step.unit, "to_unit": step.to, "dossiers": [year.ids["dossier"][key] for key in dossiers]}
    drafted = await year.world.post(step.drafted_by, f"{API}/submissions", body)
    year.ids["submission"] |= dict.fromkeys(dossiers, drafted["id"])
    await year.world.post(step.by, f"{API}/submissions/{drafted['id']}/sending", {})


async def _fetched(year: Year, step: DossierStep, what: str) -> bytes:
    its = year.ids["submission"][step.dossier]
    return await year.world.download(step.by, f"{API}/submissions/{its}/{what}")

"""What the people of the year do while a dossier is appraised: supplement, consultation, public notice."""

from __future__ import annotations

from deploy.local.play.nomination import API, DossierStep, path_of
from deploy.local.play.script import Year, verbs

verb = verbs("nomination")


class SaidStep(DossierStep):
    """A dossier, and what is said of it."""

    text: str


class PartStep(SaidStep):
    """A dossier, a part of it, and what is wrong with it."""

    part: str


class ConsultStep(SaidStep):
    """A dossier, which unit is asked, and what."""

    of: str


@verb(PartStep)
async def ask_supplement(year: Year, step: PartStep) -> None:
    """The officer asks for a part to be mended."""
    body = {"reasons": [{"part": step.part, "reason": step.text}]}
    await year.world.post(step.by, f"{path_of(year, step)}/supplement-request", body)


@verb(DossierStep)
async def give_supplement(year: Year, step: DossierStep) -> None:
    """The unit sends it."""
    await year.world.post(step.by, f"{path_of(year, step)}/supplement")


@verb(ConsultStep)
async def consult(year: Year, step: ConsultStep) -> None:
    """The officer asks another unit for its opinion."""
    await year.world.post(step.by, f"{path_of(year, step)}/consultation", {"question": step.text, "bodies": [step.of]})


@verb(SaidStep)
async def give_opinion(year: Year, step: SaidStep) -> None:
    """The unit that was asked agrees."""
    body = {"agrees": True, "text": step.text}
    await year.world.post(step.by, f"{path_of(year, step)}/consultation/opinions/0", body)


@verb(SaidStep)
async def comment_on_list(year: Year, step: SaidStep) -> None:
    """Somebody who read the list says something to it."""
    posting = year.ids["posting"][step.dossier]
    said = await year.world.post(step.by, f"{API}/postings/{posting}/comments", {"text": step.text})
    year.ids["comment"][step.dossier] = said["id"]


@verb(SaidStep)
async def answer_comment(year: Year, step: SaidStep) -> None:
    """The officer publishes it with an answer."""
    comment = year.ids["comment"][step.dossier]
    await year.world.post(step.by, f"{API}/postings/comments/{comment}/answer", {"publish": True, "answer": step.text})
